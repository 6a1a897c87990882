package org.wangchuan.platform.vault;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.testing.Soon;

/** A process that goes on with the run that is open, for a test to kill. */
final class RetentionChild {
    private RetentionChild() {}

    /** The database's address, its user, and the data folder; the password is in the environment. */
    public static void main(String[] arguments) throws Exception {
        DataSource database =
                new DriverManagerDataSource(arguments[0], arguments[1], System.getenv("DATABASE_PASSWORD"));
        JdbcClient jdbc = JdbcClient.create(database);
        InstantSource clock = InstantSource.system();
        VaultSettings settings = new VaultSettings(Optional.empty(), 35, 30);
        PlatformSettings platform = new PlatformSettings(
                Path.of(arguments[2]),
                URI.create("http://localhost:8080"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                240,
                false,
                Optional.empty());
        Retention retention = new Retention(
                new Persons(jdbc, clock, new MasterKey(platform, settings, jdbc, clock)),
                new RetentionTable(jdbc),
                new RetentionPlan(jdbc),
                new RetentionLock(database, jdbc),
                jdbc,
                clock,
                settings,
                new JdbcTransactionManager(database));
        Soon.until("nobody else deletes", retention::goOn);
    }
}
