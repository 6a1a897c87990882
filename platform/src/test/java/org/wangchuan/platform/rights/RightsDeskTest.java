package org.wangchuan.platform.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.rights.PersonRequest.State;
import org.wangchuan.platform.rights.PersonRequest.What;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Reason;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.web.access.Role;

/** Requests from the owner's link to the answer: who may decide, what an answer has to be true of, and that nothing is changed afterwards. */
final class RightsDeskTest extends PlatformTest {
    private final Shop shop = newShop();
    private final UUID officer = shop.account(Role.DATA_PROTECTION_OFFICER);
    private final Browser desk = confirmed(officer);

    private static Map<String, String> with(PersonRequest request, Map<String, String> form) {
        var out = new HashMap<>(form);
        out.put("seen", Integer.toString(request.seen()));
        return out;
    }

    private static Browser.Answer act(Browser by, PersonRequest request, String what, Map<String, String> form) {
        return by.post("/rights/" + request.id() + "/" + what, with(request, form));
    }

    private static Map<String, String> says(String result, String ground, String text) {
        return Map.of("result", result, "ground", ground, "text", text);
    }

    /** A request of some days ago, without words. */
    private PersonRequest before(Asker asker, RequestKind kind, int days) throws RightsException {
        return asked(asker, kind, Instant.now().minus(Duration.ofDays(days)), ZoneId.of("Asia/Shanghai"));
    }

    /** One of any time, where clocks are of any zone. */
    private PersonRequest asked(Asker asker, RequestKind kind, Instant at, ZoneId zone) throws RightsException {
        RequestTable table = bean(RequestTable.class);
        PersonRequest request = new PersonRequest(
                UUID.randomUUID(),
                Codes.random(),
                Optional.of(asker.order),
                shop.site(),
                Optional.of(asker.person()),
                kind,
                false,
                Way.LINK,
                at,
                zone,
                Clock.current(),
                Optional.empty(),
                List.of());
        assertThat(table.insert(request, Optional.empty(), Optional.empty())).isTrue();
        table.append(request.id(), RequestTable.Step.asked(request, at));
        return table.find(request.id()).orElseThrow();
    }

    @Test
    void aComplaintGoesToTheDeskAndItsAnswerBack() throws Exception {
        Asker asker = Asker.of(shop);
        assertThat(asker.ask(RequestKind.COMPLAINT, "The clerk\nlaughed at me").location())
                .isEqualTo(asker.link + "/requests");
        PersonRequest request = asker.latest();
        assertThat(request.isOpen()).isTrue();
        assertThat(Clock.daysLeft(request.due(), request.zone(), Instant.now())).isEqualTo(30);
        assertThat(asker.page()).contains("30 days left", "You asked").doesNotContain("laughed");
        assertThat(asker.words()).contains("laughed at me");

        assertThat(desk.get("/rights").body()).contains(request.code(), "30 days left");
        assertThat(desk.get("/rights/" + request.id()).body())
                .contains("Complaint")
                .doesNotContain("laughed");
        assertThat(desk.post("/rights/" + request.id() + "/words", Map.of()).body())
                .contains("The clerk\nlaughed at me");
        assertThat(asker.browser.get(asker.link + "/privacy").body())
                .contains("Data protection officer", "answering a request or a complaint");

        assertThat(act(desk, request, "first-word", Map.of("text", "Thank you for telling us"))
                        .location())
                .isEqualTo("/rights/" + request.id());
        assertThat(asker.page()).contains("We have it, and work on it");
        request = asker.latest();
        assertThat(act(desk, request, "answer", says("granted", "", "")).body()).contains("This needs some words");
        assertThat(act(desk, request, "answer", says("refused", "", "No")).body())
                .contains("a reason from the list");
        assertThat(act(desk, request, "answer", says("refused", "kept_by_law", "No"))
                        .body())
                .contains("That reason does not hold");
        assertThat(asker.latest().isOpen()).isTrue();
        act(desk, request, "answer", says("refused", "not_confirmed", "Nobody else heard it"));
        assertThat(asker.page()).contains("Refused", "We looked into it, and it is not so", "does not settle it");
        assertThat(asker.words()).contains("Thank you for telling us", "Nobody else heard it");
    }

