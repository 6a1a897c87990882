package org.wangchuan.paper.layout;

import org.wangchuan.paper.pdf.Canvas;

/** Empty space. */
public record Gap(double height) implements Strip {
    @Override
    public void draw(Canvas canvas, double x, double top) {
        // Nothing is drawn: it only moves what follows.
    }
}
