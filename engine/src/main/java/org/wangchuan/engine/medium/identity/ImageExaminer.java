package org.wangchuan.engine.medium.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Examination;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Refused;

/** Reads what there is to know of an image file. */
public final class ImageExaminer {
    private static final Attachment ATTACHMENT = new Attachment(Bus.FILE, "", false, false, false);

    private final Kernel kernel;

    public ImageExaminer(Kernel kernel) {
        this.kernel = kernel;
    }

    public Examination examine(Path path) {
        Path realPath;
        try {
            realPath = path.toRealPath();
        } catch (IOException gone) {
            return new Refused(Refused.Code.NOT_FOUND, path + ": was there and is gone: " + gone.getMessage());
        }
        int descriptor = kernel.open(
                realPath.toString(),
                OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return Refusals.of(path, descriptor);
        }
        try {
            return switch (FileStatus.ofDescriptor(kernel, descriptor)) {
                case FileStatus.Failed(int errno) -> Refusals.of(path, errno);
                case FileStatus.Known(FileStatus status) -> describe(path, realPath, status);
            };
        } finally {
            kernel.close(descriptor);
        }
    }

    private static Examination describe(Path path, Path realPath, FileStatus status) {
        if (status.type() != FileStatus.Type.REGULAR) {
            return new Refused(Refused.Code.CHANGED, path + ": expected the file that was there, found something else");
        }
        if (status.sizeBytes() < 1) {
            return new Refused(Refused.Code.EMPTY, path + ": expected an image of 1 byte or more, found an empty file");
        }
        return new Examined(new Medium(
                MediumKind.IMAGE,
                path,
                realPath,
                String.valueOf(realPath.getFileName()),
                "",
                Labels.NONE,
                ATTACHMENT,
                new Geometry(status.sizeBytes(), 1, 1),
                !Files.isWritable(realPath),
                false,
                0,
                MediumClass.IMAGE,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.of(backing(realPath, status)),
                alignment(status),
                0));
    }

    static BackingFile backing(Path realPath, FileStatus status) {
        return new BackingFile(
                status.device().toString(), status.inode(), status.bornMicros(), realPath.toString(), Optional.empty());
    }

    /** 1 if the file system offers no direct I/O, or something that this program has no use for. */
    static int alignment(FileStatus status) {
        int bytes = Math.max(status.directMemoryAlignment(), status.directOffsetAlignment());
        boolean usable = status.directMemoryAlignment() > 0
                && status.directOffsetAlignment() > 0
                && Integer.bitCount(bytes) == 1
                && bytes <= 65_536;
        return usable ? bytes : 1;
    }
}
