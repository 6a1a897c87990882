package org.wangchuan.paper.summary;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.SummaryPage;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Row;
import org.wangchuan.paper.layout.Rule;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.pdf.Colour;
import org.wangchuan.paper.text.Quantities;

/** What the summary is, what it says in one sentence, its totals, what it does not prove, and how to check it. */
final class SummaryHead {
    private static final double LABEL_WIDTH = 150;
    private static final double SPACE_ABOVE = 7.5;
    private static final List<String> OUTCOMES = List.of(
            "cleared",
            "unproven",
            "not-cleared",
            "destroyed",
            "returned-untouched",
            "returned-altered",
            "sealed",
            "lost",
            "open");
    private static final List<String> RULES = List.of("met", "answered", "not-met", "not-said");

    private SummaryHead() {}

    static List<Strip> strips(Leaf leaf) {
        SummaryPage page = leaf.page();
        List<Strip> out = new ArrayList<>();
        out.add(new TextLine(leaf.title(), leaf.say("title"), 0));
        String stage = page.isFinal() ? "stage.final" : "stage.interim";
        out.addAll(TextLine.wrapped(
                leaf.body(),
                leaf.say("fact.number.value", page.number()) + " · " + leaf.say(stage) + " · "
                        + leaf.say(stage + ".text"),
                Leaf.WIDTH));
        out.add(new Gap(6));
        String headline = page.isAllGood()
                ? leaf.say("headline.good", Quantities.grouped(page.rows().size()))
                : leaf.say(
                        "headline.some",
                        Quantities.grouped(page.good()),
                        Quantities.grouped(page.rows().size()));
        // Only the one sentence that leaves nothing out is green.
        Colour colour = page.isAllGood() ? Colour.JADE : Colour.VIOLET;
        out.addAll(TextLine.wrapped(leaf.headline(colour, headline), headline, Leaf.WIDTH));
        out.addAll(TextLine.wrapped(
                leaf.body(), leaf.say(page.isAllGood() ? "meaning.good" : "meaning.some"), Leaf.WIDTH));
        out.addAll(section(leaf, "facts", facts(leaf)));
        out.addAll(section(leaf, "sum", totals(leaf)));
        out.addAll(section(
                leaf, "proves", said(leaf, "proves.alone", "proves.statements", "proves.time", "proves.later")));
        out.addAll(section(leaf, "check", said(leaf, "check.command", "check.line", "check.page", "check.totals")));
        return out;
    }

    /** A heading that never stands alone at the foot of a page, and what follows it. */
    static List<Strip> section(Leaf leaf, String key, List<Strip> body) {
        List<Strip> out = new ArrayList<>();
        out.add(new Gap(SPACE_ABOVE));
        out.add(new Together(List.of(
                new TextLine(leaf.section(leaf.say(key)), leaf.say(key), 0),
                new Rule(Colour.MIST, 4, Leaf.WIDTH, 0.8),
                new Gap(1),
                body.getFirst())));
        out.addAll(body.subList(1, body.size()));
        return out;
    }

    private static List<Strip> said(Leaf leaf, String... keys) {
        List<Strip> out = new ArrayList<>();
        for (String key : keys) {
            out.addAll(TextLine.wrapped(leaf.body(), leaf.say(key), Leaf.WIDTH));
        }
        return out;
    }

    private static List<Strip> facts(Leaf leaf) {
        SummaryPage page = leaf.page();
        List<Strip> out = new ArrayList<>();
        out.addAll(fact(leaf, "fact.list", leaf.show(page.list())));
        out.addAll(fact(leaf, "fact.made", leaf.time(page.issuedAtSeconds())));
        out.addAll(fact(leaf, "fact.before", page.previous().orElseGet(() -> leaf.say("fact.before.none"))));
        out.addAll(fact(leaf, "fact.log", leaf.show(page.log())));
        out.addAll(fact(leaf, "fact.key", page.key()));
        out.addAll(fact(leaf, "fact.statement", page.statement()));
        out.addAll(fact(leaf, "fact.entry", page.entryHex()));
        out.addAll(fact(leaf, "fact.from", leaf.say("fact.from.line")));
        out.add(new Gap(13));
        out.add(new Rule(Colour.SLATE, 2, Leaf.WIDTH, 0.6));
        return out;
    }

    private static List<Strip> fact(Leaf leaf, String key, String value) {
        return new Row(List.of(
                        new Row.Cell(leaf.label(), leaf.say(key), 0, LABEL_WIDTH - 8),
                        new Row.Cell(leaf.body(), value, LABEL_WIDTH, Leaf.WIDTH - LABEL_WIDTH)))
                .strips();
    }

    private static List<Strip> totals(Leaf leaf) {
        List<Strip> out = new ArrayList<>();
        out.addAll(total(leaf, leaf.say("sum.devices"), "", leaf.page().rows().size()));
        out.addAll(counted(leaf, "sum.outcome", "outcome", OUTCOMES));
        out.addAll(counted(leaf, "sum.rules", "conformity", RULES));
        long open = leaf.page().totals().getOrDefault("second-open", 0L);
        if (open > 0) {
            out.addAll(TextLine.wrapped(leaf.body(), leaf.say("second.open", Quantities.grouped(open)), Leaf.WIDTH));
        }
        return out;
    }

    /** Those that there are some of; of the first that is said also if there is none. */
    private static List<Strip> counted(Leaf leaf, String title, String prefix, List<String> names) {
        List<Strip> out = new ArrayList<>();
        boolean isFirst = true;
        for (String name : names) {
            long count = leaf.page().totals().getOrDefault(name, 0L);
            if (count > 0 || isFirst) {
                out.addAll(total(leaf, isFirst ? leaf.say(title) : "", leaf.word(prefix, name), count));
                isFirst = false;
            }
        }
        return out;
    }

    private static List<Strip> total(Leaf leaf, String label, String word, long count) {
        Style body = leaf.body();
        String figure = Quantities.grouped(count);
        double right = LABEL_WIDTH + 40;
        double width = body.face().width(figure, body.size());
        return new Row(List.of(
                        new Row.Cell(leaf.label(), label, 0, LABEL_WIDTH - 8),
                        new Row.Cell(body, figure, right - width, width + 1),
                        new Row.Cell(body, word, right + 10, Leaf.WIDTH - right - 10)))
                .strips();
    }
}
