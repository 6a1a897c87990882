package org.wangchuan.platform.rights;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.platform.consumer.OwnerLinks;
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

/** Somebody with a link of their order, and the browser that has it. */
final class Asker {
    private static final Pattern SEEN = Pattern.compile(
            "/requests/([0-9a-f-]{36})/(?:withdraw|unsettled)\"[\\s\\S]*?name=\"seen\" value=\"(\\d+)\"");

    final UUID order;
    final Browser browser = PlatformTest.nobody();
    final String link;

    private Asker(UUID order) {
        this.order = order;
        String whole = PlatformTest.bean(OwnerLinks.class).link(order);
        this.link = whole.substring(whole.indexOf("/o/"));
        browser.post(link, Map.of());
    }

    static Asker of(Shop shop) throws Exception {
        UUID clerk = shop.account(Role.CLERK);
        var device = PlatformTest.bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.PHONE,
                                "Huawei",
                                "Mate 30",
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        UUID order = PlatformTest.bean(Orders.class)
                .create(shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, "gb-46864-2025", clerk)
                .id();
        PlatformTest.bean(OrderTerms.class).offer(order, new WorkOrder.Offer(100, "CNY"), Actor.staff(clerk));
        return new Asker(order);
    }

    Browser.Answer contact(String name, String phone) {
        return browser.post(link + "/contact", Map.of("name", name, "phone", phone));
    }

    Browser.Answer ask(RequestKind kind, String text) {
        return browser.post(link + "/requests", Map.of("kind", kind.id(), "text", text));
    }

    /** The latest request. */
    PersonRequest latest() {
        return PlatformTest.bean(OwnRequests.class).of(order).getFirst();
    }

    UUID person() {
        return PlatformTest.bean(Orders.class)
                .find(order)
                .orElseThrow()
                .ownerRef()
                .orElseThrow();
    }

    String page() {
        return browser.get(link + "/requests").body();
    }

    String words() {
        return browser.post(link + "/requests/words", Map.of()).body();
    }

    /** Presses a button of the latest request, as its page shows it. */
    Browser.Answer press(String button, Map<String, String> form) {
        Matcher seen = SEEN.matcher(page());
        while (seen.find()) {
            if (seen.group(1).equals(latest().id().toString())) {
                var all = new HashMap<>(form);
                all.put("seen", seen.group(2));
                return browser.post(link + "/requests/" + latest().id() + "/" + button, all);
            }
        }
        throw new AssertionError("the page has no such button");
    }
}
