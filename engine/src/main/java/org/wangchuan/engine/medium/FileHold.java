package org.wangchuan.engine.medium;

import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.Requests;

/** Makes sure that nobody else writes to an open file. */
final class FileHold {
    private FileHold() {}

    /**
     * Locks the file against others that lock, until the descriptor is closed, and asks for a write lease, which the kernel grants only while
     * nobody else has the file open for writing (fcntl(2), F_SETLEASE). The lease is given back at once: holding it would stall every later
     * reader for its break time.
     *
     * @return 0, or a negated errno if somebody else has the file
     */
    static int take(Kernel kernel, int descriptor) {
        int locked = kernel.flock(descriptor, Requests.LOCK_EX | Requests.LOCK_NB);
        if (locked < 0 && !Errno.EOPNOTSUPP.is(locked) && !Errno.ENOSYS.is(locked)) {
            return locked;
        }
        // Somebody who opens the file just now makes the kernel signal us, by default with one that ends the process.
        if (kernel.fcntl(descriptor, Requests.F_SETSIG, Requests.SIGURG) < 0) {
            return 0;
        }
        int leased = kernel.fcntl(descriptor, Requests.F_SETLEASE, Requests.F_WRLCK);
        if (leased == 0) {
            kernel.fcntl(descriptor, Requests.F_SETLEASE, Requests.F_UNLCK);
        }
        // A file system without leases, or a file of another owner, can't be asked.
        return Errno.EAGAIN.is(leased) || Errno.EBUSY.is(leased) ? leased : 0;
    }
}
