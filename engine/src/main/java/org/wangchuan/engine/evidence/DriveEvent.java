package org.wangchuan.engine.evidence;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.ReadPath;

/** What happens while a drive erases itself, from what it is asked before to the search for what was planted. */
public sealed interface DriveEvent extends Event {

    /**
     * What the drive was asked before it erases itself: what it can do, and what state it is in.
     *
     * @param commands at most {@value #COMMANDS_MAX}
     */
    record DriveAsked(List<DeviceCommand> commands) implements DriveEvent {
        public static final int COMMANDS_MAX = 32;

        public DriveAsked {
            commands = List.copyOf(commands);
        }
    }

    /**
     * Random blocks stand where they were planted: written, flushed, read back and found right. What was there before was not read. Planted again, under
     * another key, where an attempt may have taken them and another follows.
     *
     * @param secretDigest SHA-256 in hex of the key that they follow from
     * @param ranges at most {@value #RANGES_MAX}, whole blocks, disjoint, ascending
     */
    record CanariesPlanted(String secretDigest, List<ByteRange> ranges, String at) implements DriveEvent {
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
    record NativeStarted(int attempt, String technique, List<DeviceCommand> before, String at) implements DriveEvent {
        public static final int COMMANDS_MAX = 8;

        /** No more are begun, whatever techniques are left. */
        public static final int ATTEMPTS_MAX = 100;

        public NativeStarted {
            before = List.copyOf(before);
        }
    }

    /** A command that erases, or that belongs to one that does, was sent; with its answer. */
    record NativeCommanded(int attempt, DeviceCommand command) implements DriveEvent {
        /** More than a drive's namespaces, each formatted on its own, and passwords set and taken away. */
        public static final int ATTEMPT_MAX = 64;
    }

    /** What the drive answered when it was asked how far it is: first, last, each change of state, each sixteenth of the way. */
    record NativeTold(int attempt, DeviceCommand command) implements DriveEvent {
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
            implements DriveEvent {}

    /**
     * Looking for what was planted begins, after the drive erased itself.
     *
     * @param seed of the sampling plan, in hex; follows from the commitment
     * @param unitBytes that the sampling plan counts in
     */
    record SamplingStarted(String seed, long unitBytes, String at) implements DriveEvent {}

    /**
     * What was read that is neither planted nor 00h nor FFh alone. Nothing of what it holds is kept.
     *
     * @param repeatingBytes in blocks that hold nothing but a pattern of at most 16 bytes, again and again
     * @param noiseBytes in blocks that can't be told from noise
     * @param contentBytes in blocks that are none of these
     */
    record OtherBlocks(long repeatingBytes, long noiseBytes, long contentBytes) {}

    /**
     * Looking for what was planted ended. All places where something was planted are read, and the samples.
     *
     * @param bytesPlanned distinct bytes of these places and samples together
     * @param bytesRead of them
     * @param canaryBytesRead distinct bytes of the places where something was planted, of those that were read
     * @param canaryBytesFound in blocks, of those that were read, that are equal to any that was planted, wherever they are
     * @param zeroBytes in blocks that hold nothing but 00h
     * @param oneBytes in blocks that hold nothing but FFh
     * @param others all that was read besides; empty in records of before alone, see {@link RecordForm}
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
            Optional<OtherBlocks> others,
            List<ErrorRange> unreadable,
            long durationMillis,
            String at)
            implements DriveEvent {
        public SamplingFinished {
            unreadable = List.copyOf(unreadable);
        }
    }
}
