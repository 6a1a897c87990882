package org.wangchuan.paper.receipt;

import org.wangchuan.paper.font.Faces;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.pdf.Colour;

/** The few sizes of type on the page, and its measures in points. */
record Typography(Faces faces) {
    static final double PAGE_WIDTH = 595.28;
    static final double PAGE_HEIGHT = 841.89;
    static final double LEFT = 50;
    static final double WIDTH = PAGE_WIDTH - 2 * LEFT;
    static final double TOP = 790;
    static final double BOTTOM = 58;

    Style title() {
        return new Style(faces.bold(), 19, 26, Colour.INK);
    }

    Style headline(Colour colour) {
        return new Style(faces.bold(), 27, 35, colour);
    }

    Style meaning() {
        return new Style(faces.regular(), 10.5, 16, Colour.INK);
    }

    Style section() {
        return new Style(faces.bold(), 9.5, 14, Colour.RIVER);
    }

    Style strong(Colour colour) {
        return new Style(faces.bold(), 9, 14.5, colour);
    }

    Style body() {
        return new Style(faces.regular(), 8.3, 12.3, Colour.INK);
    }

    Style body(Colour colour) {
        return new Style(faces.regular(), 8.3, 12.3, colour);
    }

    Style label() {
        return new Style(faces.regular(), 7.8, 12.3, Colour.SLATE);
    }

    Style note() {
        return new Style(faces.regular(), 7.4, 10.8, Colour.SLATE);
    }
}
