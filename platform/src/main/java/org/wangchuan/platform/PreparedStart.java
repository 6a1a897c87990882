package org.wangchuan.platform;

import org.springframework.aot.AotDetector;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Starts with the beans that the build worked out (Spring's ahead-of-time processing), where they are what this start would work
 * out as well. They were worked out for the settings that most use; what a setting adds or leaves out was decided then. One
 * setting does that: the port of metrics. With it, all is worked out anew, as in tests, and the start takes longer.
 */
final class PreparedStart implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {
    private static final String PREPARED = PlatformApplication.class.getName() + "__ApplicationContextInitializer";
    private static final String PORT_OF_METRICS = "management.server.port";
    private static final String NONE = "-1";

    @Override
    public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
        if (System.getProperty(AotDetector.AOT_ENABLED) == null) {
            System.setProperty(AotDetector.AOT_ENABLED, Boolean.toString(fits(event.getEnvironment()) && isThere()));
        }
    }

    /** Whether this start would work out the same. */
    static boolean fits(Environment settings) {
        return settings.getActiveProfiles().length == 0 && NONE.equals(settings.getProperty(PORT_OF_METRICS, NONE));
    }

    private static boolean isThere() {
        return ClassUtils.isPresent(PREPARED, PreparedStart.class.getClassLoader());
    }
}
