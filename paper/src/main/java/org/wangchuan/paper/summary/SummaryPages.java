package org.wangchuan.paper.summary;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.paper.SummaryPage;
import org.wangchuan.paper.SummaryPdf;
import org.wangchuan.paper.font.Faces;
import org.wangchuan.paper.layout.Flow;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.pdf.Canvas;
import org.wangchuan.paper.pdf.Colour;
import org.wangchuan.paper.text.Language;
import org.wangchuan.paper.text.Printable;

/** Lays out all pages: first those in Chinese, then those in English. */
public final class SummaryPages {
    private static final double HEAD_AT = 813;
    private static final double FOOT_AT = 34;
    private static final double RIGHT = Leaf.LEFT + Leaf.WIDTH;

    private SummaryPages() {}

    /** Content streams, in the order of the pages. The faces collect the glyphs that are used. */
    public static List<byte[]> contents(SummaryPage page, Faces faces) {
        Map<Language, List<Canvas>> all = new EnumMap<>(Language.class);
        Map<Language, Leaf> leaves = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            Leaf leaf = new Leaf(language, page, faces, new Printable(faces.regular()));
            leaves.put(language, leaf);
            all.put(language, layOut(leaf));
        }
        int chinese = all.getOrDefault(Language.CHINESE, List.of()).size();
        List<byte[]> out = new ArrayList<>();
        for (Map.Entry<Language, Leaf> entry : leaves.entrySet()) {
            Language language = entry.getKey();
            List<Canvas> pages = all.getOrDefault(language, List.of());
            int other = switch (language) {
                case CHINESE -> chinese + 1;
                case ENGLISH -> 1;
            };
            for (int i = 0; i < pages.size(); i++) {
                frame(pages.get(i), entry.getValue(), i + 1, pages.size(), other);
                out.add(pages.get(i).finish("page " + (i + 1) + " in " + language.tag(), language.tag()));
            }
        }
        return out;
    }

    private static List<Canvas> layOut(Leaf leaf) {
        List<Strip> strips = new ArrayList<>(SummaryHead.strips(leaf));
        strips.addAll(SummaryHead.section(leaf, "each", DeviceTable.strips(leaf)));
        if (leaf.printable().replaced() > 0) {
            strips.add(new Gap(4));
            strips.addAll(TextLine.wrapped(
                    leaf.note(), leaf.say("replaced", leaf.printable().replaced()), Leaf.WIDTH));
        }
        Flow flow = new Flow(Leaf.LEFT, Leaf.TOP, Leaf.BOTTOM);
        flow.add(strips);
        return flow.pages();
    }

    /** Head and foot of a page, which tie the pages of one summary together. */
    private static void frame(Canvas canvas, Leaf leaf, int page, int pages, int other) {
        Style note = leaf.note();
        String brand = leaf.say("brand");
        String left = page == 1
                ? brand
                : leaf.say(
                        "frame.continued",
                        brand,
                        leaf.show(leaf.page().list()),
                        leaf.page().number());
        canvas.text(leaf.heavy(left), 9, Colour.INK, Leaf.LEFT, HEAD_AT, left);
        right(canvas, note, HEAD_AT, leaf.say("frame.other", other));
        canvas.line(Colour.RIVER, 1.2, Leaf.LEFT, HEAD_AT - 8, RIGHT, HEAD_AT - 8);
        canvas.line(Colour.MIST, 0.8, Leaf.LEFT, FOOT_AT + 13, RIGHT, FOOT_AT + 13);
        text(
                canvas,
                note,
                Leaf.LEFT,
                FOOT_AT,
                leaf.say("frame.statement", leaf.page().statementId()));
        text(canvas, note, Leaf.LEFT, FOOT_AT - 11, leaf.say("frame.source", SummaryPdf.FORM));
        right(canvas, note, FOOT_AT, leaf.say("frame.page", page, pages));
    }

    private static void right(Canvas canvas, Style style, double y, String text) {
        text(canvas, style, RIGHT - style.face().width(text, style.size()), y, text);
    }

    private static void text(Canvas canvas, Style style, double x, double y, String text) {
        canvas.text(style.face(), style.size(), style.colour(), x, y, text);
    }
}
