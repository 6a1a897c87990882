package org.wangchuan.platform.oversight.incident;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** This part's line of the menu; whoever only reports comes by their own account's page. */
@Configuration(proxyBeanMethods = false)
class IncidentConfiguration {
    private static final int AFTER_THE_REQUESTS = 61;

    @Bean
    NavigationEntry incidentEntry() {
        return new NavigationEntry(
                "oversight.menu.incidents", "/incidents", AFTER_THE_REQUESTS, Set.of(Role.DATA_PROTECTION_OFFICER));
    }
}
