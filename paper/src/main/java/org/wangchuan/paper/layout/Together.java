package org.wangchuan.paper.layout;

import java.util.List;
import org.wangchuan.paper.pdf.Canvas;

/** Strips one below the other that stay on one page if a page is long enough for them. */
public record Together(List<Strip> strips) implements Strip {
    public Together {
        strips = List.copyOf(strips);
    }

    @Override
    public double height() {
        return strips.stream().mapToDouble(Strip::height).sum();
    }

    @Override
    public void draw(Canvas canvas, double x, double top) {
        double at = top;
        for (Strip strip : strips) {
            strip.draw(canvas, x, at);
            at -= strip.height();
        }
    }

    @Override
    public List<Strip> parts() {
        return strips;
    }
}
