package org.wangchuan.platform.intake.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.testing.Agreed;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A shop, and orders of devices that travel, as their owners agreed to them. */
abstract class TravellingOrders extends PlatformTest {
    final Shop shop = newShop();
    final UUID account = shop.account(Role.CLERK);
    final Browser clerk = signedIn(account);
    final Browser technician = shop.browser(Role.TECHNICIAN);
    final Orders orders = bean(Orders.class);
    final WorkflowRuns runs = bean(WorkflowRuns.class);

    Browser.Answer way(WorkOrder order, String what) {
        return clerk.post("/intake/" + order.id() + "/way/" + what, Map.of());
    }

    void assertNothingCanBegin(WorkOrder order, OrderException.Code code) throws IOException {
        Browser.Answer answer = technician.post("/workflow/" + order.id() + "/start", Map.of("workflow", "other"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(runs.latest(order.id(), Workflow.Stage.ERASURE)).isEmpty();
        for (OrderState to : List.of(OrderState.AT_BENCH, OrderState.ERASING)) {
            for (Actor by : List.of(Actor.staff(account), Actor.station(UUID.randomUUID()), Actor.platform())) {
                assertThatThrownBy(() -> orders.move(order.id(), to, "skipped", by))
                        .isInstanceOfSatisfying(
                                OrderException.class, e -> assertThat(e.code()).isEqualTo(code));
            }
        }
        assertThat(bean(Devices.class).find(order.device()).orElseThrow().state())
                .isEqualTo(DeviceState.REGISTERED);
    }

    static String bag() {
        return "TR-" + UUID.randomUUID().toString().substring(0, 13);
    }

    static Workflow mail() {
        return bean(Workflows.class).arrival(Channel.MAIL_IN);
    }

    Travel travel(WorkOrder order) {
        return orders.travel(now(order)).orElseThrow();
    }

    WorkOrder now(WorkOrder order) {
        return orders.find(order.id()).orElseThrow();
    }

    static String link(WorkOrder order) {
        String link = bean(OwnerLinks.class).link(order.id());
        return link.substring(link.indexOf("/o/"));
    }

    static Browser owner(WorkOrder order) {
        Browser owner = nobody();
        owner.post(link(order), Map.of());
        return owner;
    }

    /** By the owner's own pages where they have them, so that the words are those of the channel. */
    WorkOrder consented(Channel channel, DeviceKind kind) throws OrderException {
        Device device = bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                kind,
                                "Huawei",
                                "Mate 30",
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        account);
        WorkOrder order = orders.create(shop.site(), device.id(), channel, Presenter.OWNER, "gb-46864-2025", account);
        WorkOrder.Offer offer = new WorkOrder.Offer(100, "CNY");
        bean(OrderTerms.class).offer(order.id(), offer, Actor.staff(account));
        bean(OrderTerms.class).accept(order.id(), offer, Actor.owner());
        String text = channel.travels() ? "erasure-away" : "erasure";
        return bean(OrderTerms.class).consent(order.id(), Agreed.to(text, "en"), Actor.owner());
    }

    /** The owner's page says why their button did nothing. */
    static void assertRefused(Browser.Answer answer, String why) {
        assertThat(answer.status()).as(why).isEqualTo(200);
        assertThat(answer.body()).contains(why);
    }

    DeviceState device(WorkOrder order) {
        return bean(Devices.class).find(order.device()).orElseThrow().state();
    }
}
