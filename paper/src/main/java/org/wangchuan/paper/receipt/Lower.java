package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.layout.Columns;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Row;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.pdf.Colour;

/** The lower part of the page: the record and its limits, and beside them how anyone can check it. */
final class Lower {
    private static final double GUTTER = 22;
    private static final double RIGHT_WIDTH_MIN = 132;

    private Lower() {}

    static List<Strip> strips(Sheet sheet, QrBlock qr) {
        double rightWidth = Math.max(RIGHT_WIDTH_MIN, qr.height());
        double leftWidth = Typography.WIDTH - GUTTER - rightWidth;
        List<Strip> left = new ArrayList<>(Section.strips(
                sheet, "section.limits", limits(sheet, leftWidth, sheet.type().body()), leftWidth));
        left.add(new Together(record(sheet, leftWidth)));
        List<Strip> right = Section.strips(sheet, "section.check", check(sheet, qr, rightWidth), rightWidth);
        Strip columns = new Columns(new Together(left), leftWidth + GUTTER, new Together(right));
        // A certificate has a second page anyhow: what it does not prove is not torn apart there.
        return sheet.certificate().isPresent() ? List.of(new Together(List.of(new Gap(0), columns))) : List.of(columns);
    }

    /** Without the record: what is not proved, and how to check. */
    static List<Strip> front(Sheet sheet, QrBlock qr) {
        double rightWidth = Math.max(RIGHT_WIDTH_MIN, qr.height());
        double leftWidth = Typography.WIDTH - GUTTER - rightWidth;
        return List.of(new Columns(
                new Together(Section.strips(
                        sheet,
                        "section.limits",
                        limits(sheet, leftWidth, sheet.type().reading()),
                        leftWidth)),
                leftWidth + GUTTER,
                new Together(Section.strips(sheet, "section.check", check(sheet, qr, rightWidth), rightWidth))));
    }

    /** Without a serial number nothing on the paper ties it to one device, and it says so. */
    private static String tied(Sheet sheet) {
        boolean given =
                sheet.claims().serial().filter(serial -> !serial.isBlank()).isPresent();
        if (!given) {
            return "check.no-serial";
        }
        return sheet.claims().phone().isPresent() ? "phone.check.serial" : "check.serial";
    }

    /** The record, and under it, now that every value is set, what could not be printed. */
    static List<Strip> record(Sheet sheet, double width) {
        List<Strip> out =
                new ArrayList<>(Section.strips(sheet, "section.record", RecordSection.rows(sheet, width), width));
        int replaced = sheet.printable().replaced();
        if (replaced > 0) {
            out.add(new Gap(4));
            out.addAll(TextLine.wrapped(sheet.type().note(), sheet.say("unprintable", replaced), width));
        }
        return out;
    }

    private static List<Strip> limits(Sheet sheet, double width, Style style) {
        List<String> limits = Limits.of(sheet);
        if (limits.isEmpty()) {
            return TextLine.wrapped(style, sheet.say("limits.none"), width);
        }
        List<Strip> out = new ArrayList<>();
        for (String limit : limits) {
            out.addAll(new Row(List.of(
                            new Row.Cell(sheet.type().label(), "–", 0, 10), new Row.Cell(style, limit, 10, width - 10)))
                    .strips());
        }
        return out;
    }

    private static List<Strip> check(Sheet sheet, QrBlock qr, double width) {
        List<Strip> out = new ArrayList<>();
        out.addAll(TextLine.wrapped(sheet.type().strong(Colour.INK), sheet.say("check.command"), width));
        out.addAll(TextLine.balanced(sheet.type().note(), sheet.say("check.how"), width));
        out.add(new Gap(3));
        out.addAll(TextLine.balanced(sheet.type().note(), sheet.say(tied(sheet)), width));
        out.add(new Gap(3));
        out.add(qr);
        out.addAll(TextLine.balanced(
                sheet.type().note(), sheet.say(qr.onlyNames() ? "check.qr.name" : "check.qr"), width));
        return out;
    }
}
