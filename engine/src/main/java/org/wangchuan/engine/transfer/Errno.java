package org.wangchuan.engine.transfer;

/** The errors of the kernel that decide how a transfer goes on (asm-generic/errno-base.h, errno.h). */
public final class Errno {
    /** I/O error: the block could not be moved. */
    public static final int EIO = 5;

    /** No such device or address: it is gone. */
    public static final int ENXIO = 6;

    /** Bad file descriptor: the channel was closed under us. */
    public static final int EBADF = 9;

    /** No such device: it is gone. */
    public static final int ENODEV = 19;

    /** No space left: a write past the end of a block device, or a thin medium that is full. */
    public static final int ENOSPC = 28;

    /** The transport endpoint was shut down. */
    public static final int ESHUTDOWN = 108;

    /** No medium found: it was taken out. */
    public static final int ENOMEDIUM = 123;

    private Errno() {}

    /** Whether the error says that the device itself is no longer there. */
    static boolean meansGone(int errno) {
        return switch (errno) {
            case ENXIO, ENODEV, EBADF, ESHUTDOWN, ENOMEDIUM -> true;
            default -> false;
        };
    }
}
