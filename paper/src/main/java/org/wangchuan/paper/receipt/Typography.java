package org.wangchuan.paper.receipt;

import org.wangchuan.paper.Edition;
import org.wangchuan.paper.font.Faces;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.pdf.Colour;

/** The few sizes of type on the page, and its measures in points. */
record Typography(Faces faces, Measure measure) {
    static final double PAGE_WIDTH = 595.28;
    static final double PAGE_HEIGHT = 841.89;
    static final double LEFT = 46;
    static final double WIDTH = PAGE_WIDTH - 2 * LEFT;
    static final double TOP = 796;
    static final double BOTTOM = 53;

    /** How large small type is, in points, and its grey. */
    enum Measure {
        /** As in the first two editions. */
        EARLIER(8.2, 11.3, 9, 7.7, 7.3, 10.4, Colour.SLATE),

        /** With a page for people and its back for the rest. */
        PRESENT(9.2, 12.7, 10, 8.9, 8.7, 12, Colour.GRAPHITE);

        private final double body;
        private final double leading;
        private final double strong;
        private final double label;
        private final double note;
        private final double noteLeading;
        private final Colour grey;

        Measure(
                double body,
                double leading,
                double strong,
                double label,
                double note,
                double noteLeading,
                Colour grey) {
            this.body = body;
            this.leading = leading;
            this.strong = strong;
            this.label = label;
            this.note = note;
            this.noteLeading = noteLeading;
            this.grey = grey;
        }

        /** That of a paper of an edition. */
        static Measure of(Edition edition) {
            return edition.isFrom(Edition.V3) ? PRESENT : EARLIER;
        }
    }

    Style title() {
        return new Style(faces.bold(), 19, 26, Colour.INK);
    }

    Style headline(Colour colour) {
        return new Style(faces.bold(), 27, 33, colour);
    }

    /** The lock of a phone, almost as large as the verdict; in the face that has its words. */
    Style lock() {
        return new Style(faces.regular(), 19, 26, Colour.INK);
    }

    Style meaning() {
        return new Style(faces.regular(), 10.5, 15.2, Colour.INK);
    }

    Style section() {
        return new Style(faces.bold(), measure.strong + 0.5, measure.leading + 1.7, Colour.RIVER);
    }

    Style strong(Colour colour) {
        return new Style(faces.bold(), measure.strong, measure.leading + 3.2, colour);
    }

    /** Sentences that are meant to be read. */
    Style reading() {
        return new Style(faces.regular(), 10.6, 15, Colour.INK);
    }

    /** What somebody looks for first: the device, its label, when. */
    Style fact() {
        return new Style(faces.regular(), 11.4, 16.2, Colour.INK);
    }

    Style factLabel() {
        return new Style(faces.regular(), 10.3, 16.2, measure.grey);
    }

    Style body() {
        return body(Colour.INK);
    }

    Style body(Colour colour) {
        return new Style(faces.regular(), measure.body, measure.leading, colour);
    }

    Style label() {
        return new Style(faces.regular(), measure.label, measure.leading, measure.grey);
    }

    Style note() {
        return new Style(faces.regular(), measure.note, measure.noteLeading, measure.grey);
    }
}
