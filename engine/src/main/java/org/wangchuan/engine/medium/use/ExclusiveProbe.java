package org.wangchuan.engine.medium.use;

import java.nio.file.Files;
import java.util.List;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** Opens and closes a medium the way the erasure would, to see whether the kernel lets it. */
public final class ExclusiveProbe {
    private final Kernel kernel;
    private final SystemFiles files;

    public ExclusiveProbe(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
    }

    public List<Obstacle> check(Medium medium) {
        String path = medium.realPath().toString();
        return switch (medium.kind()) {
            case BLOCK -> {
                // Read-only: a device that was open for writing is probed again by udev when it is closed.
                int descriptor = kernel.open(
                        path, OpenFlags.O_RDONLY | OpenFlags.O_EXCL | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
                if (descriptor < 0) {
                    yield List.of(ofErrno(medium, descriptor));
                }
                kernel.close(descriptor);
                yield Files.isWritable(medium.realPath()) || medium.readOnly()
                        ? List.of()
                        : List.of(new Obstacle(Obstacle.Code.NO_RIGHTS, "no right to write to " + medium.path()));
            }
            case IMAGE -> {
                int descriptor = kernel.open(
                        path, OpenFlags.O_RDWR | OpenFlags.O_NOFOLLOW | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
                if (descriptor < 0) {
                    yield List.of(ofErrno(medium, descriptor));
                }
                int alone = FileHold.takeOrRefuse(kernel, files, descriptor);
                kernel.close(descriptor);
                yield alone < 0 ? List.of(ofErrno(medium, alone)) : List.of();
            }
        };
    }

    private static Obstacle ofErrno(Medium medium, int errno) {
        String detail = medium.path() + ": " + Errno.describe(errno);
        if (Errno.EACCES.is(errno) || Errno.EPERM.is(errno)) {
            return new Obstacle(Obstacle.Code.NO_RIGHTS, detail);
        }
        if (Errno.EROFS.is(errno)) {
            return new Obstacle(Obstacle.Code.READ_ONLY, detail);
        }
        String hint = medium.kind() == MediumKind.IMAGE && Errno.EBUSY.is(errno)
                ? ", or not to be told from the file of a loop device; root can tell"
                : "";
        return new Obstacle(Obstacle.Code.IN_USE, detail + ", when it was to be opened exclusively" + hint);
    }
}
