package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.layout.Headed;
import org.wangchuan.paper.layout.Row;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.layout.Wrap;

/** Labels and values: two pairs to a row, or one across, or a list below its label. */
final class Grid {
    private static final double GUTTER = 12;

    private final Sheet sheet;
    private final double width;
    private final double pairWidth;
    private final double labelWidth;
    private final Style labels;
    private final Style values;
    private final List<Strip> strips = new ArrayList<>();
    private Optional<Pair> waiting = Optional.empty();

    private record Pair(String label, String value) {}

    /** A grid of the given width in points. */
    Grid(Sheet sheet, double width) {
        this(sheet, width, labelWidth(sheet), sheet.type().label(), sheet.type().body());
    }

    private Grid(Sheet sheet, double width, double labelWidth, Style labels, Style values) {
        this.sheet = sheet;
        this.width = width;
        this.pairWidth = (width - GUTTER) / 2;
        this.labelWidth = labelWidth;
        this.labels = labels;
        this.values = values;
    }

    /** One in larger type, as wide as the page. */
    static Grid ofFacts(Sheet sheet) {
        double labelWidth = switch (sheet.language()) {
            case CHINESE -> 122;
            case ENGLISH -> 152;
        };
        return new Grid(
                sheet,
                Typography.WIDTH,
                labelWidth,
                sheet.type().factLabel(),
                sheet.type().fact());
    }

    /** Where values begin; tables of the page keep to it. */
    static double labelWidth(Sheet sheet) {
        return sheet.scaled(
                switch (sheet.language()) {
                    case CHINESE -> 58;
                    case ENGLISH -> 78;
                });
    }

    /** A label and its value in half the width, or across if the value is too long for a line there. */
    Grid pair(String key, String value) {
        if (Wrap.lines(values, value, pairWidth - labelWidth).size() > 1) {
            return wide(key, value);
        }
        Pair pair = new Pair(sheet.say(key), value);
        if (waiting.isEmpty()) {
            waiting = Optional.of(pair);
            return this;
        }
        List<Row.Cell> cells = cells(waiting.get(), 0, pairWidth);
        cells.addAll(cells(pair, pairWidth + GUTTER, pairWidth));
        waiting = Optional.empty();
        strips.addAll(new Row(cells).strips());
        return this;
    }

    /** Begins a new row: what belongs side by side stays so, whatever stands above. */
    Grid row() {
        flush();
        return this;
    }

    /** A label and its value across. */
    Grid wide(String key, String value) {
        flush();
        strips.addAll(new Row(cells(new Pair(sheet.say(key), value), 0, width)).strips());
        return this;
    }

    /** A label, its value, and in smaller type behind it the same said otherwise. */
    Grid wide(String key, String value, String small) {
        flush();
        List<Row.Cell> cells = cells(new Pair(sheet.say(key), value), 0, width);
        double at = labelWidth + values.face().width(value, values.size()) + GUTTER;
        cells.add(new Row.Cell(sheet.type().note(), small, at, width - at));
        strips.addAll(new Row(cells).strips());
        return this;
    }

    /** A label, its value across, and below it items in as many columns as the longest of them leaves room for. */
    Grid list(String key, String value, List<String> items) {
        flush();
        Style style = values;
        List<Strip> rows = new ArrayList<>();
        double longest = items.stream()
                .mapToDouble(item -> style.face().width(item, style.size()))
                .max()
                .orElse(0);
        double room = width - labelWidth;
        int columns = (int) Math.max(1, Math.floor((room + GUTTER) / (longest + GUTTER)));
        double step = (room + GUTTER) / columns;
        for (int i = 0; i < items.size(); i += columns) {
            List<Row.Cell> cells = new ArrayList<>();
            for (int c = 0; c < columns && i + c < items.size(); c++) {
                cells.add(new Row.Cell(style, items.get(i + c), labelWidth + c * step, step - GUTTER));
            }
            rows.addAll(new Row(cells).strips());
        }
        strips.addAll(Headed.rows(head(key, value), head(key, sheet.say("list.continued", value)), rows));
        return this;
    }

    private Strip head(String key, String value) {
        return new Together(new Row(cells(new Pair(sheet.say(key), value), 0, width)).strips());
    }

    List<Strip> strips() {
        flush();
        return List.copyOf(strips);
    }

    private void flush() {
        waiting.ifPresent(pair -> strips.addAll(new Row(cells(pair, 0, pairWidth)).strips()));
        waiting = Optional.empty();
    }

    private List<Row.Cell> cells(Pair pair, double at, double cellsWidth) {
        List<Row.Cell> cells = new ArrayList<>();
        cells.add(new Row.Cell(labels, pair.label(), at, labelWidth - 6));
        cells.add(new Row.Cell(values, pair.value(), at + labelWidth, cellsWidth - labelWidth));
        return cells;
    }
}
