package org.wangchuan.platform.setting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When the platform counts as ready.
 *
 * @param diskFloorMib the least free space where the data folder lies, in MiB
 */
@ConfigurationProperties("wangchuan")
public record HealthSettings(
        @Setting(example = "4096", min = 0, max = 1 << 20) @DefaultValue("1024")
        int diskFloorMib) {
    public HealthSettings {
        SettingNames.requireInRange(HealthSettings.class, "diskFloorMib", diskFloorMib);
    }
}
