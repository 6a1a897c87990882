package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.paper.CertificateFacts;
import org.wangchuan.paper.CertificateFacts.Cosigned;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Headed;
import org.wangchuan.paper.layout.Row;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.text.UtcTime;

/** Who cosigned, in a row for each key: when the log did not hold the statement yet, and when it did. */
final class WitnessTable {
    /** Where columns begin in the first two editions, in points, and the last one ends; below, now that the type is larger. */
    private static final double[] EARLIER = {203, 252, 380, Typography.WIDTH};

    private static final double[] COLUMNS = {170, 224, 362, 492};
    private static final double GUTTER = 8;

    private WitnessTable() {}

    /** What one key has signed. */
    private record Both(Optional<Cosigned> before, Optional<Cosigned> after) {}

    static List<Strip> strips(Sheet sheet, CertificateFacts facts) {
        Typography type = sheet.type();
        Map<List<String>, Both> rows = new LinkedHashMap<>();
        facts.witnesses().forEach(one -> rows.put(key(one), new Both(Optional.empty(), Optional.of(one))));
        facts.earlier()
                .forEach(one -> rows.merge(
                        key(one),
                        new Both(Optional.of(one), Optional.empty()),
                        (old, fresh) -> new Both(fresh.before(), old.after())));
        if (rows.isEmpty()) {
            return TextLine.wrapped(type.body(), sheet.say("witness.none"), Typography.WIDTH);
        }
        Strip head = new Together(row(
                sheet,
                sheet.type().label(),
                sheet.say("witness.name"),
                sheet.say("witness.key"),
                sheet.say("witness.before"),
                sheet.say("witness.after")));
        List<Strip> body = new ArrayList<>();
        rows.forEach((key, both) -> body.addAll(row(
                sheet,
                type.body(),
                sheet.show(key.getFirst()),
                sheet.show(key.getLast()),
                time(sheet, both.before()),
                time(sheet, both.after()))));
        List<Strip> out = new ArrayList<>(Headed.rows(head, head, body));
        out.add(new Gap(2));
        out.addAll(TextLine.balanced(type.note(), sheet.say("witness.meaning"), Typography.WIDTH));
        return out;
    }

    private static List<String> key(Cosigned one) {
        return List.of(one.name(), one.keyId());
    }

    private static String time(Sheet sheet, Optional<Cosigned> one) {
        if (one.isEmpty()) {
            return sheet.say("witness.not");
        }
        return one.get().atSeconds().isPresent()
                ? sheet.shortTime(UtcTime.rfc3339(one.get().atSeconds().getAsLong()))
                : sheet.say("witness.unread");
    }

    private static List<Strip> row(Sheet sheet, Style style, String name, String key, String before, String after) {
        double[] at = sheet.isFactsFirst() ? COLUMNS : EARLIER;
        return new Row(List.of(
                        new Row.Cell(style, name, 0, at[0] - GUTTER),
                        new Row.Cell(style, key, at[0], at[1] - at[0] - GUTTER),
                        new Row.Cell(style, before, at[1], at[2] - at[1] - GUTTER),
                        new Row.Cell(style, after, at[2], at[3] - at[2])))
                .strips();
    }
}
