package org.wangchuan.platform.consumer;

import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;

/** What the clerk and the bench do meanwhile, in the tests of the owner's pages. */
final class Hand {
    private final UUID clerk;
    private final UUID order;
    private final Orders orders = PlatformTest.bean(Orders.class);

    private Hand(UUID clerk, UUID order) {
        this.clerk = clerk;
        this.order = order;
    }

    /** Takes a device in. */
    static Hand takesIn(Shop shop, DeviceKind kind, String brand, String model, Presenter presenter) {
        return takesIn(shop, kind, brand, model, presenter, Channel.COUNTER);
    }

    /** The same, by another way than over the counter. */
    static Hand takesIn(Shop shop, DeviceKind kind, String brand, String model, Presenter presenter, Channel channel) {
        UUID clerk = shop.account(Role.CLERK);
        Device device = PlatformTest.bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                kind,
                                brand,
                                model,
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        WorkOrder order = PlatformTest.bean(Orders.class)
                .create(shop.site(), device.id(), channel, presenter, "gb-46864-2025", clerk);
        return new Hand(clerk, order.id());
    }

    UUID clerk() {
        return clerk;
    }

    UUID order() {
        return order;
    }

    WorkOrder now() {
        return orders.find(order).orElseThrow();
    }

    Hand offers(long minor) throws OrderException {
        PlatformTest.bean(OrderTerms.class).offer(order, new WorkOrder.Offer(minor, "CNY"), Actor.staff(clerk));
        return this;
    }

    Hand moves(OrderState to) throws OrderException {
        orders.move(order, to, "moved", Actor.staff(clerk));
        return this;
    }

    /** The path of the owner's link. */
    String link() {
        String link = PlatformTest.bean(OwnerLinks.class).link(order);
        return link.substring(link.indexOf("/o/"));
    }

    String code() {
        return PlatformTest.bean(OwnerLinks.class).paperCode(order);
    }

    String presenceCode() {
        return PlatformTest.bean(OwnerLinks.class).presenceCode(order);
    }
}
