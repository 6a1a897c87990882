package org.wangchuan.acceptance.usb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/** What the program in the guest found, a line for each: name, equals sign, value. */
final class GuestFacts {
    private final Path file;

    /** In a file that the host reads when the guest is gone. */
    GuestFacts(Path file) {
        this.file = file;
    }

    /** Writes one, at once: what follows may never come to its end. */
    void put(String name, Object value) throws IOException {
        String line = name + "=" + String.valueOf(value).replaceAll("\\p{Cntrl}", " ") + "\n";
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All that were written. */
    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> facts = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            facts.put(line.substring(0, equals), line.substring(equals + 1));
        }
        return facts;
    }
}
