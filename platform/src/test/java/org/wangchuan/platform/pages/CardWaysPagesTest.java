package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.bench.CardSample;
import org.wangchuan.platform.bench.PhoneOrder;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A phone of which one part is done and another is not, or failed: what its order's pages show. */
@Tag("slow")
final class CardWaysPagesTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void eachWayCanBeReadAndReached() throws Exception {
        Map<String, PhoneOrder> all = new LinkedHashMap<>();
        all.put("card first", CardSample.cardFirst(shop));
        all.put("card open", CardSample.phoneFirst(shop, false));
        all.put("card bad", CardSample.phoneFirst(shop, true));
        all.put("cards unsaid", CardSample.unaccounted(shop));
        all.put("dead", CardSample.dead(shop));
        all.put("given up", CardSample.givenUp(shop));
        try (PageEyes eyes = new PageEyes()) {
            eyes.signIn(bean(OneTimeLinks.class).create(shop.account(Role.CLERK, Role.TECHNICIAN, Role.MANAGER)));
            for (var one : all.entrySet()) {
                String order = one.getValue().order.toString();
                eyes.look("intake/order " + one.getKey(), PageEyes.to(origin() + "/intake/" + order));
                eyes.look("intake/workflow " + one.getKey(), PageEyes.to(origin() + "/workflow/" + order));
                eyes.look("consumer/watch " + one.getKey(), PageEyes.to(origin() + "/counter/" + order + "/watch"));
            }
            eyes.look("bench/bench", PageEyes.to(origin() + "/bench"));
            assertThat(eyes.problems()).isEmpty();
        }
    }
}
