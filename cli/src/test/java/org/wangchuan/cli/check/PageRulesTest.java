package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.page.VerificationPage;

/** The page and {@code verify} judge by the same rule sets. */
class PageRulesTest {
    private record Rules(String id, String version, String digest, Plan plan, List<Clause> clauses) {}

    /** @param media for each class: whether it is overwritten, and by which ways of its own it may be erased */
    private record Plan(boolean thenOverwrites, boolean elseOverwrites, List<String> media) {}

    private record Clause(String id, String source, Optional<String> level, Optional<String> ofPhones, String needs) {}

    @Test
    void thePageHoldsExactlyTheRuleSetsThatAreShipped() throws Exception {
        List<Rules> shipped = PolicyCatalogue.IDS.stream()
                .flatMap(id -> PolicyCatalogue.versions(id).stream())
                .map(PageRulesTest::of)
                .toList();

        assertThat(shipped).extracting(Rules::id).containsAll(PolicyCatalogue.IDS);
        assertThat(ofThePage()).containsExactlyInAnyOrderElementsOf(shipped);
        assertThat(ofThePage()).extracting(Rules::id).isSorted();
        assertThat(shipped.stream().flatMap(one -> one.clauses().stream()))
                .as("some are about the verdict")
                .anyMatch(clause -> clause.level().isPresent());
    }

    private static Rules of(Policy policy) {
        List<Clause> clauses = policy.clauses().stream()
                .map(clause -> new Clause(
                        clause.id(),
                        clause.source(),
                        clause.needs() instanceof Requirement.Level level
                                ? Optional.of(Json.wireName(level.least()))
                                : Optional.empty(),
                        ofPhones(clause.needs()),
                        needs(policy, clause.id())))
                .toList();
        byte[] digest = HexFormat.of().parseHex(policy.digest());
        return new Rules(
                policy.id(),
                String.valueOf(policy.version()),
                Base64.getUrlEncoder().withoutPadding().encodeToString(digest),
                new Plan(policy.nativeThenOverwrite(), policy.nativeElseOverwrite(), media(policy)),
                clauses);
    }

    private static List<String> media(Policy policy) {
        return Stream.of(MediumClass.values())
                .map(medium -> medium(
                        medium,
                        !policy.passesFor(medium).isEmpty(),
                        policy.techniquesFor(medium).stream()
                                .map(NativeTechnique::id)
                                .toList()))
                .toList();
    }

    private static String medium(MediumClass medium, boolean isOverwritten, List<String> byItself) {
        return Json.wireName(medium) + " " + isOverwritten + " " + byItself;
    }

    private static Plan ofThePage(Json.Fields plan) throws ShapeException {
        plan.only("thenOverwrites", "elseOverwrites", "overwritten", "byItself");
        List<String> overwritten = plan.texts("overwritten");
        List<String> media = new ArrayList<>();
        for (MediumClass medium : MediumClass.values()) {
            String name = Json.wireName(medium);
            List<String> byItself =
                    plan.has("byItself") ? plan.object("byItself").texts(name) : List.of();
            media.add(medium(medium, overwritten.contains(name), byItself));
        }
        return new Plan(plan.bool("thenOverwrites"), plan.bool("elseOverwrites"), media);
    }

    /** What it asks for, in the words of its own document. */
    private static String needs(Policy policy, String clause) {
        try {
            for (Json.Fields one : Json.in(policy.document()).objects("clauses")) {
                if (one.text("id").equals(clause)) {
                    return CanonicalJson.writeText(one.object("needs").object());
                }
            }
        } catch (ShapeException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError(clause);
    }

    /** What of a phone can meet it, in the page's word. */
    private static Optional<String> ofPhones(Requirement needs) {
        return switch (needs) {
            case Requirement.Overwritten needed ->
                PhoneConformityRules.isMetByFill(needed) ? Optional.of("filled") : Optional.empty();
            case Requirement.Verified needed ->
                Optional.of(needed.least() == VerifyMode.FULL ? "read-back-whole" : "read-back");
            case Requirement.HiddenAreasExamined _, Requirement.CryptographicEraseConditions _, Requirement.Level _ ->
                Optional.empty();
        };
    }

    private static List<Rules> ofThePage() throws Exception {
        String page = new String(VerificationPage.bytes(), StandardCharsets.UTF_8);
        Matcher line = Pattern.compile("(?m)^const RULE_SETS = (.*);$").matcher(page);
        assertThat(line.find()).isTrue();
        byte[] wrapped = ("{\"all\":" + line.group(1) + "}").getBytes(StandardCharsets.UTF_8);
        List<Rules> out = new ArrayList<>();
        for (Json.Fields one :
                Json.in(CanonicalJson.readLenientObject(wrapped)).only("all").objects("all")) {
            List<Clause> clauses = new ArrayList<>();
            for (Json.Fields clause :
                    one.only("id", "version", "digest", "plan", "clauses").objects("clauses")) {
                clause.only("id", "source", "level", "ofPhones", "needs");
                clauses.add(new Clause(
                        clause.text("id"),
                        clause.text("source"),
                        clause.optionalText("level"),
                        clause.optionalText("ofPhones"),
                        CanonicalJson.writeText(clause.object("needs").object())));
            }
            out.add(new Rules(
                    one.text("id"), one.text("version"), one.text("digest"), ofThePage(one.object("plan")), clauses));
        }
        return out;
    }
}
