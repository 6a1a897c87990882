package org.wangchuan.engine.medium.identity;

import java.nio.file.Path;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Refused;

/** What an error of the kernel means to whoever wanted a medium. */
public final class Refusals {
    private Refusals() {}

    /**
     * The refusal that an errno calls for.
     *
     * @param negatedErrno as {@link Kernel} gives it; below 0
     */
    public static Refused of(Path path, long negatedErrno) {
        Refused.Code code;
        if (Errno.ENOENT.is(negatedErrno)
                || Errno.ENOTDIR.is(negatedErrno)
                || Errno.ENXIO.is(negatedErrno)
                || Errno.ENODEV.is(negatedErrno)
                || Errno.ELOOP.is(negatedErrno)
                || Errno.ENAMETOOLONG.is(negatedErrno)) {
            code = Refused.Code.NOT_FOUND;
        } else if (Errno.EACCES.is(negatedErrno) || Errno.EPERM.is(negatedErrno)) {
            code = Refused.Code.NO_RIGHTS;
        } else if (Errno.ENOMEDIUM.is(negatedErrno)) {
            code = Refused.Code.NO_MEDIUM;
        } else if (Errno.EBUSY.is(negatedErrno) || Errno.EAGAIN.is(negatedErrno) || Errno.ETXTBSY.is(negatedErrno)) {
            code = Refused.Code.IN_USE;
        } else if (Errno.EROFS.is(negatedErrno)) {
            code = Refused.Code.READ_ONLY;
        } else {
            code = Refused.Code.UNREADABLE;
        }
        return new Refused(code, path + ": " + Errno.describe(negatedErrno));
    }
}
