package org.wangchuan.platform.ledger.log;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** This part's line of the menu. */
@Configuration(proxyBeanMethods = false)
class LogConfiguration {
    private static final int PLACE = 95;

    @Bean
    NavigationEntry operatorLogEntry() {
        return new NavigationEntry("ledger.menu.log", "/operator-log", PLACE, Set.of(Role.ADMINISTRATOR, Role.MANAGER));
    }
}
