package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

/** What an owner has agreed to names one version of a rule set: no other is begun, and none proves anything of the order. */
final class AgreedVersionTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void theVersionIsKeptAndToldToTheStation() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        assertThat(bean(Orders.class).find(order.order).orElseThrow().agreedVersion())
                .contains(1);
        order.queue();
        assertThat(order.station.get("/tasks?wait=0").body())
                .contains("\"policy\":\"" + SigningStation.POLICY + "\",\"policyVersion\":1,");
    }

    /** One that says nothing is from before: it knows the first version alone. */
    @Test
    void whoGoesByAnotherVersionBeginsNothing() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        agreedTo(order, 2);
        for (int said = 0; said <= 1; said++) {
            UUID task = order.queue();
            Browser.Answer refused = said == 0
                    ? order.station.claim(task, BenchOrder.LANE, order.serial)
                    : order.station.claim(task, BenchOrder.LANE, order.serial, said);
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.body()).contains("POLICY_VERSION");
            assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
            assertThat(order.station.claim(task, BenchOrder.LANE, order.serial).body())
                    .as("whatever it does not know is for good by then")
                    .contains("TASK_WITHDRAWN");
        }
        Browser technician = signedIn(order.account);
        assertThat(technician.in("en").get("/bench?site=" + shop.site()).body())
                .contains("the version of the rule set that the owner agreed to", "POLICY_VERSION");
        assertThat(order.station
                        .claim(order.queue(), BenchOrder.LANE, order.serial, 2)
                        .status())
                .isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
    }

    @Test
    void aReceiptByAnotherVersionProvesNothingOfTheOrder() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        agreedTo(order, 2);
        UUID task = order.queue();
        order.station.claim(task, BenchOrder.LANE, order.serial, 2);
        assertAnotherVersionProvesNothing(order, task);
    }

    /** While a platform is renewed, a process of before may queue what a newer one had its owner agree to. */
    @Test
    void whatAProcessOfBeforeQueuedIsBegunByTheVersionOfItsOrder() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        agreedTo(order, 2);
        UUID task = order.queue();
        withoutVersion(task);
        Browser.Answer refused = order.station.claim(task, BenchOrder.LANE, order.serial);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body()).contains("POLICY_VERSION");
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);

        task = order.queue();
        withoutVersion(task);
        assertThat(order.station.claim(task, BenchOrder.LANE, order.serial, 2).status())
                .isEqualTo(200);
        assertThat(jdbc().sql("SELECT policy_version FROM bench.task WHERE id = ?")
                        .param(task)
                        .query(Integer.class)
                        .single())
                .as("kept from the claim on")
                .isEqualTo(2);
        assertAnotherVersionProvesNothing(order, task);
    }

    /** It may have taken the claim as well, and asked no station for its version. */
    @Test
    void whatAProcessOfBeforeLetBeginIsHeldAgainstTheVersionOfItsOrder() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        agreedTo(order, 2);
        UUID task = order.queue();
        order.station.claim(task, BenchOrder.LANE, order.serial, 2);
        withoutVersion(task);
        assertAnotherVersionProvesNothing(order, task);
    }

    /** And a station that was given up comes back with it. */
    @Test
    void whatComesLateIsHeldAgainstTheVersionOfItsOrder() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        agreedTo(order, 2);
        UUID task = order.queue();
        order.station.claim(task, BenchOrder.LANE, order.serial, 2);
        bean(BenchTasks.class).giveUp(order.order, order.account);
        withoutVersion(task);
        assertAnotherVersionProvesNothing(order, task);
    }

    /** It keeps no version, and what it signs names the first; nor does it take one back with a consent that is over. */
    @Test
    void whatAProcessOfBeforeHasAnOwnerAgreeToIsOfTheFirstVersion() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        agreedTo(order, 2);
        consent(order, "NULL");
        assertThat(jdbc().sql("SELECT policy_version FROM intake.work_order WHERE id = ?")
                        .param(order.order)
                        .query((row, _) -> row.getInt(1) == 0 && row.wasNull())
                        .single())
                .isTrue();
        consent(order, "now()");
        assertThat(bean(Orders.class).find(order.order).orElseThrow().agreedVersion())
                .contains(1);
        assertThat(order.station
                        .claim(order.queue(), BenchOrder.LANE, order.serial, 2)
                        .body())
                .contains("POLICY_VERSION");
    }

    /** As such a process writes it. */
    private static void consent(BenchOrder order, String at) {
        boolean isOver = at.equals("NULL");
        jdbc().sql("UPDATE intake.work_order SET consent_text = ?, consent_language = ?, consented_at = " + at
                        + " WHERE id = ?")
                .param(isOver ? null : "erasure/3")
                .param(isOver ? null : "en")
                .param(order.order)
                .update();
    }

    private static void assertAnotherVersionProvesNothing(BenchOrder order, UUID task) throws Exception {
        assertThat(order.station
                        .finish(task, order.station.receipt(order.good()))
                        .body())
                .contains("POLICY_VERSION");
        assertThat(order.state()).isNotEqualTo(OrderState.CLEARED);
    }

    private static void withoutVersion(UUID task) {
        jdbc().sql("UPDATE bench.task SET policy_version = NULL WHERE id = ?")
                .param(task)
                .update();
    }

    /** A task from before this was kept, which its station had begun. */
    @Test
    void whereNoVersionIsKeptTheReceiptCountsAsBefore() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        jdbc().sql("UPDATE intake.work_order SET policy_version = NULL WHERE id = ?")
                .param(order.order)
                .update();
        UUID task = order.queue();
        order.station.claim(task, BenchOrder.LANE, order.serial);
        assertThat(order.station
                        .finish(task, order.station.receipt(order.good()))
                        .status())
                .isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.CLEARED);
    }

    private static void agreedTo(BenchOrder order, int version) {
        jdbc().sql("UPDATE intake.work_order SET policy_version = ? WHERE id = ?")
                .params(version, order.order)
                .update();
    }
}
