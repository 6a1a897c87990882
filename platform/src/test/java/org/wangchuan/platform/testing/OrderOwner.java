package org.wangchuan.platform.testing;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;

/**
 * Somebody whose device was taken in, with the cookie of the browser that came by the link first. They send it with whatever they ask
 * for, which a browser would not: it keeps the cookie for the pages of the link.
 *
 * @param link the path of their pages
 */
public record OrderOwner(UUID order, String link, String cookie) {
    /** Takes a device in, and lets its owner in. */
    public static OrderOwner of(Shop shop) {
        UUID clerk = shop.account(Role.CLERK);
        Device device = PlatformTest.bean(Devices.class)
                .register(
                        new Devices.NewDevice(
                                shop.site(),
                                DeviceKind.BARE_DRIVE,
                                "WD",
                                "Blue",
                                Optional.empty(),
                                "",
                                Optional.empty(),
                                Devices.Drives.NOT_COUNTED),
                        clerk);
        UUID order = PlatformTest.bean(Orders.class)
                .create(shop.site(), device.id(), Channel.COUNTER, Presenter.OWNER, "gb-46864-2025", clerk)
                .id();
        String link =
                URI.create(PlatformTest.bean(OwnerInvitation.class).link(order)).getRawPath();
        String cookie =
                PlatformTest.nobody()
                        .post(link, Map.of())
                        .headers()
                        .getOrDefault("set-cookie", java.util.List.of())
                        .stream()
                        .filter(one -> one.startsWith("owner="))
                        .map(one -> one.replaceFirst(";.*", ""))
                        .findFirst()
                        .orElseThrow();
        return new OrderOwner(order, link, cookie);
    }

    /** The secret in the link. */
    public String secret() {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    /** Adds the cookie to a request. */
    public HttpRequest.Builder with(HttpRequest.Builder request) {
        return request.header("Cookie", cookie);
    }
}
