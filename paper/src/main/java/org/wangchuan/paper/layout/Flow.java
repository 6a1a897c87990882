package org.wangchuan.paper.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.wangchuan.paper.pdf.Canvas;

/** Lays strips down a page and goes on to the next one when it is full: nothing is cut off. */
public final class Flow {
    private final double left;
    private final double top;
    private final double bottom;
    private final List<Canvas> pages = new ArrayList<>();
    private double at;

    /** A flow within the given edges of every page, in points from the lower left corner. */
    public Flow(double left, double top, double bottom) {
        this.left = left;
        this.top = top;
        this.bottom = bottom;
        newPage();
    }

    /** Lays the strips down in their order. */
    public void add(List<Strip> strips) {
        Deque<Strip> waiting = new ArrayDeque<>(strips);
        while (!waiting.isEmpty()) {
            Strip strip = waiting.removeFirst();
            if (strip.height() > at - bottom) {
                List<Strip> parts = strip.parts();
                boolean breakable = parts.size() > 1 || !parts.getFirst().equals(strip);
                if (breakable && strip.height() > top - bottom) {
                    for (Strip part : parts.reversed()) {
                        waiting.addFirst(part);
                    }
                    continue;
                }
                if (at < top) {
                    newPage();
                }
            }
            if (strip instanceof Gap && at == top) {
                continue;
            }
            strip.draw(pages.getLast(), left, at);
            at -= strip.height();
        }
    }

    /** The pages so far. */
    public List<Canvas> pages() {
        return List.copyOf(pages);
    }

    private void newPage() {
        pages.add(new Canvas());
        at = top;
    }
}
