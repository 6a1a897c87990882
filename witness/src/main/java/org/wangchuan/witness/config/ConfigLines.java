package org.wangchuan.witness.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A configuration file of words and their values, a pair a line; lines that begin with {@code #} are comments. */
final class ConfigLines {
    private static final int BYTES_MAX = 1 << 20;

    private final Path file;
    private final Map<String, String> single = new HashMap<>();
    private final List<Line> repeated = new ArrayList<>();

    /** One line with a word that may stand often. */
    record Line(int number, String value) {}

    private ConfigLines(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @param once words that may stand once
     * @param often the word that may stand often
     * @param words all of them as a sentence says it
     */
    static ConfigLines read(Path file, Set<String> once, String often, String words) throws ConfigException {
        ConfigLines lines = new ConfigLines(file);
        int number = 0;
        for (String each : TextFile.read(file, BYTES_MAX).split("\n", -1)) {
            number++;
            String text = each.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] parts = text.split("[ \t]+", 2);
            if (parts.length < 2) {
                throw lines.bad(number, "a word and its value", parts[0]);
            }
            if (parts[0].equals(often)) {
                lines.repeated.add(new Line(number, parts[1]));
            } else if (!once.contains(parts[0])) {
                throw lines.bad(number, words, parts[0]);
            } else if (lines.single.putIfAbsent(parts[0], parts[1]) != null) {
                throw lines.bad(number, "one line " + parts[0], "a second one");
            }
        }
        return lines;
    }

    List<Line> repeated() {
        return repeated;
    }

    String required(String word) throws ConfigException {
        String value = single.get(word);
        if (value == null) {
            throw bad("a line " + word, "none");
        }
        return value;
    }

    String optional(String word, String otherwise) {
        return single.getOrDefault(word, otherwise);
    }

    /** Relative to the file's folder. */
    Path path(String word) throws ConfigException {
        try {
            return file.toAbsolutePath().resolveSibling(required(word)).normalize();
        } catch (InvalidPathException e) {
            throw bad("a path as " + word, "another text");
        }
    }

    int number(String word, int otherwise, int min, int max) throws ConfigException {
        String text = single.getOrDefault(word, otherwise + "");
        boolean isNumber = text.matches("0|[1-9][0-9]{0,8}");
        if (!isNumber || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw bad("a number from " + min + " to " + max + " as " + word, text);
        }
        return Integer.parseInt(text);
    }

    ConfigException bad(String expected, String found) {
        return new ConfigException(file.toString(), expected, found);
    }

    ConfigException bad(int line, String expected, String found) {
        return new ConfigException(file + " line " + line, expected, found);
    }
}
