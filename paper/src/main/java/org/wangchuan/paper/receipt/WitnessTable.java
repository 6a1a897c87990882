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

/** Who cosigned, in a row for each key: when the log did not hold the statement yet, and when it did. */
final class WitnessTable {
    private static final double KEY_AT = 203;
    private static final double BEFORE_AT = 252;
    private static final double AFTER_AT = 380;
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
                sheet.type().label(),
                sheet.say("witness.name"),
                sheet.say("witness.key"),
                sheet.say("witness.before"),
                sheet.say("witness.after")));
        List<Strip> body = new ArrayList<>();
        rows.forEach((key, both) -> body.addAll(row(
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
                ? TimeSection.shown(sheet, one.get().atSeconds())
                : sheet.say("witness.unread");
    }

    private static List<Strip> row(Style style, String name, String key, String before, String after) {
        return new Row(List.of(
                        new Row.Cell(style, name, 0, KEY_AT - GUTTER),
                        new Row.Cell(style, key, KEY_AT, BEFORE_AT - KEY_AT - GUTTER),
                        new Row.Cell(style, before, BEFORE_AT, AFTER_AT - BEFORE_AT - GUTTER),
                        new Row.Cell(style, after, AFTER_AT, Typography.WIDTH - AFTER_AT)))
                .strips();
    }
}
