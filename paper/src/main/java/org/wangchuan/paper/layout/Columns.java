package org.wangchuan.paper.layout;

import java.util.List;
import org.wangchuan.paper.pdf.Canvas;

/** Two columns side by side; one below the other where a page is too short for them. */
public record Columns(Together left, double rightAt, Together right) implements Strip {
    @Override
    public double height() {
        return Math.max(left.height(), right.height());
    }

    @Override
    public void draw(Canvas canvas, double x, double top) {
        left.draw(canvas, x, top);
        right.draw(canvas, x + rightAt, top);
    }

    @Override
    public List<Strip> parts() {
        return List.of(left, right);
    }
}
