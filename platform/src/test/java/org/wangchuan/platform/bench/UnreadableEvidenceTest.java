package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.ledger.StatementFile;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.Verdict;

/** A disk, or somebody at the database, has spoilt what was kept: pages say that, and say nothing good by it. */
@Tag("slow")
final class UnreadableEvidenceTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void whatCannotBeReadProvesNothingAndBreaksNoPage() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.CLEARED);
        spoil(order.order);
        for (Role role : List.of(Role.MANAGER, Role.TECHNICIAN, Role.CLERK)) {
            Browser.Answer page = shop.browser(role).get("/statements/" + order.order);
            assertThat(page.status()).as(role.id()).isEqualTo(200);
            assertThat(page.body())
                    .contains("verdict unproven", "so nobody can check it", "none: what is kept of the statement")
                    .doesNotContain("verdict cleared", "on its way into the log");
        }
        Browser clerk = shop.browser(Role.CLERK);
        assertThat(clerk.get("/stock?q=" + order.device.code()).body())
                .contains("finding unproven", "its statement can't be read any more");
        assertThat(clerk.get("/counter/" + order.order + "/proof").body())
                .contains("verdict unproven", "what the shop keeps of this statement can't be read any more");
        assertThatThrownBy(order::closes)
                .isInstanceOfSatisfying(
                        GateException.class, e -> assertThat(e.code()).isEqualTo(GateException.Code.PROOF_UNREADABLE));
        jdbc().sql("UPDATE intake.work_order SET state = 'closed' WHERE id = ?")
                .param(order.order)
                .update();
        assertThatThrownBy(() -> jdbc().sql("UPDATE custody.device SET state = 'in_stock' WHERE id = ?")
                        .param(order.device.id())
                        .update())
                .hasMessageContaining("GATE");
        jdbc().sql("UPDATE intake.work_order SET state = 'cleared' WHERE id = ?")
                .param(order.order)
                .update();
        UUID statement = bean(Statements.class).ofOrder(order.order).getFirst().eventId();
        assertThat(clerk.get("/intake/" + order.order).body()).contains("/bench/erasures/" + statement + "/again");
        BenchOrder whole = BenchOrder.consented(shop);
        whole.erases(whole.serial, Verdict.CLEARED);
        assertThat(clerk.post("/bench/erasures/" + statement + "/again", Map.of("order", LooseErasureTest.code(whole)))
                        .status())
                .as("it is not that order's")
                .isEqualTo(404);
        assertThat(whole.state()).isEqualTo(OrderState.CLEARED);
        assertThat(clerk.post("/bench/erasures/" + statement + "/again", Map.of("order", LooseErasureTest.code(order)))
                        .status())
                .isEqualTo(302);
        assertAskedAgain(clerk, statement, order);
        order.erases(order.serial, Verdict.CLEARED);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
        assertAskedAgain(clerk, statement, order);
        assertThat(order.state()).as("it is erased once more by now").isEqualTo(OrderState.CLEARED);
        assertThat(clerk.post("/bench/erasures/" + statement + "/again", Map.of("order", LooseErasureTest.code(whole)))
                        .status())
                .as("it is not that order's")
                .isEqualTo(404);
        order.closes();
        assertThat(order.deviceNow().state()).as("erased once more").isEqualTo(DeviceState.IN_STOCK);
    }

    /** A second click is answered as the first one was, and changes nothing. */
    private static void assertAskedAgain(Browser clerk, UUID statement, BenchOrder order) {
        int version = bean(Orders.class).find(order.order).orElseThrow().version();
        Browser.Answer answer =
                clerk.post("/bench/erasures/" + statement + "/again", Map.of("order", LooseErasureTest.code(order)));
        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.location()).isEqualTo("/statements/" + order.order);
        assertThat(bean(Orders.class).find(order.order).orElseThrow().version()).isEqualTo(version);
    }

    /** A manager's page asks who had it in hand, and by which rules: of what can't be read it can't. */
    @Test
    void nobodyAnswersForWhatCannotBeRead() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.finish(order.claimed(), order.station.receipt(order.good().with(State.UNDETERMINED)));
        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        spoil(order.order);
        Browser manager = shop.browser(Role.MANAGER);
        assertThat(manager.get("/statements/" + order.order).status()).isEqualTo(200);
        assertThat(manager.get("/statements/" + order.order).body()).doesNotContain("/validations");
        Browser.Answer refused = manager.post(
                "/statements/" + order.order + "/validations",
                Map.of(
                        "event",
                        statement.eventId().toString(),
                        "clause",
                        statement.clauses().getFirst().id(),
                        "reason",
                        "looked at it"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("nobody can answer for it");
    }

    @Test
    void aRecordThatCannotBeReadIsNotCalledUnsigned() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.finish(order.claimed(), order.station.receipt(order.good().with(State.UNDETERMINED)));
        StatementFile statement = bean(Statements.class).ofOrder(order.order).getFirst();
        Browser manager = shop.browser(Role.MANAGER);
        assertThat(manager.post(
                                "/statements/" + order.order + "/validations",
                                Map.of(
                                        "event",
                                        statement.eventId().toString(),
                                        "clause",
                                        statement.clauses().getFirst().id(),
                                        "reason",
                                        "looked at it"))
                        .status())
                .isEqualTo(302);
        jdbc().sql("ALTER TABLE ledger.record DISABLE TRIGGER record_only_append")
                .update();
        try {
            jdbc().sql("UPDATE ledger.record SET file = 'spoilt' WHERE order_id = ? AND kind = 'validation'")
                    .param(order.order)
                    .update();
        } finally {
            jdbc().sql("ALTER TABLE ledger.record ENABLE TRIGGER record_only_append")
                    .update();
        }
        for (String page : List.of("/statements/" + order.order, "/counter/" + order.order + "/proof")) {
            assertThat(shop.browser(Role.CLERK).get(page).body())
                    .as(page)
                    .contains("Its signed record can't be read any more")
                    .doesNotContain("From before such answers were signed");
        }
    }

    /** The log sets it aside: it is not on its way any more. */
    @Test
    void aRecordThatIsSetAsideIsSaidToBe() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID run = UUID.randomUUID();
        jdbc().sql("""
                        INSERT INTO ledger.record (event_id, kind, order_id, order_code, site_id, key, sequence, statement_digest, file, at)
                        VALUES (?, 'observation', ?, 'O', ?, ?, 0, '\\x01', 'spoilt', now())""").params(run, order.order, shop.site(), "key of " + run).update();
        jdbc().sql("INSERT INTO ledger.observation VALUES (?, 'unproven', 'none', 'erasure')")
                .param(run)
                .update();
        Browser clerk = shop.browser(Role.CLERK);
        Instant end = Instant.now().plusSeconds(60);
        while (clerk.get("/statements/" + order.order).body().contains("on its way")) {
            assertThat(Instant.now()).isBefore(end);
            Thread.sleep(100);
        }
        assertThat(clerk.get("/statements/" + order.order).body())
                .contains("not in the log: it can't be read any more");
    }

    private static void spoil(UUID order) {
        jdbc().sql("UPDATE ledger.statement SET receipt = 'spoilt' WHERE order_id = ?")
                .param(order)
                .update();
    }
}
