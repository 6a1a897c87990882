package org.wangchuan.platform.web.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.process.Ending;
import org.wangchuan.platform.setting.HealthSettings;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

final class HealthTest extends PlatformTest {
    private static final int UNAVAILABLE = 503;

    private final HikariDataSource database = bean(HikariDataSource.class);
    private final Flyway migrations = bean(Flyway.class);
    private final PlatformSettings platform = bean(PlatformSettings.class);
    private final Ending ending = bean(Ending.class);

    @Test
    void itSaysStatesToAnybodyAndNothingElse() {
        Browser.Answer health = nobody().get("/health");
        Browser.Answer ready = nobody().get("/ready");
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(health.header("cache-control")).contains("no-store");
        assertThat(health.header("set-cookie")).isEmpty();
        assertThat(ready.body())
                .isEqualTo(
                        "{\"status\":\"ready\",\"database\":\"up\",\"migrations\":\"done\",\"disk\":\"ok\",\"process\":\"up\"}");
    }

    @Test
    void withoutSpaceItIsNotReady() {
        Readiness full = new Readiness(database, migrations, platform, new HealthSettings(1 << 20), ending);
        assertThat(full.state()).isEqualTo(new Readiness.State(true, true, false, false));
        assertThat(new HealthController(full).ready().getStatusCode().value()).isEqualTo(UNAVAILABLE);
    }

    @Test
    void withoutADatabaseItIsNotReady() {
        HikariDataSource closed = new HikariDataSource();
        closed.setJdbcUrl("jdbc:postgresql://127.0.0.1:1/nothing");
        closed.close();
        Readiness.State state = new Readiness(closed, migrations, platform, new HealthSettings(0), ending).state();
        assertThat(state).isEqualTo(new Readiness.State(false, false, true, false));
    }

    @Test
    void withMigrationsLeftItIsNotReady() {
        Flyway more = Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration", "classpath:migration-left")
                .load();
        Readiness.State state = new Readiness(database, more, platform, new HealthSettings(0), ending).state();
        assertThat(state).isEqualTo(new Readiness.State(true, false, true, false));
    }
}
