package org.wangchuan.paper.summary;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.layout.Wrap;
import org.wangchuan.paper.pdf.Canvas;

/** One row of a table whose cells hold several texts, one below the other. */
final class TableRow {
    /** A row of more lines than this may be broken between two pages. */
    private static final int LINES_TOGETHER_MAX = 16;

    private TableRow() {}

    /** A text in a cell. */
    record Text(Style style, String text) {}

    /** Texts in a column that starts at {@code at} and is {@code width} wide, in points. */
    record Cell(double at, double width, List<Text> texts) {
        Cell {
            texts = List.copyOf(texts);
        }

        List<TextLine> lines() {
            List<TextLine> out = new ArrayList<>();
            for (Text text : texts) {
                for (String line : Wrap.lines(text.style(), text.text(), width)) {
                    out.add(new TextLine(text.style(), line, at));
                }
            }
            return out;
        }
    }

    /** The row as lines, kept together with what ends it unless there are many. */
    static List<Strip> strips(List<Cell> cells, List<Strip> end) {
        List<List<TextLine>> columns = cells.stream().map(Cell::lines).toList();
        int count = columns.stream().mapToInt(List::size).max().orElse(0);
        List<Strip> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<TextLine> line = new ArrayList<>();
            for (List<TextLine> column : columns) {
                if (i < column.size()) {
                    line.add(column.get(i));
                }
            }
            lines.add(new Line(List.copyOf(line)));
        }
        lines.addAll(end);
        return count > LINES_TOGETHER_MAX ? lines : List.of(new Together(lines));
    }

    /** Texts beside each other. */
    private record Line(List<TextLine> texts) implements Strip {
        @Override
        public double height() {
            return texts.stream().mapToDouble(TextLine::height).max().orElse(0);
        }

        @Override
        public void draw(Canvas canvas, double x, double top) {
            for (TextLine text : texts) {
                text.draw(canvas, x, top - (height() - text.height()) / 2);
            }
        }
    }
}
