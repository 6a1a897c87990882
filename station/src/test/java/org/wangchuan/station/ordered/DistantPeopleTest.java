package org.wangchuan.station.ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.PermissionState;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.plan.OwnersPart;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.plan.PhonePlanner;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.station.phone.PeopleAwayException;
import org.wangchuan.station.phone.PhoneNotice;
import org.wangchuan.station.phone.PhonePeople.Answer;
import org.wangchuan.station.phone.PhonePeople.Wanted;
import org.wangchuan.station.testing.Soon;

/** What people at a platform are told and asked, and which of their answers count. */
@Timeout(60)
class DistantPeopleTest {
    private static final int BODY_BYTES_MAX = 64 << 10;

    private final DistantPeople people = new DistantPeople();

    private static Facts android() {
        List<Fact> facts = new ArrayList<>();
        for (Map.Entry<Property, String> one : Map.of(
                        Property.MAKER, "Google",
                        Property.MODEL, "Pixel 8",
                        Property.SYSTEM, "android",
                        Property.VERSION, "15",
                        Property.ENCRYPTION, "file-based",
                        Property.BOOTLOADER, "locked",
                        Property.VERIFIED_BOOT, "green",
                        Property.MANAGED, "no",
                        Property.ACCOUNTS, "2",
                        Property.MARK, "present")
                .entrySet()) {
            facts.add(new Fact(one.getKey(), one.getValue(), Source.ADB));
        }
        facts.add(new Fact(Property.PERMISSION, "known", Source.ADB));
        facts.add(new Fact(Property.DATA_BORN, "before", Source.ADB));
        return new Facts(facts);
    }

    private static PhonePlan plan() {
        return PhonePlanner.plan(
                android(), PolicyCatalogue.find("gb-46864-2025").orElseThrow());
    }

    private static <T> FutureTask<T> asked(Callable<T> question) {
        FutureTask<T> out = new FutureTask<>(question);
        Thread.ofPlatform().daemon().start(out);
        return out;
    }

    /** Waits for another question than those before. */
    private UUID next(Set<UUID> before) throws Exception {
        return Soon.comes(
                "another question is asked",
                () -> people.turn().question().map(PhoneQuestion::id).filter(before::add));
    }

    private static JsonValue.Obj said(String member, String value) {
        return Json.object().put(member, value).build();
    }

    @Test
    void onlyWhatWasOfferedCanBeChosen() throws Exception {
        FutureTask<Optional<PhoneTechnique>> choice =
                asked(() -> people.choose(plan(), OwnersPart.of(android()), android()));
        Set<UUID> before = new HashSet<>();
        UUID first = next(before);
        people.answered(UUID.randomUUID(), said("technique", "android-reset-read-again"));
        assertThat(people.turn().question().map(PhoneQuestion::id)).contains(first);
        for (JsonValue.Obj wrong : List.of(
                said("technique", "ios-erase-device"),
                said("technique", "x"),
                said("answer", "again"),
                Json.object()
                        .put("technique", "android-reset-read-again")
                        .put("more", "x")
                        .build())) {
            people.answered(last(before), wrong);
            UUID again = next(before);
            assertThat(again).isNotEqualTo(first);
        }
        people.answered(first, said("technique", "")); // late, to one that is asked no more
        assertThat(choice.isDone()).isFalse();
        people.answered(last(before), said("technique", "android-reset-read-again"));
        assertThat(choice.get().map(PhoneTechnique::id)).contains("android-reset-read-again");
        assertThat(people.turn().question()).isEmpty();
    }

    private UUID last(Set<UUID> before) {
        UUID now = people.turn().question().orElseThrow().id();
        assertThat(before).contains(now);
        return now;
    }

    @Test
    void withoutItIsNoAnswerWhereThereIsNoWayWithoutIt() throws Exception {
        FutureTask<Answer> answer = asked(() -> people.goesOn(Wanted.GONE, false, android()));
        Set<UUID> before = new HashSet<>();
        people.answered(next(before), said("answer", "without"));
        UUID again = next(before);
        people.answered(again, said("answer", "end"));
        assertThat(answer.get()).isEqualTo(Answer.END);

        FutureTask<Answer> other = asked(() -> people.goesOn(Wanted.PERMISSION, true, android()));
        people.answered(next(before), said("answer", "without"));
        assertThat(other.get()).isEqualTo(Answer.WITHOUT);
    }

