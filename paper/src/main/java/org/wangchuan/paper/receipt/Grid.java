package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.paper.layout.Row;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;

/** Labels and values, two pairs to a row or one across. */
final class Grid {
    private static final double GUTTER = 18;
    private static final double PAIR_WIDTH = (Typography.WIDTH - GUTTER) / 2;

    private final Sheet sheet;
    private final double labelWidth;
    private final List<Strip> strips = new ArrayList<>();
    private Optional<Pair> waiting = Optional.empty();

    private record Pair(String label, String value, Style style) {}

    Grid(Sheet sheet) {
        this.sheet = sheet;
        this.labelWidth = switch (sheet.language()) {
            case CHINESE -> 66;
            case ENGLISH -> 92;
        };
    }

    /** A label and its value in half the width. */
    Grid pair(String key, String value) {
        return pair(key, value, sheet.type().body());
    }

    Grid pair(String key, String value, Style style) {
        Pair pair = new Pair(sheet.say(key), value, style);
        if (waiting.isEmpty()) {
            waiting = Optional.of(pair);
            return this;
        }
        List<Row.Cell> cells = cells(waiting.get(), 0, PAIR_WIDTH);
        cells.addAll(cells(pair, PAIR_WIDTH + GUTTER, PAIR_WIDTH));
        waiting = Optional.empty();
        strips.addAll(new Row(cells).strips());
        return this;
    }

    /** A label and its value across the page. */
    Grid wide(String key, String value) {
        return wide(key, value, sheet.type().body());
    }

    Grid wide(String key, String value, Style style) {
        flush();
        strips.addAll(new Row(cells(new Pair(sheet.say(key), value, style), 0, Typography.WIDTH)).strips());
        return this;
    }

    List<Strip> strips() {
        flush();
        return List.copyOf(strips);
    }

    private void flush() {
        waiting.ifPresent(pair -> strips.addAll(new Row(cells(pair, 0, PAIR_WIDTH)).strips()));
        waiting = Optional.empty();
    }

    private List<Row.Cell> cells(Pair pair, double at, double width) {
        List<Row.Cell> cells = new ArrayList<>();
        cells.add(new Row.Cell(sheet.type().label(), pair.label(), at, labelWidth - 8));
        cells.add(new Row.Cell(pair.style(), pair.value(), at + labelWidth, width - labelWidth));
        return cells;
    }
}
