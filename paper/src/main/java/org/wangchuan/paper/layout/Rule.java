package org.wangchuan.paper.layout;

import org.wangchuan.paper.pdf.Canvas;
import org.wangchuan.paper.pdf.Colour;

/** A thin line across, in the middle of its height. */
public record Rule(Colour colour, double height, double width, double thickness) implements Strip {
    @Override
    public void draw(Canvas canvas, double x, double top) {
        double y = top - height / 2;
        canvas.line(colour, thickness, x, y, x + width, y);
    }
}
