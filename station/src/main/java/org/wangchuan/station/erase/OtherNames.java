package org.wangchuan.station.erase;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a file may be reached by other names than the one at hand: by hard links, or through a second mount of its file system. */
final class OtherNames {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    private OtherNames() {}

    /**
     * What is true for sure is only the answer no.
     *
     * @param file an existing file
     */
    static boolean arePossible(Path file) throws IOException {
        if ((int) Files.getAttribute(file, "unix:nlink") > 1) {
            return true;
        }
        String device = numbers((long) Files.getAttribute(file, "unix:dev"));
        try (Stream<String> mounts = Files.lines(MOUNTS)) {
            // Bind mounts have a line of their own. Where files show another number than their mount does (btrfs), none
            // is found.
            return mounts.filter(line -> Optional.of(device).equals(deviceOf(line)))
                            .limit(2)
                            .count()
                    != 1;
        } catch (IOException | java.io.UncheckedIOException _) {
            return true;
        }
    }

    /** proc_pid_mountinfo(5): {@code 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw}. */
    private static Optional<String> deviceOf(String line) {
        String[] fields = line.split(" ", 4);
        return fields.length < 4 ? Optional.empty() : Optional.of(fields[2]);
    }

    /** Major and minor number, as the C library packs them into a {@code dev_t} (makedev(3)). */
    private static String numbers(long device) {
        long major = ((device >>> 8) & 0xfff) | ((device >>> 32) & 0xfffff000L);
        long minor = (device & 0xff) | ((device >>> 12) & 0xffffff00L);
        return major + ":" + minor;
    }
}
