package org.wangchuan.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.wangchuan.platform.setting.PlatformSettings;

/** Which database the platform works on. */
@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {
    /** Sign-in tables of the library have no schema in their names. */
    private static final String SEARCH_PATH = "identity,public";

    /**
     * A process whose machine is gone says no good-bye, and the server keeps its locks, that of the log among them, until it has asked in
     * vain: after two hours by default, after 25 seconds like this.
     */
    private static final String SOON_MISSED =
            "SET tcp_keepalives_idle = 10; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 25000";

    private static final int CONNECTIONS_MAX = 20;
    private static final Duration CONNECTION_LIMIT = Duration.ofSeconds(5);

    @Bean
    static EarlyDatabase earlyDatabase(Environment environment) {
        return new EarlyDatabase(environment);
    }

    /** Where the database is; the embedded one ends with the application. */
    @Bean
    Database database(PlatformSettings settings, ObjectProvider<EarlyDatabase.Begun> begun) throws IOException {
        if (settings.databaseUrl().isPresent()) {
            return new Database(
                    settings.databaseUrl().get(),
                    settings.databaseUser().orElse(""),
                    settings.databasePassword().orElse(""),
                    Optional.empty());
        }
        EmbeddedDatabase embedded = begun.getObject().database();
        return new Database(embedded.jdbcUrl(), embedded.user(), embedded.password(), Optional.of(embedded));
    }

    @Bean
    HikariDataSource dataSource(Database database) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(database.url());
        config.setUsername(database.user());
        config.setPassword(database.password());
        config.setConnectionInitSql("SET search_path TO " + SEARCH_PATH + "; " + SOON_MISSED);
        config.setMaximumPoolSize(CONNECTIONS_MAX);
        config.setConnectionTimeout(CONNECTION_LIMIT.toMillis());
        config.setPoolName("platform");
        // A row that the database refuses is not repeated in a message: messages are logged.
        config.addDataSourceProperty("logServerErrorDetail", "false");
        // A server that restarts takes its time; the first connection waits for it.
        config.setInitializationFailTimeout(Duration.ofSeconds(30).toMillis());
        return new HikariDataSource(config);
    }

    /** A database and, if it is this platform's own, what ends it. */
    record Database(String url, String user, String password, Optional<EmbeddedDatabase> embedded)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            if (embedded.isPresent()) {
                embedded.get().close();
            }
        }

        @Override
        public String toString() {
            return "Database[" + url + "]"; // never the password
        }
    }
}
