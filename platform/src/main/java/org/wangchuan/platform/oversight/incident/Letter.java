package org.wangchuan.platform.oversight.incident;

import java.util.List;

/**
 * A notice, in one language, as it follows from what was written down. What is not known is said to be unknown, and nothing is made up.
 *
 * @param isChinese in which language
 */
public record Letter(boolean isChinese, String title, List<Line> lines) {
    public Letter {
        lines = List.copyOf(lines);
    }

    /**
     * One of the fields that a notice must have.
     *
     * @param values what is known; empty if nothing is
     * @param isOtherOnly whether it was written in the other language alone
     */
    public record Line(String label, List<String> values, boolean isOtherOnly) {
        public Line {
            values = List.copyOf(values);
        }

        /** Whether nothing is known of it. */
        public boolean isMissing() {
            return values.isEmpty();
        }
    }

    /** How many fields nothing is known of. */
    public long missing() {
        return lines.stream().filter(Line::isMissing).count();
    }
}
