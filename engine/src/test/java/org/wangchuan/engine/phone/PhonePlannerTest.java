package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.phone.PhoneRecord.fact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.OwnersPart.Code;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.plan.PhonePlan.LeftOut;
import org.wangchuan.engine.phone.plan.PhonePlan.Offer;
import org.wangchuan.engine.phone.plan.PhonePlanner;
import org.wangchuan.engine.phone.plan.WayTime;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.plan.Plan.Unsatisfiable;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ClauseState.State;

class PhonePlannerTest {
    private static final Facts NOTHING = Facts.NONE;

    /** What a cable tells of an Android phone before its owner agreed. */
    private static final Facts BEFORE_CONSENT =
            facts(fact(Property.MAKER, "Maker", Source.USB), fact(Property.MODEL, "Model", Source.MTP));

    /** What somebody says who saw which system runs there. */
    private static final Facts ANDROID_BY_WORD =
            BEFORE_CONSENT.with(facts(fact(Property.SYSTEM, "android", Source.SEEN)));

    private static final Facts ENCRYPTED = android("file-based", "locked", "green");
    private static final Facts PLAIN = android("none", "locked", "green");
    private static final Facts UNLOCKED = android("file-based", "unlocked", "orange");
    /** Its boot loader, which says that it is unlocked. */
    private static final Facts UNLOCKED_LOADER = BEFORE_CONSENT.with(facts(
            fact(Property.SYSTEM, "android", Source.USB), fact(Property.BOOTLOADER, "unlocked", Source.FASTBOOT)));

    private static final Facts IPHONE = facts(
            fact(Property.SYSTEM, "ios", Source.LOCKDOWN),
            fact(Property.ACTIVATION, "activated", Source.PAIRED),
            fact(Property.FIND_DEVICE, "on", Source.PAIRED),
            fact(Property.PERMISSION, "known", Source.LOCKDOWN));
    private static final Facts HARMONY =
            facts(fact(Property.SYSTEM, "harmonyos", Source.USB), fact(Property.MODE, "system", Source.USB));
    private static final Facts HARMONY_BY_WORD =
            BEFORE_CONSENT.with(facts(fact(Property.SYSTEM, "harmonyos", Source.SEEN)));

    private static Facts facts(Fact... facts) {
        return new Facts(List.of(facts));
    }

    private static Facts android(String encryption, String bootloader, String boot) {
        return BEFORE_CONSENT.with(facts(
                fact(Property.SYSTEM, "android", Source.ADB),
                fact(Property.ENCRYPTION, encryption, Source.ADB),
                fact(Property.BOOTLOADER, bootloader, Source.ADB),
                fact(Property.VERIFIED_BOOT, boot, Source.ADB),
                fact(Property.PERMISSION, "known", Source.ADB),
                fact(Property.MARK, "present", Source.ADB)));
    }

    static Stream<Policy> policies() {
        return PolicyCatalogue.all().stream();
    }

    private static PhonePlan plan(Facts facts) {
        return PhonePlanner.plan(facts, MadeBench.policy());
    }

    private static List<String> offered(Facts facts) {
        return plan(facts).offers().stream()
                .map(offer -> offer.technique().id())
                .toList();
    }

    private static List<String> open(Facts facts) {
        return plan(facts).leftOut().stream()
                .filter(LeftOut::isOpen)
                .map(left -> left.technique().id())
                .toList();
    }

    private static List<String> codes(PhonePlan plan) {
        return plan.obstacles().stream().map(Unsatisfiable::code).toList();
    }

