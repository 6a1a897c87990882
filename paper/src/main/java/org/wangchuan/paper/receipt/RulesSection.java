package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.ReceiptPage;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.claims.PhoneFacts;
import org.wangchuan.paper.claims.Statement;
import org.wangchuan.paper.claims.Statement.Clause;
import org.wangchuan.paper.claims.Vocabulary.ClauseState;
import org.wangchuan.paper.claims.Vocabulary.HiddenAreas;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Headed;
import org.wangchuan.paper.layout.Row;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.Style;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.pdf.Colour;

/** Under which rules, and clause by clause whether they are met. */
final class RulesSection {
    private static final String HIDDEN_AREAS = "hidden-areas";
    private static final Set<String> KNOWN_CLAUSES = Set.of("overwrite", "verification", HIDDEN_AREAS, "level");

    /** Of a rule set that is younger than the earlier forms: they print what it is called there as they did. */
    private static final String CRYPTOGRAPHIC_ERASE = "cryptographic-erase";

    private static final double SOURCE_AT = 257.6;
    private static final double GUTTER = 6;

    private RulesSection() {}

    static List<Strip> strips(Sheet sheet) {
        Statement statement = sheet.claims().statement();
        Typography type = sheet.type();
        List<Strip> body = new ArrayList<>(new Grid(sheet, Typography.WIDTH)
                .wide(
                        "rules.policy",
                        sheet.say(
                                "policy.item",
                                sheet.show(statement.policy().id()),
                                sheet.show(statement.policy().version()),
                                sheet.show(statement.policy().digest())))
                .strips());
        if (statement.conformity().isEmpty()) {
            body.addAll(row(sheet, type.body(), "", sheet.say("rules.none"), type.body(), ""));
            return Section.strips(sheet, "section.rules", body);
        }
        body.add(new Gap(3));
        Strip head = new Together(row(
                sheet,
                type.label(),
                sheet.say("rules.state"),
                sheet.say("rules.clause"),
                type.label(),
                sheet.say("rules.source")));
        List<Strip> rows = new ArrayList<>();
        for (int i = 0; i < statement.conformity().size(); i++) {
            rows.addAll(row(
                    sheet,
                    statement.conformity().get(i),
                    sheet.claims().denied().clauses().contains(i)));
        }
        body.addAll(Headed.rows(head, head, rows));
        sheet.claims()
                .phone()
                .filter(phone -> !phone.producers().isEmpty())
                .ifPresent(phone -> body.addAll(producers(sheet, phone)));
        return Section.strips(sheet, "section.rules", body);
    }

    /** Beside the clauses, which stay as the evidence left them: whose word counts, whoever verifies decides. */
    private static List<Strip> producers(Sheet sheet, PhoneFacts phone) {
        Grid grid = new Grid(sheet, Typography.WIDTH);
        for (ReceiptPage.ProducerNote note : phone.producers()) {
            grid.wide(
                    "phone.producer",
                    sheet.say(
                            "phone.producer.item",
                            sheet.show(note.key()),
                            sheet.show(note.producer()),
                            sheet.show(note.number()),
                            note.sequence(),
                            sheet.time(note.issued()),
                            sheet.show(String.join(", ", note.clauses()))));
        }
        grid.wide("phone.producer.counts", sheet.say("phone.producer.means"));
        List<Strip> out = new ArrayList<>(List.of(new Gap(3)));
        out.addAll(grid.strips());
        return out;
    }

    /** The rule set counts as met what does not apply to a kind of medium; but nothing was examined, and the page does not say that it was. */
    static boolean isInapplicable(Claims claims, Clause clause) {
        return clause.name().equals(HIDDEN_AREAS)
                && clause.state() == ClauseState.SATISFIED
                && claims.phone().isEmpty()
                && claims.work().hiddenAreas() == HiddenAreas.NOT_APPLICABLE;
    }

    private static List<Strip> row(Sheet sheet, Clause clause, boolean isDenied) {
        Typography type = sheet.type();
        boolean isInapplicable = !isDenied && isInapplicable(sheet.claims(), clause);
        String state = sheet.words().word("state", clause.state());
        return row(
                sheet,
                isInapplicable ? type.body() : type.body(isDenied ? Colour.VERMILION : colour(clause.state())),
                isInapplicable
                        ? sheet.words().word("hidden", HiddenAreas.NOT_APPLICABLE)
                        : isDenied ? sheet.say("rules.denied", state) : state,
                name(sheet, clause),
                type.body(),
                sheet.own(clause.source()));
    }

    private static List<Strip> row(
            Sheet sheet, Style stateStyle, String state, String clause, Style style, String source) {
        double clauseAt = Grid.labelWidth(sheet);
        return new Row(List.of(
                        new Row.Cell(stateStyle, state, 0, clauseAt - GUTTER),
                        new Row.Cell(style, clause, clauseAt, SOURCE_AT - clauseAt - GUTTER),
                        new Row.Cell(sheet.type().note(), source, SOURCE_AT, Typography.WIDTH - SOURCE_AT)))
                .strips();
    }

    private static Colour colour(ClauseState state) {
        return switch (state) {
            case SATISFIED -> Colour.JADE;
            case NOT_SATISFIED -> Colour.VERMILION;
            case UNDETERMINED -> Colour.VIOLET;
        };
    }

    /** The rules' own names are not for people; those that we know have words, any other stands as it is. */
    private static String name(Sheet sheet, Clause clause) {
        boolean isKnown = KNOWN_CLAUSES.contains(clause.name())
                || (clause.name().equals(CRYPTOGRAPHIC_ERASE) && sheet.edition().isFrom(Edition.V5));
        return isKnown ? sheet.say("clause." + clause.name()) : sheet.show(clause.name());
    }
}
