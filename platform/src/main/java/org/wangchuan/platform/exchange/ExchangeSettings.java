package org.wangchuan.platform.exchange;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.wangchuan.platform.setting.Setting;

/**
 * What programs of companies may have the platform do.
 *
 * @param webhooksToPrivateNetworks whether webhooks may lead to addresses of private networks; to this machine and to what is local to a link they
 *     never may
 */
@ConfigurationProperties("wangchuan")
record ExchangeSettings(
        @Setting(example = "true") @DefaultValue("false") boolean webhooksToPrivateNetworks) {}
