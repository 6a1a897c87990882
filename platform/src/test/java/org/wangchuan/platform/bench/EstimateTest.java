package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What the bench says of the time that an erasure takes. */
final class EstimateTest extends PlatformTest {
    private final Shop shop = newShop();
    private final SigningStation station = new SigningStation(newStation(shop.site()));

    @Test
    void aTimeThatNobodyKnowsIsCalledUnknown() {
        tell(0, true);
        assertThat(bench("en")).contains("how long it takes is not known").doesNotContain("about 0 min");
        assertThat(bench("zh")).contains("所需时间未知");
        tell(5_400, true);
        assertThat(bench("en")).contains("about 90 min").doesNotContain("how long it takes is not known");
        tell(0, false);
        assertThat(bench("en"))
                .as("what can't be erased needs no time")
                .doesNotContain("how long it takes is not known");
    }

    private String bench(String language) {
        return shop.browser(Role.TECHNICIAN).in(language).get("/bench").body();
    }

    private void tell(long seconds, boolean isReady) {
        JsonValue.Obj lane = Json.object()
                .put("lane", "sdb")
                .put("model", "WD Blue")
                .put("serial", "S-1")
                .put("capacityBytes", 1_000_000_000)
                .put("medium", "unknown")
                .put("isReady", isReady)
                .put("estimateSeconds", seconds)
                .build();
        assertThat(station.call(
                                "PUT",
                                "/lanes",
                                Json.object()
                                        .put("lanes", new JsonValue.Array(List.of(lane)))
                                        .build())
                        .status())
                .isEqualTo(200);
    }
}
