package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.wangchuan.paper.claims.Range;
import org.wangchuan.paper.claims.Work.Pass;
import org.wangchuan.paper.claims.Work.WriteError;
import org.wangchuan.paper.text.Quantities;

/** Exact ranges, as many as a few pages can bear; the rest is counted and stands in the attachment. */
final class RangeList {
    static final int SHOWN_MAX = 120;

    private RangeList() {}

    /** Adds a list of ranges that hold so many bytes together. */
    static void ranges(Sheet sheet, Grid grid, String key, long bytes, List<Range> ranges) {
        String sum = sheet.quantities().ranges(bytes, ranges.size());
        add(
                sheet,
                grid,
                key,
                ranges.isEmpty() ? sum : sheet.say("ranges.listed", sum),
                ranges,
                range -> item(sheet, range));
    }

    /** Adds the write errors of all passes, each with the system's error number. */
    static void errors(Sheet sheet, Grid grid, List<Pass> passes) {
        List<WriteError> errors = new ArrayList<>();
        for (Pass pass : passes) {
            errors.addAll(pass.errors());
        }
        add(
                sheet,
                grid,
                "work.errors",
                sheet.say("errors.listed", Quantities.grouped(errors.size())),
                errors,
                error -> sheet.say("error.item", item(sheet, error.range()), Quantities.grouped(error.errno())));
    }

    private static <T> void add(
            Sheet sheet, Grid grid, String key, String head, List<T> items, Function<T, String> text) {
        int shown = Math.min(SHOWN_MAX, items.size());
        grid.list(
                key,
                shown < items.size() ? sheet.say("list.cut", head, shown) : head,
                items.subList(0, shown).stream().map(text).toList());
    }

    private static String item(Sheet sheet, Range range) {
        return sheet.say("range.item", Quantities.grouped(range.offset()), Quantities.grouped(range.length()));
    }
}
