package org.wangchuan.proof.trust;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.WitnessPolicy;

/** What values must be before they are a trust list, whether it is made or read. */
final class TrustListRules {
    private static final int NAME_CHARS_MAX = 200;
    private static final int EARLIER_POLICIES_MAX = 256;

    private TrustListRules() {}

    /** What makes values no trust list: one key or log with two masters, or numbers out of range. */
    static Optional<String> fault(long version, long issuedAtSeconds, List<TrustList.Operator> operators) {
        if (version < 1 || version > JsonValue.Whole.MAX || issuedAtSeconds < 0) {
            return Optional.of("version or time out of range");
        }
        Set<String> names = new HashSet<>();
        Set<String> origins = new HashSet<>();
        Set<PublicKey> stations = new HashSet<>();
        for (TrustList.Operator operator : operators) {
            if (!isName(operator.name())) {
                return Optional.of("an operator without a name, or with one that can't be printed on a line");
            }
            if (!names.add(operator.name())) {
                return Optional.of("two operators of one name");
            }
            if (operator.logKeys().isEmpty() || !origins.add(operator.origin())) {
                return Optional.of("an operator without a log, or two with one log");
            }
            for (VerifierKey key : operator.logKeys()) {
                if (!key.name().equals(operator.origin())) {
                    return Optional.of("two logs of one operator");
                }
            }
            if (new HashSet<>(operator.logKeys()).size() < operator.logKeys().size()) {
                return Optional.of("one log key twice");
            }
            Optional<String> fault = rangeFault(operator.stations())
                    .or(() -> policyFault(operator))
                    .or(() -> operator.delegated().flatMap(it -> it.fault(operator.isForReceiptsAlone())));
            if (fault.isPresent()) {
                return fault;
            }
            Set<PublicKey> own = new HashSet<>();
            operator.stations().forEach(station -> own.add(station.key()));
            // A station's own log beside its operator's is no second master.
            for (PublicKey key : operator.isForReceiptsAlone() ? Set.<PublicKey>of() : own) {
                if (!stations.add(key)) {
                    return Optional.of("one station with two operators");
                }
            }
        }
        return Optional.empty();
    }

    /** Several ranges of one key are fine; a place in two of them would have two ends. */
    private static Optional<String> rangeFault(List<TrustList.Station> stations) {
        for (TrustList.Station station : stations) {
            if (station.firstIndex() < 0
                    || (station.endIndex().isPresent() && station.endIndex().get() <= station.firstIndex())) {
                return Optional.of("a range that ends before it begins, or holds nothing");
            }
        }
        Map<PublicKey, NavigableMap<Long, TrustList.Station>> ranges = new HashMap<>();
        for (TrustList.Station station : stations) {
            NavigableMap<Long, TrustList.Station> own = ranges.computeIfAbsent(station.key(), _ -> new TreeMap<>());
            Map.Entry<Long, TrustList.Station> below = own.floorEntry(station.firstIndex());
            Map.Entry<Long, TrustList.Station> above = own.ceilingEntry(station.firstIndex());
            boolean isApart = (below == null || isFollowedBy(below.getValue(), station))
                    && (above == null || isFollowedBy(station, above.getValue()));
            if (!isApart) {
                return Optional.of("two ranges of one station that overlap");
            }
            own.put(station.firstIndex(), station);
        }
        return Optional.empty();
    }

    private static boolean isFollowedBy(TrustList.Station one, TrustList.Station other) {
        return other.firstIndex() >= one.endIndex().orElse(Long.MAX_VALUE);
    }

    /** Each policy decides about at least one size, and they stand in the order in which they did. */
    private static Optional<String> policyFault(TrustList.Operator operator) {
        if (operator.earlierPolicies().size() > EARLIER_POLICIES_MAX) {
            return Optional.of("more than " + EARLIER_POLICIES_MAX + " earlier policies");
        }
        long end = 0;
        for (TrustList.EarlierPolicy earlier : operator.earlierPolicies()) {
            if (earlier.endSize() <= end || earlier.endSize() > JsonValue.Whole.MAX) {
                return Optional.of("earlier policies whose ends do not grow");
            }
            end = earlier.endSize();
        }
        return Optional.empty();
    }

    static boolean isName(String name) {
        return !name.isBlank()
                && name.length() <= NAME_CHARS_MAX
                && name.codePoints().noneMatch(c -> switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED -> true;
                    default -> false;
                });
    }

    /**
     * Reads all policies, today's first.
     *
     * @throws VerificationException as {@link #readPolicy} does
     */
    static void readPolicies(String today, List<TrustList.Operator> operators) throws VerificationException {
        Optional<WitnessPolicy> _ = readPolicy(today, operators);
        for (TrustList.Operator operator : operators) {
            for (TrustList.EarlierPolicy earlier : operator.earlierPolicies()) {
                Optional<WitnessPolicy> _ = readPolicy(earlier.policy(), operators);
            }
        }
    }

    /**
     * Reads the witness policy; empty for an empty text.
     *
     * @throws VerificationException with code POLICY_FORMAT, or TRUST_FORMAT for one that no trust list may have
     */
    static Optional<WitnessPolicy> readPolicy(String text, List<TrustList.Operator> operators)
            throws VerificationException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        WitnessPolicy policy = WitnessPolicy.parse(text.getBytes(StandardCharsets.UTF_8));
        if (!policy.logs().isEmpty()) {
            throw bad("no log lines: the operators name their logs", "one");
        }
        Set<PublicKey> judged = new HashSet<>();
        for (TrustList.Operator operator : operators) {
            operator.logKeys().forEach(key -> judged.add(key.key()));
            operator.stations().forEach(station -> judged.add(station.key()));
        }
        for (CosignerKey witness : policy.witnesses()) {
            if (judged.contains(witness.key())) {
                throw bad("witnesses that are nobody's log or station", witness.name());
            }
        }
        return Optional.of(policy);
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.TRUST_FORMAT, "witnessPolicy", expected, found);
    }
}
