package org.wangchuan.platform.exchange;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.web.outgoing.AddressGuard;

/** This module's settings. Its pages are reached from those of sites and of stock: few people need them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExchangeSettings.class)
class ExchangeConfiguration {
    @Bean
    AddressGuard addressGuard(PlatformSettings platform, ExchangeSettings settings) {
        return new AddressGuard(platform.isTrial(), settings.webhooksToPrivateNetworks());
    }
}
