package org.wangchuan.engine.medium.open;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.backing.BackingPlaces;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.identity.Rechecker;
import org.wangchuan.engine.medium.identity.Refusals;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.use.FileHold;
import org.wangchuan.engine.medium.use.OtherOpeners;
import org.wangchuan.engine.medium.watch.Neighbours;
import org.wangchuan.engine.medium.watch.PageCaches;
import org.wangchuan.engine.patience.Patience;

/** Opens an examined medium, for erasing or to read it alone: exclusively, once, and only if it still is the one that was examined. */
public final class MediumOpener {
    private static final int BLOCK_FLAGS = OpenFlags.O_EXCL | OpenFlags.O_DIRECT | OpenFlags.O_CLOEXEC;
    private static final int IMAGE_FLAGS = OpenFlags.O_NOFOLLOW | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC;

    private final Kernel kernel;
    private final SystemFiles files;
    private final Rechecker rechecker;
    private final long patienceMillis;

    /** Of this machine. */
    public MediumOpener() {
        this(Kernel.system(), SystemFiles.real(), Patience.DEVICE_MILLIS);
    }

    MediumOpener(Kernel kernel, SystemFiles files) {
        this(kernel, files, Patience.DEVICE_MILLIS);
    }

    MediumOpener(Kernel kernel, SystemFiles files, long patienceMillis) {
        this.kernel = kernel;
        this.files = files;
        this.rechecker = new Rechecker(kernel, files);
        this.patienceMillis = patienceMillis;
    }

    /**
     * Opens; what was opened is compared with {@code medium} before anything else happens, so that no exchange between confirmation and
     * opening goes unseen. Obstacles are not looked for here.
     *
     * <p>Returns within {@link Patience#DEVICE_MILLIS}, whatever the device does; one that opens later is closed again at once.
     */
    public Opening open(Medium medium) {
        if (medium.readOnly()) {
            // The kernel would open a read-only device for writing, and refuse each write.
            return new NotOpened(new Refused(
                    Refused.Code.READ_ONLY, medium.path() + ": expected to be allowed to write, found it read-only"));
        }
        return open(medium, OpenFlags.O_RDWR);
    }

    /** The same to read alone: no descriptor that could write is opened at any time. A medium that is read-only will do. */
    public ReadOpening openForReading(Medium medium) {
        return switch (open(medium, OpenFlags.O_RDONLY)) {
            case NotOpened refused -> refused;
            case Opened(OpenMedium opened) -> new OpenedForReading(new ReadOnlyMedium(opened));
        };
    }

    private Opening open(Medium medium, int access) {
        return Patience.ask(() -> openNow(medium, access), patienceMillis, MediumOpener::letGo)
                .orElseGet(() -> new NotOpened(Refused.noAnswer(medium.path(), patienceMillis)));
    }

    private static void letGo(Opening late) {
        if (late instanceof Opened(OpenMedium medium)) {
            medium.close();
        }
    }

    private Opening openNow(Medium medium, int access) {
        boolean direct = medium.directAlignmentBytes() > 1;
        int flags = switch (medium.kind()) {
            case BLOCK -> BLOCK_FLAGS;
            case IMAGE -> direct ? IMAGE_FLAGS | OpenFlags.O_DIRECT : IMAGE_FLAGS;
        };
        int descriptor = kernel.open(medium.realPath().toString(), flags | access);
        if (descriptor < 0) {
            return new NotOpened(Refusals.of(medium.path(), descriptor));
        }
        Opening opening = hold(medium, descriptor, access);
        if (opening instanceof NotOpened) {
            kernel.close(descriptor);
        }
        return opening;
    }

    private Opening hold(Medium medium, int descriptor, int access) {
        if (medium.kind() == MediumKind.IMAGE) {
            int held = FileHold.takeOrRefuse(kernel, files, descriptor);
            if (held < 0) {
                return new NotOpened(new Refused(
                        Refused.Code.IN_USE,
                        medium.path()
                                + ": expected to be alone with the file, but somebody else has it open or locked: "
                                + Errno.describe(held)));
            }
        }
        List<Difference> differences = rechecker.differences(medium, descriptor);
        if (!differences.isEmpty()) {
            return new NotOpened(new Refused(
                    Refused.Code.CHANGED, medium.path() + ": is not what was examined: " + differences.getFirst()));
        }
        Foundations below = Foundations.of(kernel, files, medium);
        Optional<Refused> shared = alone(medium, below, descriptor);
        if (shared.isPresent()) {
            return new NotOpened(shared.get());
        }
        int buffered = descriptor;
        if (medium.capacityBytes() % medium.directAlignmentBytes() != 0) {
            // The same inode whatever its path leads to by now.
            buffered = kernel.open("/proc/self/fd/" + descriptor, access | OpenFlags.O_CLOEXEC);
            if (buffered < 0) {
                return new NotOpened(Refusals.of(medium.path(), buffered));
            }
        }
        BackingPlaces places = BackingPlaces.of(kernel, medium, descriptor, below.file());
        Descriptors descriptors = new Descriptors(kernel, descriptor, buffered, places.descriptor());
        int file = medium.kind() == MediumKind.IMAGE ? descriptor : places.descriptor();
        Neighbours neighbours = Neighbours.of(kernel, files, medium, below, file);
        return new Opened(new OpenMedium(kernel, medium, rechecker, places, neighbours, descriptors));
    }

    /** Nobody else may write; and what others have written through other caches goes to the medium now, before it is overwritten. */
    private Optional<Refused> alone(Medium medium, Foundations below, int descriptor) {
        Optional<String> other = OtherOpeners.look(kernel, files, below).who();
        if (other.isPresent()) {
            return Optional.of(new Refused(
                    Refused.Code.IN_USE,
                    medium.path() + ": expected to be alone with it, but " + other.get()
                            + " has it, or what shares its contents, open for writing"));
        }
        if (medium.kind() == MediumKind.BLOCK) {
            new BlockRequests(kernel, descriptor).dropCache();
        }
        PageCaches.Outcome outcome =
                Neighbours.of(kernel, files, medium, below, -1).writeBack();
        // A drive that fails to take old contents is what erasing may be for; verification writes back again.
        return outcome.result() >= 0 || Errno.EIO.is(outcome.result())
                ? Optional.empty()
                : Optional.of(new Refused(
                        Refused.Code.UNREADABLE,
                        medium.path() + ": expected to have the cache of " + outcome.name() + " written back, found "
                                + Errno.describe(outcome.result())));
    }
}
