package org.wangchuan.platform.staff;

import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.page.NavigationEntry;

/** This module's lines of the menu. */
@Configuration(proxyBeanMethods = false)
class StaffConfiguration {
    private static final int AFTER_THE_WORK = 80;
    private static final int AFTER_THE_PEOPLE = 93;

    @Bean
    NavigationEntry learningEntry() {
        return new NavigationEntry(
                "staff.menu.learning",
                LearningController.PATH,
                AFTER_THE_WORK,
                Set.of(Role.CLERK, Role.TECHNICIAN, Role.VERIFIER, Role.MANAGER, Role.DATA_PROTECTION_OFFICER));
    }

    @Bean
    NavigationEntry staffEntry() {
        return new NavigationEntry(
                "staff.menu.people", PeopleController.PATH, AFTER_THE_PEOPLE, Set.of(Role.MANAGER, Role.ADMINISTRATOR));
    }
}
