package org.wangchuan.platform.oversight.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.OrderReach;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.testing.Soon;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.RetentionRuns;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.number.DearCounts;

/** What an officer sees of deletion and does, and that it is of their own sites and of nobody by name. */
final class RetentionPageTest extends PlatformTest {
    private static final String NAME = "司徒可辨";

    private final Shop shop = newShop();
    private final UUID account = shop.accountAt(java.util.Optional.empty(), Role.DATA_PROTECTION_OFFICER);
    private final Browser officer = confirmed(account);

    private static UUID person(UUID site, Instant until) {
        UUID person = java.util.Objects.requireNonNull(new TransactionTemplate(bean(PlatformTransactionManager.class))
                .execute(_ -> {
                    try {
                        return bean(Vault.class).person(Map.of(Field.NAME, NAME), Purpose.CEREMONY, Reader.owner(site));
                    } catch (VaultException e) {
                        throw new IllegalStateException(e);
                    }
                }));
        jdbc().sql("UPDATE vault.person_purpose SET until = ? WHERE person_id = ?")
                .params(until.atOffset(ZoneOffset.UTC), person)
                .update();
        return person;
    }

    private static Site site(String zone) {
        return new Site(UUID.randomUUID(), UUID.randomUUID(), "x", zone, "CNY");
    }

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    /** The days of the table are those of the calendar where the site is; what ends with a day's last moment is that day's. */
    @Test
    void aDayEndsWhereTheSiteIs() {
        Instant now = at("2028-02-28T17:30:00Z"); // the 29th in Shanghai, the 28th in Berlin
        assertThat(RetentionPages.moments(site("Asia/Shanghai"), now))
                .startsWith(now, at("2028-03-01T00:00:00+08:00"), at("2028-03-08T00:00:00+08:00"));
        assertThat(RetentionPages.moments(site("Europe/Berlin"), now))
                .startsWith(
                        now,
                        at("2028-02-29T00:00:00+01:00"),
                        at("2028-03-07T00:00:00+01:00"),
                        at("2028-03-30T00:00:00+02:00"));
        // The night in which an hour is left out, and a day that has no midnight.
        assertThat(RetentionPages.moments(site("Europe/Berlin"), at("2027-03-28T00:30:00+01:00"))
                        .get(1))
                .isEqualTo(at("2027-03-29T00:00:00+02:00"));
        assertThat(RetentionPages.moments(site("America/Santiago"), at("2026-09-05T12:00:00-04:00"))
                        .get(1))
                .isEqualTo(at("2026-09-06T01:00:00-03:00"));

        List<Instant> moments = RetentionPages.moments(site("Asia/Shanghai"), Instant.now());
        person(shop.site(), moments.get(1)); // 24:00 today
        person(shop.site(), moments.get(1).plusNanos(1000));
        List<RetentionRuns.Ending> shown = bean(RetentionRuns.class).preview(Map.of(shop.site(), moments));
        assertThat(shown.stream().filter(one -> one.kind().equals(RetentionRuns.KEY)))
                .extracting(one -> one.within().orElseThrow(), RetentionRuns.Ending::persons)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(1, 1L), org.assertj.core.groups.Tuple.tuple(2, 1L));
    }

    /** What takes long to count is kept, and said to be; what somebody acts on is not. */
    @Test
    void whatIsDueNowIsNeverAnOldNumber() {
        RetentionPages pages = new RetentionPages(
                bean(RetentionRuns.class),
                bean(VisibleSites.class),
                bean(Accounts.class),
                bean(OrderReach.class),
                DearCounts.all(),
                InstantSource.system());
        Visitor visitor = new Visitor(
                account,
                "officer",
                Optional.of(shop.organisation()),
                Optional.empty(),
                Set.of(Role.DATA_PROTECTION_OFFICER));
        RetentionView first = pages.view(visitor, false);
        assertThat(first.countedAt()).isEmpty();
        assertThat(first.dueNow()).isZero();

        person(shop.site(), Instant.now().minusSeconds(60));
        RetentionView second = pages.view(visitor, false);
        assertThat(second.countedAt()).isPresent();
        assertThat(second.persons().within()).allMatch(count -> count == 0);
        assertThat(second.dueNow()).isOne();
        assertThat(second.dueSince()).isPresent();
    }

    @Test
    void anOfficerSeesWhatGoesAndDeletesItAtOnce() throws Exception {
        person(shop.site(), Instant.now().minusSeconds(60));
        person(shop.otherSite(), Instant.now().plus(3, ChronoUnit.DAYS));
        Shop stranger = newShop();
        UUID theirs = person(stranger.site(), Instant.now().minusSeconds(60));
        String page = officer.get("/retention").body();
        assertThat(page)
                .contains("1 person is to be forgotten by the next run", "Delete what is due now")
                .doesNotContain(NAME);

        assertThat(officer.post("/retention/run", Map.of()).status()).isEqualTo(302);
        long run = finished();
        String told = officer.get("/retention/runs/" + run).body();
        assertThat(told).contains("Key destroyed", "1 person", "Finished").doesNotContain(NAME);
        String file =
                officer.get("/retention.csv?from=" + today() + "&to=" + today()).body();
        assertThat(file)
                .contains("\"first site\",\"key\",\"\",\"\",1,0", "\"ceremony\",\"name\",1,1", "\"officer\"")
                .doesNotContain(NAME, account.toString());
        // Of others' data nothing was deleted, and nothing is shown to them.
        assertThat(bean(Vault.class).keeping(theirs).orElseThrow().forgottenAt())
                .isEmpty();
        Browser other = signedIn(stranger.account(Role.DATA_PROTECTION_OFFICER));
        assertThat(other.get("/retention/runs/" + run).status()).isEqualTo(404);
        assertThat(other.get("/retention.csv?from=" + today() + "&to=" + today())
                        .body())
                .doesNotContain("\"officer\"");
        assertThat(other.get("/retention/runs/x").status()).isEqualTo(404);
        for (String bad : List.of(
                "",
                "?from=2027-01-01",
                "?from=2027-01-02&to=2027-01-01",
                "?from=2020-01-01&to=2027-01-01",
                "?from=x&to=y")) {
            assertThat(officer.get("/retention.csv" + bad).status()).as(bad).isEqualTo(400);
        }
    }

    private static LocalDate today() {
        return LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
    }

    private long finished() throws Exception {
        Soon.until(
                "the run has come to its end",
                () -> jdbc().sql(
                                        "SELECT count(*) FROM vault.retention_run WHERE started_by = ? AND finished_at IS NOT NULL")
                                .param(account)
                                .query((row, _) -> row.getInt(1))
                                .single()
                        > 0);
        return jdbc().sql("SELECT id FROM vault.retention_run WHERE started_by = ?")
                .param(account)
                .query((row, _) -> row.getLong(1))
                .single();
    }

    @Test
    void aPauseIsShownToAdministratorsAndEndsByHand() {
        Browser administrator = signedIn(shop.account(Role.ADMINISTRATOR));
        assertThat(administrator.get("/retention").body()).doesNotContain("Deletion is paused");
        Browser.Answer wrong = officer.post("/retention/pause", Map.of("days", "9", "reason", "x"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("Expected 1 to 7 days");
        assertThat(officer.post("/retention/pause", Map.of("days", "x", "reason", "x"))
                        .status())
                .isEqualTo(422);
        assertThat(officer.post("/retention/pause", Map.of("days", "2", "reason", "putting back"))
                        .status())
                .isEqualTo(302);
        assertThat(administrator.get("/account").body()).contains("Deletion is paused until");
        assertThat(administrator.get("/retention").body())
                .contains("putting back")
                .doesNotContain("Delete what is due now");
        assertThat(signedIn(shop.account(Role.MANAGER)).get("/account").body()).doesNotContain("Deletion is paused");
        assertThat(officer.post("/retention/resume", Map.of()).status()).isEqualTo(302);
        assertThat(administrator.get("/account").body()).doesNotContain("Deletion is paused");
    }

    /** What can't be undone, and what stops a duty, is not done in a browser that was left open. */
    @Test
    void aPasskeyIsAskedFor() {
        Browser left = signedIn(account());
        assertThat(left.get("/retention").body()).doesNotContain("Delete what is due now");
        for (String path : List.of("/retention/run", "/retention/pause")) {
            assertThat(left.post(path, Map.of("days", "1", "reason", "x")).location())
                    .startsWith("/confirm");
        }
    }

    private UUID account() {
        return shop.account(Role.DATA_PROTECTION_OFFICER);
    }
}
