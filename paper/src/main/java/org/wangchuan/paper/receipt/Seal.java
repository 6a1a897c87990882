package org.wangchuan.paper.receipt;

import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.claims.Consistency;
import org.wangchuan.paper.pdf.Canvas;
import org.wangchuan.paper.pdf.Colour;

/** The sign beside the verdict: a shape and a colour, so that it also tells in black and white. */
enum Seal {
    /** A diamond: cleared or purged, and every clause met. */
    PROVEN(Colour.JADE),
    /** A triangle with a stroke: something is left, or a rule is not met. */
    LIMITED(Colour.AMBER),
    /** A ring: nothing is shown either way. */
    UNPROVEN(Colour.VIOLET),
    /** A cross: not erased, or not to be believed. */
    FAILED(Colour.VERMILION);

    private final Colour colour;

    Seal(Colour colour) {
        this.colour = colour;
    }

    static Seal of(Claims claims) {
        if (Consistency.contradicts(claims)) {
            return FAILED;
        }
        return switch (claims.statement().verdict()) {
            case PURGED, CLEARED -> Consistency.isProven(claims) ? PROVEN : LIMITED;
            case PARTIAL -> LIMITED;
            case UNPROVEN -> UNPROVEN;
            case FAILED -> FAILED;
        };
    }

    Colour colour() {
        return colour;
    }

    /** Draws the sign around (x, y), as high as a headline. */
    void draw(Canvas canvas, double x, double y) {
        double r = 15;
        switch (this) {
            case PROVEN -> {
                canvas.polygon(colour, x, y + r, x + r, y, x, y - r, x - r, y);
                canvas.polygon(Colour.WHITE, x, y + 6, x + 6, y, x, y - 6, x - 6, y);
            }
            case LIMITED -> {
                canvas.polygon(colour, x, y + r, x + r, y - r * 0.8, x - r, y - r * 0.8);
                canvas.polygon(Colour.WHITE, x - 1.6, y + 6, x + 1.6, y + 6, x + 1.1, y - 3.5, x - 1.1, y - 3.5);
                canvas.circle(Colour.WHITE, x, y - 7.5, 1.7);
            }
            case UNPROVEN -> {
                canvas.circle(colour, x, y, r);
                canvas.circle(Colour.WHITE, x, y, r - 4.5);
            }
            case FAILED -> {
                canvas.line(colour, 6, x - 12, y - 12, x + 12, y + 12);
                canvas.line(colour, 6, x - 12, y + 12, x + 12, y - 12);
            }
        }
    }
}
