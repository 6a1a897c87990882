package org.wangchuan.platform.exchange;

import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.jdbc;
import static org.wangchuan.platform.testing.PlatformTest.nobody;

import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;

/**
 * A plant with keys and addresses in each of their states, for the tests of the pages. Nothing is sent: both addresses are off.
 *
 * @param webhook one with events that were taken, wait and were given up
 * @param failed one that was switched off after days
 */
public record PlantPagesSample(Shop shop, UUID webhook, UUID failed, UUID by) {
    /** Makes it in a shop. */
    public static PlantPagesSample in(Shop shop) throws InterruptedException {
        UUID by = shop.account(Role.ADMINISTRATOR);
        String key = PlantKeys.of(shop);
        String revoked = PlantKeys.of(shop);
        bean(ApiKeys.class).revoke(shop.organisation(), PlantKeys.row(revoked).id(), by);
        String unconfirmed = PlantKeys.of(shop);
        jdbc().sql("UPDATE exchange.api_key SET state = 'unconfirmed' WHERE id = ?")
                .param(PlantKeys.row(unconfirmed).id())
                .update();
        UUID webhook = made(shop, by, "https://erp.example/wangchuan/events?plant=7");
        UUID failed =
                made(shop, by, "https://old.example/a-very-long-address-of-a-receiver/that-is-not-there-any-more");
        if (new Plant(nobody(), key)
                        .post("/api/v1/assets", Plant.request("pallet 7", Plant.phones("PAL7-", 0, 4)))
                        .status()
                != 200) {
            throw new IllegalStateException("not registered");
        }
        for (int i = 0; i < 600 && waiting(shop, webhook) < 4; i++) {
            Thread.sleep(100);
        }
        set(webhook, 1, "delivered", 1, null);
        set(webhook, 2, "waiting", 3, "HTTP_500");
        set(webhook, 3, "given_up", Deliveries.ATTEMPTS_MIN, "TIMED_OUT");
        jdbc().sql(
                        "UPDATE exchange.webhook SET state = 'failed', failing_since = now() - interval '3 days', tried_at = now(), problem = 'NAME_UNKNOWN' WHERE id = ?")
                .param(failed)
                .update();
        return new PlantPagesSample(shop, webhook, failed, by);
    }

    /** Takes away what would be told above each page. */
    public void remove() {
        bean(Webhooks.class)
                .of(shop.organisation())
                .forEach(one -> bean(Webhooks.class).remove(one, by));
        bean(ApiKeys.class)
                .of(shop.organisation())
                .forEach(one -> bean(ApiKeys.class).revoke(shop.organisation(), one.id(), by));
    }

    private static UUID made(Shop shop, UUID by, String url) {
        UUID id = bean(Webhooks.class)
                .make(shop.organisation(), Optional.empty(), URI.create(url), Events.TYPES, by)
                .orElseThrow()
                .id();
        bean(Webhooks.class)
                .off(bean(Webhooks.class).find(shop.organisation(), id).orElseThrow(), by);
        return id;
    }

    private static long waiting(Shop shop, UUID webhook) {
        return bean(Webhooks.class)
                .find(shop.organisation(), webhook)
                .orElseThrow()
                .waiting();
    }

    private static void set(
            UUID webhook, int sequence, String state, int attempts, @org.jspecify.annotations.Nullable String problem) {
        jdbc().sql(
                        "UPDATE exchange.delivery SET state = ?, attempts = ?, tried_at = now(), problem = ? WHERE webhook_id = ? AND sequence = ?")
                .param(state)
                .param(attempts)
                .param(problem)
                .param(webhook)
                .param(sequence)
                .update();
    }
}
