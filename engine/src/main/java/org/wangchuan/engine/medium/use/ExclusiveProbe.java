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

/** Opens and closes a medium the way who wants to hold it would, to see whether the kernel lets it. */
public final class ExclusiveProbe {
    private final Kernel kernel;
    private final SystemFiles files;

    public ExclusiveProbe(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
    }

    /** What keeps it from being erased. */
    public List<Obstacle> check(Medium medium) {
        List<Obstacle> found = probe(medium, OpenFlags.O_RDWR);
        boolean noRights = found.isEmpty()
                && medium.kind() == MediumKind.BLOCK
                && !Files.isWritable(medium.realPath())
                && !medium.readOnly();
        return noRights
                ? List.of(new Obstacle(Obstacle.Code.NO_RIGHTS, "no right to write to " + medium.path()))
                : found;
    }

    /** What keeps it from being read by somebody who is alone with it. */
    public List<Obstacle> checkForReading(Medium medium) {
        return probe(medium, OpenFlags.O_RDONLY);
    }

    /** @param imageAccess how an image is opened */
    private List<Obstacle> probe(Medium medium, int imageAccess) {
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
                yield List.of();
            }
            case IMAGE -> {
                int descriptor = kernel.open(
                        path, imageAccess | OpenFlags.O_NOFOLLOW | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
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
