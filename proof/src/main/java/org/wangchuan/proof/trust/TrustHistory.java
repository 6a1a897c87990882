package org.wangchuan.proof.trust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.Quorum;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.trust.TrustList.EarlierPolicy;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.proof.trust.TrustList.Station;

/**
 * What a newer list may say of the past. It may add, it may end what is open, and it may take back: end a key's range
 * earlier, let no witnesses count where some did. It may not let anything count where the older one had settled that it
 * does not: a signer who could would make a certificate of last year true that was not. Nothing of it may vanish
 * either: what is gone from one version could come back otherwise in the next.
 *
 * <p>Where an open range ends is the signer's word, and may lie in the past: whoever imports the list is told
 * ({@link #changes}), and compares it with what the log's size was.
 */
public final class TrustHistory {
    private TrustHistory() {}

    /** What differs between two lists, in the order in which the newer one has it. */
    public enum Kind {
        /** An operator that was not there; its name. */
        OPERATOR_ADDED,
        /** An operator of another name than before; both names. */
        OPERATOR_RENAMED,
        /** A key of an operator's log; the key. */
        LOG_KEY_ADDED,
        /** A key of an operator's log that does not count any more; the key. */
        LOG_KEY_REMOVED,
        /** A range of a station's key; the thumbprint and the range. */
        KEY_ADDED,
        /** An end that a range did not have, or an earlier one; the thumbprint and the range. */
        KEY_ENDED,
        /** An operator whose keys were given out of hand; its name, for how many drives, and until when. */
        DELEGATED,
        /** Keys that were given out of hand and count for fewer drives, or not as long; the operator's name, for how many, and until when. */
        DELEGATION_NARROWED,
        /** Other witnesses; the operator's name, the log's size from which on they count, and what is asked for. */
        POLICY_CHANGED,
        /** Witnesses that do not count any more where they did; the operator's name and the log's size. */
        POLICY_WITHDRAWN,
        /** The offline time; both, in seconds. */
        OFFLINE_CHANGED,
        /** A producer whose statements count from now on; its name, for what, and of whose phones. */
        PRODUCER_ADDED,
        /** A producer whose keys, makers, clauses or earliest statements are others; its name, for what it counts now, and of whose phones. */
        PRODUCER_CHANGED
    }

    /** One difference; the words are names, keys and numbers that the lists hold, and need escaping for a terminal. */
    public record Change(Kind kind, List<String> words) {
        public Change {
            words = List.copyOf(words);
        }

        private static Change of(Kind kind, Object... words) {
            return new Change(kind, List.of(words).stream().map(String::valueOf).toList());
        }
    }

    /**
     * Returns if the newer list has the same past as the older one.
     *
     * @throws VerificationException with code TRUST_REWRITTEN
     */
    static void requireSamePast(TrustList older, TrustList newer) throws VerificationException {
        for (Operator before : older.operators()) {
            Operator now = newer.operatorOfLog(before.origin())
                    .orElseThrow(() -> rewritten(
                            before.name(), "its log " + before.origin() + ", with all keys ended", "no such operator"));
            requireSameKeys(before, now);
            requireDelegated(before, now);
            requireSamePolicies(older, before, newer, now);
        }
        requireSameProducers(older, newer);
    }

    /**
     * For what a producer counts, and of whose phones, is judged as of today. What of its statements was said to count no more never counts again: a number's
     * least sequence stays, and so does each key, with its producer, as one that counts or as a retired one. A retired one stays that. Whoever has some of the
     * versions only is told the same, since what one of them says all later ones repeat.
     */
    private static void requireSameProducers(TrustList older, TrustList newer) throws VerificationException {
        for (TrustedProducer before : older.producers()) {
            TrustedProducer now = producer(newer, before.name())
                    .orElseThrow(() -> rewritten(
                            before.name(), "this producer, accepted for nothing perhaps", "no such producer"));
            requireSameLeast(before, now);
            for (VerifierKey key : before.keys()) {
                if (!now.has(key) && !now.retired().contains(key)) {
                    throw rewritten(now.name() + ", key " + key, "it among its keys, or retired", "neither");
                }
            }
            for (VerifierKey key : before.retired()) {
                if (!now.retired().contains(key)) {
                    throw rewritten(
                            now.name() + ", key " + key, "it as a retired one", now.has(key) ? "in use" : "none");
                }
            }
        }
    }

