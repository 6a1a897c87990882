package org.wangchuan.platform.ledger.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What the operator's list leaves out is named to whom it belongs to. */
final class LogPageTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void aStationThatIsLeftOutIsNamedToItsOwnCompany() throws Exception {
        String name = LeftOutStations.ofSite(shop.site(), shop.browser(Role.MANAGER));
        assertThat(shop.browser(Role.MANAGER).get("/operator-log").body())
                .contains("The trust list leaves something out", name, "longer than 150 characters", "l".repeat(180));
        assertThat(newShop().browser(Role.MANAGER).get("/operator-log").body())
                .doesNotContain("leaves something out", name + "<");
    }
}
