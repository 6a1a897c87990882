package org.wangchuan.platform.oversight.secondcheck;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** This part's line of the menu; managers and administrators come by the pages of what they look after. */
@Configuration(proxyBeanMethods = false)
class SecondCheckConfiguration {
    private static final int AFTER_THE_BENCH = 35;

    @Bean
    NavigationEntry secondCheckEntry() {
        return new NavigationEntry("oversight.menu.checks", "/second-checks", AFTER_THE_BENCH, Set.of(Role.VERIFIER));
    }
}