    private static void requireSameLeast(TrustedProducer before, TrustedProducer now) throws VerificationException {
        for (TrustedProducer.Least held : before.least()) {
            long found = now.leastOf(held.number()).orElse(0);
            if (found < held.sequence()) {
                throw rewritten(
                        now.name() + ", statement " + held.number(),
                        "a least sequence of " + held.sequence() + " or more",
                        found == 0 ? "none" : found + "");
            }
        }
    }

    private static Optional<TrustedProducer> producer(TrustList list, String name) {
        return list.producers().stream()
                .filter(producer -> producer.name().equals(name))
                .findFirst();
    }

    private static void requireSameKeys(Operator before, Operator now) throws VerificationException {
        Map<Start, Station> keptBy = byStart(now);
        Map<PublicKey, List<Station>> heldBy = new HashMap<>();
        for (Station held : before.stations()) {
            heldBy.computeIfAbsent(held.key(), _ -> new ArrayList<>()).add(held);
            Station kept = Optional.ofNullable(keptBy.get(Start.of(held)))
                    .orElseThrow(() -> rewritten(where(held), "a range from " + held.firstIndex(), "none"));
            if (held.endIndex().isPresent() && end(kept) > end(held)) {
                throw rewritten(where(held), "an end of at most " + end(held), kept.range());
            }
        }
        Set<Start> starts = byStart(before).keySet();
        // A station may come back. In a log of an operator's that leaves a place between; its own log has none to
        // spare.
        long apart = before.isForReceiptsAlone() && now.isForReceiptsAlone() ? 0 : 1;
        for (Station added : now.stations()) {
            if (starts.contains(Start.of(added))) {
                continue;
            }
            for (Station held : heldBy.getOrDefault(added.key(), List.of())) {
                boolean isLater = held.endIndex().isPresent()
                        ? added.firstIndex() >= held.endIndex().get() + apart
                        : added.firstIndex() > held.firstIndex();
                if (!isLater) {
                    throw rewritten(where(held), "no range before or right after " + held.range(), added.range());
                }
            }
        }
    }

    /** What counted for some drives alone does not come to count for more. */
    private static void requireDelegated(Operator before, Operator now) throws VerificationException {
        boolean isWithin = before.delegated().isEmpty()
                || now.delegated()
                        .filter(it -> it.isWithin(before.delegated().get()))
                        .isPresent();
        if (!isWithin) {
            throw rewritten(before.name(), "it for the same drives at most, until the same end", "more");
        }
    }

    private static void requireSamePolicies(TrustList older, Operator before, TrustList newer, Operator now)
            throws VerificationException {
        if (before.isForReceiptsAlone() && now.isForReceiptsAlone()) {
            return; // whoever the list's witnesses are, they count under neither
        }
        long open = before.policyFromSize();
        for (long size : sizes(before, now).headSet(open, true)) {
            Optional<Quorum> held = quorum(older, before, size);
            Optional<Quorum> found = quorum(newer, now, size);
            boolean isFirst = size == open && held.isEmpty();
            if (found.isPresent() && !found.equals(held) && !isFirst) {
                throw rewritten(
                        before.name(),
                        held.map(Quorum::words).orElse("no witnesses") + " at log size " + size,
                        found.get().words());
            }
        }
    }

    /** What the newer list says otherwise. */
    public static List<Change> changes(TrustList older, TrustList newer) {
        List<Change> out = new ArrayList<>();
        if (older.offlineSecondsMax() != newer.offlineSecondsMax()) {
            out.add(Change.of(Kind.OFFLINE_CHANGED, older.offlineSecondsMax(), newer.offlineSecondsMax()));
        }
        for (Operator now : newer.operators()) {
            Optional<Operator> before = older.operatorOfLog(now.origin());
            if (before.isEmpty()) {
                out.add(Change.of(Kind.OPERATOR_ADDED, now.name()));
                now.delegated().ifPresent(it -> out.add(delegation(Kind.DELEGATED, now, it)));
            } else {
                addChanges(out, before.get(), now);
                addDelegation(out, before.get(), now);
                addPolicyChanges(out, older, before.get(), newer, now);
            }
        }
        for (TrustedProducer now : newer.producers()) {
            Optional<TrustedProducer> before = producer(older, now.name());
            if (!before.equals(Optional.of(now))) {
                Kind kind = before.isEmpty() ? Kind.PRODUCER_ADDED : Kind.PRODUCER_CHANGED;
                out.add(Change.of(kind, now.name(), now.words(), now.makersInWords()));
            }
        }
        return List.copyOf(out);
    }

