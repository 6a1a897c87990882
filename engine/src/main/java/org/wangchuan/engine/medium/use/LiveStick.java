package org.wangchuan.engine.medium.use;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/**
 * Whether a medium is a stick of the live image, where this program runs in one. The image runs from memory, and so its stick need not be mounted,
 * nor have the name that it had: it is known by what is written on it (image/stick.sh), whatever it is plugged into. On any other machine a
 * stick is a drive like others. A disk that can't be asked may be the stick, unless the start has found its stick, and this is another one and nothing that
 * can be plugged in: a drive that was erasing itself when the power went answers no reading after the next start, and has to be gone on with.
 *
 * <p>Who starts the image from another boot loader's stick has no such mark on it. So where the start has found no stick of its own, whatever can be plugged in
 * may be the one: USB, memory cards (which no system tells from soldered ones for sure) and what says of itself that it is removable.
 */
public final class LiveStick {
    /** What stands at the end of the first mebibyte, before the first partition. */
    static final String MARK = "WANGCHUAN LIVE IMAGE ";

    /** Where, in bytes: sector 2047 of 512 bytes. */
    static final long MARK_AT = 2047 * 512L;

    private static final String LIVE = "run/wangchuan/live";

    /** Written by the start (image/root/init): the name of the stick that it has found. */
    private static final String FOUND = "stick-name";

    private final Kernel kernel;
    private final SystemFiles files;
    private final Path live;

    public LiveStick(Kernel kernel, SystemFiles files) {
        this(kernel, files, files.dev().resolveSibling(LIVE));
    }

    LiveStick(Kernel kernel, SystemFiles files, Path live) {
        this.kernel = kernel;
        this.files = files;
        this.live = live;
    }

    /** Opens the whole disk for reading, and closes it. */
    public Optional<Obstacle> check(Medium medium) {
        if (!Files.exists(live) || medium.kind() != MediumKind.BLOCK) {
            return Optional.empty();
        }
        if (!Files.exists(live.resolveSibling(FOUND)) && isPluggedIn(medium)) {
            return Optional.of(new Obstacle(
                    Obstacle.Code.LIVE_STICK,
                    "the stick that this computer was started from was not found, and " + medium.name() + " may be it",
                    List.of(medium.name())));
        }
        String disk = medium.wholeName()
                .map(name -> files.dev().resolve(name).toString())
                .orElse(medium.realPath().toString());
        int descriptor = kernel.open(disk, OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return Optional.of(unknown(medium, Errno.describe(descriptor)));
        }
        try {
            return look(medium, descriptor);
        } finally {
            kernel.close(descriptor);
        }
    }

    private static boolean isPluggedIn(Medium medium) {
        return medium.removable() || medium.bus() == Bus.USB || medium.bus() == Bus.MMC;
    }

    /** Whether the start has found its stick, and this surely is another disk. */
    private boolean isAnother(Medium medium) {
        try {
            String found = Files.readString(live.resolveSibling(FOUND), StandardCharsets.US_ASCII)
                    .strip();
            return !isPluggedIn(medium)
                    && !found.isEmpty()
                    && !found.equals(medium.wholeName().orElse(medium.name()));
        } catch (IOException _) {
            return false;
        }
    }

    private Optional<Obstacle> look(Medium medium, int descriptor) {
        byte[] expected = MARK.getBytes(StandardCharsets.US_ASCII);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(expected.length);
            long read = kernel.pread(descriptor, buffer, 0, expected.length, MARK_AT);
            if (read < 0) {
                return isAnother(medium) ? Optional.empty() : Optional.of(unknown(medium, Errno.describe(read)));
            }
            boolean marked = read == expected.length && Arrays.equals(buffer.toArray(JAVA_BYTE), expected);
            return marked
                    ? Optional.of(new Obstacle(
                            Obstacle.Code.LIVE_STICK,
                            medium.name()
                                    + " is a stick of the live image, which is what this computer was started from",
                            List.of(medium.name())))
                    : Optional.empty();
        }
    }

    private static Obstacle unknown(Medium medium, String why) {
        return new Obstacle(
                Obstacle.Code.LIVE_STICK,
                "it is not known whether " + medium.name() + " is the stick that this computer was started from: "
                        + why,
                List.of(medium.name()));
    }
}
