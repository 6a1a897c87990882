package org.wangchuan.engine.transfer;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.BlockChannel;

/** Tells a block that fails from a device that is no longer there, or no longer as large as it was. */
final class EndOfMedium {
    /** Errors that are about the device as a whole. */
    private static final Set<Integer> GONE = Stream.of(
                    Errno.ENXIO, Errno.ENODEV, Errno.EBADF, Errno.ENOMEDIUM, Errno.ESHUTDOWN, Errno.ESTALE)
            .map(Errno::number)
            .collect(Collectors.toUnmodifiableSet());

    private final BlockChannel channel;
    private final Units units;
    private final Control control;

    EndOfMedium(BlockChannel channel, Units units, Control control) {
        this.channel = channel;
        this.units = units;
        this.control = control;
    }

    /** Whether the error stops the transfer; then it has been stopped. */
    boolean stops(int errno) {
        if (GONE.contains(errno)) {
            control.stop(new Transfer.Gone(GoneReason.REMOVED, errno));
            return true;
        }
        // the kernel's answer to a write past the end; but a thin medium that is full says the same
        if (errno == Errno.ENOSPC.number() && endHasMoved()) {
            control.stop(new Transfer.Gone(GoneReason.CAPACITY, 0));
            return true;
        }
        return false;
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