    @Test
    void whatWasTypedStandsInTheFormThatWasRefused() throws Exception {
        Asker asker = Asker.of(shop);
        asker.ask(RequestKind.ACCESS, "What is kept?");
        PersonRequest request = asker.latest();
        String page = act(desk, request, "answer", says("refused", "held", "We keep <your> bill"))
                .body();
        assertThat(page)
                .contains("That reason does not hold", ">We keep &lt;your&gt; bill</textarea>")
                .containsPattern("value=\"refused\" required checked");
        assertThat(act(desk, request, "prolong", Map.of("delay", "", "text", "The bank is slow"))
                        .body())
                .contains("a reason from the list", "<details class=\"act wide\" open", ">The bank is slow</textarea>")
                .as("and in no other form")
                .containsOnlyOnce("The bank is slow");
        assertThat(desk.get("/rights/" + request.id()).body()).doesNotContain("&lt;your", "The bank is slow");
    }

    private Map<String, String> cameBy(String way, LocalDate day, String identity, RequestKind kind, String text) {
        return Map.of("kind", kind.id(), "way", way, "day", day.toString(), "identity", identity, "text", text);
    }

    @Test
    void whatCameByTelephoneIsWrittenDownAndItsDaysRunFromTheDayOnWhichItCame() throws Exception {
        Asker asker = Asker.of(shop);
        jdbc().sql("UPDATE intake.work_order SET created_at = now() - interval '9 days' WHERE id = ?")
                .param(asker.order)
                .update();
        String code = bean(Orders.class).find(asker.order).orElseThrow().code();
        String order = "/rights/orders/" + asker.order;
        assertThat(desk.get("/rights/orders").body()).doesNotContain(code);
        assertThat(desk.get("/rights/orders?q=" + code.substring(0, 6)).location())
                .isEqualTo(order);
        assertThat(desk.get("/rights/orders?q=ZZZZ-ZZZZ").body()).contains("No order found");
        assertThat(desk.get(order).body()).contains(code, "Huawei", "Mate 30", "None so far");

        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        for (LocalDate wrong : List.of(today.plusDays(1), today.minusDays(11))) {
            Browser.Answer refused = desk.post(
                    order + "/request", cameBy("letter", wrong, "codes", RequestKind.DELETION, "All, please"));
            assertThat(refused.status()).as("%s", wrong).isEqualTo(422);
            assertThat(refused.body()).contains("Expected the day on which it came", ">All, please</textarea>");
        }
        assertThat(desk.post(order + "/request", cameBy("link", today, "codes", RequestKind.DELETION, ""))
                        .body())
                .contains("Choose how it came");
        assertThat(desk.post(order + "/request", cameBy("telephone", today, "", RequestKind.DELETION, ""))
                        .body())
                .contains("Choose how it was seen");
        assertThat(bean(OwnRequests.class).of(asker.order)).isEmpty();

        String page = desk.post(
                        order + "/request",
                        cameBy("telephone", today.minusDays(5), "none", RequestKind.DELETION, "Delete all of it"))
                .location();
        PersonRequest request = asker.latest();
        assertThat(page).isEqualTo("/rights/" + request.id());
        assertThat(request.lastDay()).isEqualTo(today.plusDays(25));
        assertThat(request.wordDay()).isEqualTo(today.minusDays(2));
        assertThat(request.isWordLate(Instant.now())).isTrue();
        assertThat(asker.page()).contains("by telephone", "Written down here, as you asked without the link");
        assertThat(asker.words()).contains("Delete all of it");
        assertThat(asker.browser.get(asker.link + "/privacy").body()).contains("Data protection officer");
        assertThat(bean(Vault.class).keeping(asker.person()).orElseThrow().fields())
                .as("no more than of a request by the link")
                .containsExactly(Field.REQUEST);

        assertThat(act(desk, request, "answer", says("granted", "", "")).body())
                .contains("It has not been seen yet that it is this person who asks");
        assertThat(act(desk, request, "identified", Map.of("identity", "none")).status())
                .isEqualTo(422);
        act(desk, request, "identified", Map.of("identity", "called_back"));
        assertThat(asker.page()).contains("It was seen that it is you who asks", "called back by the number");
        act(desk, asker.latest(), "answer", says("granted", "", ""));
        assertThat(bean(Vault.class).keeping(asker.person()).orElseThrow().forgottenAt())
                .isPresent();
        assertThat(asker.page()).contains("Granted");
        assertThat(newShop().browser(Role.DATA_PROTECTION_OFFICER).get(order).status())
                .isEqualTo(404);
    }

