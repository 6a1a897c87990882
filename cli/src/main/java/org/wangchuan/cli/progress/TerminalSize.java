package org.wangchuan.cli.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * How large the terminal is. Asked of {@code stty}, at most every two seconds, because a person may
 * change the window; the launcher's {@code COLUMNS} and {@code LINES} or 80 × 24 where that fails.
 * Used by one thread.
 */
final class TerminalSize {
    private static final long ASK_AGAIN_NANOS = 2_000_000_000L;

    private int columns;
    private int lines;
    private long askedNanos;
    private final boolean fixed;
    private boolean asked;

    TerminalSize(Map<String, String> environment) {
        this(number(environment.get("COLUMNS"), 80), number(environment.get("LINES"), 24), false);
    }

    private TerminalSize(int columns, int lines, boolean fixed) {
        this.columns = columns;
        this.lines = lines;
        this.fixed = fixed;
    }

    /** A size that does not change. */
    static TerminalSize fixed(int columns, int lines) {
        return new TerminalSize(columns, lines, true);
    }

    void refresh() {
        long now = System.nanoTime();
        if (fixed || (asked && now - askedNanos < ASK_AGAIN_NANOS)) {
            return;
        }
        asked = true;
        askedNanos = now;
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!stty.waitFor(500, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return;
            }
            String[] words = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                    .strip()
                    .split(" ", -1);
            if (words.length == 2) {
                lines = number(words[0], lines);
                columns = number(words[1], columns);
            }
        } catch (IOException e) {
            // No terminal of that name, or no stty: the last known size stays.
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    int columns() {
        return columns;
    }

    int lines() {
        return lines;
    }

    /** A number of cells from 1 to 9999, or what to take for anything else. */
    static int number(@org.jspecify.annotations.Nullable String text, int otherwise) {
        return text != null && text.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(text) : otherwise;
    }
}
