package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.phone.PhoneRecord.SERIAL;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.producer.ProducerFit;
import org.wangchuan.engine.phone.producer.ProducerFit.Miss;
import org.wangchuan.engine.phone.producer.ProducerScope;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.verdict.ClauseState;

/** Whether a record is what a maker's statement speaks of: every single thing that is left out or otherwise says no. */
class ProducerFitTest {
    private static final List<String> OPEN = List.of("overwrite", "verification", "hidden-areas");
    private static final int BEFORE = 4;
    private static final int AFTER = 9;

    private static final List<Fact> NAMED = List.of(
            fact(Property.SYSTEM, "android", Source.ADB),
            fact(Property.MAKER, "Google", Source.ADB),
            fact(Property.MODEL, "Pixel 8", Source.ADB),
            fact(Property.VERSION, "15", Source.ADB),
            fact(Property.PATCH_LEVEL, "2026-10-05", Source.ADB));

    /** What a test changes of a statement. */
    private static final class Said {
        List<String> makers = List.of("Google");
        List<String> models = List.of("Pixel 7", "Pixel 8");
        String system = "android";
        String versionLeast = "14";
        Optional<LocalDate> patchLeast = Optional.of(LocalDate.parse("2026-10-05"));
        List<ProducerScope.Way> ways = List.of(
                new ProducerScope.Way("android-reset-read-again", 1),
                new ProducerScope.Way("android-reset-fill-reset", 2));
        List<Condition> conditions = List.of(new Condition(Property.ENCRYPTION, List.of("file-based"), Trust.SHOWN));
        List<ProducerScope.Meets> meets = List.of(new ProducerScope.Meets("gb-46864-2025", 2, clauses()));
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        Instant until = Instant.parse("2027-01-01T00:00:00Z");

        private static List<String> clauses() {
            return List.of("level", "hidden-areas", "verification", "overwrite", "elsewhere");
        }

        ProducerScope scope() {
            return new ProducerScope(
                    makers, models, system, versionLeast, patchLeast, ways, conditions, meets, from, until);
        }
    }

    private final Said said = new Said();

    private static Facts with(Facts facts, List<Fact> more) {
        List<Fact> out = new ArrayList<>(facts.all());
        out.removeIf(fact ->
                more.stream().anyMatch(one -> one.property() == fact.property() && one.source() == fact.source()));
        out.addAll(more);
        return new Facts(out);
    }

    private static Facts without(Facts facts, Property property) {
        return new Facts(
                facts.all().stream().filter(fact -> fact.property() != property).toList());
    }

    private static Facts factsAt(PhoneRecord record, int index) {
        return ((PhoneEvent.Seen) record.events().get(index)).facts();
    }

    private static PhoneRecord seen(PhoneRecord record, int index, Facts facts) {
        return record.with(index, new PhoneEvent.Seen(known(SERIAL), facts, at(index)));
    }

    /** That it tells its name before and after, and somebody saw that it asks for nobody's account. */
    private static PhoneRecord named(PhoneRecord record) {
        PhoneRecord out = seen(record, BEFORE, with(factsAt(record, BEFORE), NAMED));
        out = seen(out, AFTER, with(factsAt(out, AFTER), NAMED));
        return out.and(new PhoneEvent.Seen(
                known(SERIAL),
                new Facts(List.of(
                        fact(Property.RESET_PROTECTION, "off", Source.SEEN),
                        fact(Property.MANAGED, "no", Source.SEEN))),
                at(30)));
    }

    private static PhoneRecord sound() {
        return named(PhoneRecord.android());
    }

    private ProducerFit fit(PhoneRecord record) throws Exception {
        return ProducerFit.of(record.read(), said.scope());
    }

    /** What no reset changes: otherwise than before it takes the verdict and the lock along. */
    private void assertMissesOtherwise(PhoneRecord record, Miss miss) throws Exception {
        assertMisses(record, miss, Miss.VERDICT, Miss.LOCK, Miss.CLAUSES);
    }

    private void assertMisses(PhoneRecord record, Miss... misses) throws Exception {
        ProducerFit fit = fit(record);
        assertThat(fit.misses()).containsExactlyInAnyOrder(misses);
        assertThat(fit.clauses()).isEmpty();
    }