    @Test
    void whatWasWrittenDownIsNoCorrectionAndCanBeRefusedUnseen() throws Exception {
        Asker asker = Asker.of(shop);
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String order = "/rights/orders/" + asker.order + "/request";
        desk.post(order, cameBy("counter", today, "document", RequestKind.CORRECTION, "It was 64 GB"));
        assertThat(act(desk, asker.latest(), "answer", says("granted", "", "")).body())
                .contains("Nothing was corrected since it was asked");
        desk.post(order, cameBy("mail", today, "none", RequestKind.ACCESS, "What is kept?"));
        assertThat(act(desk, asker.latest(), "answer", says("refused", "not_identified", "Call us"))
                        .status())
                .isEqualTo(302);
        assertThat(asker.page()).contains("We could not see that it is you who asks");
    }

    /** PIPL art. 48: rules of processing are explained to who asks, and not by a tick. */
    @Test
    void whatIsNotExplainedIsAskedOfTheDeskAndAnsweredInWords() throws Exception {
        Asker asker = Asker.of(shop);
        asker.ask(RequestKind.ACCESS, "Why is it kept for 90 days?");
        assertThat(act(desk, asker.latest(), "answer", says("granted", "", "")).body())
                .contains("This needs some words");
        assertThat(asker.latest().isOpen()).isTrue();
        act(desk, asker.latest(), "answer", says("granted", "", "So that we can answer questions about the erasure"));
        assertThat(asker.latest().isOpen()).isFalse();
        assertThat(asker.words()).contains("So that we can answer questions about the erasure");
    }

    /** PIPL art. 49: what was shown is on record as a choice of a list, and nothing of the relative is kept. */
    @Test
    void aNearRelativeOfSomebodyWhoHasDiedAsksAndWhatWasShownIsOnRecord() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        String order = "/rights/orders/" + asker.order + "/request";
        desk.post(order, cameBy("letter", today, "none", RequestKind.DELETION, "My father died; delete what is his"));
        PersonRequest request = asker.latest();
        assertThat(act(desk, request, "answer", says("granted", "", "")).body()).contains("It has not been seen yet");
        assertThat(desk.get("/rights/" + request.id()).body())
                .contains("A near relative of the person, who has died")
                .as("no ground before it was seen that a relative asks")
                .doesNotContain("had arranged otherwise");
        assertThat(act(desk, request, "answer", says("refused", "not_for_kin", "No"))
                        .body())
                .contains("That reason does not hold");
        act(desk, request, "identified", Map.of("identity", "kin"));
        assertThat(jdbc().sql("SELECT identity FROM rights.event WHERE request_id = ? AND what = 'identified'")
                        .param(request.id())
                        .query((row, _) -> row.getString(1))
                        .single())
                .isEqualTo("kin");
        assertThat(desk.get("/rights/" + request.id()).body())
                .contains("papers of the death and of the kinship were looked at", "had arranged otherwise");
        assertThat(asker.page())
                .contains("It was seen that a near relative asks")
                .doesNotContain("It was seen that it is you");
        act(desk, asker.latest(), "answer", says("granted", "", ""));
        assertThat(bean(Vault.class).keeping(asker.person()).orElseThrow().forgottenAt())
                .isPresent();

