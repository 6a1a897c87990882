package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.ErrorRange;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verify.SamplePlan;

/**
 * One search for what was planted that came to an end; after an interruption there can be several.
 *
 * @param toRead the places where something was planted and the samples that follow from the seed, drawn again here, or all that there is, where that was planned and the
 *     technique asks for it; disjoint, ascending
 * @param canaries the places where something was ever planted
 */
record SamplingAttempt(DriveEvent.SamplingFinished end, List<ByteRange> toRead, List<ByteRange> canaries) {
    SamplingAttempt {
        toRead = List.copyOf(toRead);
        canaries = List.copyOf(canaries);
    }

    /** All of a record, in order. */
    static List<SamplingAttempt> of(Evidence evidence) {
        MediumFacts medium = evidence.medium();
        List<ByteRange> canaries = Ranges.union(evidence.all(DriveEvent.CanariesPlanted.class).stream()
                .flatMap(planted -> planted.ranges().stream())
                .toList());
        List<SamplingAttempt> out = new ArrayList<>();
        List<ByteRange> toRead = List.of();
        boolean readWhole = false;
        for (Event event : evidence.events()) {
            if (event instanceof DriveEvent.NativeStarted attempt) {
                readWhole = NativeTechnique.of(attempt.technique())
                        .filter(NativeTechnique::readWhole)
                        .isPresent();
            } else if (event instanceof DriveEvent.SamplingStarted start) {
                byte[] seed = HexFormat.of().parseHex(start.seed());
                List<ByteRange> both = new ArrayList<>(canaries);
                both.addAll(SamplePlan.draw(seed, medium.capacityBytes(), (int) start.unitBytes())
                        .ranges());
                toRead = Ranges.union(both);
            } else if (event instanceof DriveEvent.SamplingFinished end) {
                // Programs of before drew samples of it, too: what they read adds up as it did, and is too little.
                boolean all = readWhole && end.bytesPlanned() == medium.capacityBytes();
                List<ByteRange> whole = List.of(new ByteRange(0, medium.capacityBytes()));
                out.add(new SamplingAttempt(end, all ? whole : toRead, canaries));
            }
        }
        return out;
    }

    boolean completed() {
        return end.end() == Event.VerificationEnd.COMPLETED;
    }

    /** Whether it came to its end, and was one of the whole medium. */
    boolean readAll(long capacityBytes) {
        return completed() && Ranges.bytes(toRead) == capacityBytes;
    }

    List<ByteRange> unreadable() {
        return end.unreadable().stream().map(ErrorRange::range).toList();
    }

    /** Whether a place where something was planted could not be read. */
    boolean lostCanaries() {
        return common(unreadable(), canaries) > 0;
    }

    /** Whether what was to be read was read, or is named as unreadable. */
    boolean addsUp() {
        List<ByteRange> lost = unreadable();
        return end.bytesPlanned() == Ranges.bytes(toRead)
                && Ranges.covers(toRead, lost)
                && end.bytesRead() + Ranges.bytes(lost) == end.bytesPlanned()
                && end.others().map(this::counted).orElse(end.bytesRead()) == end.bytesRead()
                && end.canaryBytesRead() + common(lost, canaries) == Ranges.bytes(canaries);
    }

    /** Each block is of one kind. */
    private long counted(DriveEvent.OtherBlocks others) {
        return end.canaryBytesFound()
                + end.zeroBytes()
                + end.oneBytes()
                + others.repeatingBytes()
                + others.noiseBytes()
                + others.contentBytes();
    }

    /** Whether everything that was planted was looked at, and is gone. */
    boolean clean() {
        return completed()
                && addsUp()
                && !canaries.isEmpty()
                && end.canaryBytesFound() == 0
                && end.unreadable().isEmpty()
                && Pace.possible(end.bytesRead(), end.durationMillis());
    }

    /** Bytes that are in both. */
    private static long common(List<ByteRange> one, List<ByteRange> other) {
        List<ByteRange> both = new ArrayList<>(one);
        both.addAll(other);
        return Ranges.bytes(one) + Ranges.bytes(other) - Ranges.bytes(both);
    }
}
