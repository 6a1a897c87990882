package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

final class PlatformStartsTest extends PlatformTest {
    @Test
    void whoeverComesSeesWhatThisIs() {
        assertThat(nobody().get("/").body()).contains("erased here in front of their owners");
        assertThat(nobody().in("zh").get("/").body()).contains("当着机主的面");
    }

    @Test
    void anAccountOfAShopSignsIn() {
        Browser clerk = newShop().browser(Role.CLERK);

        assertThat(clerk.get("/passkey").status()).isEqualTo(200);
        assertThat(clerk.get("/people").status()).isEqualTo(403);
    }

    @Test
    void aStationIsPaired() {
        assertThat(newStation(newShop().site()).token()).isNotEmpty();
    }
}
