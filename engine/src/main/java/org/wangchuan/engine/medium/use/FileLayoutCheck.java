package org.wangchuan.engine.medium.use;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileExtents;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.FileSystemType;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Laboratory;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.sysfs.Mount;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.sysfs.Table;

/**
 * Whether writing to a file overwrites what lies on its device. It does not where blocks are shared, compressed, written elsewhere or written to
 * a journal as well. Looks at an image, and at the file on which loop devices stand, however many are between. A file that can't be found or
 * asked may lie in any of these ways.
 */
public final class FileLayoutCheck {
    /**
     * Set to 1, lets a loop device over a file whose file system tells nothing pass, and has the record say so: all that is signed about it is
     * a test, and never verifies as real. For disks that lie on purpose, which are loop devices over FUSE.
     */
    private static final String LAB = Laboratory.VARIABLE;

    private static final String HOW_TO_TEST = " (if it stands for a disk in a test: with " + LAB
            + "=1 it passes, and all that is signed about it is a test)";

    private final Kernel kernel;
    private final SystemFiles files;
    private final boolean lab;

    public FileLayoutCheck(Kernel kernel, SystemFiles files) {
        this(kernel, files, Laboratory.on());
    }

    public FileLayoutCheck(Kernel kernel, SystemFiles files, boolean lab) {
        this.kernel = kernel;
        this.files = files;
        this.lab = lab;
    }

    public List<Obstacle> check(Medium medium) {
        return check(Foundations.of(kernel, files, medium), medium.kind(), medium.name());
    }

    /**
     * Of a medium, or of a device that it is composed of.
     *
     * @param name of what stands on these foundations
     */
    List<Obstacle> check(Foundations below, MediumKind kind, String name) {
        if (below.file().isEmpty()) {
            return below.known()
                    ? List.of()
                    : List.of(
                            new Obstacle(Obstacle.Code.EXTENTS_UNKNOWN, "it is not known on what " + name + " stands"));
        }
        BackingFile file = below.file().get();
        int descriptor = kernel.open(
                file.path(), OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return List.of(unknown(file, Errno.describe(descriptor)));
        }
        try {
            return switch (FileStatus.ofDescriptor(kernel, descriptor)) {
                case FileStatus.Failed(int errno) -> List.of(unknown(file, Errno.describe(errno)));
                case FileStatus.Known(FileStatus status) ->
                    (status.device() + ":" + status.inode()).equals(file.id())
                            ? layout(kind, file, status, descriptor)
                            : List.of(unknown(file, "another file has its name"));
            };
        } finally {
            kernel.close(descriptor);
        }
    }

    private List<Obstacle> layout(MediumKind kind, BackingFile file, FileStatus status, int descriptor) {
        List<Obstacle> found = new ArrayList<>();
        if (status.links() > 1) {
            found.add(new Obstacle(
                    Obstacle.Code.HARD_LINKED,
                    file.path() + ": " + (status.links() - 1)
                            + " other name(s) lead to the same contents, which are erased under every name"));
        }
        int answered = inodeFlags(descriptor);
        if (answered < 0 && !hasNoFlags(answered)) {
            found.add(unknown(file, "its flags can't be read: " + Errno.describe(answered)));
        }
        int flags = Math.max(answered, 0);
        if ((flags & Requests.FS_COMPR_FL) != 0) {
            found.add(new Obstacle(Obstacle.Code.COMPRESSED, file.path() + " is marked for compression"));
        }
        FileSystemType type = FileSystemType.of(kernel, descriptor);
        if (type == FileSystemType.MEMORY) {
            found.add(new Obstacle(Obstacle.Code.IN_MEMORY, file.path() + " is a file in memory"));
            Table<String> swap = files.storedSwapPaths();
            if (!swap.entries().isEmpty() || swap.unread().isPresent()) {
                found.add(new Obstacle(
                        Obstacle.Code.SWAPPABLE,
                        file.path() + " is a file in memory, parts of which may have been moved to swap space: "
                                + swap.unread().orElse(String.join(", ", swap.entries()))));
            }
            return found;
        }
        if (type == FileSystemType.UNKNOWN) {
            found.add(unknown(file, "the kernel doesn't say on which file system"));
        }
        boolean marked = (flags & Requests.FS_NOCOW_FL) != 0;
        if (type == FileSystemType.COPY_ON_WRITE || (type == FileSystemType.COPY_ON_WRITE_UNLESS_MARKED && !marked)) {
            found.add(new Obstacle(
                    Obstacle.Code.COPY_ON_WRITE,
                    file.path() + " lies on a file system that writes elsewhere, not in place"));
        }
        Optional<Boolean> journalled = isJournalled(status);
        if (journalled.isEmpty()) {
            found.add(unknown(file, "it can't be read whether its file system has a journal for contents"));
        }
        if ((flags & Requests.FS_JOURNAL_DATA_FL) != 0 || journalled.orElse(false)) {
            found.add(new Obstacle(
                    Obstacle.Code.JOURNALLED,
                    file.path() + " lies on a file system that keeps what is written to it in its journal as well"));
        }
        switch (FileExtents.of(kernel, descriptor)) {
            case FileExtents.Unmapped(String reason) ->
                found.add(
                        lab && kind == MediumKind.BLOCK
                                ? new Obstacle(
                                        Obstacle.Code.LAB,
                                        file.path() + " is taken for a disk, by " + LAB + ": " + reason)
                                : unknown(file, kind == MediumKind.BLOCK ? reason + HOW_TO_TEST : reason));
            case FileExtents.Mapped mapped -> {
                extents(file, status, mapped, found);
                if (type == FileSystemType.OTHER && status.device().major() == 0) {
                    found.add(unknown(file, "its file system lies on no block device, as one of a server"));
                }
            }
        }
        return found;
    }

