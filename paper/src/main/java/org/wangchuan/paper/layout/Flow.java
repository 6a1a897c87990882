package org.wangchuan.paper.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
            if (strip instanceof PageBreak) {
                if (at < top) {
                    newPage();
                }
                continue;
            }
            if (strip.height() <= at - bottom) {
                draw(strip);
                continue;
            }
            Optional<Columns.Split> split =
                    strip instanceof Columns columns ? columns.split(at - bottom) : Optional.empty();
            if (split.isPresent()) {
                draw(split.get().now());
                push(waiting, split.get().rest());
            } else if (strip.height() > top - bottom && strip.parts().size() > 1) {
                push(waiting, strip.parts());
            } else if (at < top) {
                newPage();
                waiting.addFirst(strip);
            } else {
                draw(strip);
            }
        }
    }

    private void draw(Strip strip) {
        if (strip instanceof Gap && at == top) {
            return;
        }
        if (strip instanceof Headed headed && at == top) {
            put(headed.head());
        }
        put(strip);
    }

    private void put(Strip strip) {
        strip.draw(pages.getLast(), left, at);
        at -= strip.height();
    }

    private static void push(Deque<Strip> waiting, List<Strip> strips) {
        for (Strip strip : strips.reversed()) {
            waiting.addFirst(strip);
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