    @Test
    void eachPhoneIsOfferedWhatFitsItTheBestFirst() {
        assertThat(offered(ENCRYPTED))
                .containsExactly("android-reset-fill-reset", "android-reset-read-again", "android-reset-by-hand");
        assertThat(offered(PLAIN)).containsExactly("android-reset-fill-reset", "android-reset-by-hand");
        assertThat(offered(UNLOCKED)).containsExactly("android-reset-by-hand");
        assertThat(offered(UNLOCKED_LOADER)).containsExactly("android-fastboot-erase", "android-reset-by-hand");
        assertThat(offered(IPHONE)).containsExactly("ios-erase-device", "ios-reset-by-hand");
        assertThat(offered(HARMONY)).containsExactly("harmonyos-reset-by-hand");
        assertThat(offered(HARMONY_BY_WORD)).containsExactly("harmonyos-reset-by-hand");
        assertThat(offered(ANDROID_BY_WORD)).containsExactly("android-reset-by-hand");
        assertThat(offered(BEFORE_CONSENT)).isEmpty();
        assertThat(offered(NOTHING)).isEmpty();
    }

    @Test
    void whatOnlyHasToBeKnownIsToldFromWhatCanNotBe() {
        assertThat(open(ANDROID_BY_WORD))
                .containsExactly("android-reset-fill-reset", "android-reset-read-again", "android-fastboot-erase");
        assertThat(open(BEFORE_CONSENT)).containsExactlyElementsOf(TechniqueCatalogue.IDS);
        assertThat(open(NOTHING)).containsExactlyElementsOf(TechniqueCatalogue.IDS);
        assertThat(open(ENCRYPTED)).isEmpty();
        LeftOut readAgain = plan(PLAIN).leftOut().stream()
                .filter(left -> left.technique().id().equals("android-reset-read-again"))
                .findFirst()
                .orElseThrow();
        assertThat(readAgain.contradicted()).extracting(Condition::property).containsExactly(Property.ENCRYPTION);
        assertThat(readAgain.missing()).isEmpty();
        LeftOut fill = plan(ANDROID_BY_WORD).leftOut().stream()
                .filter(left -> left.technique().fills())
                .findFirst()
                .orElseThrow();
        assertThat(fill.missing())
                .extracting(Condition::property)
                .containsExactly(
                        Property.SYSTEM,
                        Property.BOOTLOADER,
                        Property.VERIFIED_BOOT,
                        Property.PERMISSION,
                        Property.MARK);
    }

    /** Two sources that differ leave a way out as one that contradicts it. */
    @Test
    void whatTheFactsContradictIsNeverOffered() {
        for (Fact against : List.of(
                fact(Property.SYSTEM, "harmonyos", Source.SEEN),
                fact(Property.BOOTLOADER, "unlocked", Source.SEEN),
                fact(Property.VERIFIED_BOOT, "orange", Source.SEEN))) {
            assertThat(offered(ENCRYPTED.with(facts(against))))
                    .as("%s", against)
                    .doesNotContain("android-reset-fill-reset", "android-reset-read-again");
        }
        assertThat(offered(ENCRYPTED.with(facts(fact(Property.MARK, "absent", Source.ADB)))))
                .containsExactly("android-reset-by-hand");
    }

    /** Whatever a person says stands in for nothing that the cable has to tell. */
    @Test
    void aPersonsWordOffersNoWayThatTheCableHasToShow() {
        assertThat(offered(facts(fact(Property.SYSTEM, "android", Source.SAID))))
                .isEmpty();
        assertThat(offered(facts(fact(Property.SYSTEM, "ios", Source.SEEN)))).isEmpty();
        assertThat(plan(ANDROID_BY_WORD).offers())
                .as("nor is any verdict promised")
                .allMatch(offer -> offer.reaches().isEmpty());
    }

