package org.wangchuan.engine.medium.sysfs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.DeviceNumber;

/**
 * One line of /proc/self/mountinfo (proc_pid_mountinfo(5)).
 *
 * @param device the file system's device number, anonymous (major 0) for btrfs and all that have no device
 * @param point where it is mounted
 * @param type such as ext4
 * @param source what the mounter named, usually a path
 * @param options of the file system itself, as it tells them: {@code rw,data=journal}
 */
public record Mount(DeviceNumber device, String point, String type, String source, String options) {
    /** Whether this is one of the options. */
    public boolean has(String option) {
        return ("," + options + ",").contains("," + option + ",");
    }

    /** All lines that are of the form; others are passed over. */
    public static List<Mount> parseTable(String table) {
        List<Mount> mounts = new ArrayList<>();
        table.lines().forEach(line -> parse(line).ifPresent(mounts::add));
        return mounts;
    }

    private static Optional<Mount> parse(String line) {
        // 36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root rw,errors=continue
        int dash = line.indexOf(" - ");
        if (dash < 0) {
            return Optional.empty();
        }
        String[] before = line.substring(0, dash).split(" ", -1);
        String[] after = line.substring(dash + 3).split(" ", -1);
        if (before.length < 6 || after.length < 2) {
            return Optional.empty();
        }
        String options = after.length > 2 ? after[2] : "";
        return DeviceNumber.parse(before[2])
                .map(device -> new Mount(device, unescape(before[4]), unescape(after[0]), unescape(after[1]), options));
    }

    /** Undoes the kernel's \040 for a blank and its kind; what is not of that form stays. */
    static String unescape(String field) {
        if (field.indexOf('\\') < 0) {
            return field;
        }
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream plain = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\\'
                    && i + 3 < bytes.length
                    && octal(bytes[i + 1], '3')
                    && octal(bytes[i + 2], '7')
                    && octal(bytes[i + 3], '7')) {
                plain.write(((bytes[i + 1] - '0') << 6) | ((bytes[i + 2] - '0') << 3) | (bytes[i + 3] - '0'));
                i += 3;
            } else {
                plain.write(bytes[i]);
            }
        }
        return plain.toString(StandardCharsets.UTF_8);
    }

    private static boolean octal(byte digit, char highest) {
        return digit >= '0' && digit <= highest;
    }
}
