package org.wangchuan.platform.bench;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** This module's line of the menu. */
@Configuration(proxyBeanMethods = false)
class BenchConfiguration {
    private static final int PLACE = 30;

    @Bean
    NavigationEntry benchEntry() {
        return new NavigationEntry("bench.bench", "/bench", PLACE, Set.of(Role.TECHNICIAN, Role.MANAGER));
    }
}
