package org.wangchuan.platform.oversight.incident;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.consumer.OwnerLinks;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.OrderTerms;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;

/** An order whose owner has a link, and the browser that has it. */
final class Concern {
    final WorkOrder order;
    final Device device;
    final Browser browser = PlatformTest.nobody();
    final String link;

    private Concern(WorkOrder order, Device device) {
        this.order = order;
        this.device = device;
        String whole = PlatformTest.bean(OwnerLinks.class).link(order.id());
        this.link = whole.substring(whole.indexOf("/o/"));
        browser.post(link, Map.of());
    }

    static Concern of(Shop shop) throws Exception {
        return at(shop, shop.site());
    }

    static Concern at(Shop shop, UUID site) throws Exception {
        UUID clerk = shop.accountAt(Optional.of(site), Role.CLERK);
        Device device = PlatformTest.bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                site,
                                DeviceKind.PHONE,
                                "Huawei",
                                "Mate 30",
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        WorkOrder order = PlatformTest.bean(Orders.class)
                .create(site, device.id(), Channel.COUNTER, Presenter.OWNER, "gb-46864-2025", clerk);
        PlatformTest.bean(OrderTerms.class).offer(order.id(), new WorkOrder.Offer(100, "CNY"), Actor.staff(clerk));
        return new Concern(order, device);
    }

    void contact(String name, String phone) {
        browser.post(link + "/contact", Map.of("name", name, "phone", phone));
    }

    UUID person() {
        return PlatformTest.bean(Orders.class)
                .find(order.id())
                .orElseThrow()
                .ownerRef()
                .orElseThrow();
    }

    String notices() {
        return browser.get(link + "/notices").body();
    }
}
