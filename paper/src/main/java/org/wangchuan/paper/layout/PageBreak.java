package org.wangchuan.paper.layout;

import org.wangchuan.paper.pdf.Canvas;

/** What follows begins a page, unless the page has only begun. */
public record PageBreak() implements Strip {
    @Override
    public double height() {
        return 0;
    }

    @Override
    public void draw(Canvas canvas, double x, double top) {
        // nothing is printed for it
    }
}
