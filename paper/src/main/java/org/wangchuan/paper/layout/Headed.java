package org.wangchuan.paper.layout;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.pdf.Canvas;

/** A row of a table or list: where it begins a page, its head is repeated above it. */
public record Headed(Strip head, Strip row) implements Strip {
    /** The rows under their head, which is drawn once here and then again on every page that they go on to. */
    public static List<Strip> rows(Strip head, Strip headAgain, List<Strip> rows) {
        List<Strip> out = new ArrayList<>(List.of(head));
        rows.forEach(row -> out.add(new Headed(headAgain, row)));
        return Together.first(2, out);
    }

    @Override
    public double height() {
        return row.height();
    }

    @Override
    public void draw(Canvas canvas, double x, double top) {
        row.draw(canvas, x, top);
    }
}
