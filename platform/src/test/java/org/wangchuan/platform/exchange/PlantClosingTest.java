package org.wangchuan.platform.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.identity.AccountChanges;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.staff.Learner;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import tools.jackson.databind.JsonNode;

/** A plant closes what of its list is ready, by the rules of the button at the counter. */
@Tag("slow")
final class PlantClosingTest extends PlatformTest {
    private final Shop shop = newShop();
    private final String key = PlantKeys.of(shop);
    private final Plant plant = new Plant(nobody(), key);

    @Test
    void eachDeviceIsToldWhatBecameOfIt() {
        UUID list = registered("pallet 1", 5);
        List<WorkOrder> orders = bean(Batches.class).orders(list);
        put(orders.get(0), OrderState.SEALED);
        put(orders.get(1), OrderState.SEALED);
        put(orders.get(2), OrderState.CLEARED); // and nothing proves it
        put(orders.get(3), OrderState.HELD);
        JsonNode answer = closed(list);
        assertThat(answer.get("closed").asInt()).isEqualTo(2);
        assertThat(answer.get("refused").asInt()).isOne();
        assertThat(answer.get("notReady").asInt()).isEqualTo(2);
        assertThat(answer.get("left").asInt()).isZero();
        JsonNode refused = answer.get("results").get(2);
        assertThat(refused.get("externalId").asString()).isEqualTo("C-2");
        assertThat(refused.get("code").asString()).isEqualTo("NOT_PROVED");
        assertThat(answer.get("results").get(3).get("state").asString()).isEqualTo("held");
        assertThat(bean(Batches.class).orders(list))
                .extracting(WorkOrder::state)
                .containsExactly(
                        OrderState.CLOSED, OrderState.CLOSED, OrderState.CLEARED, OrderState.HELD, OrderState.TAKEN_IN);
        JsonNode again = closed(list);
        assertThat(again.get("closed").asInt()).as("nothing twice").isZero();
        assertThat(again.get("wasClosed").asInt()).isEqualTo(2);
        assertThat(jdbc().sql(
                                "SELECT count(*) FROM intake.order_event WHERE order_id = ? AND kind = 'closed' AND actor_id = ?")
                        .params(
                                orders.getFirst().id(),
                                PlantKeys.row(key).responsible().orElseThrow())
                        .query(Integer.class)
                        .single())
                .as("in the name of whoever answers for the key")
                .isOne();
    }

    @Test
    void theSameIdempotencyKeyGetsTheSameAnswer() {
        UUID list = registered("pallet 2", 2);
        List<WorkOrder> orders = bean(Batches.class).orders(list);
        put(orders.get(0), OrderState.SEALED);
        String first = close(plant, list, "Idempotency-Key", "once").body();
        put(orders.get(1), OrderState.SEALED);
        assertThat(close(plant, list, "Idempotency-Key", "once").body()).isEqualTo(first);
        assertThat(bean(Batches.class).orders(list).get(1).state()).isEqualTo(OrderState.SEALED);
        UUID other = registered("pallet 3", 1);
        assertThat(close(plant, other, "Idempotency-Key", "once").body()).contains("IDEMPOTENCY_KEY_USED");
        assertThat(close(plant, list, "Idempotency-Key", "a b").status()).isEqualTo(400);
        assertThat(close(plant, list, "Idempotency-Key", "twice").body()).contains("\"closed\":1", "\"wasClosed\":1");
    }

    @Test
    void whatIsNotTheKeysIsNotThereAndWhoMayNotIsRefused() throws Exception {
        UUID list = registered("pallet 4", 1);
        put(bean(Batches.class).orders(list).getFirst(), OrderState.SEALED);
        assertThat(close(new Plant(nobody(), PlantKeys.of(newShop())), list).body())
                .contains("LIST_NOT_FOUND");
        assertThat(close(plant, UUID.randomUUID()).status()).isEqualTo(404);
        String elsewhere = PlantKeys.of(shop, Optional.of(shop.otherSite()), Duration.ofDays(1), Scope.ORDERS_CLOSE);
        assertThat(close(new Plant(nobody(), elsewhere), list).status()).isEqualTo(404);
        String writes = PlantKeys.of(shop, Optional.of(shop.site()), Duration.ofDays(1), Scope.ORDERS_WRITE);
        assertThat(close(new Plant(nobody(), writes), list).body()).contains("SCOPE_MISSING");
        assertThat(plant.post("/api/v1/lists/" + list + "/close", "{\"all\":true}")
                        .body())
                .contains("BODY_SHAPE");
        assertThat(plant.post("/api/v1/lists/" + list + "/close", "").body()).contains("BODY_FORMAT");
        assertThat(plant.post("/api/v1/lists/all/close", "{}").status()).isEqualTo(400);
        Learner.endIntroduction(shop);
        assertThat(close(plant, list).body()).contains("RESPONSIBLE_NOT_QUALIFIED");
        bean(AccountChanges.class)
                .setActive(
                        shop.organisation(),
                        PlantKeys.row(key).responsible().orElseThrow(),
                        false,
                        shop.account(Role.ADMINISTRATOR));
        assertThat(close(plant, list).body()).contains("RESPONSIBLE_GONE");
        assertThat(bean(Batches.class).orders(list).getFirst().state()).isEqualTo(OrderState.SEALED);
    }

    private UUID registered(String batch, int devices) {
        Browser.Answer answer = plant.post(
                "/api/v1/assets",
                Plant.request(
                        batch,
                        Plant.phones(batch.equals("pallet 1") ? "C-" : batch.replace(' ', '-') + "-", 0, devices)));
        assertThat(answer.status()).isEqualTo(200);
        return UUID.fromString(
                Plant.read(answer).get("results").get(0).get("list").asString());
    }

    private JsonNode closed(UUID list) {
        Browser.Answer answer = close(plant, list);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return Plant.read(answer);
    }

    private static Browser.Answer close(Plant plant, UUID list, String... headers) {
        return plant.post("/api/v1/lists/" + list + "/close", "{}", headers);
    }

    /** As the bench would leave it. */
    private static void put(WorkOrder order, OrderState state) {
        jdbc().sql("UPDATE intake.work_order SET state = ? WHERE id = ?")
                .params(state.id(), order.id())
                .update();
    }
}
