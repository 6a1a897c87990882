package org.wangchuan.platform.identity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.wangchuan.platform.setting.Setting;

/**
 * What companies may have the platform ask.
 *
 * @param providersInPrivateNetworks whether a company's own identity provider may have an address of a private network; of what is local to a link
 *     it never may
 */
@ConfigurationProperties("wangchuan")
record IdentitySettings(
        @Setting(example = "true") @DefaultValue("false") boolean providersInPrivateNetworks) {}
