package org.wangchuan.platform.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.identity.OneTimeLinks;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** A step of a clock is told to each company until one of its administrators has looked, is kept once, and stays. */
final class ClockTest extends PlatformTest {
    /** Of its own: each company of the shared one would be told. */
    private static @Nullable OwnPlatform platform;

    @TempDir
    static Path folder;

    @BeforeAll
    static void begin() throws IOException {
        platform = OwnPlatform.start(folder.resolve("data"));
    }

    @AfterAll
    static void end() {
        Objects.requireNonNull(platform).close();
    }

    private static final Instant AT = Instant.parse("2031-05-06T07:08:09Z");
    private static final String NOTICE = "href=\"/clock\"";

    @Test
    void eachCompanyIsToldUntilItHasLooked() {
        Shop one = newShop();
        Shop other = newShop();
        note(Duration.ofDays(40), AT);
        Browser administrator = signedIn(one.account(Role.ADMINISTRATOR));
        assertThat(administrator.get("/people").body()).contains(NOTICE);
        assertThat(signedIn(one.account(Role.MANAGER)).get("/devices").body()).doesNotContain(NOTICE);
        String page = administrator.get("/clock").body();
        assertThat(page).contains(": 40 d</li>");
        long newest = newest();
        // What came since they looked at the page is not seen to with it.
        note(Duration.ofDays(-40), AT.plusSeconds(3600));
        assertThat(administrator
                        .post("/clock", Map.of("upTo", Long.toString(newest)))
                        .status())
                .isEqualTo(302);
        assertThat(administrator.get("/people").body()).contains(NOTICE);
        assertThat(administrator
                        .post("/clock", Map.of("upTo", Long.toString(newest())))
                        .status())
                .isEqualTo(302);
        assertThat(administrator.get("/people").body()).doesNotContain(NOTICE);
        assertThat(signedIn(other.account(Role.ADMINISTRATOR)).get("/people").body())
                .contains(NOTICE);
    }

    @Test
    void nobodyElseSaysThatTheyLooked() {
        Shop shop = newShop();
        note(Duration.ofSeconds(7), AT.plusSeconds(86_400));
        String upTo = Long.toString(newest());
        assertThat(signedIn(shop.account(Role.MANAGER))
                        .post("/clock", Map.of("upTo", upTo))
                        .status())
                .isEqualTo(403);
        assertThat(signedIn(shop.account(Role.ADMINISTRATOR))
                        .post("/clock", Map.of("upTo", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(signedIn(shop.account(Role.ADMINISTRATOR))
                        .post("/clock", Map.of("upTo", "9223372036854775807"))
                        .status())
                .isEqualTo(302);
        assertThat(bean(Steps.class).hasUnseen(shop.organisation())).isTrue();
    }

    @Test
    void twoProcessesOfOneMachineNoteItOnce() {
        Instant at = AT.plusSeconds(2 * 86_400);
        long before = count();
        note(Duration.ofHours(1), at);
        note(Duration.ofSeconds(3601), at.plusSeconds(2));
        assertThat(count()).isEqualTo(before + 1);
        note(Duration.ofHours(-1), at.plusSeconds(4));
        note(Duration.ofHours(1), at.plusSeconds(60));
        assertThat(count()).isEqualTo(before + 3);
    }

    @Test
    void whatIsOnRecordStays() {
        note(Duration.ofSeconds(5), AT.plusSeconds(3 * 86_400));
        for (String sql : new String[] {
            "UPDATE clock.step SET seconds = 1", "DELETE FROM clock.step", "TRUNCATE clock.step CASCADE",
        }) {
            assertThatThrownBy(() -> jdbc().sql(sql).update()).as(sql).isInstanceOf(DataAccessException.class);
        }
    }

    /** Made while a clock was 40 days ahead, which somebody has set right since. */
    @Test
    void aLinkOfATimeThatHasNotComeLetsNobodyIn() {
        UUID account = newShop().account(Role.ADMINISTRATOR);
        String link = bean(OneTimeLinks.class).create(account);
        jdbc().sql("""
                        UPDATE identity.one_time_link SET created_at = created_at + interval '40 days',
                          expires_at = expires_at + interval '40 days' WHERE account_id = ?""").param(account).update();
        assertThatThrownBy(() -> nobody().signIn(link)).isInstanceOf(IllegalStateException.class);
        jdbc().sql("""
                        UPDATE identity.one_time_link SET created_at = created_at - interval '40 days',
                          expires_at = expires_at - interval '40 days' WHERE account_id = ?""").param(account).update();
        Browser now = nobody();
        now.signIn(link);
        assertThat(now.get("/people").status()).isEqualTo(200);
    }

    private static void note(Duration ahead, Instant after) {
        bean(Steps.class)
                .note(new Steps.Step(Steps.Noticed.RUNNING, after.minus(ahead).minusSeconds(2), after, ahead));
    }

    private static long newest() {
        return bean(Steps.class).newest().getFirst().sequence();
    }

    private static long count() {
        return jdbc().sql("SELECT count(*) FROM clock.step")
                .query((row, _) -> row.getLong(1))
                .single();
    }
}
