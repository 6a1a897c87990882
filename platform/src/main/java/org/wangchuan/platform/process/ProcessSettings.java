package org.wangchuan.platform.process;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.wangchuan.platform.setting.Setting;
import org.wangchuan.platform.setting.SettingNames;

/**
 * How this process lives beside others.
 *
 * @param drainSeconds how long it goes on after it was told to end, saying that it is not ready, so that whoever stands before several
 *     processes sends what comes to the others; 0–60 seconds
 */
@ConfigurationProperties("wangchuan")
record ProcessSettings(
        @Setting(example = "5", min = 0, max = 60) @DefaultValue("0")
        int drainSeconds) {
    ProcessSettings {
        SettingNames.requireInRange(ProcessSettings.class, "drainSeconds", drainSeconds);
    }

    Duration drain() {
        return Duration.ofSeconds(drainSeconds);
    }
}
