package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.claims.Vocabulary.Limit;
import org.wangchuan.paper.layout.Columns;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Row;
import org.wangchuan.paper.layout.Rule;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.pdf.Colour;

/** What the receipt does not prove, and beside it how anyone can check what it does. */
final class LimitsAndCheck {
    private static final double GUTTER = 24;
    private static final double RIGHT_MIN = 150;

    private LimitsAndCheck() {}

    static List<Strip> strips(Sheet sheet, QrBlock qr) {
        double rightWidth = Math.max(RIGHT_MIN, qr.height());
        double leftWidth = Typography.WIDTH - GUTTER - rightWidth;
        List<Strip> left = new ArrayList<>(heading(sheet, "section.limits", leftWidth));
        left.addAll(limits(sheet, leftWidth));
        left.add(new Gap(7));
        left.addAll(heading(sheet, "section.check", leftWidth));
        left.addAll(check(sheet, leftWidth));
        List<Strip> right = new ArrayList<>();
        right.add(qr);
        right.addAll(TextLine.wrapped(sheet.type().note(), sheet.say("check.qr"), rightWidth));
        return List.of(
                new Gap(Section.SPACE_ABOVE), new Columns(new Together(left), leftWidth + GUTTER, new Together(right)));
    }

    private static List<Strip> heading(Sheet sheet, String key, double width) {
        return List.of(new TextLine(sheet.type().section(), sheet.say(key), 0), new Rule(Colour.MIST, 5, width, 0.8));
    }

    private static List<Strip> limits(Sheet sheet, double width) {
        List<Limit> limits = sheet.claims().statement().limits();
        if (limits.isEmpty()) {
            return TextLine.wrapped(sheet.type().body(), sheet.say("limits.none"), width);
        }
        List<Strip> out = new ArrayList<>();
        for (Limit limit : limits) {
            out.addAll(new Row(List.of(
                            new Row.Cell(sheet.type().label(), "–", 0, 10),
                            new Row.Cell(sheet.type().body(), sheet.words().word("limit", limit), 10, width - 10)))
                    .strips());
        }
        return out;
    }

    private static List<Strip> check(Sheet sheet, double width) {
        List<Strip> out = new ArrayList<>();
        out.add(new TextLine(sheet.type().strong(Colour.INK), sheet.say("check.command"), 0));
        out.addAll(TextLine.wrapped(sheet.type().body(), sheet.say("check.how"), width));
        out.addAll(TextLine.wrapped(sheet.type().body(), sheet.say("check.serial"), width));
        return out;
    }
}
