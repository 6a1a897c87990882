package org.wangchuan.platform.setting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How often one address may ask; how often for owners' pages says {@link PlatformSettings#ownerRequestsPerMinute}.
 *
 * @param requestsPerMinute for all pages and files together, whether somebody is signed in or not. A shop's tills and phones share an address
 * @param triesPerMinute where a secret of the staff or of a station is tried: signing in takes two requests
 */
@ConfigurationProperties("wangchuan")
public record LimitSettings(
        @Setting(example = "12000", min = 1, max = 10_000_000) @DefaultValue("3000")
        int requestsPerMinute,

        @Setting(example = "600", min = 1, max = 10_000_000) @DefaultValue("120")
        int triesPerMinute) {
    public LimitSettings {
        SettingNames.requireInRange(LimitSettings.class, "requestsPerMinute", requestsPerMinute);
        SettingNames.requireInRange(LimitSettings.class, "triesPerMinute", triesPerMinute);
    }
}
