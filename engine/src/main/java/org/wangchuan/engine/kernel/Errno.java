package org.wangchuan.engine.kernel;

/** Error numbers (asm-generic/errno-base.h, asm-generic/errno.h) and their names. */
public enum Errno {
    EPERM(1, "operation not permitted"),
    ENOENT(2, "no such file or folder"),
    EINTR(4, "interrupted"),
    EIO(5, "input or output error"),
    ENXIO(6, "no such device"),
    EBADF(9, "not an open descriptor"),
    EAGAIN(11, "held by somebody else"),
    ENOMEM(12, "out of memory"),
    EACCES(13, "permission denied"),
    EFAULT(14, "bad address"),
    ENOTBLK(15, "not a block device"),
    E2BIG(7, "too many"),
    EBUSY(16, "in use"),
    ENODEV(19, "no such device"),
    ENOTDIR(20, "not a folder"),
    EISDIR(21, "a folder"),
    EINVAL(22, "invalid argument"),
    ENFILE(23, "too many open files on this machine"),
    EMFILE(24, "too many open files"),
    ENOTTY(25, "request not known to the device"),
    ETXTBSY(26, "in use as a program or swap"),
    EPIPE(32, "stalled or closed"),
    EFBIG(27, "file too large"),
    ENOSPC(28, "no space left"),
    EROFS(30, "read-only"),
    ENAMETOOLONG(36, "name too long"),
    ENOSYS(38, "not known to this kernel"),
    ELOOP(40, "too many symbolic links"),
    ENODATA(61, "no data"),
    ETIME(62, "timer expired"),
    EBADMSG(74, "refused by the card"),
    EPROTO(71, "broken exchange on the bus"),
    EOVERFLOW(75, "more than was asked for"),
    ECONNRESET(104, "ended by this program"),
    ENOLINK(67, "link severed"),
    EREMOTEIO(121, "remote input or output error"),
    EOPNOTSUPP(95, "not supported"),
    ETIMEDOUT(110, "timed out"),
    ECONNREFUSED(111, "nobody listens there"),
    EDQUOT(122, "quota exceeded"),
    ENOMEDIUM(123, "no medium"),
    ESHUTDOWN(108, "shut down"),
    ESTALE(116, "stale file handle"),
    EILSEQ(84, "data failed its check"),
    EBADE(52, "device conflict");

    private final int number;
    private final String meaning;

    Errno(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** Whether {@code result} of a call is this error, negated. */
    public boolean is(long result) {
        return result == -number;
    }

    /** Name and meaning of a negated or plain errno, for people: {@code EIO (input or output error)}. */
    public static String describe(long result) {
        long wanted = Math.abs(result);
        for (Errno errno : values()) {
            if (errno.number == wanted) {
                return errno.name() + " (" + errno.meaning + ")";
            }
        }
        return "error " + wanted;
    }
}
