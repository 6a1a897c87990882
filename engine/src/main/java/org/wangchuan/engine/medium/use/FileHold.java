package org.wangchuan.engine.medium.use;

import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.backing.LoopDevices;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** Makes sure that nobody else writes to an open file. */
public final class FileHold {
    /** Locked, but whether somebody else has it open could not be asked. */
    private static final int NOT_TOLD = 1;

    private FileHold() {}

    /**
     * {@link #take}, and where the kernel doesn't tell who has the file, what the system's tables tell: a loop device whose file is not known
     * may stand on this one.
     *
     * @return 0, or a negated errno if somebody else has the file or may have it
     */
    public static int takeOrRefuse(Kernel kernel, SystemFiles files, int descriptor) {
        int taken = take(kernel, descriptor);
        return taken == NOT_TOLD ? LoopDevices.of(kernel, files).allIdentified() ? 0 : -Errno.EBUSY.number() : taken;
    }

    /**
     * Locks the file against others that lock, until the descriptor is closed, and asks for a write lease, which the kernel grants only while
     * nobody else has the file open for writing (fcntl(2), F_SETLEASE). The lease is given back at once: holding it would stall every later
     * reader for its break time.
     *
     * @return 0, {@link #NOT_TOLD}, or a negated errno if somebody else has the file
     */
    private static int take(Kernel kernel, int descriptor) {
        int locked = kernel.flock(descriptor, Requests.LOCK_EX | Requests.LOCK_NB);
        if (locked < 0 && !Errno.EOPNOTSUPP.is(locked) && !Errno.ENOSYS.is(locked)) {
            return locked;
        }
        // Somebody who opens the file just now makes the kernel signal us, by default with one that ends the process.
        if (kernel.fcntl(descriptor, Requests.F_SETSIG, Requests.SIGURG) < 0) {
            return NOT_TOLD;
        }
        int leased = kernel.fcntl(descriptor, Requests.F_SETLEASE, Requests.F_WRLCK);
        if (leased == 0) {
            kernel.fcntl(descriptor, Requests.F_SETLEASE, Requests.F_UNLCK);
        }
        // A file system without leases, or a file of another owner, can't be asked.
        boolean taken = Errno.EAGAIN.is(leased) || Errno.EBUSY.is(leased);
        return leased >= 0 || taken ? leased : NOT_TOLD;
    }
}
