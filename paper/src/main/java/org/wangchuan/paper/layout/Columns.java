package org.wangchuan.paper.layout;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.pdf.Canvas;

/** Two columns side by side. The left one may be broken between pages; the right one stays whole. */
public record Columns(Together left, double rightAt, Together right) implements Strip {
    private static final Together NOTHING = new Together(List.of());

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

    /**
     * As much of the left column as fits into the given height. The right one stands beside it if the whole of
     * it fits, and else goes on to the next page with the rest of the left one. Empty if nothing fits.
     */
    Optional<Split> split(double available) {
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
        if (right.height() <= available) {
            return Optional.of(new Split(new Columns(new Together(fitting), rightAt, right), rest));
        }
        if (fitting.stream().allMatch(Gap.class::isInstance)) {
            return Optional.empty();
        }
        Columns later = new Columns(new Together(rest), rightAt, right);
        return Optional.of(new Split(new Columns(new Together(fitting), rightAt, NOTHING), List.of(later)));
    }

    /** What is drawn on this page, and what follows on the next. */
    record Split(Columns now, List<Strip> rest) {}
}
