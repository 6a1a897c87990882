package org.wangchuan.platform.intake;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** This module's lines of the menu. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {
    private static final int FIRST = 10;
    private static final int AFTER_THE_BENCH = 30;
    private static final int AFTER_THE_HAND_OVERS = 45;

    @Bean
    NavigationEntry intakeEntry() {
        return new NavigationEntry("intake.orders", "/intake", FIRST, Set.of(Role.CLERK, Role.MANAGER));
    }

    @Bean
    NavigationEntry paymentsEntry() {
        return new NavigationEntry("intake.payments", "/payments", AFTER_THE_HAND_OVERS, Set.of(Role.MANAGER));
    }

    @Bean
    NavigationEntry workflowEntry() {
        return new NavigationEntry("intake.workflow", "/workflow", AFTER_THE_BENCH, Set.of(Role.TECHNICIAN));
    }
}