        Asker other = Asker.of(shop);
        desk.post(
                "/rights/orders/" + other.order + "/request",
                cameBy("counter", today, "kin", RequestKind.ACCESS, "What did she hand in?"));
        assertThat(other.page()).contains("as a near relative asked without the link");
        assertThat(act(desk, other.latest(), "answer", says("refused", "not_for_kin", "She left word about it"))
                        .status())
                .isEqualTo(302);
        assertThat(other.page()).contains("had arranged otherwise", "Refused");
    }

    @Test
    void whatItsOwnerHadForgottenIsToldSo() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        asker.ask(RequestKind.ACCESS, "What is kept?");
        bean(Vault.class)
                .add(
                        asker.person(),
                        Map.of(Field.CIVIL_NAME, "王小明", Field.ID_KIND, "other", Field.ID_NUMBER, "A1234567"),
                        Purpose.SELLER_REGISTER,
                        new Reader(Reader.Kind.STAFF, Optional.of(UUID.randomUUID()), Set.of(Role.CLERK), shop.site()));
        PersonRequest request = asker.latest();
        assertThat(desk.get("/rights/" + request.id()).body()).contains("Read what was written");
        asker.browser.post(asker.link + "/forget", Map.of("sure", "1"));
        assertThat(bean(Vault.class).keeping(asker.person()).orElseThrow().partlyForgottenAt())
                .isPresent();
        for (String page : List.of(
                desk.get("/rights/" + request.id()).body(),
                desk.post("/rights/" + request.id() + "/words", Map.of()).body())) {
            assertThat(page)
                    .contains("the person had it forgotten on", "as they themselves wished")
                    .doesNotContain("not given for this purpose", "Read what was written");
        }
    }

    @Test
    void wordsToSomebodyOfWhomNothingIsKeptAreNotDropped() throws Exception {
        Asker asker = Asker.of(shop);
        asker.ask(RequestKind.COMPLAINT, "It was dirty");
        asker.browser.post(asker.link + "/forget", Map.of("sure", "1"));
        PersonRequest request = asker.latest().kind() == RequestKind.COMPLAINT
                ? asker.latest()
                : bean(OwnRequests.class).of(asker.order).getLast();
        assertThat(desk.get("/rights/" + request.id()).body()).contains("words would be kept nowhere");
        assertThat(act(desk, request, "answer", says("refused", "not_confirmed", "It was clean"))
                        .body())
                .contains("The key was destroyed", ">It was clean</textarea>");
        assertThat(act(desk, request, "answer", says("refused", "not_confirmed", ""))
                        .status())
                .isEqualTo(302);
    }

    @Test
    void whatDoesNotSettleItGoesToSomebodyWhoHasNotDecidedIt() throws Exception {
        Asker asker = Asker.of(shop);
        asker.ask(RequestKind.COMPLAINT, "Not well");
        act(desk, asker.latest(), "answer", says("refused", "not_confirmed", "No"));
        assertThat(asker.press("unsettled", Map.of("text", "But it is so")).location())
                .isEqualTo(asker.link + "/requests");
        PersonRequest again = asker.latest();
        assertThat(again.round()).isEqualTo(2);
        assertThat(Clock.daysLeft(again.due(), again.zone(), Instant.now())).isEqualTo(30);

        assertThat(desk.get("/rights/" + again.id()).body())
                .contains("You decided this before", "Nobody else here is a data protection officer");
        for (String what : List.of("answer", "first-word", "prolong", "hand")) {
            assertThat(act(desk, again, what, says("granted", "", "Yes")).body())
                    .as(what)
                    .contains("You decided this before, or handed it on. Somebody else has to answer it.");
        }
        // Nor by going past the desk.
        assertThatThrownBy(() -> bean(RequestTable.class)
                        .append(
                                again.id(),
                                RequestTable.Step.of(
                                        again, Instant.now(), What.FIRST_WORD, State.OPEN, Optional.of(officer))))
                .hasMessageContaining("nobody decides a second time");

        Browser second = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
        assertThat(act(second, again, "answer", says("granted", "", "You are right"))
                        .location())
                .isEqualTo("/rights/" + again.id());
        assertThat(asker.words()).contains("But it is so", "You are right", "Granted");
        asker.press("unsettled", Map.of());
        assertThat(act(desk, asker.latest(), "first-word", Map.of()).status()).isEqualTo(422);
        assertThat(act(second, asker.latest(), "first-word", Map.of()).status()).isEqualTo(422);
        Browser third = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
        act(third, asker.latest(), "answer", says("refused", "not_confirmed", "No"));
        PersonRequest last = asker.latest();
        assertThat(last.round()).isEqualTo(PersonRequest.ROUNDS_MAX);
        assertThat(asker.browser
                        .post(asker.link + "/requests/" + last.id() + "/unsettled", with(last, Map.of()))
                        .body())
                .contains("It was asked three times");
    }

    @Test
    void whoIsComplainedOfHandsItOn() throws Exception {
        Asker asker = Asker.of(shop);
        asker.ask(RequestKind.COMPLAINT, "It was the officer");
        assertThat(act(desk, asker.latest(), "hand", Map.of()).body()).contains("Nobody else here could decide it");
        UUID other = shop.account(Role.DATA_PROTECTION_OFFICER);
        act(desk, asker.latest(), "hand", Map.of());
        assertThat(asker.page()).contains("Somebody else decides it now");
        assertThat(act(desk, asker.latest(), "answer", says("granted", "", "x")).status())
                .isEqualTo(422);
        assertThat(act(confirmed(other), asker.latest(), "answer", says("granted", "", "x"))
                        .status())
                .isEqualTo(302);
    }

    @Test
    void ofTwoAtOnceOneAnswersAndTheOtherIsTold() throws Exception {
        Asker asker = Asker.of(shop);
        asker.ask(RequestKind.ACCESS, "What is kept?");
        PersonRequest request = asker.latest();
        Browser other = confirmed(shop.account(Role.DATA_PROTECTION_OFFICER));
        CyclicBarrier together = new CyclicBarrier(2);
        try (var pool = Executors.newFixedThreadPool(2)) {
            List<Future<Browser.Answer>> answers = pool.invokeAll(List.<Callable<Browser.Answer>>of(
                    () -> answering(desk, request, together), () -> answering(other, request, together)));
            List<Integer> came = List.of(
                    answers.getFirst().get().status(), answers.getLast().get().status());
            assertThat(came).containsExactlyInAnyOrder(302, 422);
            assertThat(answers.getFirst().get().body() + answers.getLast().get().body())
                    .contains("Somebody has done something to this request meanwhile");
        }
        assertThat(asker.latest().events()).hasSize(2);
    }

    private static Browser.Answer answering(Browser by, PersonRequest request, CyclicBarrier together)
            throws Exception {
        together.await();
        return act(by, request, "answer", says("granted", "", "Nothing more"));
    }

    @Test
    void aFormThatIsSentTwiceIsOne() throws Exception {
        Asker asker = Asker.of(shop);
        Map<String, String> form =
                Map.of("kind", "complaint", "text", "twice", "_form", "abcdefghijabcdefghijabcdefghij12");
        asker.browser.post(asker.link + "/requests", form);
        asker.browser.post(asker.link + "/requests", form);
        assertThat(bean(OwnRequests.class).of(asker.order)).hasSize(1);
        Map<String, String> word = with(asker.latest(), Map.of("_form", "abcdefghijabcdefghijabcdefghij34"));
        String path = "/rights/" + asker.latest().id();
        assertThat(desk.post(path + "/first-word", word).location()).isEqualTo(path);
        assertThat(desk.post(path + "/first-word", word).location()).isEqualTo(path);
        assertThat(asker.latest().events()).hasSize(2);
    }

    @Test
    void aHoldRefusesTheDeletionAndStopsNoClock() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        asker.ask(RequestKind.DELETION, "Please delete all");
        Instant due = asker.latest().due();
        assertThat(act(desk, asker.latest(), "answer", says("refused", "held", ""))
                        .body())
                .contains("That reason does not hold");
        Reader manager =
                new Reader(Reader.Kind.STAFF, Optional.of(UUID.randomUUID()), Set.of(Role.MANAGER), shop.site());
        bean(Vault.class)
                .hold(asker.person(), new Vault.Hold("dispute", Instant.now().plus(Duration.ofDays(9))), manager);

        assertThat(act(desk, asker.latest(), "answer", says("granted", "", "")).body())
                .contains("A legal hold stops the forgetting");
        assertThat(asker.latest().isOpen()).isTrue();
        assertThat(asker.latest().due()).isEqualTo(due);
        assertThat(desk.get("/rights/" + asker.latest().id()).body()).contains("the days for an answer run on");
        act(desk, asker.latest(), "answer", says("refused", "held", ""));
        assertThat(asker.page()).contains("A legal hold keeps it");

        bean(Vault.class).release(asker.person(), "the case is over", manager);
        asker.ask(RequestKind.DELETION, "");
        act(desk, asker.latest(), "answer", says("granted", "", ""));
        assertThat(bean(Vault.class).keeping(asker.person()).orElseThrow().forgottenAt())
                .isPresent();
        assertThat(asker.page()).contains("Granted", "A legal hold keeps it");
        assertThat(asker.words()).doesNotContain("Please delete all");
        assertThat(desk.get("/rights/"
                                + bean(OwnRequests.class)
                                        .of(asker.order)
                                        .getLast()
                                        .id())
                        .body())
                .contains("What was written is gone");
    }

    /**
     * Over the National Day, a leap day, and a change to summer time, with a legal hold in the middle: the last day is thirty days of the calendar later, and
     * thirty more are counted from it.
     */
    @ParameterizedTest
    @CsvSource({
        "Asia/Shanghai, 2027-09-10T10:00:00+08:00, 2027-10-10, 2027-11-09, Sunday",
        "Asia/Shanghai, 2028-02-10T10:00:00+08:00, 2028-03-11, 2028-04-10, Saturday",
        "Asia/Shanghai, 2028-01-30T23:59:59+08:00, 2028-02-29, 2028-03-30, ''",
        "Europe/Berlin, 2027-03-08T10:00:00+01:00, 2027-04-07, 2027-05-07, ''",
    })
    void neitherAHolidayNorALeapDayNorSummerTimeNorAHoldMovesAClock(
            String zone, String at, LocalDate last, LocalDate prolonged, String weekend) throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        ZoneId where = ZoneId.of(zone);
        PersonRequest request =
                asked(asker, RequestKind.DELETION, OffsetDateTime.parse(at).toInstant(), where);
        assertThat(request.lastDay()).isEqualTo(last);
        assertThat(request.due()).isEqualTo(last.plusDays(1).atStartOfDay(where).toInstant());
        Reader manager =
                new Reader(Reader.Kind.STAFF, Optional.of(UUID.randomUUID()), Set.of(Role.MANAGER), shop.site());
        Instant middle = last.minusDays(15).atStartOfDay(where).toInstant();
        bean(Vault.class).hold(asker.person(), new Vault.Hold("dispute", middle), manager);
        PersonRequest held = asker.latest();
        assertThat(held.due()).isEqualTo(request.due());
        assertThat(held.daysLeft(middle)).isEqualTo(15);
        String page = desk.get("/rights/" + request.id()).body();
        assertThat(page).contains("the days for an answer run on");
        if (weekend.isEmpty()) {
            assertThat(page).doesNotContain("day: answer before it");
        } else {
            assertThat(page).contains("a " + weekend + ": answer before it");
            assertThat(desk.get("/rights").body()).contains("a " + weekend + ": answer before it");
            assertThat(asker.page()).as("what is told to the desk alone").doesNotContain("answer before it");
        }

        act(desk, held, "prolong", Map.of("delay", "extent"));
        assertThat(asker.latest().lastDay()).isEqualTo(prolonged);
        bean(Vault.class).release(asker.person(), "the case is over", manager);
        assertThat(asker.latest().lastDay()).isEqualTo(prolonged);
        assertThat(asker.latest().due())
                .isEqualTo(prolonged.plusDays(1).atStartOfDay(where).toInstant());
    }

    @Test
    void whatALawKeepsIsGrantedInPart() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        Vault vault = bean(Vault.class);
        vault.add(
                asker.person(),
                Map.of(Field.CIVIL_NAME, "王小明", Field.ID_KIND, "other", Field.ID_NUMBER, "A1234567"),
                Purpose.SELLER_REGISTER,
                new Reader(Reader.Kind.STAFF, Optional.of(UUID.randomUUID()), Set.of(Role.CLERK), shop.site()));
        asker.ask(RequestKind.DELETION, "");
        assertThat(act(desk, asker.latest(), "answer", says("granted", "", "")).body())
                .contains("A law keeps a part");
        assertThat(vault.keeping(asker.person()).orElseThrow().fields()).contains(Field.NAME);
        act(desk, asker.latest(), "answer", says("in_part", "kept_by_law", "The rest goes by itself"));
        assertThat(vault.keeping(asker.person()).orElseThrow().fields())
                .contains(Field.CIVIL_NAME)
                .doesNotContain(Field.NAME, Field.PHONE);
        assertThat(asker.words()).contains("Granted in part", "The rest goes by itself");
    }

    @Test
    void aCorrectionIsGrantedOnceSomethingWasCorrected() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        asker.ask(RequestKind.CORRECTION, "My number in the register is wrong");
        act(desk, asker.latest(), "first-word", Map.of("text", "We look"));
        assertThat(act(desk, asker.latest(), "answer", says("granted", "", "")).body())
                .contains("Nothing was corrected since it was asked");
        bean(Vault.class)
                .add(
                        asker.person(),
                        Map.of(Field.CIVIL_NAME, "王小明", Field.ID_KIND, "other", Field.ID_NUMBER, "A1234568"),
                        Purpose.SELLER_REGISTER,
                        new Reader(Reader.Kind.STAFF, Optional.of(UUID.randomUUID()), Set.of(Role.CLERK), shop.site())
                                .because(Reason.MISTYPED, ""));
        assertThat(act(desk, asker.latest(), "answer", says("granted", "", "")).status())
                .isEqualTo(302);
    }

    @Test
    void itTakesLongerOnceAndOnlyBeforeItIsLate() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        PersonRequest late = before(asker, RequestKind.ACCESS, 40);
        PersonRequest late2 = before(asker, RequestKind.ACCESS, 32);
        PersonRequest old = before(asker, RequestKind.CORRECTION, 20);
        String list = desk.get("/rights").body();
        assertThat(list)
                .contains("10 days late", "2 late")
                .contains("A first word is late", "A first word is late · until the end of");
        assertThat(list.indexOf(late.code())).isLessThan(list.indexOf(late2.code()));
        assertThat(list.indexOf(late2.code())).isLessThan(list.indexOf(old.code()));
        assertThat(act(desk, late, "prolong", Map.of("delay", "extent")).body()).contains("The days for this are over");
        assertThat(act(desk, old, "prolong", Map.of("delay", "because")).body()).contains("a reason from the list");
        assertThat(act(desk, old, "prolong", Map.of("delay", "document", "text", "Bring your card"))
                        .status())
                .isEqualTo(302);
        PersonRequest now = bean(RequestTable.class).find(old.id()).orElseThrow();
        assertThat(now.lastDay()).isEqualTo(old.lastDay().plusDays(30));
        assertThat(asker.page()).contains("It takes longer", "A document has to be shown at the counter first");
        assertThat(act(desk, now, "prolong", Map.of("delay", "document")).body())
                .contains("that is possible once");
    }

    @Test
    void afterThirtyDaysAnAnswerStands() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        PersonRequest old = before(asker, RequestKind.ACCESS, 60);
        bean(RequestTable.class)
                .append(
                        old.id(),
                        RequestTable.Step.of(
                                        old,
                                        Instant.now().minus(Duration.ofDays(31)),
                                        What.ANSWERED,
                                        State.ANSWERED,
                                        Optional.of(officer))
                                .says(PersonRequest.Result.GRANTED, Optional.empty()));
        PersonRequest answered = asker.latest();
        assertThat(asker.page()).doesNotContain("/unsettled");
        assertThat(asker.browser
                        .post(asker.link + "/requests/" + old.id() + "/unsettled", with(answered, Map.of()))
                        .body())
                .contains("The days for this are over");
    }

    @Test
    void whatPeopleDoThemselvesIsAnsweredAtOnceAndInNobodysQueue() throws Exception {
        Asker asker = Asker.of(shop);
        asker.contact("王小明", "13800138000");
        assertThat(bean(OwnRequests.class).of(asker.order)).isEmpty();
        asker.contact("王小明", "13800138001");
        asker.browser.post(asker.link + "/own", Map.of());
        asker.browser.post(asker.link + "/own", Map.of());
        asker.browser.post(asker.link + "/forget", Map.of());
        asker.browser.post(asker.link + "/forget", Map.of("sure", "1"));
        asker.browser.post(asker.link + "/forget", Map.of("sure", "1"));
        assertThat(bean(OwnRequests.class).of(asker.order))
                .extracting(PersonRequest::kind)
                .containsExactly(RequestKind.DELETION, RequestKind.ACCESS, RequestKind.CORRECTION);
        assertThat(bean(OwnRequests.class).of(asker.order))
                .allMatch(one -> one.isAtOnce() && one.state() == State.ANSWERED);
        assertThat(asker.page()).contains("Done at once, by yourself");
        assertThat(desk.get("/rights").body()).contains("0 waiting");
        assertThat(desk.get("/rights?at-once=1").body()).contains("Deletion", "Correction");
    }

    @Test
    void onlyTheirOwnAndOnlyInTheBrowserThatMayOpen() throws Exception {
        Asker asker = Asker.of(shop);
        Asker stranger = Asker.of(shop);
        asker.ask(RequestKind.COMPLAINT, "mine alone");
        PersonRequest mine = asker.latest();
        Map<String, String> seen = with(mine, Map.of());
        assertThat(stranger.browser
                        .post(stranger.link + "/requests/" + mine.id() + "/withdraw", seen)
                        .body())
                .contains("There is no such request");
        Browser byPaper = nobody();
        byPaper.post(
                asker.link + "/enter", Map.of("code", bean(OwnerLinks.class).paperCode(asker.order)));
        assertThat(byPaper.get(asker.link + "/requests").status()).isEqualTo(200);
        assertThat(byPaper.post(asker.link + "/requests/words", Map.of()).body())
                .doesNotContain("mine alone");
        assertThat(byPaper.post(asker.link + "/requests/" + mine.id() + "/withdraw", seen)
                        .status())
                .isEqualTo(422);
        assertThat(asker.latest().isOpen()).isTrue();
        assertThat(asker.press("withdraw", Map.of()).status()).isEqualTo(302);
        assertThat(asker.latest().state()).isEqualTo(State.WITHDRAWN);
        assertThat(act(desk, asker.latest(), "first-word", Map.of()).status()).isEqualTo(422);

        Browser elsewhere = signedIn(shop.accountAt(Optional.of(shop.otherSite()), Role.DATA_PROTECTION_OFFICER));
        Browser otherShop = newShop().browser(Role.DATA_PROTECTION_OFFICER);
        for (Browser other : List.of(elsewhere, otherShop)) {
            assertThat(other.get("/rights/" + mine.id()).status()).isEqualTo(404);
            assertThat(other.post("/rights/" + mine.id() + "/words", Map.of()).status())
                    .isEqualTo(404);
            assertThat(other.get("/rights?state=all").body()).doesNotContain(mine.code());
        }
    }

    @Test
    void thereAreBoundsAndClearWords() throws Exception {
        Asker asker = Asker.of(shop);
        assertThat(asker.ask(RequestKind.COPY, "x").body()).contains("Choose what you want to ask for");
        assertThat(asker.ask(RequestKind.COMPLAINT, " ").body()).contains("This needs some words");
        assertThat(asker.ask(RequestKind.COMPLAINT, "x".repeat(1001)).body()).contains("1 to 1000 characters");
        assertThat(asker.ask(RequestKind.COMPLAINT, "\u0007").body()).contains("1 to 1000 characters");
        assertThat(bean(OwnRequests.class).of(asker.order)).isEmpty();
        for (int i = 0; i < OwnRequests.OPEN_MAX; i++) {
            assertThat(asker.ask(RequestKind.ACCESS, "question " + i).status()).isEqualTo(302);
        }
        Browser.Answer more = asker.ask(RequestKind.ACCESS, "one more");
        assertThat(more.status()).isEqualTo(422);
        assertThat(more.body()).contains("Too many requests are open", "one more");
    }

    @Test
    void whomTheCompanyNamesStandsOnTheOwnersPages() throws Exception {
        Asker asker = Asker.of(shop);
        Browser administrator = shop.browser(Role.ADMINISTRATOR);
        assertThat(administrator.get("/data-protection").body()).contains("One person has the role");
        assertThat(newShop().browser(Role.ADMINISTRATOR).get("/data-protection").body())
                .contains("Nobody answers");
        for (String contact : List.of("", "ask us", "x".repeat(95) + "@shop.example", "a@b", "tel\n020 8888 0000")) {
            assertThat(administrator
                            .post("/data-protection", Map.of("name", "Data office", "contact", contact))
                            .status())
                    .as(contact)
                    .isEqualTo(422);
        }
        administrator.post("/data-protection", Map.of("name", "Data office", "contact", "020 8888 0000"));
        administrator.post("/data-protection", Map.of("name", "Data office", "contact", "privacy@shop.example"));
        assertThat(asker.page()).contains("Data office", "privacy@shop.example").doesNotContain("020 8888 0000");
        assertThat(asker.browser.get(asker.link + "/privacy").body()).contains("privacy@shop.example");
        assertThatThrownBy(() -> jdbc().sql("DELETE FROM rights.officer").update())
                .hasMessageContaining("APPEND_ONLY");
    }

    @Test
    void whatIsWrittenIsNotChangedAfterwards() throws Exception {
        Asker asker = Asker.of(shop);
        asker.ask(RequestKind.DELETION, "");
        UUID id = asker.latest().id();
        for (String change : List.of(
                "UPDATE rights.request SET kind = 'copy' WHERE id = '" + id + "'",
                "DELETE FROM rights.event WHERE request_id = '" + id + "'",
                "UPDATE rights.event SET due_at = now() WHERE request_id = '" + id + "'")) {
            assertThatThrownBy(() -> jdbc().sql(change).update()).hasMessageContaining("APPEND_ONLY");
        }
        assertThatThrownBy(() -> jdbc().sql("TRUNCATE rights.event").update()).hasMessageContaining("APPEND_ONLY");
    }
}
