package org.wangchuan.platform.rights;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** This module's line of the menu. */
@Configuration(proxyBeanMethods = false)
class RightsConfiguration {
    private static final int PLACE = 60;

    @Bean
    NavigationEntry rightsEntry() {
        return new NavigationEntry("rights.desk", "/rights", PLACE, Set.of(Role.DATA_PROTECTION_OFFICER));
    }
}
