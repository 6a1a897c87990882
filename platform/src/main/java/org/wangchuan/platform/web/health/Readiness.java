package org.wangchuan.platform.web.health;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.Ending;
import org.wangchuan.platform.setting.HealthSettings;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * What has to be there before the platform can work. It is looked at when somebody asks, and at most every two seconds, so that
 * nobody keeps the database busy by asking. Thread-safe.
 */
@Component
class Readiness {
    private static final Duration KEPT = Duration.ofSeconds(2);
    private static final int DATABASE_SECONDS_MAX = 2;
    private static final long MIB = 1 << 20;

    private final DataSource database;
    private final Flyway migrations;
    private final PlatformSettings platform;
    private final HealthSettings settings;
    private final Ending ending;
    private State last = new State(false, false, false, false);
    private long lookedAtNanos;
    private boolean hasLooked;

    Readiness(
            DataSource database, Flyway migrations, PlatformSettings platform, HealthSettings settings, Ending ending) {
        this.ending = ending;
        this.database = database;
        this.migrations = migrations;
        this.platform = platform;
        this.settings = settings;
    }

    /**
     * What was found.
     *
     * @param isDatabaseUp whether it answers
     * @param isMigrated whether its tables are as this version needs them
     * @param hasSpace whether there is at least as much free space as the setting asks for
     * @param isEnding whether this process was told to end
     */
    record State(boolean isDatabaseUp, boolean isMigrated, boolean hasSpace, boolean isEnding) {
        boolean isReady() {
            return isDatabaseUp && isMigrated && hasSpace && !isEnding;
        }
    }

    synchronized State state() {
        long now = System.nanoTime();
        boolean isEnding = ending.isEnding();
        if (!hasLooked || last.isEnding() != isEnding || now - lookedAtNanos > KEPT.toNanos()) {
            boolean isUp = isDatabaseUp();
            last = new State(isUp, isUp && isMigrated(), hasSpace(), isEnding);
            hasLooked = true;
            lookedAtNanos = System.nanoTime();
        }
        return last;
    }

    private boolean isDatabaseUp() {
        try (Connection connection = database.getConnection()) {
            return connection.isValid(DATABASE_SECONDS_MAX);
        } catch (SQLException e) {
            return false;
        }
    }

    private boolean isMigrated() {
        try {
            return migrations.info().pending().length == 0;
        } catch (FlywayException e) {
            return false;
        }
    }

    private boolean hasSpace() {
        try {
            return Files.getFileStore(platform.data()).getUsableSpace() >= settings.diskFloorMib() * MIB;
        } catch (IOException e) {
            return false;
        }
    }
}
