package org.wangchuan.engine.evidence;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * One thing that happened in an erasure. Times are RFC 3339 in UTC, whole seconds; passes count from 1.
 * {@link EventWriter} and {@link EventReader} give the one spelling of each.
 */
public sealed interface Event {

    /** The record begins. */
    record Opened(String job, String tool, String at) implements Event {}

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
        /** Three are sent at the most. */
        public static final int COMMANDS_MAX = 16;

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
        /** There are some, and they were not reached. */
        FOUND,
        /** There may be some: the device did not answer, or not credibly. */
        UNREADABLE,
        /** This kind of medium has no such areas that a host could find. */
        NOT_APPLICABLE
    }

    /**
     * What will be done.
     *
     * @param passes of overwriting; none where the drive erases itself, unless the policy wants both
     * @param techniques ids of the drive's own, in order: the first is tried, the others if that one is refused; empty for overwriting only
     */
    record PlanChosen(MediumClass effectiveClass, List<PassSpec> passes, VerifyMode verify, List<String> techniques)
            implements Event {
        public PlanChosen {
            passes = List.copyOf(passes);
            techniques = List.copyOf(techniques);
        }

        /** Overwriting only. */
        public PlanChosen(MediumClass effectiveClass, List<PassSpec> passes, VerifyMode verify) {
            this(effectiveClass, passes, verify, List.of());
        }
    }

    /**
     * What the drive was asked before it erases itself: what it can do, and what state it is in.
     *
     * @param commands at most {@value #COMMANDS_MAX}
     */
    record DriveAsked(List<DeviceCommand> commands) implements Event {
        public static final int COMMANDS_MAX = 32;

        public DriveAsked {
            commands = List.copyOf(commands);
        }
    }

    /**
     * Random blocks stand where they were planted: written, flushed, read back and found right. What was there before was not read.
     *
     * @param secretDigest SHA-256 in hex of the key that they follow from
     * @param ranges at most {@value #RANGES_MAX}, whole blocks, disjoint, ascending
     */
    record CanariesPlanted(String secretDigest, List<ByteRange> ranges, String at) implements Event {
        /** Fewer show too little, unless the medium has no more blocks. */
        public static final int RANGES_MIN = 16;

        public static final int RANGES_MAX = 64;

        public CanariesPlanted {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * A technique of the drive's own begins: from here on its command may have been sent.
     *
     * @param attempt from 1
     * @param before the state, asked just before; at most {@value #COMMANDS_MAX}
     */
    record NativeStarted(int attempt, String technique, List<DeviceCommand> before, String at) implements Event {
        public static final int COMMANDS_MAX = 8;

        public NativeStarted {
            before = List.copyOf(before);
        }
    }

    /** A command that erases, or that belongs to one that does, was sent; with its answer. */
    record NativeCommanded(int attempt, DeviceCommand command) implements Event {
        /** More than a drive's namespaces, each formatted on its own, and passwords set and taken away. */
        public static final int ATTEMPT_MAX = 64;
    }

    /** What the drive answered when it was asked how far it is: first, last, each change of state, each sixteenth of the way. */
    record NativeTold(int attempt, DeviceCommand command) implements Event {
        public static final int ATTEMPT_MAX = 64;
    }

    /** How a technique of the drive's own ended. */
    enum NativeEnd {
        /** The drive says that it ended, well or badly. */
        ENDED,
        /** The command was not accepted. */
        REFUSED,
        /** The drive reported no progress for as long as anybody would wait. */
        STALLED,
        /** The drive is no longer there. */
        DEVICE_GONE,
        /** Somebody asked to stop: it may still be running. */
        LEFT
    }

    /** A technique of the drive's own ended, as far as it was seen. */
    record NativeFinished(int attempt, NativeEnd end, long durationMillis, long longestPauseMillis, String at)
            implements Event {}

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
        /** The drive's own erasure, from its first question to the end of sampling. */
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

    /**
     * Looking for what was planted begins, after the drive erased itself.
     *
     * @param seed of the sampling plan, in hex; follows from the commitment
     * @param unitBytes that the sampling plan counts in
     */
    record SamplingStarted(String seed, long unitBytes, String at) implements Event {}

    /**
     * Looking for what was planted ended. All places where something was planted are read, and the samples.
     *
     * @param bytesPlanned distinct bytes of these places and samples together
     * @param bytesRead of them
     * @param canaryBytesRead distinct bytes of the places where something was planted, of those that were read
     * @param canaryBytesFound in blocks, of those that were read, that are equal to any that was planted, wherever they are
     * @param zeroBytes in blocks that hold nothing but 00h
     * @param oneBytes in blocks that hold nothing but FFh
     */
    record SamplingFinished(
            VerificationEnd end,
            ReadPath path,
            long bytesPlanned,
            long bytesRead,
            long canaryBytesRead,
            long canaryBytesFound,
            long zeroBytes,
            long oneBytes,
            List<ErrorRange> unreadable,
            long durationMillis,
            String at)
            implements Event {
        public SamplingFinished {
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
