package org.wangchuan.station.live;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.VerifiedReceipt;
import org.wangchuan.station.issue.PlausibleClock;
import org.wangchuan.station.issue.StationBooks;

/**
 * A log of a stick that nobody vouches for yet, as far as receipts of it are at hand: those of one erasure at the screen (decision 0183). They are held against
 * each other, and from them comes the entry that vouches for these: their drives, their places, until the last of them. Not thread-safe.
 */
public final class UnvouchedLog {
    private final PublicKey signer;
    private final VerifierKey log;
    private final Set<String> serials = new LinkedHashSet<>();
    private final Map<Long, Bytes32> places = new HashMap<>();
    private final Map<UUID, Bytes32> events = new HashMap<>();
    private final Map<Long, Bytes32> chain = new HashMap<>();
    private final Map<Long, Bytes32> before = new HashMap<>();
    private final TreeMap<Long, Checkpoint> trees = new TreeMap<>();
    private final TreeSet<Long> shown = new TreeSet<>();
    private long latestSeconds;

    /** The log of a receipt; nothing of it is in here yet. */
    public UnvouchedLog(Receipt receipt) {
        this.signer = receipt.hint().station();
        this.log = receipt.hint().log();
    }

    /**
     * Returns if a station may vouch for a receipt that verifies and whose signer its list does not know: it is of a drive that says a serial number, shows no
     * asset tag, was made by a clock that can be right, and its keys are nobody's in that list.
     *
     * @param own the station's list
     * @throws VerificationException with code KEY_NOT_VALID, SERIAL, TIME or LOG_UNKNOWN
     */
    public static void requireVouchable(TrustList own, Receipt receipt, VerifiedReceipt verified)
            throws VerificationException {
        PublicKey signer = receipt.hint().station();
        if (own.isStationOrLog(signer)
                || own.isStationOrLog(receipt.hint().log().key())) {
            throw new VerificationException(
                    FailureCode.KEY_NOT_VALID, "station", "keys of the stick's own", "one that the list has already");
        }
        // The name that a station gives its own log; any other could be somebody else's.
        String origin = "wangchuan.local/" + signer.thumbprint().substring(0, 16);
        if (!verified.checkpoint().origin().equals(origin)) {
            throw new VerificationException(
                    FailureCode.LOG_UNKNOWN,
                    "origin",
                    origin,
                    verified.checkpoint().origin());
        }
        Optional<String> serial = verified.clearing().disclosed().serial();
        if (verified.clearing().claims().phone().isPresent()
                || serial.filter(LiveOrder::isSerial).isEmpty()) {
            throw new VerificationException(
                    FailureCode.SERIAL, "target.serial", "a drive that says its serial number", "none that is shown");
        }
        if (verified.isTagged()) {
            throw new VerificationException(
                    FailureCode.KEY_NOT_VALID, "asset", "no asset tag, for nobody names one at that screen", "one");
        }
        for (StatementHead head :
                List.of(verified.start().head(), verified.clearing().head())) {
            if (head.issuedAtSeconds() < PlausibleClock.EARLIEST.getEpochSecond()) {
                throw new VerificationException(
                        FailureCode.TIME,
                        "iat",
                        "a time from " + PlausibleClock.EARLIEST,
                        Instant.ofEpochSecond(head.issuedAtSeconds()).toString());
            }
        }
    }

    /**
     * Holds a receipt that verifies against those that were held before, whatever else is wrong with it: also one that nobody can vouch for says what its keys have
     * signed.
     *
     * @throws VerificationException with code CHAIN_FORK, if its keys have signed something else in the place of it; then they count for nothing, this log's other
     *     receipts included
     */
    public void hold(Receipt receipt, VerifiedReceipt verified) throws VerificationException {
        requireSame("log key", log, receipt.hint().log());
        Checkpoint tree = verified.checkpoint();
        requireSame("tree of " + tree.size(), trees.merge(tree.size(), tree, (held, _) -> held), tree);
        hold(receipt.start(), verified.start().head(), verified.startIndex());
        hold(receipt.clearing(), verified.clearing().head(), verified.index());
    }

    /**
     * Takes one in that was held, that {@link #requireVouchable} let through, and whose evidence gives what it says.
     *
     * @throws VerificationException if it is of more drives than an entry can name
     */
    public void add(VerifiedReceipt verified) throws VerificationException {
        serials.add(verified.clearing().disclosed().serial().orElseThrow());
        if (serials.size() > Delegated.DRIVES_MAX) {
            throw new VerificationException(
                    FailureCode.KEY_NOT_VALID, "log", "at most " + Delegated.DRIVES_MAX + " drives", "more");
        }
        shown.add(verified.startIndex());
        shown.add(verified.index());
        for (StatementHead head :
                List.of(verified.start().head(), verified.clearing().head())) {
            latestSeconds = Math.max(latestSeconds, head.issuedAtSeconds());
        }
    }

    private void hold(Logged logged, StatementHead head, long index) throws VerificationException {
        Bytes32 digest = logged.statement().digest();
        requireSame("place " + index, places.merge(index, digest, (held, _) -> held), digest);
        requireSame("event " + head.eventId(), events.merge(head.eventId(), digest, (held, _) -> held), digest);
        long number = head.sequence();
        requireSame("statement " + number, chain.merge(number, digest, (held, _) -> held), digest);
        if (head.previous().isPresent()) {
            before.put(number, head.previous().get());
        }
        for (long later : new long[] {number, number + 1}) {
            Bytes32 held = chain.get(later - 1);
            Bytes32 named = before.get(later);
            if (held != null && named != null) {
                requireSame("statement before " + later, held, named);
            }
        }
    }

    private static void requireSame(String where, Object held, Object offered) throws VerificationException {
        if (!held.equals(offered)) {
            throw new VerificationException(
                    FailureCode.CHAIN_FORK, where, "what another receipt of this log shows", "something else");
        }
    }

    /** Of its drives, each once, in the order in which their receipts came. */
    public List<String> serials() {
        return List.copyOf(serials);
    }

    /** Places of the log that are known to be filled, and of which no receipt is at hand: of an erasure that is not over, say. */
    public long withoutReceipt() {
        return trees.isEmpty() ? 0 : trees.lastKey() - shown.size();
    }

    /**
     * Has a station's own list vouch for what was taken in, and for no more than a list can't tell from it: receipts of these drives, in the very places of
     * these, made until the last of them. Nothing widens that later.
     *
     * @param name how the list calls it; no other of its names
     */
    public SignedTrustList vouch(StationBooks books, String name) throws IOException {
        List<Bytes32> marks = new ArrayList<>();
        serials.forEach(serial -> marks.add(Delegated.mark(log.name(), serial)));
        return books.delegate(name, log, places(), new Delegated(marks, latestSeconds));
    }

    /** As few ranges as hold these places and no other. */
    private List<TrustList.Station> places() {
        List<TrustList.Station> out = new ArrayList<>();
        for (long first : shown) {
            if (shown.contains(first - 1)) {
                continue;
            }
            long end = first + 1;
            while (shown.contains(end)) {
                end++;
            }
            out.add(new TrustList.Station(signer, first, Optional.of(end)));
        }
        return out;
    }
}
