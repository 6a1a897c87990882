package org.wangchuan.engine.transfer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.ReadChannel;

/** Tells a block that fails from a device that is no longer there, no longer as large as it was, or without room below it. */
final class EndOfMedium {
    /** Errors that are about the device as a whole. */
    private static final Set<Integer> GONE = Stream.of(
                    Errno.ENXIO, Errno.ENODEV, Errno.EBADF, Errno.ENOMEDIUM, Errno.ESHUTDOWN, Errno.ESTALE)
            .map(Errno::number)
            .collect(Collectors.toUnmodifiableSet());

    /** EFBIG is a limit of the process (RLIMIT_FSIZE) or of the file system: neither says anything of blocks. */
    private static final Set<Integer> NO_ROOM =
            Set.of(Errno.ENOSPC.number(), Errno.EDQUOT.number(), Errno.EFBIG.number());

    private final ReadChannel channel;
    private final Units units;
    private final Control control;

    EndOfMedium(ReadChannel channel, Units units, Control control) {
        this.channel = channel;
        this.units = units;
        this.control = control;
    }

    /**
     * Whether an answer stops the transfer; then it has been stopped.
     *
     * @param answer a negated errno, or 0 for the end of the medium
     */
    boolean stops(long answer) {
        int errno = answer == 0 ? Errno.ENOSPC.number() : (int) -answer;
        if (GONE.contains(errno)) {
            control.stop(new Transfer.Gone(GoneReason.REMOVED, errno));
            return true;
        }
        // the kernel's answer to a write past the end; but a thin medium that is full says the same
        if (errno == Errno.ENOSPC.number() && endHasMoved()) {
            control.stop(new Transfer.Gone(GoneReason.CAPACITY, 0));
            return true;
        }
        if (answer < 0 && isFile() && NO_ROOM.contains(errno)) {
            control.stop(new Transfer.NoRoom(errno));
            return true;
        }
        return false;
    }

    /**
     * A file with holes needs room where it lies. That it has none says nothing of its blocks: all of them fail until somebody makes
     * room, each perhaps after a long search for some (XFS).
     */
    private boolean isFile() {
        return channel.blockBytes() == 1;
    }

    /** Whether a read of the last unit meets the end of the medium. */
    private boolean endHasMoved() {
        long last = units.unitStart(units.capacityBytes() - 1);
        int length = units.unitLength(last);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(units.unitBytes(), Math.max(4096, units.unitBytes()));
            return channel.read(buffer, 0, last, length) == 0;
        }
    }
}
