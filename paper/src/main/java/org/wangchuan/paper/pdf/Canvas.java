package org.wangchuan.paper.pdf;

import java.nio.charset.StandardCharsets;
import org.wangchuan.paper.font.Face;

/**
 * The content stream of one page (ISO 32000-1, 8 and 9). Lengths are points (1/72 inch), the origin is
 * the lower left corner, numbers are written with two decimals at most. Not thread-safe.
 */
public final class Canvas {
    private final StringBuilder out = new StringBuilder(16_384);

    /** Fills a rectangle whose lower left corner is (x, y). */
    public void fill(Colour colour, double x, double y, double width, double height) {
        fillColour(colour);
        number(x).number(y).number(width).number(height);
        out.append("re f\n");
    }

    /** Draws a line. */
    public void line(Colour colour, double width, double x1, double y1, double x2, double y2) {
        strokeColour(colour);
        number(width);
        out.append("w ");
        number(x1).number(y1);
        out.append("m ");
        number(x2).number(y2);
        out.append("l S\n");
    }

    /** Fills the polygon through the given x, y pairs. */
    public void polygon(Colour colour, double... points) {
        fillColour(colour);
        for (int i = 0; i < points.length; i += 2) {
            number(points[i]).number(points[i + 1]);
            out.append(i == 0 ? "m " : "l ");
        }
        out.append("f\n");
    }

    /** Fills a circle, drawn as four Bézier arcs. */
    public void circle(Colour colour, double x, double y, double radius) {
        double k = radius * 0.5523;
        fillColour(colour);
        number(x + radius).number(y);
        out.append("m ");
        arc(x + radius, y + k, x + k, y + radius, x, y + radius);
        arc(x - k, y + radius, x - radius, y + k, x - radius, y);
        arc(x - radius, y - k, x - k, y - radius, x, y - radius);
        arc(x + k, y - radius, x + radius, y - k, x + radius, y);
        out.append("f\n");
    }

    /** Writes text whose base line starts at (x, y). Every character must have a glyph in the face. */
    public void text(Face face, double size, Colour colour, double x, double y, String text) {
        if (text.isEmpty()) {
            return;
        }
        fillColour(colour);
        out.append("BT /").append(face.resourceName()).append(' ');
        number(size);
        out.append("Tf ");
        number(x).number(y);
        out.append("Td <");
        for (int i = 0; i < text.length(); i++) {
            int glyph = face.use(text.charAt(i));
            for (int shift = 12; shift >= 0; shift -= 4) {
                out.append(Character.forDigit((glyph >> shift) & 15, 16));
            }
        }
        out.append("> Tj ET\n");
    }

    /** Fills black squares of the given side, addressed from the upper left corner (x, y); rows are runs of one path. */
    public void squares(boolean[][] rows, double x, double y, double side) {
        fillColour(Colour.BLACK);
        out.append("q ");
        number(side);
        out.append("0 0 ");
        number(-side).number(x).number(y);
        out.append("cm\n");
        for (int row = 0; row < rows.length; row++) {
            boolean[] cells = rows[row];
            int column = 0;
            while (column < cells.length) {
                int start = column;
                while (column < cells.length && cells[column]) {
                    column++;
                }
                if (column > start) {
                    out.append(start).append(' ').append(row).append(' ');
                    out.append(column - start).append(" 1 re\n");
                }
                column++;
            }
        }
        out.append("f Q\n");
    }

    /** The stream, naming itself in a comment and its language in a marked-content property. */
    public byte[] finish(String name, String language) {
        String stream = "% " + name + "\n/Span<</Lang(" + language + ")>>BDC\n" + out + "EMC\n";
        return stream.getBytes(StandardCharsets.US_ASCII);
    }

    private void arc(double... points) {
        for (double point : points) {
            number(point);
        }
        out.append("c ");
    }

    private void fillColour(Colour colour) {
        components(colour);
        out.append("rg ");
    }

    private void strokeColour(Colour colour) {
        components(colour);
        out.append("RG ");
    }

    private void components(Colour colour) {
        number(colour.red() / 255.0).number(colour.green() / 255.0).number(colour.blue() / 255.0);
    }

    private Canvas number(double value) {
        long hundredths = Math.round(value * 100);
        if (hundredths < 0) {
            out.append('-');
            hundredths = -hundredths;
        }
        out.append(hundredths / 100);
        int fraction = (int) (hundredths % 100);
        if (fraction != 0) {
            out.append('.').append(fraction / 10);
            if (fraction % 10 != 0) {
                out.append(fraction % 10);
            }
        }
        out.append(' ');
        return this;
    }
}
