package org.wangchuan.paper.receipt;

import org.wangchuan.paper.font.Faces;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.pdf.Colour;

/** The few sizes of type on the page, and its measures in points. */
record Typography(Faces faces) {
    static final double PAGE_WIDTH = 595.28;
    static final double PAGE_HEIGHT = 841.89;
    static final double LEFT = 46;
    static final double WIDTH = PAGE_WIDTH - 2 * LEFT;
    static final double TOP = 796;
    static final double BOTTOM = 53;

    Style title() {
        return new Style(faces.bold(), 19, 26, Colour.INK);
    }

    Style headline(Colour colour) {
        return new Style(faces.bold(), 27, 33, colour);
    }

    Style meaning() {
        return new Style(faces.regular(), 10.5, 15.2, Colour.INK);
    }

    Style section() {
        return new Style(faces.bold(), 9.5, 13, Colour.RIVER);
    }

    Style strong(Colour colour) {
        return new Style(faces.bold(), 9, 14.5, colour);
    }

    Style body() {
        return new Style(faces.regular(), 8.2, 11.3, Colour.INK);
    }

    Style body(Colour colour) {
        return new Style(faces.regular(), 8.2, 11.3, colour);
    }

    Style label() {
        return new Style(faces.regular(), 7.7, 11.3, Colour.SLATE);
    }

    Style note() {
        return new Style(faces.regular(), 7.3, 10.4, Colour.SLATE);
    }
}
