package org.wangchuan.paper.summary;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.SummaryPage.Destroyed;
import org.wangchuan.paper.SummaryPage.Proof;
import org.wangchuan.paper.SummaryPage.Row;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Headed;
import org.wangchuan.paper.layout.Rule;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.pdf.Colour;
import org.wangchuan.paper.summary.TableRow.Cell;
import org.wangchuan.paper.summary.TableRow.Text;

/** Each device in a row; the head of the table stands on every page. */
final class DeviceTable {
    private static final double LABEL_AT = 22;
    private static final double DEVICE_AT = 112;
    private static final double RESULT_AT = 212;
    private static final double STATEMENT_AT = 322;
    private static final double GUTTER = 7;

    private DeviceTable() {}

    static List<Strip> strips(Leaf leaf) {
        Style head = leaf.cell(Colour.SLATE);
        Strip top = new Together(TableRow.strips(
                cells(
                        List.of(new Text(head, leaf.say("column.number"))),
                        List.of(new Text(head, leaf.say("column.label"))),
                        List.of(new Text(head, leaf.say("column.device"))),
                        List.of(new Text(head, leaf.say("column.result"))),
                        List.of(new Text(head, leaf.say("column.statement")))),
                List.of(new Rule(Colour.SLATE, 4, Leaf.WIDTH, 0.7))));
        List<Strip> rows = new ArrayList<>();
        for (int i = 0; i < leaf.page().rows().size(); i++) {
            rows.addAll(row(leaf, i + 1, leaf.page().rows().get(i)));
        }
        return Headed.rows(top, top, rows);
    }

    private static List<Cell> cells(
            List<Text> number, List<Text> label, List<Text> device, List<Text> result, List<Text> statement) {
        return List.of(
                new Cell(0, LABEL_AT - GUTTER, number),
                new Cell(LABEL_AT, DEVICE_AT - LABEL_AT - GUTTER, label),
                new Cell(DEVICE_AT, RESULT_AT - DEVICE_AT - GUTTER, device),
                new Cell(RESULT_AT, STATEMENT_AT - RESULT_AT - GUTTER, result),
                new Cell(STATEMENT_AT, Leaf.WIDTH - STATEMENT_AT, statement));
    }

    private static List<Strip> row(Leaf leaf, int number, Row row) {
        Style ink = leaf.cell();
        Style slate = leaf.cell(Colour.SLATE);
        List<Text> label = new ArrayList<>(List.of(new Text(ink, leaf.show(row.label()))));
        row.asset().ifPresent(asset -> label.add(new Text(ink, leaf.show(asset))));
        label.add(new Text(slate, leaf.say("row.order", leaf.show(row.order()))));
        List<Text> device = new ArrayList<>(List.of(new Text(slate, leaf.word("kind", row.kind()))));
        if (!row.name().isEmpty()) {
            device.add(new Text(ink, leaf.show(row.name())));
        }
        row.serialTail().ifPresent(tail -> device.add(new Text(ink, "…" + leaf.show(tail))));
        return TableRow.strips(
                cells(
                        List.of(new Text(slate, String.valueOf(number))),
                        label,
                        device,
                        result(leaf, row),
                        statements(leaf, row)),
                List.of(new Gap(0.8), new Rule(Colour.MIST, 2.4, Leaf.WIDTH, 0.5), new Gap(0.8)));
    }

    private static List<Text> result(Leaf leaf, Row row) {
        Style ink = leaf.cell();
        Style slate = leaf.cell(Colour.SLATE);
        Colour colour = colour(row);
        List<Text> out = new ArrayList<>();
        out.add(new Text(leaf.cell(colour), shape(row) + " " + leaf.word("outcome", row.outcome())));
        row.verdict()
                .filter(verdict -> !verdict.equals(row.outcome()))
                .ifPresent(verdict -> out.add(new Text(ink, leaf.word("verdict", verdict))));
        row.conformity().ifPresent(word -> out.add(new Text(ink, leaf.word("rules", word))));
        row.against().forEach(one -> out.add(new Text(leaf.cell(Colour.VERMILION), leaf.word("against", one))));
        if (row.conflicts() > 0) {
            out.add(new Text(leaf.cell(Colour.VERMILION), leaf.say("conflicts", row.conflicts())));
        }
        row.second().ifPresent(word -> out.add(new Text(slate, leaf.word("second", word))));
        row.destroyed().ifPresent(said -> out.add(new Text(slate, destroyed(leaf, said))));
        return out;
    }

    private static String destroyed(Leaf leaf, Destroyed said) {
        return leaf.say(
                said.isByProcessor() ? "destroyed.by" : "destroyed.for",
                leaf.show(said.reference()),
                leaf.show(said.part()),
                leaf.show(said.on()));
    }

    /** A shape beside the word: printed in black it says as much. */
    private static String shape(Row row) {
        return switch (row.outcome()) {
            case "cleared" -> row.isGood() ? "◆" : "◇";
            case "destroyed" -> "■";
            case "unproven", "not-cleared", "lost" -> "▲";
            default -> "○";
        };
    }

    private static Colour colour(Row row) {
        return switch (row.outcome()) {
            case "cleared" -> row.isGood() ? Colour.JADE : Colour.AMBER;
            case "unproven" -> Colour.VIOLET;
            case "not-cleared", "lost" -> Colour.VERMILION;
            default -> Colour.INK;
        };
    }

    private static List<Text> statements(Leaf leaf, Row row) {
        Style ink = leaf.cell();
        Style slate = leaf.cell(Colour.SLATE);
        if (row.proofs().isEmpty()) {
            return List.of(new Text(slate, leaf.say("row.none")));
        }
        List<Text> out = new ArrayList<>();
        for (Proof proof : row.proofs()) {
            out.add(new Text(ink, proof.event()));
            out.add(new Text(ink, proof.statement()));
            String drive = proof.serialTail()
                    .map(tail -> leaf.say("row.drive", leaf.show(tail)))
                    .orElseGet(() -> leaf.say("row.drive.none"));
            String file = leaf.say(proof.isCertified() ? "row.certificate" : "row.receipt");
            out.add(new Text(
                    slate,
                    file + " · " + drive + " · " + leaf.show(proof.policy()) + " " + leaf.show(proof.policyVersion())));
            out.add(new Text(slate, leaf.time(proof.atSeconds())));
        }
        return out;
    }
}
