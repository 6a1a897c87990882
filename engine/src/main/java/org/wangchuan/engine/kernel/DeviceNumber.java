package org.wangchuan.engine.kernel;

import java.util.Optional;

/** The kernel's number for a device, written {@code 8:16} as in sysfs. */
public record DeviceNumber(int major, int minor) {

    /** The opposite of {@link #toString}; empty for anything else, such as "8", "08:1" or "8:-1". */
    public static Optional<DeviceNumber> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        int major = number(text, 0, colon);
        int minor = number(text, colon + 1, text.length());
        return major < 0 || minor < 0 ? Optional.empty() : Optional.of(new DeviceNumber(major, minor));
    }

    private static int number(String text, int from, int to) {
        if (to - from < 1 || to - from > 7 || (text.charAt(from) == '0' && to - from > 1)) {
            return -1; // minors have 20 bits, majors 12: seven digits hold both
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            value = value * 10 + digit - '0';
        }
        return value;
    }

    @Override
    public String toString() {
        return major + ":" + minor;
    }
}
