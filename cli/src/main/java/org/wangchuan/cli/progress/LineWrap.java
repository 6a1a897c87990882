package org.wangchuan.cli.progress;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Breaks lines between words where a terminal would break them within one. What goes on stands two cells further in than the line began. Chinese text is
 * broken between any two characters, but for a mark that belongs to what is before or behind it. Immutable.
 */
final class LineWrap {
    /** How many cells a line of the terminal has, from the live image's session; nothing is broken where it is not set. */
    static final String COLUMNS = "WANGCHUAN_COLUMNS";

    /** In less, words broken anywhere read no worse. */
    private static final int COLUMNS_MIN = 20;

    private static final int HANGING_CELLS = 2;

    /** A blank and where an answer begins: longer ones go over the edge, as what is typed does anywhere. */
    private static final int ANSWER_CELLS = 2;

    private static final String NOT_FIRST = "，。：；、！？）」』》】〕”’…,.:;!?)]}%";
    private static final String NOT_LAST = "（「『《【〔“‘([{";

    private final int columns;

    /** @param columns of the terminal; 0 if that is not known, and then nothing is broken */
    LineWrap(int columns) {
        this.columns = columns;
    }

    /** As wide as {@link #COLUMNS} says. */
    static LineWrap of(Map<String, String> environment) {
        return new LineWrap(TerminalSize.number(environment.get(COLUMNS), 0));
    }

    /** Lines, each broken where it is too long. */
    String lines(String text) {
        return broken(text, 0);
    }

    /** A question, behind which an answer begins on the same line. */
    String question(String text) {
        return broken(text, ANSWER_CELLS);
    }

    private String broken(String text, int behind) {
        return columns < COLUMNS_MIN
                ? text
                : Arrays.stream(text.split("\n", -1))
                        .map(line -> brokenLine(line, behind))
                        .collect(Collectors.joining("\n"));
    }

    private String brokenLine(String line, int behind) {
        // What steers the terminal is a drawing of somebody's.
        boolean isDrawn = line.codePoints().anyMatch(Character::isISOControl);
        if (isDrawn || TextWidth.of(line) + behind < columns) {
            return line;
        }
        int indent = line.length() - line.stripLeading().length();
        return new Filling(columns, indent).of(words(line.substring(indent)), behind);
    }

    /**
     * What is not broken.
     *
     * @param blanks before it; they are left out where a line begins
     */
    private record Word(int blanks, String text, int cells) {}

    private static List<Word> words(String line) {
        List<Word> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int blanks = 0;
        int before = ' ';
        for (int point : line.codePoints().toArray()) {
            if (!word.isEmpty() && mayBreak(before, point)) {
                words.add(new Word(blanks, word.toString(), TextWidth.of(word.toString())));
                word.setLength(0);
                blanks = 0;
            }
            if (point == ' ') {
                blanks++;
            } else {
                word.appendCodePoint(point);
            }
            before = point;
        }
        words.add(new Word(blanks, word.toString(), TextWidth.of(word.toString())));
        return words;
    }

    private static boolean mayBreak(int before, int point) {
        int cells = TextWidth.of(Character.toString(point));
        boolean isBesideWide = cells == 2 || TextWidth.of(Character.toString(before)) == 2;
        return point == ' '
                || (isBesideWide && cells != 0 && NOT_FIRST.indexOf(point) < 0 && NOT_LAST.indexOf(before) < 0);
    }

    /** One line that becomes several. */
    private static final class Filling {
        private final StringBuilder out = new StringBuilder();
        private final int columns;

        /** The last one stays free: a character there makes some terminals begin a new line. */
        private final int cells;

        private final int indent;
        private int used;
        private boolean isEmpty = true;

        Filling(int columns, int indent) {
            this.columns = columns;
            this.cells = columns - 1;
            this.indent = Math.min(indent, cells / 2);
        }

        String of(List<Word> words, int behind) {
            for (int i = 0; i < words.size(); i++) {
                Word word = words.get(i);
                int needed = word.cells() + (i == words.size() - 1 ? behind : 0);
                if (!isEmpty && used + word.blanks() + needed > cells && needed <= cells) {
                    out.append('\n');
                    isEmpty = true;
                }
                put(word, needed);
            }
            return out.toString();
        }

        /** What is too long for any line goes on where it is, and the terminal breaks it. */
        private void put(Word word, int needed) {
            if (isEmpty) {
                used = Math.max(0, Math.min(out.isEmpty() ? indent : indent + HANGING_CELLS, cells - needed));
                out.append(" ".repeat(used));
            } else {
                used += word.blanks();
                out.append(" ".repeat(word.blanks()));
            }
            isEmpty = false;
            out.append(word.text());
            used = (used + word.cells()) % columns;
        }
    }
}