    @Test
    void whatSomebodySawIsOfThemAndInTheWordsOfItsProperty() throws Exception {
        List<Property> looks = List.of(Property.RESET_PROTECTION, Property.MANAGED);
        FutureTask<Facts> seen = asked(() -> people.observe(looks, android()));
        Set<UUID> before = new HashSet<>();
        UUID first = next(before);
        people.answered(first, seen("reset-protection", "perhaps"));
        people.answered(next(before), seen("mark", "absent")); // what no person can see
        people.answered(next(before), seen("sim", "absent")); // what was not asked
        people.answered(next(before), seen("managed", "perhaps"));
        UUID last = next(before);
        assertThat(Json.in(people.turn().toJson(1)).object("question").texts("asks"))
                .containsExactly("reset-protection", "managed");
        people.answered(last, seen("managed", "no"));
        assertThat(seen.get().all()).containsExactly(new Fact(Property.MANAGED, "no", Source.SEEN));
    }

    /** An iPhone shows that it is one, and nobody is asked. */
    @Test
    void onlyASystemThatWasOfferedCanBeNamed() throws Exception {
        FutureTask<Optional<String>> named = asked(() -> people.whichSystem(android()));
        Set<UUID> before = new HashSet<>();
        for (JsonValue.Obj wrong : List.of(
                seen("system", "ios"), seen("system", "perhaps"), seen("setup", "done"), said("answer", "without"))) {
            people.answered(next(before), wrong);
        }
        UUID last = next(before);
        assertThat(Json.in(people.turn().toJson(1)).object("question").texts("asks"))
                .containsExactly("system");
        assertThat(named.isDone()).isFalse();
        people.answered(last, seen("system", "harmonyos"));
        assertThat(named.get()).contains("harmonyos");

        FutureTask<Optional<String>> other = asked(() -> people.whichSystem(android()));
        people.answered(
                next(before), Json.object().put("seen", Json.object().build()).build());
        assertThat(other.get()).as("nobody can tell").isEmpty();
    }

    private static JsonValue.Obj seen(String property, String value) {
        return Json.object().put("seen", said(property, value)).build();
    }

    @Test
    void whoeverIsStoppedOrTakenBackWaitsNoLonger() throws Exception {
        FutureTask<Answer> answer = asked(() -> people.goesOn(Wanted.GONE, false, android()));
        UUID _ = next(new HashSet<>());
        people.withdraw();
        assertThatThrownBy(answer::get).hasCauseInstanceOf(PeopleAwayException.class);
        assertThat(people.isWithdrawn()).isTrue();

        DistantPeople others = new DistantPeople();
        others.requireGoingOn();
        others.stop();
        assertThatThrownBy(() -> others.pause(10_000)).isInstanceOf(PeopleAwayException.class);
    }

