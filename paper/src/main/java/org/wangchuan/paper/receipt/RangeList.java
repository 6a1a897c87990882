package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.wangchuan.paper.claims.Range;
import org.wangchuan.paper.claims.Work.Pass;
import org.wangchuan.paper.claims.Work.WriteError;
import org.wangchuan.paper.text.Quantities;

/** Exact ranges, as many as a page can bear; the rest is counted and stands in the attachment. */
final class RangeList {
    private static final int SHOWN_MAX = 12;

    private RangeList() {}

    static String ranges(Sheet sheet, List<Range> ranges) {
        return joined(sheet, ranges, range -> item(sheet, range)) + sheet.say("range.note");
    }

    static String errors(Sheet sheet, List<Pass> passes) {
        List<WriteError> errors = new ArrayList<>();
        for (Pass pass : passes) {
            errors.addAll(pass.errors());
        }
        return joined(
                        sheet,
                        errors,
                        error -> sheet.say("error.item", item(sheet, error.range()), Quantities.grouped(error.errno())))
                + sheet.say("range.note");
    }

    private static <T> String joined(Sheet sheet, List<T> items, Function<T, String> shown) {
        List<String> texts = new ArrayList<>();
        for (T item : items.subList(0, Math.min(SHOWN_MAX, items.size()))) {
            texts.add(shown.apply(item));
        }
        if (items.size() > SHOWN_MAX) {
            texts.add(sheet.say("range.more", Quantities.grouped(items.size() - SHOWN_MAX)));
        }
        return String.join(sheet.say("range.separator"), texts);
    }

    private static String item(Sheet sheet, Range range) {
        return sheet.say("range.item", Quantities.grouped(range.offset()), Quantities.grouped(range.length()));
    }
}
