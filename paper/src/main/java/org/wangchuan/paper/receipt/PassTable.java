package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.claims.Work.Pass;
import org.wangchuan.paper.layout.Headed;
import org.wangchuan.paper.layout.Row;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.text.Quantities;

/** The passes, one a row. */
final class PassTable {
    /** From the third on, in the first two editions; below, now that the type is larger. */
    private static final double[] EARLIER_AT = {161, 257.6, 404};

    private static final double[] COLUMNS_AT = {168, 266, 404};
    private static final double GUTTER = 8;

    private PassTable() {}

    static List<Strip> strips(Sheet sheet) {
        List<Pass> passes = sheet.claims().work().passes();
        Typography type = sheet.type();
        if (passes.isEmpty()) {
            return row(sheet, type.body(), sheet.say("pass.none"));
        }
        Strip head = new Together(row(
                sheet,
                type.label(),
                sheet.say("pass.number"),
                sheet.say("pass.pattern"),
                sheet.say("pass.bytes"),
                sheet.say("pass.duration"),
                sheet.say("pass.errors")));
        List<Strip> rows = new ArrayList<>();
        for (int i = 0; i < passes.size(); i++) {
            Pass pass = passes.get(i);
            rows.addAll(row(
                    sheet,
                    type.body(),
                    Integer.toString(i + 1),
                    sheet.words().word("pattern", pass.pattern()),
                    Quantities.grouped(pass.bytesWritten()),
                    sheet.quantities().duration(pass.durationMillis()),
                    pass.errors().isEmpty()
                            ? sheet.say("none")
                            : Quantities.grouped(pass.errors().size())));
        }
        return Headed.rows(head, head, rows);
    }

    private static List<Strip> row(Sheet sheet, Style style, String... texts) {
        List<Row.Cell> cells = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            double end = i + 1 < texts.length ? at(sheet, i + 1) - GUTTER : Typography.WIDTH;
            cells.add(new Row.Cell(style, texts[i], at(sheet, i), end - at(sheet, i)));
        }
        return new Row(cells).strips();
    }

    private static double at(Sheet sheet, int column) {
        return switch (column) {
            case 0 -> 0;
            case 1 -> Grid.labelWidth(sheet);
            default -> (sheet.isFactsFirst() ? COLUMNS_AT : EARLIER_AT)[column - 2];
        };
    }
}