    @Test
    void aTurnHoldsAllThatPeopleNeedAndFits() throws Exception {
        people.at(PhoneStep.CHOOSE, android());
        people.tell(new PhoneNotice.Permission(PermissionState.WAITING_FOR_OWNER, android()));
        people.tell(new PhoneNotice.NotTold(ContactException.Code.TIMEOUT));
        FutureTask<Optional<PhoneTechnique>> choice =
                asked(() -> people.choose(plan(), OwnersPart.of(android()), android()));
        UUID id = next(new HashSet<>());

        JsonValue.Obj json = people.turn().toJson(7);
        Json.Fields turn = Json.in(json).only("turn", "step", "phone", "facts", "notices", "question");
        assertThat(turn.natural("turn")).isEqualTo(7);
        assertThat(turn.text("step")).isEqualTo("choose");
        assertThat(turn.object("phone")
                        .only("maker", "model", "system", "version")
                        .text("model"))
                .isEqualTo("Pixel 8");
        assertThat(turn.objects("facts")).isNotEmpty().hasSizeLessThanOrEqualTo(64);
        Json.Fields fact = turn.objects("facts").stream()
                .filter(one -> isOf(one, "bootloader"))
                .findFirst()
                .orElseThrow()
                .only("property", "value", "source", "zh", "en");
        assertThat(fact.text("en")).isEqualTo("boot loader: locked (as its system tells)");
        assertThat(fact.text("zh")).isEqualTo("引导程序：已锁（系统自述）");
        assertThat(turn.objects("notices")).hasSize(2);
        assertThat(turn.objects("notices").getFirst().only("code", "zh", "en").text("code"))
                .isEqualTo("permission");
        Json.Fields question =
                turn.object("question").only("id", "kind", "locks", "parts", "offers", "leftOut", "obstacles");
        assertThat(question.text("id")).isEqualTo(id.toString());
        assertThat(question.objects("locks")).hasSize(5);
        Json.Fields lock = question.objects("locks").getFirst().only("code", "zh", "en", "state", "because");
        assertThat(lock.text("code")).isEqualTo("reset-protection");
        assertThat(lock.text("state")).as("no cable tells that there is none").isEqualTo("not-checked");
        assertThat(CanonicalJson.writeText(json))
                .contains("由设备所有者程序发出抹掉", "wiped by a device owner", "this program installs no app");
        Json.Fields offer = question.objects("offers").getFirst();
        offer.only(
                "technique",
                "zh",
                "en",
                "seconds",
                "secondsOpen",
                "secondsLeast",
                "reaches",
                "tried",
                "fills",
                "by",
                "leaves",
                "clauses");
        assertThat(offer.bool("tried")).isFalse();
        assertThat(offer.text("by")).isIn("hand", "bench");
        assertThat(question.objects("obstacles"))
                .as("no shipped rule set is met by itself")
                .isNotEmpty();
        assertThat(CanonicalJson.writeText(json).getBytes(StandardCharsets.UTF_8).length)
                .isLessThan(BODY_BYTES_MAX);
        people.stop();
        assertThatThrownBy(choice::get).hasCauseInstanceOf(PeopleAwayException.class);
    }

    /** A phone may claim any size: its turn has to be one that every platform reads. */
    @Test
    void aSizeThatNoPhoneHasMakesNoTimeThatNobodyReads() throws Exception {
        Facts vast = android().with(new Facts(List.of(new Fact(Property.STORAGE_BYTES, "9".repeat(15), Source.ADB))));
        PhonePlan plan =
                PhonePlanner.plan(vast, PolicyCatalogue.find("gb-46864-2025").orElseThrow());
        FutureTask<Optional<PhoneTechnique>> choice = asked(() -> people.choose(plan, OwnersPart.of(vast), vast));
        UUID _ = next(new HashSet<>());
        List<Json.Fields> offers =
                Json.in(people.turn().toJson(1)).object("question").objects("offers");
        boolean isAnyFilled = false;
        for (Json.Fields offer : offers) {
            assertThat(offer.natural("seconds")).isLessThan(366 * 24 * 3_600);
            if (offer.bool("fills")) {
                isAnyFilled = true;
                assertThat(offer.bool("secondsOpen")).as("unknown how long").isTrue();
                assertThat(offer.has("secondsLeast")).isFalse();
            }
        }
        assertThat(isAnyFilled).isTrue();
        people.stop();
        assertThatThrownBy(choice::get).hasCauseInstanceOf(PeopleAwayException.class);
    }

    private static boolean isOf(Json.Fields fact, String property) {
        try {
            return fact.text("property").equals(property);
        } catch (ShapeException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void ofWhatWasToldTheLastIsKeptAndAFillHasItsOwnPlace() {
        for (int i = 0; i < 20; i++) {
            people.tell(new PhoneNotice.Gone());
            people.tell(new PhoneNotice.Back());
        }
        people.tell(new PhoneNotice.Back());
        assertThat(people.turn().notices()).hasSize(8);
        assertThat(people.turn().notices().getLast().code()).isEqualTo("back");
        PhoneTurn before = people.turn();
        people.at(PhoneStep.FILL, android());
        people.tell(new PhoneNotice.Filling(false, 1, 10));
        PhoneTurn first = people.turn();
        people.tell(new PhoneNotice.Filling(false, 2, 10));
        assertThat(people.turn()).isNotEqualTo(first);
        assertThat(people.turn().isSameButForFill(first)).isTrue();
        assertThat(first.isSameButForFill(before)).isFalse();
        people.at(PhoneStep.SET_OFF_AGAIN, android());
        assertThat(people.turn().fill()).isEmpty();
    }
}
