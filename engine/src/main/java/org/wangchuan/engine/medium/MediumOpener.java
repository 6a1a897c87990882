package org.wangchuan.engine.medium;

import java.util.List;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.patience.Patience;

/** Opens an examined medium for erasing: exclusively, once, and only if it still is the one that was examined. */
public final class MediumOpener {
    private static final int BLOCK_FLAGS =
            OpenFlags.O_RDWR | OpenFlags.O_EXCL | OpenFlags.O_DIRECT | OpenFlags.O_CLOEXEC;
    private static final int IMAGE_FLAGS =
            OpenFlags.O_RDWR | OpenFlags.O_NOFOLLOW | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC;

    private final Kernel kernel;
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
        return Patience.ask(() -> openNow(medium), patienceMillis, MediumOpener::letGo)
                .orElseGet(() -> Refused.noAnswer(medium.path(), patienceMillis));
    }

    private static void letGo(Opening late) {
        if (late instanceof Opened(OpenMedium medium)) {
            medium.close();
        }
    }

    private Opening openNow(Medium medium) {
        if (medium.readOnly()) {
            // The kernel would open a read-only device for writing, and refuse each write.
            return new Refused(
                    Refused.Code.READ_ONLY, medium.path() + ": expected to be allowed to write, found it read-only");
        }
        boolean direct = medium.directAlignmentBytes() > 1;
        int flags = switch (medium.kind()) {
            case BLOCK -> BLOCK_FLAGS;
            case IMAGE -> direct ? IMAGE_FLAGS | OpenFlags.O_DIRECT : IMAGE_FLAGS;
        };
        int descriptor = kernel.open(medium.realPath().toString(), flags);
        if (descriptor < 0) {
            return MediumExaminer.refuse(medium.path(), descriptor);
        }
        Opening opening = hold(medium, descriptor);
        if (opening instanceof Refused) {
            kernel.close(descriptor);
        }
        return opening;
    }

    private Opening hold(Medium medium, int descriptor) {
        if (medium.kind() == MediumKind.IMAGE) {
            int held = FileHold.take(kernel, descriptor);
            if (held < 0) {
                return new Refused(
                        Refused.Code.IN_USE,
                        medium.path()
                                + ": expected to be alone with the file, but somebody else has it open or locked: "
                                + Errno.describe(held));
            }
        }
        List<Difference> differences = rechecker.differences(medium, descriptor);
        if (!differences.isEmpty()) {
            return new Refused(
                    Refused.Code.CHANGED, medium.path() + ": is not what was examined: " + differences.getFirst());
        }
        int buffered = descriptor;
        if (medium.capacityBytes() % medium.directAlignmentBytes() != 0) {
            // The same inode whatever its path leads to by now.
            buffered = kernel.open("/proc/self/fd/" + descriptor, OpenFlags.O_RDWR | OpenFlags.O_CLOEXEC);
            if (buffered < 0) {
                return MediumExaminer.refuse(medium.path(), buffered);
            }
        }
        BackingPlaces places = BackingPlaces.of(kernel, medium, descriptor);
        Descriptors descriptors = new Descriptors(kernel, descriptor, buffered, places.descriptor());
        return new Opened(new OpenMedium(kernel, medium, rechecker, places, descriptors));
    }
}
