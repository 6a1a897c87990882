package org.wangchuan.platform.setting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the platform writes its log, to standard output.
 *
 * @param logFormat how lines look
 */
@ConfigurationProperties("wangchuan")
public record LogSettings(
        @Setting(example = "ecs") @DefaultValue("text") LogFormat logFormat) {}
