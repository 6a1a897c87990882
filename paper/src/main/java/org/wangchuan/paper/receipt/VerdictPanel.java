package org.wangchuan.paper.receipt;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.paper.claims.Claims;
import org.wangchuan.paper.claims.Consistency;
import org.wangchuan.paper.claims.PhoneFacts;
import org.wangchuan.paper.claims.Range;
import org.wangchuan.paper.claims.Statement.Clause;
import org.wangchuan.paper.claims.Vocabulary.ClauseState;
import org.wangchuan.paper.claims.Vocabulary.Limit;
import org.wangchuan.paper.claims.Vocabulary.Mode;
import org.wangchuan.paper.layout.Gap;
import org.wangchuan.paper.layout.Strip;
import org.wangchuan.paper.layout.TextLine;
import org.wangchuan.paper.layout.Together;
import org.wangchuan.paper.pdf.Canvas;
import org.wangchuan.paper.pdf.Colour;
import org.wangchuan.paper.text.Quantities;

/** The verdict in large letters, what it means in plain words, and whether the rule set is met. */
record VerdictPanel(Seal seal, Together text) implements Strip {
    private static final double PADDING = 12;
    private static final double TEXT_AT = 66;

    /** The bus of what a computer offers of a file as if it were a drive; as stations sign it. */
    private static final String LOOP = "loop";

    static VerdictPanel of(Sheet sheet) {
        Claims claims = sheet.claims();
        Typography type = sheet.type();
        Seal seal = sheet.isWithdrawn() ? Seal.FAILED : Seal.of(claims);
        boolean contradicts = Consistency.contradicts(claims);
        String verdict = sheet.words().word("verdict", claims.statement().verdict());
        double width = Typography.WIDTH - TEXT_AT - PADDING;
        List<Strip> lines = new ArrayList<>();
        lines.add(new TextLine(type.headline(seal.colour()), headline(sheet), 0));
        String meaning = sheet.isWithdrawn()
                ? sheet.say("withdrawn.meaning", verdict)
                : contradicts ? contradiction(sheet, verdict) : meaning(sheet);
        sheet.claims().phone().ifPresent(phone -> lines.add(new TextLine(type.lock(), lock(sheet, phone), 0)));
        lines.addAll(TextLine.balanced(type.meaning(), meaning, width));
        sheet.claims()
                .phone()
                .ifPresent(phone -> lines.addAll(TextLine.balanced(
                        type.meaning(), sheet.say("phone.lock." + phone.result().lock() + ".means"), width)));
        lines.add(new Gap(3));
        lines.addAll(TextLine.wrapped(type.body(), conformity(sheet), width));
        if (Consistency.isTest(claims)) {
            lines.addAll(TextLine.wrapped(type.strong(Colour.INK), sheet.say("test"), width));
        }
        if (seal != Seal.PROVEN) {
            lines.addAll(TextLine.wrapped(type.strong(Colour.INK), sheet.say("advice.hold"), width));
        }
        return new VerdictPanel(seal, new Together(lines));
    }

    /** The word in large letters, also in the head of pages that follow. */
    static String headline(Sheet sheet) {
        if (sheet.claims().statement().isTest()) {
            return sheet.say("headline.test");
        }
        if (sheet.isWithdrawn()) {
            return sheet.words()
                    .word(
                            "withdrawn",
                            sheet.certificate().orElseThrow().status().state());
        }
        return Consistency.contradicts(sheet.claims())
                ? sheet.say("headline.contradictory")
                : sheet.words().word("verdict", sheet.claims().statement().verdict());
    }

    /** The answer about the lock, beside the verdict wherever that stands. */
    static String lock(Sheet sheet, PhoneFacts phone) {
        return sheet.say("phone.lock." + phone.result().lock());
    }

    private static String contradiction(Sheet sheet, String verdict) {
        return Consistency.contradictsRules(sheet.claims())
                ? sheet.say("contradiction.rules")
                : sheet.say("contradiction", verdict);
    }

