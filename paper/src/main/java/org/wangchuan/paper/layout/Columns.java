package org.wangchuan.paper.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.pdf.Canvas;

/** Two columns side by side. The left one may go on alone on the next page; the right one stays whole. */
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

    /** As much as fits into the given height beside the whole right column; empty if that alone is too high. */
    Optional<Split> split(double available) {
        if (right.height() > available) {
            return Optional.empty();
        }
        List<Strip> fitting = new ArrayList<>();
        double used = 0;
        for (Strip strip : left.strips()) {
            used += strip.height();
            if (used > available) {
                break;
            }
            fitting.add(strip);
        }
        List<Strip> rest = left.strips().subList(fitting.size(), left.strips().size());
        return Optional.of(new Split(new Columns(new Together(fitting), rightAt, right), rest));
    }

    /** What is drawn on this page, and what follows on the next. */
    record Split(Columns now, List<Strip> rest) {}
}