    /** Who names another system than the cable shows is told so, and begins anew. */
    @Test
    void theCableOutranksWhatPeopleSayOfTheSystem() {
        Fact apple = fact(Property.MAKER, "Apple", Source.USB);
        for (Facts disputed : List.of(
                ANDROID_BY_WORD.with(facts(fact(Property.SYSTEM, "harmonyos", Source.USB))),
                HARMONY_BY_WORD.with(facts(fact(Property.SYSTEM, "android", Source.ADB))),
                HARMONY_BY_WORD.with(ENCRYPTED),
                ANDROID_BY_WORD.with(facts(fact(Property.SYSTEM, "ios", Source.LOCKDOWN))),
                ANDROID_BY_WORD.with(facts(apple)),
                HARMONY_BY_WORD.with(facts(apple)))) {
            assertThat(offered(disputed)).as("%s", disputed).isEmpty();
            assertThat(codes(plan(disputed))).as("%s", disputed).containsExactly("SYSTEM_DISPUTED");
        }
        assertThat(codes(plan(facts(apple)))).containsExactly("KNOWN_TOO_LITTLE");
        assertThat(offered(ENCRYPTED.with(facts(apple))))
                .as("what only calls itself so, and told its system itself")
                .contains("android-reset-fill-reset");
    }

