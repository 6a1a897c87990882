package org.wangchuan.platform.web.number;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.wangchuan.platform.setting.Setting;
import org.wangchuan.platform.setting.SettingNames;

/**
 * What whoever runs the platform decides of numbers on pages.
 *
 * @param countsKeptMinutes how long at least what took long to count is kept, see {@link KeptCounts}, 0–1440; with 0 everything is counted whenever
 *     somebody looks
 */
@ConfigurationProperties("wangchuan")
record NumberSettings(
        @Setting(example = "60", min = 0, max = 1_440) @DefaultValue("15")
        int countsKeptMinutes) {
    NumberSettings {
        SettingNames.requireInRange(NumberSettings.class, "countsKeptMinutes", countsKeptMinutes);
    }

    Duration kept() {
        return Duration.ofMinutes(countsKeptMinutes);
    }
}
