package org.wangchuan.engine.evidence;

import java.util.List;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.ReadPath;

/** What was done to the other parts of an eMMC ({@code CardPart}), each before its user area is erased, and what was read of them at the end. */
public sealed interface PartEvent extends Event {

    /**
     * What the card told of its parts, before any of them is erased.
     *
     * @param commands at most {@value #COMMANDS_MAX}
     */
    record Asked(List<DeviceCommand> commands) implements PartEvent {
        public static final int COMMANDS_MAX = 4;

        public Asked {
            commands = List.copyOf(commands);
        }
    }

    /**
     * A part begins: from here on its write lock may be lifted, and it may have been written to. Where any was cut off all begin again, with the first.
     *
     * @param part its id
     * @param capacityBytes as the kernel tells it
     * @param locked whether it is to be locked against writes afterwards ({@code force_ro} of sysfs): it was before, or is a boot partition, which Linux
     *     locks at each start
     * @param secretDigest SHA-256 in hex of the key of the stream that is written over it
     */
    record Started(String part, long capacityBytes, boolean locked, String secretDigest, String at)
            implements PartEvent {}

    /**
     * All were written and then read back, while what was written stands in each; and the beginning of the user area was read, for a card that answers
     * for a part from there.
     *
     * @param bytesRead of the user area, from its first
     * @param streamBytes of them in blocks that hold what was written to a part
     * @param mismatchedBytes of all parts, in blocks that do not hold what was written to them
     */
    record Compared(long bytesRead, long streamBytes, long mismatchedBytes, long durationMillis, String at)
            implements PartEvent {}

    /** How a part ended. */
    enum End {
        /** All of it was written and read back, and then erased, or written with zeros. */
        COMPLETED,
        /** It did not take a write, or the erase, or could not be read. */
        REFUSED,
        /** It gave no answer, or is gone. */
        NO_ANSWER
    }

    /**
     * A part ended; its lock is back, if it could be put back.
     *
     * @param bytesWritten of the stream, durable
     * @param bytesRead of them, after all parts were written
     * @param mismatchedBytes in blocks, of those that were read, that do not hold the stream
     * @param zeroedBytes written with zeros after that, durable; where the card erases instead, 0 unless that failed
     * @param commands that erase it, each with its answer, and what the card told after them; none where it was written with zeros
     */
    record Finished(
            String part,
            End end,
            long bytesWritten,
            long bytesRead,
            long mismatchedBytes,
            long zeroedBytes,
            List<DeviceCommand> commands,
            boolean lockedAgain,
            long durationMillis,
            String at)
            implements PartEvent {
        public static final int COMMANDS_MAX = 32;

        public Finished {
            commands = List.copyOf(commands);
        }
    }

    /**
     * All of a part was read, after everything else was done.
     *
     * @param streamBytes in blocks that still hold what was written over it first
     * @param zeroBytes in blocks that hold nothing but 00h
     * @param oneBytes in blocks that hold nothing but FFh
     */
    record Looked(
            String part,
            ReadPath path,
            long bytesRead,
            long streamBytes,
            long zeroBytes,
            long oneBytes,
            long durationMillis,
            String at)
            implements PartEvent {}
}