    @Test
    void whatIsOpenAndSpokenOfFits() throws Exception {
        ProducerFit fit = fit(sound());
        assertThat(fit.misses()).isEmpty();
        // In the policy's order; the level is no open clause.
        assertThat(fit.clauses()).containsExactlyElementsOf(OPEN);
        assertThat(fit.fits()).isTrue();
    }

    @Test
    void ofAPhoneThatWasFilledOnlyWhatTheFillLeavesOpen() throws Exception {
        PhoneRecord filled = named(PhoneRecord.filled());
        assertThat(fit(filled).clauses()).containsExactly("verification", "hidden-areas");
    }

    /** What was signed before stays what it was: neither verdict nor clause is touched. */
    @Test
    void nothingElseIsRaised() throws Exception {
        var record = sound().read();
        List<ClauseState> states = PhoneConformityRules.judge(record);
        var verdict = PhoneVerdictRules.judge(record);
        assertThat(ProducerFit.of(record, said.scope()).fits()).isTrue();
        assertThat(PhoneConformityRules.judge(record)).isEqualTo(states);
        assertThat(PhoneVerdictRules.judge(record)).isEqualTo(verdict);
        assertThat(states).anyMatch(clause -> clause.state() == ClauseState.State.UNDETERMINED);
    }

    /** What a phone tells has to be told by itself, before and after. */
    @ParameterizedTest
    @EnumSource(
            value = Property.class,
            names = {"MAKER", "MODEL", "SYSTEM", "VERSION", "PATCH_LEVEL"})
    void whatIsNotToldBeforeAndAfterIsMissed(Property property) throws Exception {
        Miss miss = Miss.valueOf(property.name());
        List<PhoneRecord> less = List.of(
                seen(sound(), BEFORE, without(factsAt(sound(), BEFORE), property)),
                seen(sound(), AFTER, without(factsAt(sound(), AFTER), property)));
        for (PhoneRecord record : less) {
            assertThat(fit(record).misses()).contains(miss);
            assertThat(fit(record).clauses()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Property.class,
            names = {"MODEL", "VERSION", "PATCH_LEVEL"})
    void whatOnlyAPersonSawIsNotTold(Property property) throws Exception {
        Fact own = NAMED.stream()
                .filter(fact -> fact.property() == property)
                .findFirst()
                .orElseThrow();
        Facts after =
                with(without(factsAt(sound(), AFTER), property), List.of(fact(property, own.value(), Source.SEEN)));
        assertThat(fit(seen(sound(), AFTER, after)).misses()).contains(Miss.valueOf(property.name()));
    }

    /** A cable's descriptors anybody can send: they are no word of the phone's system, for or against. */
    @Test
    void whatItsDescriptorsTellIsNotItsOwnWord() throws Exception {
        Facts usb = with(
                without(factsAt(sound(), AFTER), Property.MODEL), List.of(fact(Property.MODEL, "Pixel 8", Source.USB)));
        PhoneRecord record = sound().with(2, new PhoneEvent.Seen(known(SERIAL), Facts.NONE, at(1)));
        assertThat(fit(record).fits()).isTrue();
        assertThat(fit(seen(record, AFTER, usb)).misses()).contains(Miss.MODEL);
    }

    @Test
    void anotherModelIsNoneHoweverAlikeItBegins() throws Exception {
        for (List<String> models : List.of(
                List.of("Pixel"), List.of("Pixel 8 Pro"), List.of("pixel 8"), List.of("Pixel 8a", "Pixel 80"))) {
            said.models = models;
            assertMisses(sound(), Miss.MODEL);
        }
        said.models = List.of("Pixel 8");
        said.makers = List.of("google");
        assertMisses(sound(), Miss.MAKER);
    }

    @Test
    void anOlderVersionIsNone() throws Exception {
        for (String least : List.of("15.0.1", "16", "15.1")) {
            said.versionLeast = least;
            assertMisses(sound(), Miss.VERSION);
        }
        said.versionLeast = "15.0";
        assertThat(fit(sound()).fits()).isTrue();
        PhoneRecord vague =
                seen(sound(), AFTER, with(factsAt(sound(), AFTER), List.of(fact(Property.VERSION, "V15", Source.ADB))));
        assertMissesOtherwise(vague, Miss.VERSION);
        said.patchLeast = Optional.of(LocalDate.parse("2026-10-06"));
        assertMisses(sound(), Miss.PATCH_LEVEL);
        said.patchLeast = Optional.empty();
        assertThat(fit(sound()).fits()).isTrue();
    }

    /** Once it told otherwise, over whatever hung there, and whatever it told later. */
    @Test
    void whatToldOtherwiseAtAnyTimeCounts() throws Exception {
        PhoneEvent other =
                new PhoneEvent.Seen(known(SERIAL), new Facts(List.of(fact(Property.VERSION, "13", Source.ADB))), at(3));
        assertMissesOtherwise(sound().into(BEFORE, other), Miss.VERSION);
        PhoneEvent later = new PhoneEvent.Seen(
                known(SERIAL), new Facts(List.of(fact(Property.VERSION, "13", Source.ADB))), at(40));
        assertMissesOtherwise(sound().and(later), Miss.VERSION);
    }

    /** A job sets a phone off up to five times: what it told between two resets is told as well, though the verdict looks at the last. */
    private static PhoneRecord between(Facts facts) {
        return sound().into(
                        6,
                        new PhoneEvent.SetOff("reset", "", at(5)),
                        new PhoneEvent.Gone(at(5)),
                        new PhoneEvent.Back(at(5)),
                        new PhoneEvent.Seen(known(SERIAL), facts, at(5)));
    }

    @Test
    void whatToldOtherwiseBetweenTwoResetsCounts() throws Exception {
        assertThat(fit(between(Facts.NONE)).fits()).isTrue();
        assertThat(PhoneVerdictRules.judge(between(Facts.NONE).read()).level())
                .isEqualTo(org.wangchuan.engine.verdict.Verdict.Level.CLEARED);
        assertMissesOtherwise(between(new Facts(List.of(fact(Property.VERSION, "12", Source.ADB)))), Miss.VERSION);
        assertThat(fit(between(new Facts(List.of(fact(Property.MODEL, "Pixel 6", Source.ADB)))))
                        .misses())
                .contains(Miss.MODEL);
        assertThat(fit(between(new Facts(List.of(fact(Property.MAKER, "Other", Source.ADB)))))
                        .misses())
                .contains(Miss.MAKER);
        assertMissesOtherwise(
                between(new Facts(List.of(fact(Property.PATCH_LEVEL, "2026-09-05", Source.ADB)))), Miss.PATCH_LEVEL);
        assertMissesOtherwise(
                between(new Facts(List.of(fact(Property.ENCRYPTION, "full-disk", Source.ADB)))), Miss.CONDITION);
        for (Fact doubtful : List.of(
                fact(Property.BOOTLOADER, "unlocked", Source.ADB),
                fact(Property.VERIFIED_BOOT, "orange", Source.ADB))) {
            assertThat(fit(between(new Facts(List.of(doubtful)))).misses()).contains(Miss.SYSTEM);
        }
    }

    /** Also what was seen once it was set off and before it went. */
    @Test
    void whatToldOtherwiseWhileItWasSetOffCounts() throws Exception {
        PhoneEvent other =
                new PhoneEvent.Seen(known(SERIAL), new Facts(List.of(fact(Property.VERSION, "13", Source.ADB))), at(6));
        assertMissesOtherwise(sound().into(7, other), Miss.VERSION);
    }

    /** An unlocked boot loader's word is none: not for its model either, even if the verdict did not ask. */
    @Test
    void aSystemThatNobodyVouchesForTellsNothing() throws Exception {
        PhoneRecord unlocked = seen(
                sound(),
                BEFORE,
                with(factsAt(sound(), BEFORE), List.of(fact(Property.BOOTLOADER, "unlocked", Source.ADB))));
        ProducerFit fit = fit(unlocked);
        assertThat(fit.misses())
                .contains(
                        Miss.VERDICT,
                        Miss.MAKER,
                        Miss.MODEL,
                        Miss.SYSTEM,
                        Miss.VERSION,
                        Miss.PATCH_LEVEL,
                        Miss.CONDITION);
        assertThat(fit.clauses()).isEmpty();
        PhoneRecord after = seen(
                sound(),
                AFTER,
                with(factsAt(sound(), AFTER), List.of(fact(Property.VERIFIED_BOOT, "orange", Source.ADB))));
        assertThat(fit(after).misses()).contains(Miss.VERDICT, Miss.MODEL, Miss.VERSION);
    }

    @Test
    void aLockedPhoneOrOneOfWhichNobodyKnowsIsNone() throws Exception {
        int last = sound().events().size() - 2;
        PhoneRecord locked = sound().with(
                        last,
                        new PhoneEvent.Seen(
                                known(SERIAL),
                                new Facts(List.of(fact(Property.RESET_PROTECTION, "on", Source.SEEN))),
                                at(30)));
        assertMisses(locked, Miss.LOCK);
        PhoneRecord unknown = sound().with(last, new PhoneEvent.Seen(known(SERIAL), Facts.NONE, at(30)));
        assertMisses(unknown, Miss.LOCK);
    }

    @Test
    void aWayThatIsNotNamedOrOnlyBearsItsNameIsNone() throws Exception {
        said.ways = List.of(new ProducerScope.Way("android-reset-read-again", 2));
        assertMisses(sound(), Miss.WAY);
        said.ways = List.of(new ProducerScope.Way("android-reset-fill-reset", 1));
        assertMisses(sound(), Miss.WAY);
        said.ways = List.of(new ProducerScope.Way("android-reset-read-again", 1));
        JsonValue.Obj ours = TechniqueCatalogue.find("android-reset-read-again")
                .orElseThrow()
                .document();
        Map<String, JsonValue> members = new TreeMap<>(ours.members());
        members.put("seconds", new JsonValue.Whole(1));
        JsonValue.Obj own = new JsonValue.Obj(members);
        assertThat(CanonicalJson.writeText(own)).isNotEqualTo(CanonicalJson.writeText(ours));
        // A record with such a document is none.
        assertThatThrownBy(() ->
                        sound().with(5, new PhoneEvent.TechniqueChosen(own)).read())
                .isInstanceOf(EvidenceException.class);
    }

    /** That a command was sent and answered, and nothing more. */
    @Test
    void aCommandThatWasAnsweredShowsNothing() throws Exception {
        PhoneRecord sent = sound().without(event -> event instanceof PhoneEvent.Gone
                || event instanceof PhoneEvent.Back
                || (event instanceof PhoneEvent.Seen seen
                        && !seen.at().equals(at(1))
                        && !seen.at().equals(at(BEFORE))));
        ProducerFit fit = fit(sent);
        assertThat(fit.misses()).contains(Miss.VERDICT, Miss.LOCK, Miss.MODEL);
        assertThat(fit.clauses()).isEmpty();
    }

    @Test
    void aConditionThatWasNotToldOrIsOtherwiseIsMissed() throws Exception {
        said.conditions = List.of(new Condition(Property.METADATA_ENCRYPTION, List.of("yes"), Trust.SHOWN));
        assertMisses(sound(), Miss.CONDITION);
        PhoneRecord told = seen(
                sound(),
                BEFORE,
                with(factsAt(sound(), BEFORE), List.of(fact(Property.METADATA_ENCRYPTION, "yes", Source.ADB))));
        assertThat(fit(told).fits()).isTrue();
        PhoneRecord denied = seen(
                told, AFTER, with(factsAt(told, AFTER), List.of(fact(Property.METADATA_ENCRYPTION, "no", Source.ADB))));
        assertMissesOtherwise(denied, Miss.CONDITION);
        said.conditions = List.of(new Condition(Property.ENCRYPTION, List.of("hardware"), Trust.SHOWN));
        assertMisses(sound(), Miss.CONDITION);
    }

    @Test
    void eachTimeThatItWasSetOffHasToBeWithin() throws Exception {
        Instant setOff = Instant.parse(at(4));
        said.from = setOff;
        said.until = setOff.plusSeconds(1);
        assertThat(fit(sound()).fits()).isTrue();
        // The last reset after a fill is one of them.
        assertMisses(named(PhoneRecord.filled()), Miss.TIME);
        said.from = setOff.plusSeconds(1);
        said.until = setOff.plusSeconds(2);
        assertMisses(sound(), Miss.TIME);
        said.from = setOff.minusSeconds(9);
        said.until = setOff;
        assertMisses(sound(), Miss.TIME);
    }

    @Test
    void otherRulesOrClausesAreNoneOfIts() throws Exception {
        for (ProducerScope.Meets meets : List.of(
                new ProducerScope.Meets("gb-46864-2025", 1, OPEN),
                new ProducerScope.Meets("nist-clear", 1, OPEN),
                new ProducerScope.Meets("gb-46864-2025", 2, List.of("level")),
                new ProducerScope.Meets("gb-46864-2025", 2, List.of("elsewhere")))) {
            said.meets = List.of(meets);
            assertMisses(sound(), Miss.CLAUSES);
        }
    }

    static Stream<Policy> policies() {
        return PolicyCatalogue.IDS.stream().flatMap(id -> PolicyCatalogue.versions(id).stream());
    }

    /** Of every rule set: what fits is a clause that the evidence leaves open, and never one that it denies. */
    @ParameterizedTest
    @MethodSource("policies")
    void onlyOpenClausesFitOfWhateverRules(Policy policy) throws Exception {
        said.meets = List.of(new ProducerScope.Meets(
                policy.id(),
                policy.version(),
                policy.clauses().stream().map(clause -> clause.id()).toList()));
        for (PhoneRecord record : List.of(sound(), named(PhoneRecord.filled()))) {
            PhoneRecord under = record.with(1, new PhoneEvent.PolicyChosen(policy.document()));
            List<String> open = PhoneConformityRules.judge(under.read()).stream()
                    .filter(clause -> clause.state() == ClauseState.State.UNDETERMINED)
                    .map(clause -> clause.clause().id())
                    .toList();
            assertThat(fit(under).clauses()).isEqualTo(open);
        }
    }

    /** Whatever is left out of a record: what fits then has a good verdict and nothing that holds it. */
    @Test
    void withSomethingLeftOutItFitsOnlyWhereAllThatItAsksForIsThere() throws Exception {
        Random random = new Random(20261129);
        int fitting = 0;
        for (int i = 0; i < 400; i++) {
            int event = random.nextInt(sound().events().size());
            PhoneRecord record = sound();
            if (record.events().get(event) instanceof PhoneEvent.Seen seen
                    && !seen.facts().all().isEmpty()) {
                List<Fact> less = new ArrayList<>(seen.facts().all());
                Fact gone = less.remove(random.nextInt(less.size()));
                ProducerFit fit =
                        fit(record.with(event, new PhoneEvent.Seen(seen.identity(), new Facts(less), seen.at())));
                fitting += fit.fits() ? 1 : 0;
                boolean isNeeded = gone.source() == Source.ADB
                        && NAMED.stream().anyMatch(one -> one.property() == gone.property());
                assertThat(fit.fits() && isNeeded).as("%s", gone).isFalse();
            }
        }
        assertThat(fitting).isPositive(); // what nobody asks for may be left out
    }

    @Test
    void beforehandItIsToldWhatCouldBeMet() throws Exception {
        Facts known = factsAt(sound(), BEFORE);
        Policy policy = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
        PhoneTechnique again =
                TechniqueCatalogue.find("android-reset-read-again").orElseThrow();
        PhoneTechnique filled =
                TechniqueCatalogue.find("android-reset-fill-reset").orElseThrow();
        PhoneTechnique byHand = TechniqueCatalogue.find("android-reset-by-hand").orElseThrow();
        Instant now = Instant.parse(at(4));
        assertThat(ProducerFit.ahead(known, again, policy, said.scope(), now).clauses())
                .containsExactlyElementsOf(OPEN);
        assertThat(ProducerFit.ahead(known, filled, policy, said.scope(), now).clauses())
                .as("a fill is one pass, and read back in samples")
                .containsExactly("verification", "hidden-areas");
        assertThat(ProducerFit.ahead(known, byHand, policy, said.scope(), now).misses())
                .contains(Miss.WAY);
        assertThat(ProducerFit.ahead(known, again, policy, said.scope(), said.until)
                        .misses())
                .containsExactly(Miss.TIME);
        assertThat(ProducerFit.ahead(without(known, Property.MODEL), again, policy, said.scope(), now)
                        .misses())
                .containsExactly(Miss.MODEL);
        // What was promised is what comes of it, if all goes well.
        assertThat(fit(sound()).clauses())
                .isEqualTo(ProducerFit.ahead(known, again, policy, said.scope(), now)
                        .clauses());
    }
}
