package org.wangchuan.engine.usb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalInt;
import org.wangchuan.engine.medium.sysfs.CleanText;

/**
 * One folder of attributes; what can't be read is absent.
 *
 * @param path the real folder
 */
record SysfsFolder(Path path) {
    private static final int TEXT_BYTES_MAX = 4096; // one page, as sysfs itself

    /** Where a link leads to. */
    static Optional<SysfsFolder> behind(Path link) {
        try {
            return Optional.of(new SysfsFolder(link.toRealPath()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** What tells this folder from one of the same name that was made later. */
    Optional<String> key() {
        try {
            return Optional.of(String.valueOf(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey()));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /** Cleaned text. */
    Optional<String> text(String attribute) {
        return bytes(attribute, TEXT_BYTES_MAX)
                .map(raw -> new String(raw, StandardCharsets.UTF_8))
                .flatMap(CleanText::of);
    }

    /** A decimal number within bounds. */
    OptionalInt decimal(String attribute, int least, int most) {
        return number(attribute, "[0-9]{1,9}", 10, least, most);
    }

    /** Four hexadecimal digits. */
    OptionalInt word(String attribute) {
        return number(attribute, "[0-9a-f]{4}", 16, 0, 0xffff);
    }

    /** What the attribute holds, cut off after so many bytes. */
    Optional<byte[]> bytes(String attribute, int most) {
        try (InputStream in = Files.newInputStream(path.resolve(attribute))) {
            return Optional.of(in.readNBytes(most));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private OptionalInt number(String attribute, String form, int radix, int least, int most) {
        String text = text(attribute).orElse("");
        if (!text.matches(form)) {
            return OptionalInt.empty();
        }
        int value = Integer.parseInt(text, radix);
        return value < least || value > most ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
