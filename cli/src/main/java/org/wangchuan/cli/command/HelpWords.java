package org.wangchuan.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The Chinese of each line of help, looked up by the English line, from {@code help_zh.txt}: pairs of lines, the
 * English first. Whoever changes the English thereby loses the Chinese, and a test says so; a translation
 * can't stay behind what it translates. A line that is only a command to type is the same in both. Immutable.
 */
final class HelpWords {
    private final Map<String, String> pairs;

    private HelpWords(Map<String, String> pairs) {
        this.pairs = Map.copyOf(pairs);
    }

    /** Reads the words that are built in. */
    static HelpWords read() {
        try (var stream = HelpWords.class.getResourceAsStream("help_zh.txt")) {
            if (stream == null) {
                throw new IllegalStateException("help_zh.txt is not in the build");
            }
            return parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalArgumentException if a line has no partner, or an English line is there twice */
    static HelpWords parse(String text) {
        Map<String, String> pairs = new HashMap<>();
        Iterator<String> lines = text.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .iterator();
        while (lines.hasNext()) {
            String english = lines.next();
            if (!lines.hasNext() || pairs.put(english, lines.next()) != null) {
                throw new IllegalArgumentException("without a partner, or twice: " + english);
            }
        }
        return new HelpWords(pairs);
    }

    /** The Chinese of a line; the line itself if it is not among the words. */
    String chinese(String english) {
        return pairs.getOrDefault(english, english);
    }

    /** All English lines that have their Chinese. */
    Set<String> english() {
        return pairs.keySet();
    }
}