    private static void addChanges(List<Change> out, Operator before, Operator now) {
        if (!before.name().equals(now.name())) {
            out.add(Change.of(Kind.OPERATOR_RENAMED, before.name(), now.name()));
        }
        now.logKeys().stream()
                .filter(key -> !before.logKeys().contains(key))
                .forEach(key -> out.add(Change.of(Kind.LOG_KEY_ADDED, key)));
        before.logKeys().stream()
                .filter(key -> !now.logKeys().contains(key))
                .forEach(key -> out.add(Change.of(Kind.LOG_KEY_REMOVED, key)));
        Map<Start, Station> heldBy = byStart(before);
        for (Station station : now.stations()) {
            Optional<Station> held = Optional.ofNullable(heldBy.get(Start.of(station)));
            if (held.isEmpty()) {
                out.add(Change.of(Kind.KEY_ADDED, station.key().thumbprint(), station.range()));
            } else if (!held.get().equals(station)) {
                out.add(Change.of(Kind.KEY_ENDED, station.key().thumbprint(), station.range()));
            }
        }
    }

    private static void addDelegation(List<Change> out, Operator before, Operator now) {
        Optional<Delegated> held = before.delegated();
        // The order of drives says nothing.
        boolean isSame = now.delegated().equals(held)
                || (held.isPresent()
                        && now.delegated()
                                .filter(held.get()::isWithin)
                                .filter(it -> it.isWithin(held.get()))
                                .isPresent());
        if (!isSame) {
            Kind kind = held.isEmpty() ? Kind.DELEGATED : Kind.DELEGATION_NARROWED;
            now.delegated().ifPresent(it -> out.add(delegation(kind, now, it)));
        }
    }

    private static Change delegation(Kind kind, Operator operator, Delegated delegated) {
        return Change.of(
                kind, operator.name(), delegated.drives().size(), Instant.ofEpochSecond(delegated.endSeconds()));
    }

    private static void addPolicyChanges(
            List<Change> out, TrustList older, Operator before, TrustList newer, Operator now) {
        if (before.isForReceiptsAlone() && now.isForReceiptsAlone()) {
            return; // nobody counts there, before and after
        }
        Optional<Optional<Quorum>> told = Optional.empty();
        for (long size : sizes(before, now)) {
            Optional<Quorum> held = quorum(older, before, size);
            Optional<Quorum> found = quorum(newer, now, size);
            if (found.equals(held)) {
                told = Optional.empty();
            } else if (!told.equals(Optional.of(found))) {
                Kind kind = found.isEmpty() ? Kind.POLICY_WITHDRAWN : Kind.POLICY_CHANGED;
                out.add(Change.of(
                        kind, now.name(), size, found.map(Quorum::words).orElse("")));
                told = Optional.of(found);
            }
        }
    }

    /** Who must have cosigned; where witnesses are reached is no part of it. */
    private static Optional<Quorum> quorum(TrustList list, Operator operator, long size) {
        return list.policyAt(operator, size)
                .filter(WitnessPolicy::isWitnessRequired)
                .map(WitnessPolicy::quorum);
    }

    /** Where either list may begin to say something else. */
    private static NavigableSet<Long> sizes(Operator before, Operator now) {
        NavigableSet<Long> sizes = new TreeSet<>(List.of(0L));
        before.earlierPolicies().stream().map(EarlierPolicy::endSize).forEach(sizes::add);
        now.earlierPolicies().stream().map(EarlierPolicy::endSize).forEach(sizes::add);
        return sizes;
    }

    /** What makes two ranges the same one: those of one key don't overlap. Lists are large enough for each to be looked up. */
    private record Start(PublicKey key, long firstIndex) {
        static Start of(Station station) {
            return new Start(station.key(), station.firstIndex());
        }
    }

    private static Map<Start, Station> byStart(Operator operator) {
        Map<Start, Station> out = new HashMap<>();
        operator.stations().forEach(station -> out.put(Start.of(station), station));
        return out;
    }

    private static long end(Station station) {
        return station.endIndex().orElse(Long.MAX_VALUE);
    }

    /** Who holds the list knows the thumbprint, who writes the next one the key. */
    private static String where(Station station) {
        return "station " + station.key().thumbprint() + ", key " + station.key();
    }

    private static VerificationException rewritten(String where, String expected, String found) {
        return new VerificationException(FailureCode.TRUST_REWRITTEN, where, expected, found);
    }
}
