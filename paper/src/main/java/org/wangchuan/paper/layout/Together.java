package org.wangchuan.paper.layout;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.pdf.Canvas;

/** Strips one below the other that stay on one page if a page is long enough for them. */
public record Together(List<Strip> strips) implements Strip {
    public Together {
        strips = List.copyOf(strips);
    }

    /** The strips, of which the first {@code count} stay together: a heading is never parted from what it heads. */
    public static List<Strip> first(int count, List<Strip> strips) {
        int kept = Math.min(count, strips.size());
        List<Strip> out = new ArrayList<>();
        out.add(new Together(strips.subList(0, kept)));
        out.addAll(strips.subList(kept, strips.size()));
        return List.copyOf(out);
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
