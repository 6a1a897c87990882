package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A station has lost the record of a task: nobody knows how far it came, and no page says better. */
final class LostRecordTest extends PlatformTest {
    private static final JsonValue.Obj UNKNOWN = Json.object()
            .put("outcome", "broken")
            .put("code", "RECORD_DAMAGED")
            .put("en", "the station's record of the task is damaged")
            .put("zh", "工作站上的作业记录已损坏")
            .build();

    private final Shop shop = newShop();

    @Test
    void whatNobodyKnowsIsNotCleared() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.claimed();
        for (int i = 0; i < 2; i++) {
            assertThat(order.station
                            .call("POST", "/tasks/" + task + "/end", UNKNOWN)
                            .status())
                    .as("safe to repeat")
                    .isEqualTo(200);
        }
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.deviceNow().proof()).isEmpty();
        assertThat(shop.browser(Role.TECHNICIAN).in("en").get("/bench").body())
                .contains("the station's record of the task is damaged");
        assertThat(shop.browser(Role.MANAGER)
                        .in("en")
                        .get("/intake/" + order.order)
                        .body())
                .contains("the erasure broke off, and nobody knows how far it came");
        assertThat(shop.browser(Role.MANAGER)
                        .in("zh")
                        .get("/intake/" + order.order)
                        .body())
                .contains("清除中断，进行到哪一步无从得知");

        order.erases(order.serial, org.wangchuan.proof.statement.Verdict.CLEARED);
        assertThat(order.state()).as("once more, and it is known").isEqualTo(OrderState.CLEARED);
    }
}
