package org.wangchuan.platform.custody;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** This module's lines of the menu. */
@Configuration(proxyBeanMethods = false)
class CustodyConfiguration {
    private static final int PLACE = 40;

    @Bean
    NavigationEntry stockEntry() {
        return new NavigationEntry("custody.stock", "/stock", PLACE, Set.of(Role.CLERK, Role.MANAGER));
    }

    @Bean
    NavigationEntry handOversEntry() {
        return new NavigationEntry("custody.hand-overs", "/hand-overs", PLACE + 1, Set.of(Role.CLERK, Role.MANAGER));
    }

    @Bean
    NavigationEntry processorsEntry() {
        return new NavigationEntry("custody.processors", "/processors", PLACE + 2, Set.of(Role.MANAGER));
    }
}
