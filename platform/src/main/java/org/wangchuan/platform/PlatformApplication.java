package org.wangchuan.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.RollbackOn;

/** Starts the platform; ends when it is told to, or when whoever started it is gone. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
// A step that is refused leaves nothing half done, also where the refusal is a checked exception.
@EnableTransactionManagement(rollbackOn = RollbackOn.ALL_EXCEPTIONS)
public class PlatformApplication {
    /** Spring makes one. */
    protected PlatformApplication() {}

    /** Starts with settings from the command line and the environment. */
    public static void main(String[] arguments) {
        EndsWithParent.watch();
        application().run(arguments);
    }

    /** As it is started everywhere: with what the build prepared, if it fits. */
    static SpringApplication application() {
        SpringApplication out = new SpringApplication(PlatformApplication.class);
        out.setMainApplicationClass(PlatformApplication.class);
        out.addListeners(new PreparedStart());
        return out;
    }
}
