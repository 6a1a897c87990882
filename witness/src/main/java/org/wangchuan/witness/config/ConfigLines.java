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
    private static final int FOUND_CHARS_MAX = 200;
    private static final char DELETE = 0x7F;

    private final Path file;
    private final Map<String, String> single = new HashMap<>();
    private final List<Line> repeated = new ArrayList<>();

    /** One line. */
    record Line(int number, String word, String value) {
        /** What the value is made of: everything between blanks and tabs. */
        List<String> items() {
            return List.of(value.split("[ \t]+"));
        }
    }

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
        for (Line line : lines.split(TextFile.read(file, BYTES_MAX))) {
            if (line.word().equals(often)) {
                lines.repeated.add(line);
            } else if (!once.contains(line.word())) {
                throw lines.bad(line.number(), words, line.word());
            } else if (lines.single.putIfAbsent(line.word(), line.value()) != null) {
                throw lines.bad(line.number(), "one line " + line.word(), "a second one");
            }
        }
        return lines;
    }

    /**
     * Reads a file in which all words may stand often, and their order means something. It has no control characters but tab and newline, as a C2SP
     * tlog-policy has none: what is read is what an editor shows.
     *
     * @param words all that there are
     * @param sentence the same as a sentence says it
     */
    static ConfigLines readInOrder(Path file, Set<String> words, String sentence) throws ConfigException {
        ConfigLines lines = new ConfigLines(file);
        String text = TextFile.read(file, BYTES_MAX);
        int number = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                number++;
            } else if ((c < ' ' && c != '\t') || c == DELETE) {
                String found =
                        c == '\r' ? "a carriage return, as Windows ends lines" : String.format("U+%04X", (int) c);
                throw lines.bad(number, "no control characters but tab and newline", found);
            }
        }
        for (Line line : lines.split(text)) {
            if (!words.contains(line.word())) {
                throw lines.bad(line.number(), sentence, line.word());
            }
            lines.repeated.add(line);
        }
        return lines;
    }

    private List<Line> split(String all) throws ConfigException {
        List<Line> out = new ArrayList<>();
        int number = 0;
        for (String each : all.split("\n", -1)) {
            number++;
            String text = each.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] parts = text.split("[ \t]+", 2);
            if (parts.length < 2) {
                throw bad(number, "a word and its value", parts[0]);
            }
            out.add(new Line(number, parts[0], parts[1]));
        }
        return out;
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
            return beside(required(word));
        } catch (InvalidPathException e) {
            throw bad("a path as " + word, "another text");
        }
    }

    /** The same for a value of a line. */
    Path path(Line line, String value) throws ConfigException {
        try {
            return beside(value);
        } catch (InvalidPathException e) {
            throw bad(line.number(), "a path as " + line.word(), "another text");
        }
    }

    private Path beside(String name) {
        return file.toAbsolutePath().resolveSibling(name).normalize();
    }

    int number(String word, int otherwise, int min, int max) throws ConfigException {
        String text = single.getOrDefault(word, otherwise + "");
        boolean isNumber = text.matches("0|[1-9][0-9]{0,8}");
        if (!isNumber || Integer.parseInt(text) < min || Integer.parseInt(text) > max) {
            throw bad("a number from " + min + " to " + max + " as " + word, text);
        }
        return Integer.parseInt(text);
    }

    /** A whole number in a line, in its one spelling. */
    long natural(Line line, String text, long min, long max) throws ConfigException {
        boolean isNumber = text.matches("0|[1-9][0-9]{0,15}"); // fits, whatever max is
        if (!isNumber || Long.parseLong(text) < min || Long.parseLong(text) > max) {
            throw bad(line.number(), "a number from " + min + " to " + max, text);
        }
        return Long.parseLong(text);
    }

    ConfigException bad(String expected, String found) {
        return new ConfigException(file.toString(), expected, excerpt(found));
    }

    ConfigException bad(int line, String expected, String found) {
        return new ConfigException(where(line), expected, excerpt(found));
    }

    /** The file and the line. */
    String where(int line) {
        return file + " line " + line;
    }

    private static String excerpt(String text) {
        return text.length() <= FOUND_CHARS_MAX ? text : text.substring(0, FOUND_CHARS_MAX) + "…";
    }
}
