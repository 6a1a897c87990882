package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presences;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.InstitutionList;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Shows;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** A medium that shows no serial number: one is never two devices' without somebody who answers for it. */
@Tag("slow")
final class NamelessTest extends PlatformTest {
    private static final Pattern SHOWN = Pattern.compile("name=\"shown\" value=\"([^\"]*)\"");

    private final Shop shop = newShop();
    private final Browser technician = shop.browser(Role.TECHNICIAN);
    private final Browser manager = shop.browser(Role.MANAGER);

    @Test
    void withoutAWordNothingIsQueued() throws Exception {
        BenchOrder order = BenchOrder.laptopOfOneDrive(shop, new SigningStation(newStation(shop.site())));
        assertThat(technician.get("/bench").body()).contains("no serial number", "I have put this order's drive");

        Browser.Answer refused = choose(technician, order, "", "");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("Nothing was queued", "put it there yourself");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(bean(BenchTasks.class).lastTask(order.order)).isEmpty();

        assertThat(choose(technician, order, "yes", "").status()).isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.AT_BENCH);
        assertThat(kinds(order)).contains("medium-own");
        assertThatThrownBy(() -> jdbc().sql("""
                        INSERT INTO bench.task (id, order_id, order_code, device_id, asset, policy, site_id, station_id,
                          lane, state, queued_by, queued_at)
                        SELECT gen_random_uuid(), gen_random_uuid(), 'O', device_id, asset, policy, site_id,
                          gen_random_uuid(), lane, state, queued_by, queued_at FROM bench.task WHERE order_id = ?""").param(order.order).update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("nobody has said");
    }

    @Test
    void theSameMediumClearsNoSecondDeviceByATechniciansWord() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder first = BenchOrder.laptopOfOneDrive(shop, station);
        first.erases("", Verdict.CLEARED);
        assertThat(first.state()).isEqualTo(OrderState.CLEARED);
        BenchOrder second = BenchOrder.laptopOfOneDrive(shop, station);

