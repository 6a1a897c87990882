package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

/** What the build prepared is not for a start that needs other beans. */
final class PreparedStartTest {
    @Test
    void itFitsUnlessASettingAddsBeans() {
        assertThat(PreparedStart.fits(new MockEnvironment())).isTrue();
        assertThat(PreparedStart.fits(new MockEnvironment().withProperty("management.server.port", "-1")))
                .isTrue();
        assertThat(PreparedStart.fits(new MockEnvironment().withProperty("management.server.port", "0")))
                .isFalse();
        assertThat(PreparedStart.fits(new MockEnvironment().withProperty("management.server.port", "9464")))
                .isFalse();
        MockEnvironment profile = new MockEnvironment();
        profile.setActiveProfiles("other");
        assertThat(PreparedStart.fits(profile)).isFalse();
    }
}
