package org.wangchuan.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.transaction.TransactionSystemException;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.OwnPostgres;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** What people and programs are told while the database is away, and that it is over when it is back. */
final class OutageTest {
    @TempDir
    private Path folder;

    @Test
    void itIsFoundBehindWhatWasCaught() {
        assertThat(Outage.of(new IllegalStateException("caught", new SQLException("full", "53100"))))
                .contains(Outage.STORAGE_FULL);
        assertThat(Outage.of(new IOException("write failed", new IOException("No space left on device"))))
                .contains(Outage.STORAGE_FULL);
        assertThat(Outage.of(new FileSystemException("a", null, "No space left on device")))
                .contains(Outage.STORAGE_FULL);
        TransactionSystemException undone =
                new TransactionSystemException("JDBC rollback failed", new SQLException("Connection is closed"));
        assertThat(Outage.of(undone)).contains(Outage.UNAVAILABLE);
        undone.initApplicationException(new IllegalStateException(new SQLException("full", "53100")));
        assertThat(Outage.of(new IllegalStateException(undone))).contains(Outage.STORAGE_FULL);
        for (String state : new String[] {"08006", "57P01", "57P03", "53300", "58030"}) {
            assertThat(Outage.of(new SQLException("away", state))).contains(Outage.UNAVAILABLE);
        }
        assertThat(Outage.of(new SQLTransientConnectionException("none in time")))
                .contains(Outage.UNAVAILABLE);
    }

    @Test
    void aMistakeOfTheProgramIsNone() {
        for (String state : new String[] {"23505", "42601", "57014", "25P02"}) {
            assertThat(Outage.of(new SQLException("ours", state))).isEmpty();
        }
        assertThat(Outage.of(new SQLException("no state"))).isEmpty();
        assertThat(Outage.of(new IOException("broken pipe"))).isEmpty();
        IllegalStateException round = new IllegalStateException("round");
        round.initCause(new IllegalStateException("back", round));
        assertThat(Outage.of(round)).isEmpty();
    }

    @Test
    @Tag("slow")
    void peopleAndProgramsAreToldThatItIsNotTheirFaultAndGoOnAfterwards() throws Exception {
        try (OwnPostgres database = OwnPostgres.start(folder.resolve("database"));
                OwnPlatform _ = OwnPlatform.start(
                        folder.resolve("data"),
                        "--wangchuan.database-url=" + database.url(),
                        "--wangchuan.database-user=" + database.user())) {
            PlatformTest.Shop shop = PlatformTest.newShop();
            UUID account = shop.account(Role.MANAGER);
            Browser manager = PlatformTest.signedIn(account).in("en");
            PlatformTest.PairedStation station = PlatformTest.newStation(shop.site());
            assertThat(manager.get("/stock").status()).isEqualTo(200);

            database.kill();
            assertIsTold(manager.get("/stock"), "reach its data right now");
            assertIsTold(manager.in("zh").get("/stock"), "平台暂时读写不了数据");
            assertIsTold(PlatformTest.nobody().in("zh").get("/o/" + "a".repeat(43)), "平台暂时读写不了数据");
            HttpRequest.Builder tasks = PlatformTest.nobody()
                    .request("/api/station/v1/tasks")
                    .header("Accept", "application/json")
                    .header("Authorization", "Bearer " + station.token());
            assertIsTold(PlatformTest.nobody().send(tasks), "\"code\":\"UNAVAILABLE\"");

            database.restartAtOnce();
            assertThat(manager.get("/stock").status()).isEqualTo(200);
        }
    }

    private static void assertIsTold(Browser.Answer answer, String words) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("10");
        assertThat(answer.body()).contains(words).doesNotContain("Exception", "SQL", "127.0.0.1:5");
    }
}
