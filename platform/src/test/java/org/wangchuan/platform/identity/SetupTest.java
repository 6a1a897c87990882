package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The first page of a company: one wrong field costs nobody the others. */
final class SetupTest extends PlatformTest {
    private final Browser first = confirmed(newcomer());

    @Test
    void aWrongTimeZoneKeepsAllElse() {
        Browser.Answer refused = first.post(
                "/setup",
                Map.of("company", "Blue River", "site", "Riverside", "workName", "Li", "timeZone", "Beijing"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("value=\"Blue River\"", "value=\"Riverside\"", "value=\"Li\"", "value=\"Beijing\"")
                .contains("Expected a time zone")
                .containsPattern("name=\"timeZone\"[^>]* autofocus")
                .containsPattern("name=\"timeZone\"[^>]* aria-invalid=\"true\"")
                .doesNotContainPattern("name=\"company\"[^>]* autofocus");
        assertThat(first.post(
                                "/setup",
                                Map.of(
                                        "company", "Blue River " + UUID.randomUUID(),
                                        "site", "Riverside",
                                        "workName", "Li",
                                        "timeZone", " Asia/Shanghai "))
                        .status())
                .isEqualTo(302);
    }

    /** Databases read an offset with the other sign, and none of them knows summer time: a zone is named after a place. */
    @Test
    void anOffsetIsNoTimeZone() {
        Browser office = newShop().browser(Role.ADMINISTRATOR);
        for (String offset : List.of("+08:00", "UTC+8", "GMT+8", "utc+08:00", "+8", "8", "UTC+08")) {
            Map<String, String> form =
                    Map.of("company", "Blue River", "site", "Riverside", "workName", "Li", "timeZone", offset);
            Browser.Answer refused = first.post("/setup", form);
            assertThat(refused.status()).as(offset).isEqualTo(422);
            assertThat(refused.body()).as(offset).contains("Expected a time zone such as", "value=\"" + offset + "\"");
            Browser.Answer added = office.post("/sites", Map.of("name", "Third", "timeZone", offset));
            assertThat(added.status()).as(offset).isEqualTo(422);
            assertThat(added.body())
                    .as(offset)
                    .contains("Expected a time zone such as", "value=\"Third\"")
                    .doesNotContain(">Third<");
        }
        assertThat(first.in("zh")
                        .post("/setup", Map.of("company", "青河", "site", "河边店", "workName", "李", "timeZone", "UTC+8"))
                        .body())
                .contains("请填写时区");
    }

    @Test
    void ofTwoThatAreWrongBothAreSaidAndNothingIsLost() {
        String tooLong = "x".repeat(61);
        Browser.Answer refused = first.post(
                "/setup",
                Map.of("company", "Blue River", "site", "Riverside", "workName", tooLong, "timeZone", "Beijing"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Expected a name of 1 to 60", "Expected a time zone")
                .contains("value=\"Blue River\"", "value=\"Riverside\"")
                .contains("value=\"" + tooLong + "\"", "value=\"Beijing\"")
                .containsPattern("name=\"workName\"[^>]* autofocus")
                .containsPattern(
                        "name=\"workName\"[^>]* aria-invalid=\"true\"[^>]* aria-describedby=\"wrong-workName\"")
                .containsPattern(
                        "name=\"timeZone\"[^>]* aria-invalid=\"true\"[^>]* aria-describedby=\"wrong-timeZone\"")
                .doesNotContainPattern("name=\"(company|site)\"[^>]* aria-invalid")
                .doesNotContainPattern("name=\"timeZone\"[^>]* autofocus");
        assertThat(refused.body().split("id=\"wrong-workName\"", -1)).hasSize(2);
        assertThat(refused.body().split("id=\"wrong-timeZone\"", -1)).hasSize(2);
    }

    @Test
    void aFormThatIsSentAsItCameIsAnsweredInWords() {
        assertThat(first.get("/setup").body()).doesNotContain("Expected a name", "aria-invalid");

        Browser.Answer refused =
                first.post("/setup", Map.of("company", "", "site", "", "workName", "", "timeZone", "Asia/Shanghai"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Expected a name")
                .containsPattern("name=\"company\"[^>]* aria-invalid=\"true\"")
                .containsPattern("name=\"site\"[^>]* aria-invalid=\"true\"");
    }

    /** Eight clicks at once, each of which sees that there is no company yet: one makes it, and the others are led to it. */
    @Test
    void whoClicksTwiceHasOneCompany() throws Exception {
        String name = "Blue River " + UUID.randomUUID();
        Map<String, String> form = Map.of("company", name, "site", "Riverside", "workName", "Li");
        UUID account = newcomer();
        Browser twice = confirmed(account);
        TransactionTemplate transaction = new TransactionTemplate(bean(PlatformTransactionManager.class));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Browser.Answer>> clicks = new ArrayList<>();
            // As long as this holds the account, nobody can join a company: several are on their way when it lets go.
            transaction.executeWithoutResult(_ -> {
                jdbc().sql("SELECT id FROM identity.account WHERE id = ? FOR UPDATE")
                        .param(account)
                        .query((row, _) -> row.getObject(1, UUID.class))
                        .single();
                for (int i = 0; i < 8; i++) {
                    clicks.add(threads.submit(() -> twice.post("/setup", form)));
                }
                awaitWaiting(2);
            });
            for (Future<Browser.Answer> click : clicks) {
                assertThat(click.get().status()).isEqualTo(302);
                assertThat(click.get().location()).isEqualTo("/");
            }
        }
        assertThat(jdbc().sql("SELECT count(*) FROM identity.organisation WHERE name = ?")
                        .param(name)
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isEqualTo(1);
        UUID company = bean(Accounts.class)
                .active(account)
                .orElseThrow()
                .organisation()
                .orElseThrow();
        assertThat(bean(Organisations.class).sites(company)).hasSize(1);
        assertThat(bean(Accounts.class).workName(account)).contains("Li");
    }

    private static void awaitWaiting(int count) {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (jdbc().sql("SELECT count(*) FROM pg_locks WHERE NOT granted")
                        .query((row, _) -> row.getInt(1))
                        .single()
                < count) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    @Test
    void aCityIsFoundByItsChineseName() {
        Map.of(
                        "北京", "Asia/Shanghai",
                        "上海市", "Asia/Shanghai",
                        " 成都 ", "Asia/Shanghai",
                        "乌鲁木齐", "Asia/Urumqi",
                        "香港", "Asia/Hong_Kong",
                        "澳门", "Asia/Macau",
                        "台北", "Asia/Taipei")
                .forEach((city, zone) ->
                        assertThat(TimeZones.find(city)).as(city).contains(zone));
        for (String none : List.of("", "市", "北京 上海", "某地", "京")) {
            assertThat(TimeZones.find(none)).as(none).isEmpty();
        }
        Browser office = newShop().browser(Role.ADMINISTRATOR);
        assertThat(office.post("/sites", Map.of("name", "Third", "timeZone", "北京"))
                        .status())
                .isEqualTo(302);
        assertThat(office.get("/sites").body()).contains("Third", "Time zone: Asia/Shanghai");
    }

    /** Where a shop is, its next site most often is as well, whatever the clock of this browser says. */
    @Test
    void anotherSiteBeginsWithTheZoneOfTheFirst() {
        assertThat(newShop().browser(Role.ADMINISTRATOR).get("/sites").body())
                .containsPattern("name=\"timeZone\" required value=\"Asia/Shanghai\" list")
                .doesNotContain("data-zone");
        assertThat(first.get("/setup").body()).containsPattern("name=\"timeZone\" required value=\"[A-Z][a-z]+/");
    }

    @Test
    void theFieldThatIsWrongIsTheOneToBeginWith() {
        assertThat(first.post("/setup", Map.of("company", "Blue River", "site", "Riverside", "workName", " "))
                        .body())
                .contains("Expected a name of 1 to 60")
                .containsPattern("name=\"workName\"[^>]* autofocus");
    }

    @Test
    void timeZonesAreThereToChooseFrom() {
        assertThat(first.get("/setup").body())
                .contains(
                        "Three names, a time zone and a currency",
                        "list=\"time-zones\"",
                        "<option value=\"Asia/Urumqi\">Urumqi",
                        "<option value=\"EUR\">EUR · Euro")
                .doesNotContain("aria-invalid=\"true\"")
                .containsPattern("name=\"company\"[^>]* autofocus");
    }
}
