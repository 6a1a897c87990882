package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.LetIn;
import org.wangchuan.platform.identity.TwoPeople;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.statement.Verdict;

/** What is drawn is not sold before somebody else has looked; never their own work; what they find takes back what was proved. */
@Tag("slow")
final class SecondCheckTest extends PlatformTest {
    private static final Map<String, String> CONFIRMED = Map.of(
            "result",
            "confirmed",
            "place",
            "other_station",
            "looked",
            "number,first,last,random",
            "without",
            "no_station");

    private final Shop shop = newShop();
    private final Drawn all = new Drawn(shop);
    private final UUID manager = shop.account(Role.MANAGER);

    static Seen confirmed() {
        return new Seen(
                Seen.Result.CONFIRMED,
                Seen.Place.OTHER_STATION,
                EnumSet.allOf(Seen.Look.class),
                Optional.of(Seen.Without.NO_STATION));
    }

    static Visitor visitor(UUID account) {
        return bean(Accounts.class).active(account).orElseThrow();
    }

    @Test
    void whatIsDrawnIsNotSoldBeforeASecondPersonHasLooked() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        Browser till = shop.browser(Role.CLERK);
        assertThat(till.get("/intake/" + order.order).body())
                .contains("Paid: close", "drawn, waits for a second person")
                .doesNotContain("and to stock");
        order.closes();
        assertThat(till.get("/stock").body())
                .contains("drawn, waits for a second person")
                .doesNotContain(device + "/stock\"");
        assertThat(Drawn.state(device)).as("paid, and waits").isEqualTo("cleared");
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.post("/stock/" + device + "/stock", Map.of()).body())
                .contains("has checked it. Nothing was changed");
        assertThatThrownBy(() -> bean(Devices.class).move(device, DeviceState.IN_STOCK, manager, "test"))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("SECOND_CHECK_OPEN");
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'in_stock' WHERE id = ?")
                        .param(device)
                        .update())
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("GATE");

        UUID verifier = shop.account(Role.VERIFIER);
        Browser second = confirmed(verifier);
        assertThat(second.get("/second-checks").body()).contains("/second-checks/" + device);
        assertThat(second.get("/second-checks/" + device).body()).contains("name=\"result\"");
        assertThat(second.post("/second-checks/" + device + "/result", CONFIRMED)
                        .status())
                .isEqualTo(302);

        assertThat(bean(Clearings.class).against(device)).isEmpty();
        assertThat(clerk.post("/stock/" + device + "/stock", Map.of()).status()).isEqualTo(302);
        assertThat(Drawn.state(device)).isEqualTo("in_stock");
        assertThat(second.get("/second-checks").body()).contains("100.0 %").doesNotContain("/second-checks/" + device);
        assertThat(second.post("/second-checks/" + device + "/result", CONFIRMED)
                        .body())
                .as("once")
                .contains("Nothing was noted");
    }

    /** Whoever chose the lane, and whoever's account a lane was chosen by before: at the API, and in the database. */
    @Test
    void nobodyLooksAtTheirOwnWork() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        UUID wiper = Drawn.wiper(order);
        Drawn.alsoVerifies(wiper);
        Browser own = confirmed(wiper);

        assertThat(own.get("/second-checks/" + device).body())
                .contains("Nobody checks their own work", "You chose a lane for this device")
                .doesNotContain("one-time link that", "You can look from")
                .doesNotContain("name=\"result\"");
        Browser.Answer refused = own.post("/second-checks/" + device + "/result", CONFIRMED);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("You had a hand in this device");
        assertThatThrownBy(() -> noted(device, wiper))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("own work");
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    /** The rule of 24 hours comes with its reason and its end: for whom it keeps out, in both lists, and for the manager who waits for them. */
    @Test
    void whoIsKeptOutByALinkReadsWhyAndUntilWhenAndSoDoesTheManager() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        UUID verifier = shop.account(Role.VERIFIER);
        LetIn.by(Drawn.wiper(order), verifier);
        Instant used = jdbc().sql("SELECT at FROM identity.account_change WHERE account_id = ? AND what = 'link_used'")
                .param(verifier)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
        String end = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.ENGLISH)
                .format(used.plus(TwoPeople.LET_IN).plusSeconds(59).atZone(ZoneId.of("Asia/Shanghai")));
        Browser out = confirmed(verifier);
        assertThat(out.get("/second-checks/" + device).body())
                .contains("you signed in by a one-time link that they", "You can look from " + end)
                .doesNotContain("You chose a lane", "name=\"result\"");
        assertThat(out.get("/second-checks").body()).contains("You can look from " + end);
        assertThat(out.in("zh").get("/second-checks/" + device).body()).contains("使用满 24 小时后，即");
        String name = bean(Accounts.class).workName(verifier).orElseThrow();
        assertThat(signedIn(manager).get("/second-checks/" + device).body()).contains(name + " can look from " + end);
        assertThat(shop.browser(Role.VERIFIER).get("/second-checks/" + device).body())
                .as("names of colleagues are the manager's")
                .doesNotContain(name + " can look from");
    }

    /** Whoever let in the one who erased may be them, and no time changes that. */
    @Test
    void whoLetInTheOneWhoErasedReadsThatItDoesNotEnd() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        UUID verifier = shop.account(Role.VERIFIER);
        LetIn.by(verifier, Drawn.wiper(order));
        assertThat(confirmed(verifier).get("/second-checks/" + device).body())
                .contains("That does not end", "somebody else looks")
                .doesNotContain("You can look from", "name=\"result\"");
        assertThat(signedIn(manager).get("/second-checks/" + device).body())
                .doesNotContain(bean(Accounts.class).workName(verifier).orElseThrow() + " can look from");
    }

    /** The database asks the bench itself: a hand that this module has not noted counts as well. */
    @Test
    void norDoesWhoeverErasedItBefore() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        UUID earlier = shop.account(Role.TECHNICIAN, Role.VERIFIER);
        jdbc().sql("UPDATE bench.task SET queued_by = ? WHERE order_id = ?")
                .params(earlier, order.order)
                .update();
        assertThatThrownBy(() -> bean(SecondChecks.class).verify(device, confirmed(), visitor(earlier)))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("OWN_WORK");
        assertThatThrownBy(() -> noted(device, earlier))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("own work");
    }

    /** A badge, a PIN or a browser that was left open is no second person. */
    @Test
    void itNeedsTheirOwnPasskeyShownJustNow() throws Exception {
        UUID device = Drawn.device(all.drive());
        Browser second = signedIn(shop.account(Role.VERIFIER));
        assertThat(second.post("/second-checks/" + device + "/result", CONFIRMED)
                        .location())
                .startsWith("/confirm?next=");
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    @ParameterizedTest
    @CsvSource({"'number,first,last'", "'number'", "''"})
    void nothingIsConfirmedThatWasNotLookedAtInFull(String looked) throws Exception {
        UUID device = Drawn.device(all.drive());
        Browser second = confirmed(shop.account(Role.VERIFIER));
        Browser.Answer answer = second.post(
                "/second-checks/" + device + "/result",
                Map.of("result", "confirmed", "place", "same_station", "looked", looked, "without", "no_station"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("Nothing is confirmed");
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    @Test
    void anotherSitesVerifierFindsNothing() throws Exception {
        UUID device = Drawn.device(all.drive());
        Browser elsewhere = confirmed(shop.accountAt(Optional.of(shop.otherSite()), Role.VERIFIER));
        Browser stranger = confirmed(newShop().account(Role.VERIFIER));
        for (Browser other : java.util.List.of(elsewhere, stranger)) {
            assertThat(other.get("/second-checks/" + device).status()).isEqualTo(404);
            assertThat(other.post("/second-checks/" + device + "/result", CONFIRMED)
                            .status())
                    .isEqualTo(404);
            assertThat(other.get("/second-checks").body()).doesNotContain(device.toString());
        }
    }

    @Test
    void whatIsFoundTakesBackWhatWasProvedAndIsLookedAtAgain() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        UUID wiper = Drawn.wiper(order);
        finds(device);

        assertThat(Drawn.state(device)).isEqualTo("registered");
        assertThat(state(order)).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(bean(Statements.class).shown(order.order).getFirst().verdict())
                .as("no green word of it anywhere")
                .isEqualTo("unproven");
        assertThat(bean(Statements.class).shown(order.order).getFirst().doubt()).contains("second-check");
        assertThat(confirmed(manager).get("/statements/" + order.order).body())
                .contains("A second person checked the device after this");

        // From here the lot alone would draw one of twenty.
        bean(Rates.class).set(shop.organisation(), Rates.LEAST, manager);
        assertThat(Drawn.erased(order)).isTrue();
        assertThat(Drawn.why(device)).isIn("again", "lot");
        assertThat(looked(device)).isEqualTo(SecondLook.State.DRAWN);
        bean(SecondChecks.class).verify(device, confirmed(), visitor(shop.account(Role.VERIFIER)));
        order.closes();
        assertThat(Drawn.state(device)).isEqualTo("in_stock");
        assertThat(wiper).isEqualTo(Drawn.wiper(order));
        Clearings.Clearing next = bean(Clearings.class).latest(device).orElseThrow();
        assertThat(bean(Clearings.class).isAfterFailure(next))
                .as("the next of whoever began it are all looked at")
                .isTrue();
    }

    /** Its order is over: nothing goes on that could erase it once more, so it is held until it is destroyed. */
    @Test
    void whatIsFoundAfterTheEndIsHeldAndNoWordFreesIt() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        order.closes();
        finds(device);
        assertThat(Drawn.state(device)).isEqualTo("blocked");
        Browser boss = confirmed(manager);
        assertThat(boss.post("/stock/" + device + "/release", Map.of("reason", "safe"))
                        .status())
                .isEqualTo(422);
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'registered' WHERE id = ?")
                        .param(device)
                        .update())
                .isInstanceOf(DataAccessException.class);
        assertThat(boss.post(
                                "/stock/" + device + "/seal",
                                Map.of(
                                        "bag",
                                        "B-" + UUID.randomUUID().toString().substring(0, 8)))
                        .status())
                .isEqualTo(302);
        assertThat(Drawn.state(device)).isEqualTo("sealed");
    }

    /** Nor would a new lot take it away: erased again, it is drawn all the same. */
    @Test
    void whatWasDrawnStaysDrawnHoweverOftenItIsErased() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        jdbc().sql("""
                        INSERT INTO oversight.clearing (device_id, site_id, statements, cleared_at, place, month, basis_points,
                          is_drawn, why, drawn_at, event_id, log_index, root)
                        SELECT ?, ?, ARRAY[gen_random_uuid()], now(), 1 + coalesce(max(place), 0), '2026-01-01', 500, false, 'lot',
                          now(), gen_random_uuid(), 1, sha256('a'::bytea) FROM oversight.clearing WHERE site_id = ?""").params(device, shop.site(), shop.site()).update();
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
    }

    /** That a hold is over, or that media are counted anew, is no other clearing. */
    @Test
    void whatDoesNotEraseDrawsNothing() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        bean(Devices.class).move(device, DeviceState.BLOCKED, manager, "mistake");
        org.wangchuan.platform.testing.Samples.during(
                () -> confirmed(manager).post("/stock/" + device + "/release", Map.of("reason", "mistake")));
        assertThat(Drawn.state(device)).isEqualTo("cleared");
        assertThat(jdbc().sql("SELECT count(*) FROM oversight.clearing WHERE device_id = ?")
                        .param(device)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whereNobodyElseIsAManagerLetsItGoAndItCountsAsNotChecked() throws Exception {
        BenchOrder order = all.drive();
        UUID device = Drawn.device(order);
        order.closes();
        Browser boss = confirmed(manager);
        assertThat(boss.get("/second-checks/" + device).body()).contains("/release\"");
        assertThat(boss.post("/second-checks/" + device + "/release", Map.of()).status())
                .isEqualTo(302);
        assertThat(looked(device)).isEqualTo(SecondLook.State.RELEASED);
        assertThat(boss.get("/second-checks").body()).contains("let go 1", "0 checked (0.0 %)");
        assertThat(bean(Devices.class)
                        .move(device, DeviceState.IN_STOCK, manager, "test")
                        .state())
                .isEqualTo(DeviceState.IN_STOCK);
    }

    @Test
    void whereSomebodyElseIsNobodyLetsItGoForAWeek() throws Exception {
        UUID device = Drawn.device(all.drive());
        UUID verifier = shop.account(Role.VERIFIER);
        Browser boss = confirmed(manager);
        assertThat(boss.get("/second-checks/" + device).body()).doesNotContain("/release\"");
        Browser.Answer answer = boss.post("/second-checks/" + device + "/release", Map.of());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("Somebody else could check it");

        bean(SecondChecks.class)
                .verify(
                        device,
                        new Seen(
                                Seen.Result.NOT_POSSIBLE,
                                Seen.Place.OTHER_COMPUTER,
                                EnumSet.noneOf(Seen.Look.class),
                                Optional.empty()),
                        visitor(verifier));
        assertThat(bean(Clearings.class).against(device)).contains("drawn");
        assertThat(boss.post("/second-checks/" + device + "/release", Map.of()).body())
                .contains("Somebody has checked it, or tried to");
        assertThat(boss.post("/second-checks/" + device + "/give-up", Map.of()).status())
                .isEqualTo(302);
        assertThat(Drawn.state(device)).isEqualTo("registered");
    }

    /** The gate and the draw at once: what is not known is refused. */
    @Test
    void beforeItIsKnownNothingIsSold() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        UUID device = Drawn.device(order);
        jdbc().sql("""
                        INSERT INTO oversight.clearing (device_id, site_id, statements, cleared_at)
                        SELECT id, site_id, ARRAY[gen_random_uuid()], now() FROM custody.device WHERE id = ?""").param(device).update();
        order.closes();
        assertThat(Drawn.state(device)).isEqualTo("cleared");
        assertThatThrownBy(() -> bean(Devices.class).move(device, DeviceState.IN_STOCK, manager, "test"))
                .isInstanceOf(GateException.class)
                .hasMessageContaining("SECOND_CHECK_UNKNOWN");
        assertThatThrownBy(() ->
                        bean(SecondChecks.class).verify(device, confirmed(), visitor(shop.account(Role.VERIFIER))))
                .isInstanceOf(CheckException.class)
                .hasMessageContaining("NOT_DRAWN");
    }

    private void finds(UUID device) throws Exception {
        bean(SecondChecks.class)
                .verify(
                        device,
                        new Seen(
                                Seen.Result.FOUND,
                                Seen.Place.OTHER_STATION,
                                EnumSet.of(Seen.Look.FIRST),
                                Optional.empty()),
                        visitor(shop.account(Role.VERIFIER)));
    }

    /** Past the program, by whoever has the database. */
    static void noted(UUID device, UUID account) {
        noted(device, account, "number,first,last,random");
    }

    static void noted(UUID device, UUID account, String looked) {
        jdbc().sql("""
                        WITH note AS (INSERT INTO ledger.note (event_id, text, at) VALUES (gen_random_uuid(), 'test', now()) RETURNING event_id)
                        INSERT INTO oversight.verification
                        SELECT gen_random_uuid(), (SELECT max(id) FROM oversight.clearing WHERE device_id = ?), ?, now(), 'confirmed',
                          'other_station', string_to_array(?, ','), true, event_id FROM note""").params(device, account, looked).update();
    }

    private static SecondLook.State looked(UUID device) {
        return java.util.Objects.requireNonNull(
                        bean(SecondLook.class).of(java.util.List.of(device)).get(device))
                .state();
    }

    private static OrderState state(BenchOrder order) {
        return bean(Orders.class).find(order.order).orElseThrow().state();
    }
}
