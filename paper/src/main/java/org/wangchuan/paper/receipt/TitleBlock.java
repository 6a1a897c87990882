package org.wangchuan.paper.receipt;

import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.pdf.Canvas;
import org.wangchuan.paper.pdf.Colour;
import org.wangchuan.paper.text.Quantities;

/** What the document is, and, framed beside it, how many have cosigned it: a receipt nobody yet. */
record TitleBlock(TextLine title, TextLine standing, Together explanation) implements Strip {
    private static final double CHIP_PADDING = 8;
    private static final double CHIP_HEIGHT = 20;

    static TitleBlock of(Sheet sheet) {
        Typography type = sheet.type();
        return new TitleBlock(
                new TextLine(type.title(), sheet.title(), 0),
                new TextLine(type.strong(Colour.RIVER), standing(sheet), 0),
                new Together(TextLine.balanced(
                        type.note(),
                        sheet.say(isUnwitnessed(sheet) ? "standing.unwitnessed" : "standing.meaning"),
                        Typography.WIDTH)));
    }

    private static String standing(Sheet sheet) {
        if (sheet.certificate().isEmpty() || isUnwitnessed(sheet)) {
            return sheet.say("standing");
        }
        long count = sheet.certificate().get().witnesses().size();
        return count == 1 ? sheet.say("standing.one") : sheet.say("standing.many", Quantities.grouped(count));
    }

    private static boolean isUnwitnessed(Sheet sheet) {
        return sheet.certificate().filter(facts -> facts.witnesses().isEmpty()).isPresent();
    }

    @Override
    public double height() {
        return title.height() + explanation.height() + 10;
    }

    @Override
    public void draw(Canvas canvas, double x, double top) {
        title.draw(canvas, x, top);
        explanation.draw(canvas, x, top - title.height() - 1);
        Style style = standing.style();
        double width = style.face().width(standing.text(), style.size()) + 2 * CHIP_PADDING;
        double right = x + Typography.WIDTH;
        double upper = top - (title.height() - CHIP_HEIGHT) / 2;
        double lower = upper - CHIP_HEIGHT;
        canvas.line(Colour.RIVER, 0.9, right - width, upper, right, upper);
        canvas.line(Colour.RIVER, 0.9, right - width, lower, right, lower);
        canvas.line(Colour.RIVER, 0.9, right - width, lower, right - width, upper);
        canvas.line(Colour.RIVER, 0.9, right, lower, right, upper);
        standing.draw(canvas, right - width + CHIP_PADDING, upper - (CHIP_HEIGHT - standing.height()) / 2);
    }
}
