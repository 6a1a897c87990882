package org.wangchuan.platform.setting;

import java.util.Locale;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * How lines of the log are written. It is decided before anything is logged, and so before the other settings are looked at: the
 * framework would take any other word for a class to load.
 */
public enum LogFormat {
    /** To read. */
    TEXT,
    /** One JSON object a line, with the names of the Elastic Common Schema. */
    ECS,
    /** One JSON object a line, with Logstash's names. */
    LOGSTASH;

    private static final String NAME = SettingNames.of("logFormat");

    static LogFormat of(String text) {
        for (LogFormat format : values()) {
            if (format.name().equalsIgnoreCase(text)) {
                return format;
            }
        }
        throw SettingException.value(NAME, "text, ecs or logstash", text);
    }

    /** Tells the framework. */
    public static final class Chooser implements EnvironmentPostProcessor {
        /** The framework makes one. */
        public Chooser() {}

        @Override
        public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
            LogFormat format = of(environment.getProperty(NAME, TEXT.name()));
            if (format != TEXT) {
                environment
                        .getPropertySources()
                        .addFirst(new MapPropertySource(
                                "log format",
                                Map.of(
                                        "logging.structured.format.console",
                                        format.name().toLowerCase(Locale.ROOT))));
            }
        }
    }
}