        assertThat(technician.get("/bench").body())
                .contains("may be the one erased here for " + code(first), "A manager has to look first")
                .doesNotContain("I am a manager");
        for (String another : new String[] {"", "yes"}) {
            Browser.Answer refused = choose(technician, second, "yes", another);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.body()).contains("was erased at this site for another order", "Nothing was queued");
        }
        assertThat(choose(manager, second, "yes", "").status()).isEqualTo(422);
        Browser both = shop.browser(Role.MANAGER, Role.TECHNICIAN);
        assertThat(shown(both, second)).as("their page shows what was before").isNotEmpty();
        Browser.Answer own = choose(both, second, "yes", "");
        assertThat(own.status()).isEqualTo(422);
        assertThat(own.body()).contains("was erased at this site for another order");
        assertThat(second.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(kinds(first)).doesNotContain("medium-again");

        assertThat(manager.get("/bench").body()).contains("I am a manager");
        assertThat(choose(manager, second, "", "yes").status()).isEqualTo(302);
        assertThat(second.state()).isEqualTo(OrderState.AT_BENCH);
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/intake/" + second.order).body()).contains("a manager said that this is another");
        assertThat(clerk.get("/intake/" + first.order).body()).contains("a manager said that it is another");
    }

    /** Between the page and the click another one was erased there: nobody has looked at that one. */
    @Test
    void aManagersWordIsAboutTheOneThatTheyWereShown() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder first = BenchOrder.laptopOfOneDrive(shop, station);
        first.erases("", Verdict.CLEARED);
        BenchOrder second = BenchOrder.laptopOfOneDrive(shop, station);
        BenchOrder third = BenchOrder.laptopOfOneDrive(shop, station);
        List<String> shown = shown(manager, second);
        assertThat(shown).containsExactly(task(first) + ":" + station.paired.id() + ":" + BenchOrder.LANE);
        assertThat(shown(technician, second)).as("whoever says nothing of it").isEmpty();
        assertThat(choose(manager, third, "", "yes").status()).isEqualTo(302);
        UUID between = task(third);
        station.claim(between, BenchOrder.LANE, "");
        assertThat(station.finish(between, station.receipt(SigningStation.Said.good("", third.device.code())))
                        .status())
                .isEqualTo(200);

        for (List<String> stale : List.of(
                shown,
                List.<String>of(),
                List.of(between + ":" + station.paired.id() + ":another"),
                List.of("x:" + station.paired.id() + ":" + BenchOrder.LANE))) {
            Browser.Answer refused = send(manager, second, BenchOrder.LANE, "", "yes", stale);
            assertThat(refused.status()).as("%s", stale).isEqualTo(422);
            assertThat(refused.body())
                    .contains("Meanwhile another drive like this one was erased", "erased here for " + code(third));
        }
        assertThat(second.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(kinds(third)).doesNotContain("medium-again");

        assertThat(choose(manager, second, "", "yes").status()).isEqualTo(302);
        assertThat(kinds(third)).contains("medium-again");
        assertThat(jdbc().sql("SELECT word_about FROM bench.task WHERE id = ?")
                        .param(task(second))
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single())
                .isEqualTo(between);
    }

    /** The one that could not be cleared was surely another: it may still hold everything while this one makes the device clear. */
    @Test
    void aDriveOfAnotherSizeIsNoSecondTryOfTheFirst() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder order = BenchOrder.laptopOfOneDrive(shop, station);
        order.erases("", Verdict.FAILED);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(shown(manager, order))
                .as("the same one is tried again without a question")
                .isEmpty();
        for (String serial : new String[] {"", "S-OF-ANOTHER"}) {
            assertThat(station.tellLane(BenchOrder.LANE, serial, 8_500_000_000L).status())
                    .isEqualTo(200);
            assertThat(technician.get("/bench").body()).contains("another model or size than the drive that was tried");
            for (Browser browser : List.of(technician, manager)) {
                Browser.Answer refused = choose(browser, order, "yes", "");
                assertThat(refused.status()).isEqualTo(422);
            }
            assertThat(choose(technician, order, "yes", "").body())
                    .contains(
                            "another model or size than the one that was tried for this order before",
                            "Nothing was queued");
            assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        }
        assertThat(choose(manager, order, "", "yes").status()).isEqualTo(302);
        assertThat(kinds(order)).contains("medium-changed").doesNotContain("medium-again", "medium-another");
        assertThat(shop.browser(Role.CLERK).get("/intake/" + order.order).body())
                .contains("another model or size than the one that was tried for this order before");
    }

    /** A station that could not even say what is on it leaves no receipt; nor does a week or another site let the first drive be forgotten. */
    @Test
    void aTryWithoutAReceiptIsRememberedForItsDevice() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder order = BenchOrder.laptopOfOneDrive(shop, station);
        station.tellLane(BenchOrder.LANE, "");
        UUID first = order.queue();
        assertThat(station.claim(first, BenchOrder.LANE, "").status()).isEqualTo(200);
        breaks(station, first);
        jdbc().sql("""
                        UPDATE bench.task SET queued_at = queued_at - interval '9 days', claimed_at = claimed_at - interval '9 days',
                          ended_at = ended_at - interval '9 days' WHERE id = ?""").param(first).update();
        station.tellLane(BenchOrder.LANE, "", 8_500_000_000L);
        assertThat(choose(technician, order, "yes", "").body())
                .contains("another model or size than the one that was tried");
        assertThat(choose(manager, order, "", "yes").status()).isEqualTo(302);

        UUID second = task(order);
        assertThat(station.claim(second, BenchOrder.LANE, "").status()).isEqualTo(200);
        breaks(station, second);
        assertThat(choose(technician, order, "yes", "").status())
                .as("the one that a manager has spoken for is tried again without another word")
                .isEqualTo(302);
    }

    /** Two questions are two: what was tried for this device, and what was erased for another. */
    @Test
    void oneWordIsNoAnswerToTheOtherQuestion() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder order = BenchOrder.laptopOfOneDrive(shop, station);
        BenchOrder other = BenchOrder.laptopOfOneDrive(shop, station);
        other.erases("", Verdict.CLEARED);
        station.tellLane(BenchOrder.LANE, "", 8_500_000_000L);
        UUID first = order.queue();
        assertThat(station.claim(first, BenchOrder.LANE, "").status()).isEqualTo(200);
        breaks(station, first);
        station.tellLane(BenchOrder.LANE, "");
        List<String> shown = shown(manager, order);
        assertThat(shown).hasSize(2);
        for (String one : shown) {
            assertThat(send(manager, order, BenchOrder.LANE, "", "yes", List.of(one))
                            .body())
                    .contains("Meanwhile another drive like this one was erased");
        }
        assertThat(send(manager, order, BenchOrder.LANE, "", "yes", shown).status())
                .isEqualTo(302);
        assertThat(kinds(order)).contains("medium-changed", "medium-another");
        assertThat(kinds(other)).contains("medium-again");
    }

    /** Whoever adds one past all questions begins nothing with it. */
    @Test
    void noStationBeginsWithoutAWord() throws Exception {
        BenchOrder order = BenchOrder.laptopOfOneDrive(shop, new SigningStation(newStation(shop.site())));
        UUID task = order.queue();
        jdbc().sql("UPDATE bench.task SET word = NULL WHERE id = ?").param(task).update();
        assertThatThrownBy(() -> jdbc().sql("UPDATE bench.task SET state = 'claimed', claimed_at = now() WHERE id = ?")
                        .param(task)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("nobody has said");
    }

    /** The word about the one before is no pass to any lane. */
    @Test
    void aManagerBeginsNothingThatNothingWasBefore() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder first = BenchOrder.laptopOfOneDrive(shop, station);
        station.tellLane(BenchOrder.LANE, "");
        Browser.Answer refused = choose(manager, first, "", "yes");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("a technician chooses this lane");
        assertThat(first.state()).isEqualTo(OrderState.CONSENTED);
        Browser both = shop.browser(Role.MANAGER, Role.TECHNICIAN);
        assertThat(choose(both, first, "", "yes").status()).isEqualTo(422);
        assertThat(choose(both, first, "yes", "yes").status()).isEqualTo(302);
        assertThat(kinds(first)).contains("medium-own");
    }

    /** Erased without an order, and named by a label: the same medium could be named by two. */
    @Test
    void ofANamelessOneWithoutAnOrderTheLabelIsNotEnough() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder order = BenchOrder.laptopOfOneDrive(shop, station);
        UUID event = loose(station, SigningStation.Said.good("", order.device.code()));
        String page = "/bench/erasures/" + event + "?order=" + code(order);
        assertThat(technician.get(page).body()).contains("it takes a manager who has looked");
        assertThat(manager.get(page).body()).doesNotContain("it takes a manager who has looked");
    }

    /** The first may hold all of it still: what a lane would ask, a label does not answer. */
    @Test
    void ofOneThatShowsANumberAfterATryOfOneThatShowedNoneTheLabelIsNotEnough() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder order = BenchOrder.laptopOfOneDrive(shop, station);
        order.erases("", Verdict.FAILED);
        UUID event = loose(station, SigningStation.Said.good("S-TYPED", order.device.code()));
        String page = "/bench/erasures/" + event + "?order=" + code(order);
        assertThat(technician.get(page).body()).contains("the one before may still hold everything");
        assertThat(manager.get(page).body())
                .contains("only if this one is the same drive on another cable")
                .doesNotContain("It takes a manager who has looked");
        assertThat(technician
                        .post("/bench/erasures/" + event + "/match", Map.of("order", code(order)))
                        .status())
                .isEqualTo(302);
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
    }

    /** Where nothing was tried before, a technician is enough, as ever. */
    @Test
    void ofOneThatShowsANumberTheLabelIsEnoughWhereNothingWasTriedBefore() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder order = LooseErasureTest.past(BenchOrder.laptopOfOneDrive(shop, station));
        UUID event = loose(station, SigningStation.Said.good("S-TYPED", order.device.code()));
        assertThat(technician
                        .get("/bench/erasures/" + event + "?order=" + code(order))
                        .body())
                .contains("It counts for this order as if");
    }

    private static UUID loose(SigningStation station, SigningStation.Said said) throws Exception {
        String receipt = station.receipt(said);
        station.call(
                "PUT",
                "/trust-list",
                Json.object().put("trustList", station.trustList()).build());
        station.call("POST", "/erasures", Json.object().put("receipt", receipt).build());
        return jdbc().sql("SELECT event_id FROM ledger.statement WHERE receipt = ?")
                .param(receipt)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    /** What was given up may still send its receipt: then one medium would be the proof of two. */
    @Test
    void whatWasGivenUpCountsAndWhatProvedNothingOrIsLongAgoDoesNot() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder first = BenchOrder.laptopOfOneDrive(shop, station);
        first.claimed();
        bean(BenchTasks.class).giveUp(first.order, first.account);
        BenchOrder second = BenchOrder.laptopOfOneDrive(shop, station);
        assertThat(choose(technician, second, "yes", "").status()).isEqualTo(422);
        // Its own try, once more.
        assertThat(choose(technician, first, "yes", "").status()).isEqualTo(302);
        bean(BenchTasks.class).withdraw(first.order, Actor.staff(first.account));

        jdbc().sql("""
                        UPDATE bench.task SET claimed_at = claimed_at - interval '8 days',
                          ended_at = ended_at - interval '8 days' WHERE station_id = ?""").param(station.paired.id()).update();
        assertThat(choose(technician, second, "yes", "").status()).isEqualTo(302);
    }

    /** Beside the device, on whatever page and paper its result stands. */
    @Test
    void onWhatItRestsStandsBesideItInAList() throws Exception {
        InstitutionList list = InstitutionList.takenIn(
                        shop, SigningStation.POLICY, "laptop,Lenovo,T14," + SigningStation.serial() + ",1")
                .offered("0");
        Browser person = list.joined();
        list.agreed(person);
        BenchOrder order = BenchOrder.of(shop, list.order(0), "");
        order.erases("", Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);

        for (Browser.Answer page : List.of(
                list.clerk().get(list.page()),
                list.clerk().get(list.page() + "/summary"),
                person.get(list.link() + "/summary"),
                person.get(list.link() + "/device"),
                person.get(list.link() + "/proof"))) {
            assertThat(page.body()).contains("whoever chose the lane");
        }
        assertThat(list.clerk().get(list.page() + "/results.csv").body()).contains("no-serial");
    }

    @Test
    void theOwnersTimelineSaysNoMoreThanTheirResult() throws Exception {
        BenchOrder order = BenchOrder.laptopOfOneDrive(shop, new SigningStation(newStation(shop.site())));
        order.erases("", Verdict.CLEARED);
        bean(Presences.class).present(order.order, Shows.by(Presence.CODE), Actor.owner());
        String link = bean(OwnerInvitation.class).link(order.order);
        String path = link.substring(link.indexOf("/o/"));
        Browser owner = nobody();
        owner.post(path, Map.of());

        String timeline = owner.get(path + "/device").body();
        assertThat(timeline)
                .contains("whoever chose the lane", "it says that you came, not that you watched")
                .doesNotContain("Cleared, with evidence", "the evidence is complete");
        assertThat(timeline).as("presence moves an order nowhere").containsOnlyOnce("Cleared;");
    }

    /** A station calls the lane of a nameless medium otherwise each time that something was put in: it is the same place. */
    @Test
    void takenOutAndPutInAgainItIsStillAskedFor() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder first = BenchOrder.laptopOfOneDrive(shop, station);
        first.erases("", Verdict.CLEARED);
        BenchOrder second = BenchOrder.laptopOfOneDrive(shop, station);

        String again = BenchOrder.LANE + "~aB3_-xYz";
        station.tellLane(again, "");
        assertThat(choose(technician, second, again, "yes", "").status()).isEqualTo(422);
        station.tellLane("other~aB3_-xYz", "");
        assertThat(choose(technician, second, "other~aB3_-xYz", "yes", "").status())
                .as("plugged in elsewhere it is called otherwise")
                .isEqualTo(422);
    }

    /** A station that was paired anew, or the next bench: the drive goes where somebody carries it. */
    @Test
    void carriedToAnotherStationOfTheSiteItIsStillAskedFor() throws Exception {
        SigningStation station = new SigningStation(newStation(shop.site()));
        BenchOrder first = BenchOrder.laptopOfOneDrive(shop, station);
        first.erases("", Verdict.CLEARED);
        SigningStation next = new SigningStation(newStation(shop.site()));
        BenchOrder second = BenchOrder.laptopOfOneDrive(shop, next);
        next.tellLane(BenchOrder.LANE, "");
        assertThat(choose(technician, second, "yes", "").status()).isEqualTo(422);
        assertThat(second.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(choose(manager, second, "", "yes").status()).isEqualTo(302);
        assertThat(kinds(first)).contains("medium-again");
    }

    /** The station can't say what is on the medium. */
    private static void breaks(SigningStation station, UUID task) {
        JsonValue.Obj broken = Json.object()
                .put("outcome", "broken")
                .put("code", "IO_ERROR")
                .put("en", "it can't be read")
                .put("zh", "无法读取")
                .build();
        Browser.Answer answer = station.call("POST", "/tasks/" + task + "/end", broken);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static Browser.Answer choose(Browser browser, BenchOrder order, String own, String another) {
        return choose(browser, order, BenchOrder.LANE, own, another);
    }

    /** With what the page shows now. */
    private static Browser.Answer choose(Browser browser, BenchOrder order, String lane, String own, String another) {
        return send(browser, order, lane, own, another, shown(browser, order));
    }

    private static Browser.Answer send(
            Browser browser, BenchOrder order, String lane, String own, String another, List<String> shown) {
        Map<String, String> form = new HashMap<>();
        form.put("lane", order.station.paired.id() + ":" + lane);
        form.put("own", own);
        form.put("another", another);
        return browser.post("/bench/orders/" + order.order + "/lane", form, Map.of("shown", shown));
    }

    /** What the form of an order says that it shows of before. */
    private static List<String> shown(Browser browser, BenchOrder order) {
        String body = browser.get("/bench").body();
        int begin = body.indexOf("/bench/orders/" + order.order + "/lane");
        return begin < 0
                ? List.of()
                : SHOWN.matcher(body.substring(begin, body.indexOf("</form>", begin)))
                        .results()
                        .map(one -> one.group(1))
                        .toList();
    }

    private static UUID task(BenchOrder order) {
        return bean(BenchTasks.class).lastTask(order.order).orElseThrow().id();
    }

    private static String code(BenchOrder order) {
        return bean(Orders.class).find(order.order).orElseThrow().code();
    }

    private static List<String> kinds(BenchOrder order) {
        return bean(OrderStory.class).of(order.order).stream()
                .map(OrderStory.Event::kind)
                .toList();
    }
}
