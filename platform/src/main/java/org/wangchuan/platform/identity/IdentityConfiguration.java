package org.wangchuan.platform.identity;

import java.time.InstantSource;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** The clock, and this module's lines of the menu. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {
    private static final int LAST = 90;

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    @Bean
    NavigationEntry sitesEntry() {
        return new NavigationEntry("identity.sites", "/sites", LAST, Set.of(Role.ADMINISTRATOR));
    }

    @Bean
    NavigationEntry peopleEntry() {
        return new NavigationEntry("identity.people", "/people", LAST + 1, Set.of(Role.ADMINISTRATOR));
    }
}
