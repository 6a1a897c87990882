package org.wangchuan.platform.setting;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Holds all settings against their limits before anything else is made. */
@Configuration(proxyBeanMethods = false)
class SettingConfiguration {
    @Bean
    static SettingsCheck settingsCheck(Environment environment) {
        return new SettingsCheck(environment);
    }
}
