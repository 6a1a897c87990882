package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** Turns of a phone's lane one way, answers of people the other: for the question that is asked, once, and gone with the task. */
final class PhoneCourseTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Browser technician = shop.browser(Role.TECHNICIAN).in("en");

    @Test
    void whatTheStationTellsIsShownInBothLanguages() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        String page = page(phone);
        assertThat(technician.in("en").get(page).body()).contains("It was told of this phone and has said nothing yet");
        assertThat(phone.turn(task, "read", Optional.empty()).status()).isEqualTo(204);

        assertThat(technician.in("en").get(page).body())
                .contains("Reading what may be asked now", "Tap “Allow” on the phone.", "security patch: 2024-05-01")
                .as("where to tap, of the topic before")
                .contains("Let it be asked over the cable", "Where to tap: Samsung")
                .doesNotContain(phone.serial);
        assertThat(technician.in("zh").get(page + "/now").body())
                .contains("读取目前可询问的内容", "请在手机上点“允许”。", "安全补丁：2024-05-01")
                .doesNotContain("<html");
    }

    @Test
    void whatMayHoldThePhoneIsSaidWithWhatNobodyKnows() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        assertThat(phone.turn(task, "choose", Optional.of(PhoneOrder.choose(UUID.randomUUID())))
                        .status())
                .isEqualTo(204);
        assertThat(technician.in("en").get(page(phone)).body())
                .contains(
                        "What may hold the phone:",
                        "refuses this SIM (network, company or SIM lock) <strong>found</strong><br><span class=\"note\">refuses this SIM (network, company or SIM lock): yes</span>",
                        "refuses this SIM (network, company or SIM lock) <strong>the phone tells of none</strong></li>",
                        "refuses this SIM (network, company or SIM lock) <strong>not known</strong></li>");
        assertThat(technician.in("zh").get(page(phone)).body())
                .contains(
                        "可能锁住这部手机的：",
                        "拒绝此 SIM 卡（网络锁、企业锁或 SIM 锁） <strong>有</strong>",
                        "拒绝此 SIM 卡（网络锁、企业锁或 SIM 锁） <strong>手机未报告有</strong>",
                        "拒绝此 SIM 卡（网络锁、企业锁或 SIM 锁） <strong>未知</strong>");
    }

    @Test
    void anAnswerReachesItsStationUntilTheQuestionIsGone() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        UUID question = UUID.randomUUID();
        phone.turn(task, "choose", Optional.of(PhoneOrder.choose(question)));
        assertThat(technician.in("en").get(page(phone)).body())
                .contains("about 15 min", "can prove at the best: cleared", "never tried on a real phone")
                .contains("sign out of the account", "less than 30 % battery", "fill its storage", "spare cells")
                .contains("open: a qualified person answers for it");

        assertThat(answer(phone, question, Map.of("technique", "android-reset")).status())
                .isEqualTo(302);
        assertThat(phone.station.get("/tasks").body())
                .contains("\"answers\":[{\"task\":\"" + task + "\",\"question\":\"" + question
                        + "\",\"answer\":{\"technique\":\"android-reset\"}}]");
        assertThat(technician.in("en").get(page(phone)).body())
                .contains("has answered. The station goes on")
                .doesNotContain("name=\"technique\"");
        assertThat(bean(OrderStory.class).of(phone.order))
                .anyMatch(event -> event.kind().equals("phone-way")
                        && event.actor().kind() == org.wangchuan.platform.intake.Actor.Kind.STAFF);

        phone.turn(task, "choose", Optional.of(PhoneOrder.choose(question)));
        assertThat(phone.station.get("/tasks").body()).as("asked still").contains("android-reset");
        phone.turn(task, "set-off", Optional.empty());
        assertThat(phone.station.get("/tasks").body()).contains("\"answers\":[]");
    }

    /** Whoever waits for tasks is woken by an answer, without waiting for its end. */
    @Test
    void theLongPollWakesForAnAnswer() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        UUID question = UUID.randomUUID();
        phone.turn(task, "read", Optional.of(PhoneOrder.goesOn(question, true)));
        phone.station.get("/tasks");
        try (ExecutorService one = Executors.newSingleThreadExecutor()) {
            long begun = System.nanoTime();
            Future<Browser.Answer> waiting = one.submit(() -> phone.station.get("/tasks?wait=25"));
            Thread.sleep(300);
            answer(phone, question, Map.of("answer", "without"));
            assertThat(waiting.get().body()).contains("\"answer\":{\"answer\":\"without\"}");
            assertThat(System.nanoTime() - begun).isLessThan(15_000_000_000L);
        }
    }

    @Test
    void aQuestionThatIsNotAskedIsNotAnswered() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        UUID first = UUID.randomUUID();
        UUID second = UUID.randomUUID();
        phone.turn(task, "read", Optional.of(PhoneOrder.goesOn(first, false)));
        phone.turn(task, "read", Optional.of(PhoneOrder.goesOn(second, false)));

        Browser.Answer stale = answer(phone, first, Map.of("answer", "again"));
        assertThat(stale.status()).isEqualTo(409);
        assertThat(stale.body()).contains("not asked any more", second.toString());
        assertThat(answer(phone, second, Map.of("answer", "without")).status())
                .as("no way on without it")
                .isEqualTo(422);
        assertThat(answer(phone, second, Map.of("answer", "maybe")).status()).isEqualTo(422);
        assertThat(answer(phone, second, Map.of("technique", "")).status()).isEqualTo(422);
        assertThat(answers(task)).isZero();
        assertThat(shop.browser(Role.CLERK)
                        .post(
                                page(phone) + "/answer",
                                Map.of("_form", key(phone), "question", second + "", "answer", "end"))
                        .status())
                .isEqualTo(403);
        assertThat(answers(task)).isZero();
        assertThat(answer(phone, second, Map.of("answer", "end")).status()).isEqualTo(302);
        assertThat(answer(phone, second, Map.of("answer", "again")).status()).isEqualTo(409);
    }

    @Test
    void whatNobodyKnowsIsLeftOut() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.claimed();
        UUID question = UUID.randomUUID();
        List<String> asks = List.of("setup", "reset-protection", "managed", "sim", "card");
        phone.turn(task, "observe", Optional.of(PhoneOrder.observe(question, asks)));
        assertThat(technician.in("en").get(page(phone)).body())
                .as("in the first step of its setup each phone asks for nobody's account")
                .contains("Go on in its setup until it would.");
        assertThat(technician.in("en").get(page(phone)).body())
                .as("an organisation shows itself only with a network")
                .contains("“Remote Management”", "Where it had no network, nobody knows.");
        assertThat(technician.in("zh").get(page(phone)).body())
                .contains("请在设置中继续，直到它会要求的那一步。", "“远程管理”", "没有联网就选“不知道”。");
        Map<String, String> some = Map.of(
                "seen-setup", "not-done", "seen-reset-protection", "off", "seen-managed", "no", "seen-sim", "unknown");
        assertThat(answer(phone, question, some).status())
                .as("the card is not said")
                .isEqualTo(422);
        Map<String, String> wrong = new LinkedHashMap<>(some);
        wrong.put("seen-card", "in the drawer");
        assertThat(answer(phone, question, wrong).status()).isEqualTo(422);
        Map<String, String> all = new LinkedHashMap<>(some);
        all.put("seen-card", "absent");
        assertThat(answer(phone, question, all).status()).isEqualTo(302);
        assertThat(phone.station.get("/tasks").body())
                .contains("\"seen\":{")
                .contains(
                        "\"setup\":\"not-done\"",
                        "\"reset-protection\":\"off\"",
                        "\"managed\":\"no\"",
                        "\"card\":\"absent\"")
                .doesNotContain("\"sim\"");
    }

    /** Of a phone that nobody reads; in words of its own, since it was not reset yet. */
    @Test
    void whichSystemItRunsIsAskedByItself() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.claimed();
        UUID question = UUID.randomUUID();
        phone.turn(task, "read", Optional.of(PhoneOrder.observe(question, List.of("system"))));
        assertThat(technician.in("en").get(page(phone)).body())
                .contains("Which system does it run?", "take the guided workflow", "HarmonyOS NEXT")
                .doesNotContain("What does it show?");
        assertThat(technician.in("zh").get(page(phone)).body())
                .contains("它运行什么系统？", "请改用引导流程", "鸿蒙（包括 HarmonyOS NEXT）");
        assertThat(answer(phone, question, Map.of("seen-system", "ios")).status())
                .isEqualTo(422);
        assertThat(answer(phone, question, Map.of()).status()).isEqualTo(422);
        assertThat(answer(phone, question, Map.of("seen-system", "harmonyos")).status())
                .isEqualTo(302);
        assertThat(phone.station.get("/tasks").body()).contains("\"seen\":{\"system\":\"harmonyos\"}");
    }

    /** Of two who answer at once one has, and the other is told. */
    @Test
    void twoPeopleAnswerAtOnce() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        Browser other = shop.browser(Role.TECHNICIAN).in("en");
        try (ExecutorService both = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < 6; i++) {
                UUID question = UUID.randomUUID();
                phone.turn(task, "read", Optional.of(PhoneOrder.goesOn(question, true)));
                List<Future<Integer>> said = new ArrayList<>();
                List<Browser> people = List.of(technician, other);
                List<String> words = List.of("again", "end");
                for (int who = 0; who < people.size(); who++) {
                    Browser one = people.get(who);
                    Map<String, String> fields =
                            Map.of("_form", key(one, phone), "question", question.toString(), "answer", words.get(who));
                    said.add(both.submit(
                            () -> one.post(page(phone) + "/answer", fields).status()));
                }
                assertThat(List.of(said.get(0).get(), said.get(1).get())).containsExactlyInAnyOrder(302, 409);
            }
        }
        assertThat(bean(OrderStory.class).of(phone.order).stream()
                        .filter(event -> event.kind().startsWith("phone-goes-on-")))
                .hasSize(6);
    }

    @Test
    void turnsOnlyGoUpAndAreTheirStationsAlone() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        assertThat(put(phone.station, task, PhoneOrder.turn(50, "read", Optional.empty()))
                        .status())
                .isEqualTo(204);
        assertThat(put(phone.station, task, PhoneOrder.turn(49, "look", Optional.empty()))
                        .status())
                .as("passed over")
                .isEqualTo(204);
        assertThat(told(task)).contains("\"read\"").doesNotContain("\"look\"");

        SigningStation other = new SigningStation(newStation(shop.site()));
        assertThat(put(other, task, PhoneOrder.turn(90, "fill", Optional.empty()))
                        .status())
                .isEqualTo(404);
        assertThat(put(phone.station, UUID.randomUUID(), PhoneOrder.turn(90, "fill", Optional.empty()))
                        .status())
                .isEqualTo(404);
        BenchOrder drive = BenchOrder.consented(shop);
        UUID ofDrive = drive.queue();
        Browser.Answer answer = put(drive.station, ofDrive, PhoneOrder.turn(1, "fill", Optional.empty()));
        assertThat(answer.status()).as("a drive's").isEqualTo(404);
        assertThat(answer.body()).contains("TASK_NOT_FOUND");
        assertThat(told(task)).contains("\"read\"");

        bean(BenchTasks.class).withdraw(phone.order, org.wangchuan.platform.intake.Actor.owner());
        assertThat(put(phone.station, task, PhoneOrder.turn(99, "fill", Optional.empty()))
                        .status())
                .isEqualTo(204);
        assertThat(rows(task)).as("nothing is kept of what is over").isZero();
    }

    @Test
    void whatIsNotUnderstoodIsRefusedAndChangesNothing() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        put(phone.station, task, PhoneOrder.turn(1, "read", Optional.empty()));
        String before = told(task);
        List<Json.Builder> wrong = List.of(
                PhoneOrder.turn(0, "read", Optional.empty()),
                PhoneOrder.turn(2, "a dance", Optional.empty()),
                PhoneOrder.turn(
                        2,
                        "read",
                        Optional.of(Json.object()
                                .put("id", "1")
                                .put("kind", "goes-on")
                                .build())),
                bare().put("phone", Json.object().put("maker", "a\u202eb").build()),
                bare().put("phone", Json.object().put("model", "x".repeat(101)).build()),
                bare().put("facts", facts("no word")),
                bare().put("facts", many(65, "battery-percent")),
                bare().put(
                                "notices",
                                new JsonValue.Array(List.of(Json.object()
                                        .put("code", "permission")
                                        .put("zh", "只有一种语言")
                                        .build()))),
                bare().put(
                                "fill",
                                Json.object()
                                        .put("verifying", true)
                                        .put("doneBytes", -1)
                                        .put("allBytes", 1)
                                        .build()));
        for (Json.Builder one : wrong) {
            Browser.Answer answer = put(phone.station, task, one);
            assertThat(answer.status()).as(answer.body()).isEqualTo(422);
            assertThat(answer.body()).contains("\"BODY_SHAPE\"");
        }
        Browser.Answer large = put(phone.station, task, bare().put("more", "x".repeat(PhoneTurnReader.BYTES_MAX)));
        assertThat(large.status()).isEqualTo(413);
        assertThat(large.body()).contains("\"BODY_TOO_LARGE\"");
        assertThat(told(task)).isEqualTo(before);

        Json.Builder newer = PhoneOrder.turn(3, "read", Optional.empty()).put("nickname", "Lin's phone");
        assertThat(phone.station
                        .call(
                                phone.station.paired.token(),
                                "PUT",
                                "/tasks/" + task + "/phone",
                                org.wangchuan.canonical.CanonicalJson.writeText(newer.build()))
                        .status())
                .isEqualTo(204);
        assertThat(told(task)).as("what is not known is not kept").doesNotContain("nickname", "Lin");
    }

    /** A station that is newer loses no turn; what can't be shown is said to be so, and never taken for something else. */
    @Test
    void whatIsNotKnownIsPassedOverAloneAndTheTurnIsKept() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        UUID question = UUID.randomUUID();
        Json.Builder newer = Json.object()
                .put("turn", 2)
                .put("step", "dance")
                .put("facts", facts("shoe-size"))
                .put(
                        "notices",
                        new JsonValue.Array(List.of(
                                Json.object().put("code", "told").build(),
                                Json.object().put("code", "shout").build())))
                .put(
                        "question",
                        Json.object()
                                .put("id", question.toString())
                                .put("kind", "riddle")
                                .build());
        tell(phone, task, newer);
        assertThat(told(task)).contains("\"told\"").doesNotContain("dance", "shoe-size", "shout", "riddle");
        assertThat(technician.in("en").get(page(phone)).body())
                .contains(
                        "A step that this platform has no words for", "Update the platform", "has told what was asked");
        assertThat(answer(phone, question, Map.of("answer", "again")).status()).isEqualTo(422);
        assertThat(answers(task)).isZero();

        tell(phone, task, PhoneOrder.turn(3, "read", Optional.of(question("missing", "money"))));
        assertThat(told(task)).contains("\"unknown\"");
    }

    /** As after a later version of the platform that was put back: the station tells it anew. */
    @Test
    void aStoredTurnThatCannotBeReadIsNoTurn() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        UUID question = UUID.randomUUID();
        phone.turn(task, "read", Optional.of(PhoneOrder.goesOn(question, true)));
        jdbc().sql("UPDATE bench.phone_course SET told = '{\"turn\": \"x\", \"step\": 1}' WHERE task_id = ?")
                .param(task)
                .update();
        assertThat(technician.in("en").get(page(phone)).body()).contains("has said nothing yet");
        assertThat(answer(phone, question, Map.of("answer", "again")).status()).isEqualTo(409);
        assertThat(bean(BenchTasks.class).standing(phone.order)).isPresent();
        phone.turn(task, "read", Optional.of(PhoneOrder.goesOn(question, true)));
        assertThat(answer(phone, question, Map.of("answer", "again")).status()).isEqualTo(302);
    }

    /** Whatever a station sends. */
    @Test
    void nothingIsKeptThatCouldNameAPhoneOrSomebody() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        Json.Builder told = bare().put(
                        "phone",
                        Json.object()
                                .put("maker", "Samsung")
                                .put("model", "490154203237518")
                                .build())
                .put(
                        "facts",
                        new JsonValue.Array(List.of(
                                fact("IMEI", "1", "one"),
                                fact("device-name", "Lin", "Lin"),
                                fact("version", "13", "IMEI 490154 20 323751 8"),
                                fact("patch-level", "lin@example.com", "x"),
                                fact("storage-bytes", "15634268160", "storage: 15634268160"))))
                .put(
                        "notices",
                        new JsonValue.Array(List.of(PhoneOrder.said("请联系 13812345678", "call +8613812345678")
                                .put("code", "permission")
                                .build())));
        assertThat(put(phone.station, task, told).status()).isEqualTo(204);
        assertThat(told(task))
                .contains("storage-bytes", "15634268160", "Samsung", "\"permission\"", "…")
                .doesNotContain("4901", "IMEI", "Lin", "lin@", "138", "patch-level", "\"version\"");
    }

    @Test
    void whoWatchesIsToldOfAChangeAndOfNothingElse() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        Signals signals = bean(Signals.class);
        put(phone.station, task, PhoneOrder.turn(1, "read", Optional.empty()));
        long seen = signals.count(shop.site());
        put(phone.station, task, PhoneOrder.turn(2, "read", Optional.empty()));
        assertThat(signals.count(shop.site())).isEqualTo(seen);
        assertThat(told(task)).contains("\"turn\": 2");
        put(phone.station, task, PhoneOrder.turn(3, "set-off", Optional.empty()));
        assertThat(signals.count(shop.site())).isEqualTo(seen + 1);
    }

    /** What is shown is what came: a name of a phone is text, and nothing else. */
    @Test
    void aPhoneThatNamesItselfAsMarkupIsText() throws Exception {
        PhoneOrder phone = PhoneOrder.consented(shop);
        UUID task = phone.chosen();
        put(
                phone.station,
                task,
                bare().put(
                                "phone",
                                Json.object()
                                        .put("model", "<img src=x onerror=alert(1)>")
                                        .build()));
        assertThat(technician.get(page(phone)).body()).contains("&lt;img src=x").doesNotContain("<img src=x");
    }

    private static Json.Builder bare() {
        return Json.object().put("turn", 2).put("step", "read");
    }

    private static JsonValue.Obj question(String name, String value) {
        Json.Builder out = Json.object().put("id", UUID.randomUUID().toString()).put("without", true);
        if (!name.equals("kind")) {
            out.put("kind", "goes-on");
        }
        if (!name.equals("missing")) {
            out.put("missing", "permission");
        }
        return out.put(name, value).build();
    }

    private static JsonValue fact(String property, String value, String said) {
        return PhoneOrder.said(said, said)
                .put("property", property)
                .put("value", value)
                .put("source", "adb")
                .build();
    }

    /** As it would come from a newer station: what is sent otherwise is held against the description. */
    private static void tell(PhoneOrder phone, UUID task, Json.Builder turn) throws Exception {
        bean(PhoneCourses.class)
                .tell(
                        bean(Stations.class).find(phone.station.paired.id()).orElseThrow(),
                        task,
                        PhoneTurnReader.read(Json.in(turn.build())));
    }

    private static JsonValue.Array facts(String property) {
        return many(1, property);
    }

    private static JsonValue.Array many(int count, String property) {
        return new JsonValue.Array(IntStream.range(0, count)
                .<JsonValue>mapToObj(i -> PhoneOrder.said("一", "one")
                        .put("property", property)
                        .put("value", "1")
                        .put("source", "adb")
                        .build())
                .toList());
    }

    private static Browser.Answer put(SigningStation station, UUID task, Json.Builder turn) {
        return station.call("PUT", "/tasks/" + task + "/phone", turn.build());
    }

    private Browser.Answer answer(PhoneOrder phone, UUID question, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("_form", key(phone));
        all.put("question", question.toString());
        return technician.in("en").post(page(phone) + "/answer", all);
    }

    private String key(PhoneOrder phone) {
        return key(technician, phone);
    }

    /** A form's own number, as the page has it; any will do that has its form. */
    private static String key(Browser browser, PhoneOrder phone) {
        browser.get(page(phone)); // the token
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static String page(PhoneOrder phone) {
        return "/bench/orders/" + phone.order + "/phone";
    }

    private static String told(UUID task) {
        return jdbc().sql("SELECT told::text FROM bench.phone_course WHERE task_id = ?")
                .param(task)
                .query(String.class)
                .single();
    }

    private static int rows(UUID task) {
        return jdbc().sql("SELECT count(*) FROM bench.phone_course WHERE task_id = ?")
                .param(task)
                .query(Integer.class)
                .single();
    }

    private static int answers(UUID task) {
        return jdbc().sql("SELECT count(answer) FROM bench.phone_course WHERE task_id = ?")
                .param(task)
                .query(Integer.class)
                .single();
    }
}
