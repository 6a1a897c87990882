package org.wangchuan.paper.layout;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.pdf.Canvas;

/** One row of a table, made of cells that wrap within their widths. */
public record Row(List<Cell> cells) {
    /** A row of more lines than this may be broken between two pages. */
    private static final int LINES_TOGETHER_MAX = 8;

    public Row {
        cells = List.copyOf(cells);
    }

    /** A text in a column that starts at {@code at} and is {@code width} wide. */
    public record Cell(Style style, String text, double at, double width) {}

    /** The row as lines, kept together unless there are many. */
    public List<Strip> strips() {
        List<List<String>> columns = cells.stream()
                .map(cell -> Wrap.lines(cell.style(), cell.text(), cell.width()))
                .toList();
        int count = columns.stream().mapToInt(List::size).max().orElse(0);
        List<Strip> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<TextLine> line = new ArrayList<>();
            for (int c = 0; c < cells.size(); c++) {
                if (i < columns.get(c).size()) {
                    Cell cell = cells.get(c);
                    line.add(new TextLine(cell.style(), columns.get(c).get(i), cell.at()));
                }
            }
            lines.add(new Line(List.copyOf(line)));
        }
        return count > LINES_TOGETHER_MAX ? lines : List.of(new Together(lines));
    }

    /** Texts on one base line. */
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
