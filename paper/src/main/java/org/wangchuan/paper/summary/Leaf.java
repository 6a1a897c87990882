package org.wangchuan.paper.summary;

import org.wangchuan.paper.SummaryPage;
import org.wangchuan.paper.font.Face;
import org.wangchuan.paper.font.Faces;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.pdf.Colour;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Printable;
import org.wangchuan.paper.text.UtcTime;
import org.wangchuan.paper.text.Words;

/** What every part of one language's pages is made from, and the few sizes of type on them. Lengths are points. */
record Leaf(Language language, SummaryPage page, Faces faces, Printable printable) {
    static final double LEFT = 46;
    static final double WIDTH = 595.28 - 2 * LEFT;
    static final double TOP = 796;
    static final double BOTTOM = 53;

    private static final int SECONDS_OF_A_MINUTE = 60;
    private static final int MINUTES_OF_AN_HOUR = 60;
    private static final int TIME_CHARS = 19;

    String say(String key, Object... values) {
        return Words.ofSummary(language).text(key, values);
    }

    /** Our word for one of the statement, or that one itself if we have none. */
    String word(String prefix, String word) {
        String key = prefix + "." + word;
        return Words.ofSummary(language).has(key) ? say(key) : show(word);
    }

    /** A value that others chose, as it can be printed. */
    String show(String value) {
        return printable.of(value);
    }

    /** A time in UTC, and as the clocks at the site showed it. */
    String time(long seconds) {
        String utc = UtcTime.shown(UtcTime.rfc3339(seconds));
        long minutes = page.offsetMinutes();
        if (minutes == 0) {
            return utc;
        }
        String local = UtcTime.shown(UtcTime.rfc3339(seconds + minutes * SECONDS_OF_A_MINUTE));
        long all = Math.abs(minutes);
        return utc + " (" + local.substring(0, TIME_CHARS) + " UTC" + (minutes < 0 ? "-" : "+")
                + two(all / MINUTES_OF_AN_HOUR) + ":" + two(all % MINUTES_OF_AN_HOUR) + ")";
    }

    private static String two(long number) {
        return (number < 10 ? "0" : "") + number;
    }

    Style title() {
        return new Style(heavy(say("title")), 19, 26, Colour.INK);
    }

    Style headline(Colour colour, String text) {
        return new Style(heavy(text), 17, 23, colour);
    }

    Style section(String text) {
        return new Style(heavy(text), 9.5, 13, Colour.RIVER);
    }

    Style body() {
        return new Style(faces.regular(), 8.2, 11.3, Colour.INK);
    }

    Style label() {
        return new Style(faces.regular(), 7.7, 11.3, Colour.SLATE);
    }

    Style note() {
        return new Style(faces.regular(), 7.3, 10.4, Colour.SLATE);
    }

    Style cell() {
        return cell(Colour.INK);
    }

    Style cell(Colour colour) {
        return new Style(faces.regular(), 6.9, 8.9, colour);
    }

    /** The bold face holds the characters of few words: a text that it lacks one of is set in the other. */
    Face heavy(String text) {
        return text.chars().allMatch(c -> faces.bold().has((char) c)) ? faces.bold() : faces.regular();
    }
}
