package org.wangchuan.cli.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * A terminal that knows carriage return, line feed, cursor up, and erasing to the end of the line or
 * of the screen, and refuses everything else. Characters count one cell each.
 */
public final class FakeTerminal {
    private final int columns;
    private final List<StringBuilder> lines = new ArrayList<>();
    private int row;
    private int column;

    /** A terminal of endless length. */
    public FakeTerminal(int columns) {
        this.columns = columns;
    }

    /** Obeys {@code text}. */
    public void write(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '\r') {
                column = 0;
            } else if (c == '\n') {
                row++;
                column = 0;
            } else if (c == 0x1b) {
                i = escape(text, i);
            } else if (c < 0x20) {
                throw new IllegalArgumentException("control character " + (int) c);
            } else {
                put(c);
            }
        }
    }

    /** The lines as they stand, without trailing blanks and without empty lines at the end. */
    public List<String> lines() {
        List<String> text = new ArrayList<>(
                lines.stream().map(line -> line.toString().stripTrailing()).toList());
        while (!text.isEmpty() && text.getLast().isEmpty()) {
            text.removeLast();
        }
        return text;
    }

    private int escape(String text, int start) {
        int end = start + 1;
        while (Character.isDigit(text.charAt(end))) {
            end++;
        }
        String number = text.substring(start + 1, end);
        switch (text.charAt(end)) {
            case 'A' -> {
                row -= Integer.parseInt(number);
                if (row < 0) {
                    throw new IllegalStateException("above the screen");
                }
            }
            case 'K' -> line().setLength(Math.min(column, line().length()));
            case 'J' -> {
                line().setLength(Math.min(column, line().length()));
                while (lines.size() > row + 1) {
                    lines.removeLast();
                }
            }
            default -> throw new IllegalArgumentException("unknown command " + text.substring(start, end + 1));
        }
        return end + 1;
    }

    private void put(char c) {
        if (column >= columns) {
            throw new IllegalStateException("a line would wrap: " + line());
        }
        StringBuilder line = line();
        while (line.length() <= column) {
            line.append(' ');
        }
        line.setCharAt(column++, c);
    }

    private StringBuilder line() {
        while (lines.size() <= row) {
            lines.add(new StringBuilder());
        }
        return lines.get(row);
    }
}
