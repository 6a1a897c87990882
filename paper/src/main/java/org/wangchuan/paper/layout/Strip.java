package org.wangchuan.paper.layout;

import java.util.List;
import org.wangchuan.paper.pdf.Canvas;

/** Something of a fixed height that is drawn in one piece. Lengths are points. */
public interface Strip {
    double height();

    /** Draws it with its upper left corner at (x, top); y grows upwards. */
    void draw(Canvas canvas, double x, double top);

    /** The strips that it may be broken into where a page is too short for it. */
    default List<Strip> parts() {
        return List.of(this);
    }
}
