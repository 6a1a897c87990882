package org.wangchuan.platform.identity;

import java.time.InstantSource;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** The clock, how sessions are written, and this module's lines of the menu. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdentitySettings.class)
class IdentityConfiguration {
    private static final int LAST = 90;

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }

    /**
     * Two requests of one browser may put the same into its session at once, and each writes what it has put there: the later one stands.
     * By the statement that comes with the library the second request would fail.
     */
    @Bean
    PostgreSqlJdbcIndexedSessionRepositoryCustomizer sessionAttributes() {
        return new PostgreSqlJdbcIndexedSessionRepositoryCustomizer();
    }

    @Bean
    NavigationEntry sitesEntry() {
        return new NavigationEntry("identity.menu.sites", "/sites", LAST, Set.of(Role.ADMINISTRATOR));
    }

    @Bean
    NavigationEntry peopleEntry() {
        return new NavigationEntry("identity.people", "/people", LAST + 1, Set.of(Role.ADMINISTRATOR));
    }
}