    /** What anybody can say in a minute carries no verdict, in no version that there ever was. */
    @Test
    void whatReachesAnythingNeedsTheCablesWordForItsSystem() {
        int reaching = 0;
        int byWord = 0;
        for (String id : TechniqueCatalogue.IDS) {
            for (long version = 1; TechniqueCatalogue.find(id, version).isPresent(); version++) {
                PhoneTechnique one = TechniqueCatalogue.find(id, version).orElseThrow();
                boolean isShown = one.needs().stream()
                        .anyMatch(need -> need.property() == Property.SYSTEM
                                && need.trust().isAtLeast(Trust.SHOWN));
                assertThat(isShown || one.reaches().isEmpty())
                        .as("%s %d", id, version)
                        .isTrue();
                reaching += one.reaches().isPresent() ? 1 : 0;
                byWord += isShown ? 0 : 1;
            }
        }
        assertThat(reaching).isEqualTo(3);
        assertThat(byWord).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("policies")
    void eachTechniqueHasItsPlaceUnderEachPolicy(Policy policy) {
        for (Facts facts : List.of(
                NOTHING,
                BEFORE_CONSENT,
                ENCRYPTED,
                PLAIN,
                UNLOCKED,
                UNLOCKED_LOADER,
                IPHONE,
                HARMONY,
                ANDROID_BY_WORD)) {
            PhonePlan plan = PhonePlanner.plan(facts, policy);
            assertThat(Stream.concat(
                            plan.offers().stream().map(Offer::technique),
                            plan.leftOut().stream().map(LeftOut::technique)))
                    .containsExactlyInAnyOrderElementsOf(TechniqueCatalogue.all());
            for (Offer offer : plan.offers()) {
                assertThat(offer.time().leastSeconds())
                        .isEqualTo(offer.technique().seconds());
                assertThat(offer.time().mostSeconds().isEmpty())
                        .as("nobody knows how much there is to fill")
                        .isEqualTo(offer.technique().fills());
                assertThat(offer.isTried()).as("nobody tried one yet").isFalse();
                assertThat(offer.atBest()).extracting(ClauseState::clause).isEqualTo(policy.clauses());
                assertThat(offer.technique().needs()).allMatch(need -> need.in(facts) == Condition.State.HOLDS);
                if (offer.reaches().isEmpty()) {
                    assertThat(offer.atBest()).extracting(ClauseState::state).containsOnly(State.NOT_SATISFIED);
                }
            }
            assertThat(plan.leftOut())
                    .allMatch(left ->
                            !left.contradicted().isEmpty() || !left.missing().isEmpty());
            // None is satisfied without a person, and that is told before anything is destroyed.
            assertThat(plan.satisfiable()).isFalse();
            assertThat(plan.obstacles())
                    .allMatch(one ->
                            !one.reason().zh().isBlank() && !one.reason().en().isBlank());
            assertThat(codes(plan).contains("LEVEL_OUT_OF_REACH"))
                    .isEqualTo(policy.level() == SanitizationLevel.PURGED);
        }
    }

    @Test
    void whatCanNotBeReachedIsToldBeforehand() {
        assertThat(codes(plan(ENCRYPTED))).containsExactly("CLAUSES_UNDETERMINED");
        assertThat(plan(ENCRYPTED).obstacles().getFirst().reason().en())
                .contains("clauses: “")
                .endsWith("”, “Areas hidden from the host were examined, and none is left out”");
        assertThat(codes(plan(IPHONE))).containsExactly("CLAUSES_OUT_OF_REACH");
        assertThat(codes(plan(HARMONY))).containsExactly("CLAUSES_OUT_OF_REACH");
        assertThat(codes(plan(NOTHING))).containsExactly("KNOWN_TOO_LITTLE");
        assertThat(codes(plan(facts(fact(Property.SYSTEM, "other", Source.SEEN)))))
                .containsExactly("NOTHING_FITS");
        Policy purge = PolicyCatalogue.find("nist-purge").orElseThrow();
        assertThat(codes(PhonePlanner.plan(ENCRYPTED, purge)))
                .containsExactly("LEVEL_OUT_OF_REACH", "CLAUSES_OUT_OF_REACH");
    }

    /** Of two ways that could satisfy as much the quicker comes first. */
    @Test
    void theOneThatSatisfiesMoreComesFirstThenTheQuicker() {
        List<Offer> offers = plan(ENCRYPTED).offers();
        assertThat(offers.getFirst().reaches()).contains(SanitizationLevel.CLEARED);
        assertThat(offers.getFirst().time().leastSeconds())
                .isGreaterThan(offers.get(1).time().leastSeconds());
        assertThat(plan(UNLOCKED_LOADER).offers())
                .extracting(offer -> offer.time().leastSeconds())
                .isSorted();
    }

    /** By what its document reckons with: 50 to 400 MB in a second, to write it and to read it back, and 12 minutes for the rest. */
    @Test
    void theTimeOfAFillIsByWhatThereIsToFill() {
        assertThat(fillOf("64000000000")).isEqualTo(new WayTime(720 + 320, OptionalLong.of(720 + 2_560)));
        assertThat(fillOf("1000000000000")).isEqualTo(new WayTime(720 + 5_000, OptionalLong.of(720 + 40_000)));
        assertThat(fillOf("1")).isEqualTo(new WayTime(720 + 2, OptionalLong.of(720 + 2)));
    }

    private static WayTime fillOf(String bytes) {
        return plan(ENCRYPTED.with(facts(fact(Property.STORAGE_BYTES, bytes, Source.ADB)))).offers().stream()
                .filter(offer -> offer.technique().fills())
                .findFirst()
                .orElseThrow()
                .time();
    }

    /** A way from before there were terms keeps the estimate of its document. */
    @Test
    void onlyTheFillOfTheFirstVersionHasNoTerms() throws Exception {
        assertThat(TechniqueCatalogue.find("android-reset-fill-reset", 1)
                        .orElseThrow()
                        .fill())
                .isEmpty();
        for (PhoneTechnique technique : TechniqueCatalogue.all()) {
            assertThat(technique.fill().isPresent()).as(technique.id()).isEqualTo(technique.fills());
        }
    }

    @Test
    void termsThatCanNotBeAreRefused() throws Exception {
        JsonValue.Obj filling = TechniqueCatalogue.find("android-reset-fill-reset")
                .orElseThrow()
                .document();
        JsonValue.Obj other = TechniqueCatalogue.find("android-reset-read-again")
                .orElseThrow()
                .document();
        JsonValue terms = Json.in(filling).object("fill").object();
        String text = CanonicalJson.writeText((JsonValue.Obj) terms);
        assertThat(PhoneTechnique.fromJson(with(filling, text)).fill()).isPresent();
        for (String bad : List.of(
                text.replace("\"sample\"", "\"full\""),
                text.replace("\"leastBytes\":50000000", "\"leastBytes\":0"),
                text.replace("\"leastBytes\":50000000", "\"leastBytes\":400000001"),
                text.replace("\"mostBytes\":400000000", "\"mostBytes\":1000000000001"),
                text.replace("a choice, measured on no phone", ""))) {
            assertThat(bad).isNotEqualTo(text);
            assertThatThrownBy(() -> PhoneTechnique.fromJson(with(filling, bad)))
                    .as(bad)
                    .isInstanceOf(ShapeException.class);
        }
        assertThatThrownBy(() -> PhoneTechnique.fromJson(with(other, text)))
                .as("of a way that fills nothing")
                .isInstanceOf(ShapeException.class);
    }

    private static JsonValue.Obj with(JsonValue.Obj technique, String terms) throws Exception {
        Map<String, JsonValue> members = new LinkedHashMap<>(technique.members());
        members.put("fill", CanonicalJson.readLenientObject(terms.getBytes(StandardCharsets.UTF_8)));
        return new JsonValue.Obj(members);
    }

    @Test
    void theOwnerIsToldWhatIsLeftAndWhatNobodyKnows() {
        assertThat(OwnersPart.of(NOTHING))
                .containsExactly(
                        unknown(Code.UNLOCK_SCREEN),
                        unknown(Code.CHARGE),
                        unknown(Code.SIGN_OUT_ACCOUNTS),
                        unknown(Code.TURN_OFF_FIND_DEVICE),
                        unknown(Code.LEAVE_ORGANISATION),
                        unknown(Code.REMOVE_SIM),
                        unknown(Code.CHECK_ESIM),
                        unknown(Code.REMOVE_CARD));
        Fact on = fact(Property.FIND_DEVICE, "on", Source.PAIRED);
        assertThat(plan(IPHONE).ownersParts())
                .contains(new OwnersPart(Code.TURN_OFF_FIND_DEVICE, Optional.of(on)))
                .extracting(OwnersPart::code)
                .doesNotContain(Code.REMOVE_CARD, Code.ALLOW_DEBUGGING, Code.TRUST_COMPUTER);
        assertThat(OwnersPart.of(ANDROID_BY_WORD)).contains(unknown(Code.ALLOW_DEBUGGING));
        assertThat(OwnersPart.of(facts(fact(Property.SYSTEM, "ipados", Source.LOCKDOWN))))
                .contains(unknown(Code.TRUST_COMPUTER));
    }

    private static OwnersPart unknown(Code code) {
        return new OwnersPart(code, Optional.empty());
    }

    @Test
    void whoeverIsReadyHasNothingLeftToDo() {
        List<Fact> ready = new ArrayList<>(List.of(
                fact(Property.SYSTEM, "android", Source.ADB),
                fact(Property.PERMISSION, "known", Source.ADB),
                fact(Property.SCREEN_LOCK, "none", Source.SEEN),
                fact(Property.BATTERY_PERCENT, "50", Source.ADB),
                fact(Property.ACCOUNTS, "0", Source.ADB),
                fact(Property.FIND_DEVICE, "off", Source.SEEN),
                fact(Property.MANAGED, "no", Source.ADB),
                fact(Property.SIM, "absent", Source.ADB),
                fact(Property.ESIM, "absent", Source.SEEN),
                fact(Property.CARD, "absent", Source.SEEN)));
        assertThat(OwnersPart.of(new Facts(ready))).isEmpty();
        for (Fact left : List.of(
                fact(Property.BATTERY_PERCENT, "49", Source.SEEN),
                fact(Property.ACCOUNTS, "1", Source.SAID),
                fact(Property.SIM, "present", Source.SEEN),
                fact(Property.CARD, "present", Source.SAID),
                fact(Property.MANAGED, "yes", Source.SEEN))) {
            List<Fact> more = new ArrayList<>(ready);
            more.add(left);
            assertThat(OwnersPart.of(new Facts(more)))
                    .as("%s", left)
                    .extracting(OwnersPart::because)
                    .containsExactly(Optional.of(left));
        }
    }

    @Test
    void eachPartIsSaidInBothLanguages() {
        assertThat(Arrays.asList(Code.values()))
                .allMatch(code -> code.text().zh().codePoints().anyMatch(Character::isIdeographic))
                .allMatch(code -> code.text().en().codePoints().allMatch(c -> c < 128));
    }
}