    private static void extents(BackingFile file, FileStatus status, FileExtents.Mapped mapped, List<Obstacle> found) {
        if (mapped.has(FileExtents.SHARED)) {
            found.add(new Obstacle(Obstacle.Code.SHARED_EXTENTS, file.path() + " shares blocks with another file"));
        }
        if (mapped.has(FileExtents.ENCODED)) {
            found.add(new Obstacle(Obstacle.Code.COMPRESSED, file.path() + " is stored compressed or encrypted"));
        }
        if (mapped.has(FileExtents.UNKNOWN) || mapped.has(FileExtents.DELALLOC)) {
            found.add(unknown(file, "blocks without a place yet"));
        }
        if (mapped.has(FileExtents.DATA_INLINE) || mapped.has(FileExtents.DATA_TAIL)) {
            found.add(new Obstacle(
                    Obstacle.Code.COPY_ON_WRITE, file.path() + " is stored among the file system's own records"));
        }
        if (mapped.has(FileExtents.UNWRITTEN) || mapped.mappedBytes() < status.sizeBytes()) {
            found.add(new Obstacle(
                    Obstacle.Code.SPARSE,
                    file.path() + " has parts that were never written; erasing takes up space for them"));
        }
    }

    /**
     * ext4(5), data=; the mount table leaves it out where it is the default of that file system, the driver's own list does not. Empty
     * where an ext4 or ext3, or what may be one, is not in it.
     */
    private Optional<Boolean> isJournalled(FileStatus status) {
        Table<Mount> all = files.mounts();
        boolean perhaps = all.unread().isPresent();
        for (Mount mount : all.entries()) {
            if (mount.device().equals(status.device())) {
                if (mount.has("data=journal")) {
                    return Optional.of(true);
                }
                perhaps |= mount.type().equals("ext4") || mount.type().equals("ext3");
            }
        }
        Table<String> options = files.device(status.device())
                .map(files::ext4Options)
                .orElse(new Table<>(List.of(), Optional.of("no such device")));
        return perhaps && options.unread().isPresent()
                ? Optional.empty()
                : Optional.of(options.entries().contains("data=journal"));
    }

    /** The flags, without the highest, which no file system uses ({@code FS_RESERVED_FL}, linux/fs.h); or a negated errno. */
    private int inodeFlags(int descriptor) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment out = arena.allocate(Long.BYTES, Long.BYTES);
            int returned = kernel.ioctl(descriptor, Requests.FS_IOC_GETFLAGS, out);
            return returned < 0 ? returned : out.get(JAVA_INT, 0) & Integer.MAX_VALUE;
        }
    }

    /** How the kernel answers for a file system without such flags; ext4, xfs, btrfs, tmpfs and overlayfs all have them. */
    private static boolean hasNoFlags(int answered) {
        return Errno.ENOTTY.is(answered) || Errno.EOPNOTSUPP.is(answered) || Errno.ENOSYS.is(answered);
    }

    private static Obstacle unknown(BackingFile file, String reason) {
        return new Obstacle(
                Obstacle.Code.EXTENTS_UNKNOWN, "it is not known how " + file.path() + " lies on its device: " + reason);
    }
}