    private static String meaning(Sheet sheet) {
        Claims claims = sheet.claims();
        if (claims.phone().isPresent()) {
            return ofPhone(sheet, claims, claims.phone().get());
        }
        return switch (claims.statement().verdict()) {
            case PURGED -> sheet.say("meaning.purged") + checked(sheet);
            case CLEARED ->
                sheet.say(
                                switch (claims.target().kind()) {
                                    case BLOCK ->
                                        claims.work().byItself().isPresent()
                                                        && claims.work()
                                                                .passes()
                                                                .isEmpty()
                                                ? "meaning.cleared.native"
                                                : "meaning.cleared." + extent(claims);
                                    case IMAGE -> "meaning.cleared.image";
                                })
                        + checked(sheet);
            case PARTIAL -> partial(sheet, claims.work().unreachable());
            case UNPROVEN -> sheet.say("meaning.unproven");
            case FAILED -> sheet.say("meaning.failed");
        };
    }

    private static String ofPhone(Sheet sheet, Claims claims, PhoneFacts phone) {
        return switch (claims.statement().verdict()) {
            case CLEARED, PURGED ->
                sheet.say(
                        phone.work().fill().isPresent()
                                        && !claims.statement().limits().contains(Limit.MOST_OVERWRITTEN)
                                ? "phone.meaning.cleared.filled"
                                : "phone.meaning.cleared");
            case PARTIAL, UNPROVEN -> sheet.say("meaning.unproven");
            case FAILED -> sheet.say("meaning.failed");
        };
    }

    /** How much of a device the statement is about. */
    private static String extent(Claims claims) {
        List<Limit> limits = claims.statement().limits();
        if (limits.contains(Limit.PARTITION_ONLY)) {
            return "partition";
        }
        boolean isLoop = claims.target().bus().equals(LOOP);
        if (limits.contains(Limit.VOLUME_ONLY)) {
            return isLoop ? "volume-loop" : "volume"; // the first edition said of both that it is a volume
        }
        return isLoop ? LOOP : "block";
    }

    private static String checked(Sheet sheet) {
        Mode mode = sheet.claims().work().verification().mode();
        return switch (mode) {
            case FULL, SAMPLE -> sheet.say("sentence.space") + sheet.words().word("checked", mode);
            case NONE -> "";
        };
    }

    private static String partial(Sheet sheet, List<Range> ranges) {
        return ranges.isEmpty()
                ? sheet.say("meaning.partial")
                : sheet.say("meaning.partial.ranges", sheet.quantities().ranges(Range.total(ranges), ranges.size()));
    }

    private static String conformity(Sheet sheet) {
        List<Clause> clauses = sheet.claims().statement().conformity();
        String policy = sheet.show(sheet.claims().statement().policy().id());
        if (clauses.isEmpty()) {
            return sheet.say("conformity.none", policy);
        }
        long satisfied = count(clauses, ClauseState.SATISFIED);
        long denied = sheet.claims().denied().clauses().stream()
                .filter(place -> clauses.get(place).state() == ClauseState.SATISFIED)
                .count();
        if (denied > 0) {
            return sheet.say("conformity.denied", policy, satisfied, clauses.size(), denied);
        }
        if (sheet.claims().denied().isUnplanned()) {
            return sheet.say("conformity.unplanned", policy);
        }
        long inapplicable = clauses.stream()
                .filter(clause -> RulesSection.isInapplicable(sheet.claims(), clause))
                .count();
        if (Consistency.isConform(sheet.claims())) {
            return inapplicable == 0
                    ? sheet.say("conformity.satisfied", policy, clauses.size())
                    : sheet.say("conformity.void", policy, clauses.size(), satisfied - inapplicable, inapplicable);
        }
        return sheet.say(
                inapplicable == 0 ? "conformity.open" : "conformity.open.void",
                policy,
                satisfied - inapplicable,
                Quantities.grouped(clauses.size()),
                count(clauses, ClauseState.NOT_SATISFIED),
                count(clauses, ClauseState.UNDETERMINED),
                inapplicable,
                satisfied); // the first edition counted both as one
    }

    private static long count(List<Clause> clauses, ClauseState state) {
        return clauses.stream().filter(clause -> clause.state() == state).count();
    }

    @Override
    public double height() {
        return text.height() + 2 * PADDING - 7;
    }

    @Override
    public void draw(Canvas canvas, double x, double top) {
        canvas.fill(Colour.PAPER, x, top - height(), Typography.WIDTH, height());
        canvas.fill(seal.colour(), x, top - height(), 5, height());
        seal.draw(canvas, x + 36, top - PADDING - 16.5);
        text.draw(canvas, x + TEXT_AT, top - PADDING + 2);
    }

    @Override
    public List<Strip> parts() {
        return List.of(this);
    }
}
