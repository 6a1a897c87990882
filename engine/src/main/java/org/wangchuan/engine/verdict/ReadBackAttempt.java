package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.engine.evidence.ErrorRange;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.verify.SamplePlan;

/**
 * One verification that came to an end, with its own beginning: after an interruption a pass can have several,
 * each with a plan of its own.
 *
 * @param bytesToRead everything, or what the plan asks for that follows from the seed: it is drawn again here
 */
record ReadBackAttempt(Event.VerificationFinished end, long bytesToRead) {

    /** All of a record, in order. */
    static List<ReadBackAttempt> of(Evidence evidence) {
        MediumFacts medium = evidence.medium();
        List<ReadBackAttempt> out = new ArrayList<>();
        long bytesToRead = 0;
        for (Event event : evidence.events()) {
            if (event instanceof Event.VerificationStarted start) {
                bytesToRead = bytesToRead(medium, start);
            } else if (event instanceof Event.VerificationFinished end) {
                out.add(new ReadBackAttempt(end, bytesToRead));
            }
        }
        return out;
    }

    private static long bytesToRead(MediumFacts medium, Event.VerificationStarted start) {
        return switch (start.mode()) {
            case FULL -> medium.capacityBytes();
            case SAMPLE -> {
                byte[] seed = HexFormat.of().parseHex(start.seed().orElseThrow());
                yield SamplePlan.draw(seed, medium.capacityBytes(), (int) start.unitBytes())
                        .sampledBytes();
            }
        };
    }

    int pass() {
        return end.pass();
    }

    List<ByteRange> unreadable() {
        return end.unreadable().stream().map(ErrorRange::range).toList();
    }

    /** Whether what was to be read was read, or is named as unreadable. */
    boolean addsUp() {
        return end.bytesPlanned() == bytesToRead
                && end.bytesPlanned() > 0
                && end.bytesRead() + Ranges.bytes(unreadable()) == end.bytesPlanned();
    }

    /** Whether any of what was read is not what was written. */
    boolean foundElse() {
        return end.mismatchedBytes() != 0 || !end.mismatches().isEmpty();
    }

    /** Whether everything that was to be read was read, and was right, in a time that is possible. */
    boolean clean() {
        return end.end() == Event.VerificationEnd.COMPLETED
                && addsUp()
                && !foundElse()
                && end.unreadable().isEmpty()
                && Pace.possible(end.bytesRead(), end.durationMillis());
    }
}
