package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** SIM and memory card of a phone, on each page that says something of them. */
@Tag("slow")
final class CardsPagesTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void eachOfItsStatesCanBeReadAndReached() throws Exception {
        PhoneOrder open = PhoneOrder.unaccounted(shop);
        PhoneOrder stays = PhoneOrder.unaccounted(shop);
        stays.accounts("given_back", "deleted", "stays", false);
        stays.station.tellLane("sdz", "CARD-0001");
        PhoneOrder differs = PhoneOrder.consented(shop);
        UUID task = differs.chosen();
        differs.claims(task);
        differs.shows(task, "read", "sim", "present", "adb");
        try (PageEyes eyes = new PageEyes()) {
            eyes.signIn(bean(OneTimeLinks.class).create(shop.account(Role.CLERK, Role.TECHNICIAN)));
            eyes.look("intake/cards open", PageEyes.to(origin() + "/intake/" + open.order + "/cards"));
            eyes.look("intake/cards differs", PageEyes.to(origin() + "/intake/" + differs.order + "/cards"));
            eyes.look("intake/order cards", PageEyes.to(origin() + "/intake/" + stays.order));
            eyes.look("bench/phone cards", PageEyes.to(origin() + "/bench/orders/" + differs.order + "/phone"));
            eyes.look("bench/bench card", PageEyes.to(origin() + "/bench"));
            eyes.look("consumer/watch cards open", PageEyes.to(origin() + "/counter/" + open.order + "/watch"));
            eyes.look("consumer/watch cards stay", PageEyes.to(origin() + "/counter/" + stays.order + "/watch"));
            eyes.look("consumer/watch cards differ", PageEyes.to(origin() + "/counter/" + differs.order + "/watch"));
            assertThat(eyes.problems()).isEmpty();
        }
    }
}
