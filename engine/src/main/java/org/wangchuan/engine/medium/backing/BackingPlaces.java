package org.wangchuan.engine.medium.backing;

import java.util.Optional;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;

/**
 * Where the file of an image, or the one under a loop device, lay when it was opened. A block that the file system moves or lets go while
 * the file is overwritten keeps what was on it. Blocks that the file gains are harmless.
 *
 * <p>Holds on to the file itself, since its name may lead elsewhere later; whoever owns {@link #descriptor} closes it.
 */
public final class BackingPlaces {
    private static final int NO_FILE = -1;

    private final Kernel kernel;
    private final int descriptor;
    private final FilePlaces.Answer start;

    /** The same from an earlier time that the medium was open, if there was one. */
    private volatile Optional<FilePlaces.Answer> earlier = Optional.empty();

    private BackingPlaces(Kernel kernel, int descriptor, FilePlaces.Answer start) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.start = start;
    }

    /** Of a medium that stands on no file, or whose file can't be reached: never anything to say, as {@code FileLayoutCheck} has said it. */
    public static BackingPlaces none(Kernel kernel, String reason) {
        return new BackingPlaces(kernel, NO_FILE, new FilePlaces.Unknown(reason));
    }

    /**
     * As the file lies now.
     *
     * @param open the medium's own descriptor
     */
    public static BackingPlaces of(Kernel kernel, Medium medium, int open) {
        return of(kernel, medium, open, medium.backing());
    }

    /**
     * Of a medium that may stand on several levels.
     *
     * @param open the medium's own descriptor
     * @param lowest the file on which all stands, if there is one
     */
    public static BackingPlaces of(Kernel kernel, Medium medium, int open, Optional<BackingFile> lowest) {
        if (medium.kind() == MediumKind.IMAGE) {
            return new BackingPlaces(kernel, open, FilePlaces.of(kernel, open));
        }
        Optional<BackingFile> backing = lowest.filter(file -> file.represents().isEmpty());
        if (backing.isEmpty()) {
            return none(kernel, "it stands on no file");
        }
        BackingFile file = backing.get();
        int descriptor = kernel.open(
                file.path(), OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return none(kernel, Errno.describe(descriptor));
        }
        if (FileStatus.ofDescriptor(kernel, descriptor) instanceof FileStatus.Known(FileStatus status)
                && (status.device() + ":" + status.inode()).equals(file.id())) {
            return new BackingPlaces(kernel, descriptor, FilePlaces.of(kernel, descriptor));
        }
        kernel.close(descriptor);
        return none(kernel, "another file has its name");
    }

    /** What it was at the start, to be kept for a later time. */
    public byte[] kept() {
        return FilePlaces.toBytes(start);
    }

    /**
     * Whether bytes that lay somewhere when {@link #kept} was asked for, before this was opened, lie there no more: they
     * hold what the person saw, and no pass would reach them. Shared ones count as lying there; what is known only now
     * may have been elsewhere.
     */
    public Optional<Difference> movedSince(byte[] kept) {
        return difference(FilePlaces.parse(kept), start);
    }

    /** From now on compares also with what {@link #kept} said at an earlier time, when the same work began. */
    public void compareAlsoWith(byte[] kept) {
        earlier = Optional.of(FilePlaces.parse(kept));
    }

    /** Negative if there is none. */
    public int descriptor() {
        return descriptor;
    }

    /**
     * Asks again; empty while every byte that was written at the start lies where it lay and belongs to no other file as well, or while
     * the file system says nothing as it said nothing at the start.
     */
    public Optional<Difference> difference() {
        if (descriptor < 0) {
            // What was known once and can't be asked for any more may have been moved.
            return earlier.flatMap(first -> difference(first, start));
        }
        FilePlaces.Answer end = FilePlaces.ownedBy(kernel, descriptor);
        return earlier.flatMap(first -> difference(first, end)).or(() -> difference(start, end));
    }

    private static Optional<Difference> difference(FilePlaces.Answer before, FilePlaces.Answer end) {
        return switch (before) {
            case FilePlaces.Known(FilePlaces places) -> lost(places, end);
            case FilePlaces.Unknown(String reason) ->
                end instanceof FilePlaces.Known || reason.equals(FilePlaces.UNREADABLE)
                        ? Optional.of(new Difference(Difference.EXTENTS, "to know them from the start", reason))
                        : Optional.empty();
        };
    }

    private static Optional<Difference> lost(FilePlaces before, FilePlaces.Answer end) {
        String expected = before.bytes() + " bytes where they were";
        return switch (end) {
            case FilePlaces.Unknown(String reason) ->
                Optional.of(new Difference(Difference.EXTENTS, expected, "it is not known where they are: " + reason));
            case FilePlaces.Known(FilePlaces now) -> {
                long lost = before.bytes() - before.bytesAlsoIn(now);
                yield lost == 0
                        ? Optional.empty()
                        : Optional.of(new Difference(
                                Difference.EXTENTS, expected, lost + " bytes were moved, shared or let go since"));
            }
        };
    }
}
