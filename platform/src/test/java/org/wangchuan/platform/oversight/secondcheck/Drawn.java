package org.wangchuan.platform.oversight.secondcheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.bench.SigningStation;
import org.wangchuan.platform.bench.SigningStation.Again;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Samples;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.Verdict;

/** A shop in which all that is cleared is drawn, and drives that are. */
public final class Drawn {
    final PlatformTest.Shop shop;

    /** All that is cleared in this shop from now on is drawn. */
    public Drawn(PlatformTest.Shop shop) {
        this.shop = shop;
        bean(Rates.class).set(shop.organisation(), Lot.OF, shop.account());
    }

    /** A drive that a station has cleared, and that is drawn; its order is not closed. */
    public BenchOrder drive() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        erased(order);
        return order;
    }

    /** The same of one that erased itself. */
    BenchOrder driveThatErasesItself() throws Exception {
        BenchOrder order = BenchOrder.byItself(shop);
        erased(order);
        return order;
    }

    /** Once more from the lane to the draw. */
    static boolean erased(BenchOrder order) throws Exception {
        boolean[] isDrawn = new boolean[1];
        Samples.during(() -> {
            order.erases(order.serial, Verdict.CLEARED);
            isDrawn[0] = Samples.isDrawn(device(order));
        });
        return isDrawn[0];
    }

    /** What an order is about. */
    public static UUID device(BenchOrder order) {
        return bean(Orders.class).find(order.order).orElseThrow().device();
    }

    /** What proves it now. */
    public static String receipt(BenchOrder order) {
        return jdbc().sql("SELECT receipt FROM ledger.statement WHERE order_id = ? ORDER BY counted_at DESC LIMIT 1")
                .param(order.order)
                .query((row, _) -> row.getString(1))
                .single();
    }

    /** Who chose its lane. */
    public static UUID wiper(BenchOrder order) {
        return jdbc().sql("SELECT queued_by FROM bench.task WHERE order_id = ? ORDER BY queued_at DESC LIMIT 1")
                .param(order.order)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    /** Gives somebody the role beside their own. */
    public static void alsoVerifies(UUID account) {
        jdbc().sql("INSERT INTO identity.account_role VALUES (?, 'verifier')")
                .param(account)
                .update();
    }

    /** Verifiers of a company look from afar at what the first site of another one has cleared, as two administrators have said. */
    public static UUID looksFor(PlatformTest.Shop looking, PlatformTest.Shop asking) {
        UUID pact = asks(looking, asking);
        assertThat(bean(Pacts.class).accept(pact, looking.organisation(), looking.account(Role.ADMINISTRATOR)))
                .isEmpty();
        return pact;
    }

    /** The same, not accepted yet. */
    public static UUID asks(PlatformTest.Shop looking, PlatformTest.Shop asking) {
        Pacts pacts = bean(Pacts.class);
        String code = pacts.newCode(looking.organisation(), looking.account(Role.ADMINISTRATOR));
        assertThat(pacts.ask(code, List.of(asking.site()), asking.organisation(), asking.account(Role.ADMINISTRATOR)))
                .isEmpty();
        return pacts.all(asking.organisation()).getFirst().id();
    }

    /** Somebody has a station read its drive again, which finds what was left there. */
    public static void readsAgain(Browser browser, BenchOrder order, SigningStation reader) throws Exception {
        assertThat(reader.tellLane(AskedLooks.LANE, order.serial).status()).isEqualTo(200);
        assertThat(browser.post(
                                "/second-checks/" + device(order) + "/looks",
                                Map.of(
                                        "where",
                                        AskedLooks.statement(device(order)) + " " + reader.paired.id() + " "
                                                + AskedLooks.LANE))
                        .status())
                .isEqualTo(302);
        UUID look = jdbc().sql("SELECT id FROM oversight.look WHERE statement_id = ? AND ended_at IS NULL")
                .param(AskedLooks.statement(device(order)))
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
        Again good = Again.good(receipt(order), order.serial);
        byte[] file = reader.again(good, Optional.of(AskedLooks.challenge(look)));
        assertThat(AskedLooks.found(reader, look, file).status()).isEqualTo(200);
    }

    static String state(UUID device) {
        return jdbc().sql("SELECT state FROM custody.device WHERE id = ?")
                .param(device)
                .query((row, _) -> row.getString(1))
                .single();
    }

    static String why(UUID device) {
        return jdbc().sql("SELECT why FROM oversight.clearing WHERE device_id = ? ORDER BY id DESC LIMIT 1")
                .param(device)
                .query((row, _) -> row.getString(1))
                .single();
    }

    /** As the trigger notes it, of a device that a test has cleared without a station. */
    static void entered(UUID device, Instant clearedAt) {
        jdbc().sql("""
                        INSERT INTO oversight.clearing (device_id, site_id, statements, cleared_at)
                        SELECT id, site_id, ARRAY[statement_id], ? FROM custody.device WHERE id = ?""").params(clearedAt.atOffset(ZoneOffset.UTC), device).update();
    }

    /** The row of those that were not drawn, made by hand: no lot has to be waited for. */
    static void notDrawn(UUID site, UUID device, int count) {
        for (int i = 0; i < count; i++) {
            jdbc().sql("""
                            INSERT INTO oversight.clearing (device_id, site_id, statements, cleared_at, place, month, basis_points,
                              is_drawn, why, drawn_at, event_id, log_index, root)
                            SELECT ?, ?, ARRAY[gen_random_uuid()], now(), 1 + coalesce(max(place), 0), '2026-01-01', 500, false, 'lot',
                              now(), gen_random_uuid(), 1, sha256('a'::bytea) FROM oversight.clearing WHERE site_id = ?""").params(device, site, site).update();
        }
    }
}
