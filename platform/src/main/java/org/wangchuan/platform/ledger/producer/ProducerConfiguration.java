package org.wangchuan.platform.ledger.producer;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** This part's line of the menu. */
@Configuration(proxyBeanMethods = false)
class ProducerConfiguration {
    private static final int PLACE = 96;

    @Bean
    NavigationEntry producersEntry() {
        return new NavigationEntry(
                "ledger.menu.producers", "/producers", PLACE, Set.of(Role.ADMINISTRATOR, Role.MANAGER));
    }
}
