package org.wangchuan.engine.evidence;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.hidden.SasCapacity;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * One thing that happened in an erasure. Times are RFC 3339 in UTC, whole seconds; passes count from 1.
 * {@link EventWriter} and {@link EventReader} give the one spelling of each.
 */
public sealed interface Event
        permits Event.Opened,
                Event.PolicyChosen,
                Event.MediumSeen,
                Event.HiddenAreas,
                Event.PlanChosen,
                HiddenAreaEvent,
                DriveEvent,
                NamespaceEvent,
                BaselineEvent,
                PartEvent,
                CountsTold,
                Event.PassStarted,
                Event.Interrupted,
                Event.Resumed,
                Event.PassFinished,
                Event.Committed,
                Event.VerificationStarted,
                Event.VerificationFinished,
                Event.Rechecked,
                Event.Residue,
                Event.Closed {

    /** The record begins. */
    record Opened(RecordForm form, String job, String tool, String at) implements Event {
        /** In the form that records have now. */
        public Opened(String job, String tool, String at) {
            this(RecordForm.NOW, job, tool, at);
        }
    }

    /** The rule set, whole. */
    record PolicyChosen(JsonValue.Obj policy) implements Event {}

    /** The medium as it was opened. */
    record MediumSeen(MediumFacts medium) implements Event {}

    /**
     * Areas that the host cannot address by default.
     *
     * @param commands what the finding rests on, in the order in which they were sent; at most {@value #COMMANDS_MAX}
     */
    record HiddenAreas(HiddenState state, long hiddenBytes, String detail, List<DeviceCommand> commands)
            implements Event {
        /** What a SAS drive is sent at the most: six questions, and what makes it show all that it has. Others are sent three or four. */
        public static final int COMMANDS_MAX = 6 + SasCapacity.COMMANDS_MAX;

        public HiddenAreas {
            commands = List.copyOf(commands);
        }

        /** What an examination found, or one that is played back. */
        public static HiddenAreas of(HiddenAreaReport report) {
            org.wangchuan.engine.medium.HiddenAreas finding = report.finding();
            HiddenState state = switch (finding) {
                case org.wangchuan.engine.medium.HiddenAreas.None _ -> HiddenState.NONE;
                case org.wangchuan.engine.medium.HiddenAreas.Found _ -> HiddenState.FOUND;
                case org.wangchuan.engine.medium.HiddenAreas.Unreadable _ -> HiddenState.UNREADABLE;
                case org.wangchuan.engine.medium.HiddenAreas.NotApplicable _ -> HiddenState.NOT_APPLICABLE;
            };
            long hiddenBytes =
                    finding instanceof org.wangchuan.engine.medium.HiddenAreas.Found found ? found.hiddenBytes() : 0;
            return new HiddenAreas(state, hiddenBytes, finding.detail(), report.commands());
        }
    }

    /** What was found of hidden areas. */
    enum HiddenState {
        /** Looked for with the device's own commands; there are none. */
        NONE,
        /** There are some, which are not reached unless they are taken away. */
        FOUND,
        /** There may be some: the device did not answer, or not credibly. */
        UNREADABLE,
        /** This kind of medium has no such areas that a host could find. */
        NOT_APPLICABLE
    }

    /**
     * What will be done.
     *
     * @param passes of overwriting; none where the drive erases itself, unless the policy wants both, or has them follow if that comes to nothing
     * @param techniques ids of the drive's own, in order: the first is tried, the others if that one is refused; empty for overwriting only
     * @param hiddenAreas kinds of hidden areas that are taken away first, in order; empty if none is
     * @param parts ids of the other parts of an eMMC that are erased before the rest, in order; empty if none is
     */
    record PlanChosen(
            MediumClass effectiveClass,
            List<PassSpec> passes,
            VerifyMode verify,
            List<String> techniques,
            List<String> hiddenAreas,
            List<String> parts)
            implements Event {
        public PlanChosen {
            passes = List.copyOf(passes);
            techniques = List.copyOf(techniques);
            hiddenAreas = List.copyOf(hiddenAreas);
            parts = List.copyOf(parts);
        }

        /** What is left of it where the drive erased itself, and no pass was needed. */
        public PlanChosen byItselfAlone() {
            return new PlanChosen(effectiveClass, List.of(), VerifyMode.SAMPLE, techniques, hiddenAreas, parts);
        }

        /** No other part is erased. */
        public PlanChosen(
                MediumClass effectiveClass,
                List<PassSpec> passes,
                VerifyMode verify,
                List<String> techniques,
                List<String> hiddenAreas) {
            this(effectiveClass, passes, verify, techniques, hiddenAreas, List.of());
        }

        /** Nothing is hidden. */
        public PlanChosen(
                MediumClass effectiveClass, List<PassSpec> passes, VerifyMode verify, List<String> techniques) {
            this(effectiveClass, passes, verify, techniques, List.of());
        }

        /** Overwriting only. */
        public PlanChosen(MediumClass effectiveClass, List<PassSpec> passes, VerifyMode verify) {
            this(effectiveClass, passes, verify, List.of());
        }
    }

    /**
     * A pass begins.
     *
     * @param secretDigest SHA-256 in hex of the key or nonce of the pass, absent for constants; the
     *     secret itself is never recorded here
     */
    record PassStarted(int pass, PatternKind pattern, Optional<String> secretDigest, String at) implements Event {}

    /** The work stopped in good order. After a loss of power there is none; {@link Resumed} tells it all the same. */
    record Interrupted(int pass, Phase phase, String at) implements Event {}

    /** What was going on. */
    enum Phase {
        /** Writing. */
        WRITE,
        /** Reading back. */
        VERIFY,
        /** Neither: between two passes, or closing the record. */
        BETWEEN,
        /** What the drive does itself: hidden areas are taken away, and its own erasure, from its first question to the end of sampling. */
        NATIVE
    }

    /**
     * The work goes on after an interruption.
     *
     * @param fromBytes first byte that is written again
     * @param checkedBytes how much before it was read back and found as it must be
     */
    record Resumed(int pass, Phase phase, long fromBytes, long checkedBytes, String at) implements Event {}

    /** How a pass ended. */
    enum PassEnd {
        /** Every block was written or is named as unwritten, and the device confirmed the flush. */
        COMPLETED,
        /** The device is no longer there. */
        DEVICE_GONE,
        /** The device stopped answering. */
        STALLED,
        /** The device did not confirm that what it accepted is durable. */
        FLUSH_FAILED
    }

    /** A pass ended. */
    record PassFinished(
            int pass,
            PassEnd end,
            long bytesWritten,
            List<ErrorRange> unwritten,
            long durationMillis,
            long retries,
            long longestPauseMillis,
            String at)
            implements Event {
        public PassFinished {
            unwritten = List.copyOf(unwritten);
        }
    }

    /**
     * The evidence so far is fixed, before the device can know what will be sampled.
     *
     * <p>The beacon is no randomness from outside: it is the station's own, there without a network too, and an operator can steer it by
     * appending to that log until a sample pleases. What makes it hard is that each try leaves an entry, once the log is witnessed.
     *
     * @param digest SHA-256 in hex of all lines before this one
     * @param beacon the root of the station's own log just then, in hex; absent where that log could not be read
     */
    record Committed(String digest, Optional<String> beacon) implements Event {}

    /**
     * Reading back begins.
     *
     * @param seed of the sampling plan, in hex; absent for a full read-back
     * @param unitBytes that the sampling plan counts in, so that it can be drawn again; 0 for a full read-back
     */
    record VerificationStarted(int pass, VerifyMode mode, Optional<String> seed, long unitBytes, String at)
            implements Event {}

    /** How reading back ended. */
    enum VerificationEnd {
        /** Everything that was planned was read, or is named as unreadable. */
        COMPLETED,
        /** The device is no longer there. */
        DEVICE_GONE,
        /** The device stopped answering. */
        STALLED,
        /** Somebody asked to stop when other contents than those of the pass had been found: no later one undoes that. */
        STOPPED
    }

    /** Reading back ended. */
    record VerificationFinished(
            int pass,
            VerificationEnd end,
            ReadPath path,
            long bytesPlanned,
            long bytesRead,
            long mismatchedBytes,
            List<ByteRange> mismatches,
            List<ErrorRange> unreadable,
            long durationMillis,
            String at)
            implements Event {
        public VerificationFinished {
            mismatches = List.copyOf(mismatches);
            unreadable = List.copyOf(unreadable);
        }
    }

    /** Is it still the medium that was opened? What differs, in codes. */
    record Rechecked(List<String> differences) implements Event {
        public Rechecked {
            differences = List.copyOf(differences);
        }
    }

    /** The scan for leftovers by a second engine. */
    record Residue(ResidueState state) implements Event {}

    /** What the residue scan says. */
    enum ResidueState {
        /** It was not run. */
        NOT_RUN
    }

    /** The record is complete. */
    record Closed(String at) implements Event {}
}
