package org.wangchuan.paper.layout;

import java.util.List;
import org.wangchuan.paper.pdf.Canvas;

/** One line of text that fits its width. */
public record TextLine(Style style, String text, double indent) implements Strip {
    /** A text as lines no wider than {@code width}. */
    public static List<Strip> wrapped(Style style, String text, double width) {
        return Wrap.lines(style, text, width).stream()
                .<Strip>map(line -> new TextLine(style, line, 0))
                .toList();
    }

    /** A text as lines of about equal length, none of them wider than {@code width}. */
    public static List<Strip> balanced(Style style, String text, double width) {
        return Wrap.balanced(style, text, width).stream()
                .<Strip>map(line -> new TextLine(style, line, 0))
                .toList();
    }

    @Override
    public double height() {
        return style.leading();
    }

    @Override
    public void draw(Canvas canvas, double x, double top) {
        double baseLine = top - style.leading() / 2 - style.size() * 0.36;
        canvas.text(style.face(), style.size(), style.colour(), x + indent, baseLine, text);
    }
}
