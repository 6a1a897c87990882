package org.wangchuan.paper.text;

/** Numbers as people read them, computed in integers, in one language. */
public record Quantities(Words words) {
    private static final long KILO = 1_000;
    private static final long MEGA = 1_000_000;
    private static final long GIGA = 1_000_000_000;

    /** Digits in groups of three. */
    public static String grouped(long value) {
        String digits = Long.toString(value);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0 && digits.charAt(i - 1) != '-') {
                out.append(',');
            }
            out.append(digits.charAt(i));
        }
        return out.toString();
    }

    /** Exact bytes: {@code 1,024 bytes}. */
    public String bytes(long bytes) {
        return words.text(bytes == 1 ? "unit.byte" : "unit.bytes", grouped(bytes));
    }

    /** How many bytes in how many ranges. */
    public String ranges(long bytes, int ranges) {
        return words.text(ranges == 1 ? "ranges.one" : "ranges.sum", bytes(bytes), grouped(ranges));
    }

    /** A size for people and the exact bytes; gigabytes are 10<sup>9</sup> bytes. */
    public String size(long bytes) {
        if (bytes < KILO) {
            return bytes(bytes);
        }
        String figure = bytes >= GIGA
                ? tenths(bytes, GIGA, "unit.gigabytes")
                : bytes >= MEGA ? tenths(bytes, MEGA, "unit.megabytes") : tenths(bytes, KILO, "unit.kilobytes");
        return words.text("unit.both", figure, grouped(bytes));
    }

    /** Seconds with a tenth below a minute, otherwise whole hours, minutes and seconds, cut off, not rounded up. */
    public String duration(long millis) {
        long seconds = millis / 1000;
        if (seconds < 60) {
            return words.text("duration.seconds", seconds + "." + millis % 1000 / 100);
        }
        if (seconds < 3600) {
            return words.text("duration.minutes", seconds / 60, seconds % 60);
        }
        return words.text("duration.hours", grouped(seconds / 3600), seconds / 60 % 60, seconds % 60);
    }

    private String tenths(long bytes, long unit, String key) {
        return tenths(bytes, unit) + " " + words.text(key);
    }

    /** One decimal, cut off: a size is never made larger than it is. */
    public static String tenths(long bytes, long unit) {
        return grouped(bytes / unit) + "." + bytes % unit / (unit / 10);
    }
}
