package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.workflow.Trip;
import org.wangchuan.platform.intake.workflow.Workflows;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** No station begins with a device that has not arrived, whoever put the task there. */
final class TravelClaimTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Browser clerk = shop.browser(Role.CLERK);

    @ParameterizedTest
    @EnumSource(names = {"MAIL_IN", "DOORSTEP"})
    void aLaneWaitsForTheArrival(Channel channel) throws Exception {
        BenchOrder order = BenchOrder.travelling(shop, channel);
        assertNoLane(order);
        String bag = "LN-" + UUID.randomUUID().toString().substring(0, 13);
        if (channel == Channel.DOORSTEP) {
            Trip.leaves(clerk, order.order, bag);
        } else {
            owner(order).post(link(order) + "/sent", Map.of("bag", bag));
        }
        assertNoLane(order);
        Trip.arrives(clerk, order.order, bean(Workflows.class).arrival(channel), bag, Map.of());

        UUID task = order.queue();
        assertThat(order.station.claim(task, BenchOrder.LANE, order.serial).status())
                .isLessThan(300);
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
    }

    @Test
    void aTaskThatGotThereAnywayIsNotClaimed() throws Exception {
        BenchOrder order = BenchOrder.travelling(shop, Channel.MAIL_IN);
        UUID task = forged(order);
        Browser.Answer answer = order.station.claim(task, BenchOrder.LANE, order.serial);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertThat(order.station.get("/tasks").body())
                .as("nobody asks for it again and again")
                .doesNotContain(task.toString());
    }

    @Test
    void theOwnersWordTakesItFromTheBench() throws Exception {
        BenchOrder order = BenchOrder.travelling(shop, Channel.MAIL_IN);
        Browser owner = owner(order);
        owner.post(link(order) + "/sent", Map.of("bag", "WC-5"));
        Trip.arrives(clerk, order.order, bean(Workflows.class).arrival(Channel.MAIL_IN), "WC-5", Map.of());
        UUID task = order.queue();
        owner.post(link(order) + "/return", Map.of());
        assertThat(order.station.claim(task, BenchOrder.LANE, order.serial).status())
                .isEqualTo(409);
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
        assertNoLane(order);
    }

    private static void assertNoLane(BenchOrder order) {
        assertThatThrownBy(order::queue)
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo(BenchException.Code.NOT_ARRIVED));
    }

    /** As somebody could with the database in hand, or by a mistake of ours elsewhere. */
    private static UUID forged(BenchOrder order) {
        UUID task = UUID.randomUUID();
        jdbc().sql("""
                INSERT INTO bench.task (id, order_id, order_code, device_id, asset, policy, site_id, station_id, lane, serial,
                  state, queued_by, queued_at)
                SELECT ?, o.id, o.code, o.device_id, ?, o.policy, o.site_id, ?, ?, ?, 'queued', ?, now()
                FROM intake.work_order o WHERE o.id = ?""")
                .params(
                        task,
                        order.device.code(),
                        order.station.paired.id(),
                        BenchOrder.LANE,
                        order.serial,
                        UUID.randomUUID(),
                        order.order)
                .update();
        jdbc().sql("UPDATE intake.work_order SET state = 'at_bench' WHERE id = ?")
                .param(order.order)
                .update();
        return task;
    }

    private static String link(BenchOrder order) {
        String link = bean(OwnerLinks.class).link(order.order);
        return link.substring(link.indexOf("/o/"));
    }

    private static Browser owner(BenchOrder order) {
        Browser owner = nobody();
        owner.post(link(order), Map.of());
        return owner;
    }
}
