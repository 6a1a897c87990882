package org.wangchuan.paper.receipt;

import org.wangchuan.paper.font.Face;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.Wrap;
import org.wangchuan.paper.pdf.Canvas;
import org.wangchuan.paper.pdf.Colour;
import org.wangchuan.paper.text.Printable;

/** Head and foot of every page, which tie the pages of one statement together. */
final class PageFrame {
    private static final double HEAD_AT = 813;
    private static final double FOOT_AT = 34;
    private static final double RIGHT = Typography.LEFT + Typography.WIDTH;

    private PageFrame() {}

    /**
     * Draws the frame of one page.
     *
     * @param page number within the language, from 1
     * @param pages of the language
     * @param otherPage number in the document of the first page in the other language
     */
    static void draw(Canvas canvas, Sheet sheet, int page, int pages, int otherPage) {
        Typography type = sheet.type();
        Style note = type.note();
        String left = page == 1
                ? sheet.say("brand")
                : sheet.say("frame.continued", sheet.say("brand"), headline(sheet), sheet.title());
        // The bold face does not have all words of phones.
        Face face = sheet.claims().phone().isPresent()
                ? type.faces().regular()
                : type.faces().bold();
        canvas.text(face, 9, Colour.INK, Typography.LEFT, HEAD_AT, left);
        right(canvas, note, HEAD_AT, sheet.say("frame.other", otherPage));
        canvas.line(Colour.RIVER, 1.2, Typography.LEFT, HEAD_AT - 8, RIGHT, HEAD_AT - 8);
        canvas.line(Colour.MIST, 0.8, Typography.LEFT, FOOT_AT + 13, RIGHT, FOOT_AT + 13);
        String statement = sheet.say(
                "frame.statement",
                new Printable(note.face()).of(sheet.claims().statement().id()));
        text(
                canvas,
                note,
                Typography.LEFT,
                FOOT_AT,
                Wrap.lines(note, statement, 360).getFirst());
        text(
                canvas,
                note,
                Typography.LEFT,
                FOOT_AT - 11,
                sheet.say("frame.source", PageForm.of(sheet.certificate().isPresent(), sheet.edition())));
        right(canvas, note, FOOT_AT, sheet.say("frame.page", page, pages));
    }

    private static String headline(Sheet sheet) {
        String verdict = VerdictPanel.headline(sheet);
        return sheet.claims()
                .phone()
                .map(phone -> verdict + " · " + VerdictPanel.lock(sheet, phone))
                .orElse(verdict);
    }

    private static void right(Canvas canvas, Style style, double y, String text) {
        text(canvas, style, RIGHT - style.face().width(text, style.size()), y, text);
    }

    private static void text(Canvas canvas, Style style, double x, double y, String text) {
        canvas.text(style.face(), style.size(), style.colour(), x, y, text);
    }
}
