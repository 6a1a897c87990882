package org.wangchuan.platform.oversight.reads;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.vault.ReadCounts;
import org.wangchuan.platform.web.access.Role;

/** The record of reads in numbers: by months where the site is, and days that are unusual by the rule that the page states. */
final class ReadsTest extends PlatformTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Shop shop = newShop();
    private final UUID person = UUID.randomUUID();
    private final LocalDate today = LocalDate.now(SHANGHAI);

    ReadsTest() {
        jdbc().sql("INSERT INTO vault.person (id, site_id, created_at, forgotten_at) VALUES (?, ?, now(), now())")
                .params(person, shop.site())
                .update();
    }

    private void reads(UUID site, UUID account, Instant at, String act, int count) {
        for (int i = 0; i < count; i++) {
            jdbc().sql("""
                            INSERT INTO vault.read (person_id, at, purpose, fields, kind, account_id, role, site_id, act, reason)
                            VALUES (?, ?, 'ceremony', ARRAY['phone'], 'staff', ?, 'clerk', ?, ?, 'device')""")
                    .params(person, at.atOffset(ZoneOffset.UTC), account, site, act)
                    .update();
        }
    }

    private void day(UUID account, int daysAgo, String act, int count) {
        reads(
                shop.site(),
                account,
                today.minusDays(daysAgo).atStartOfDay(SHANGHAI).toInstant(),
                act,
                count);
    }

    private List<ReadCounts.Day> unusual() {
        return bean(ReadCounts.class).unusual(Map.of(shop.site(), SHANGHAI), SHANGHAI, today, 30);
    }

    @Test
    void aMonthBeginsWhereTheSiteIs() {
        UUID clerk = shop.account(Role.CLERK);
        Instant last = OffsetDateTime.parse("2028-02-29T23:59:59.999999+08:00").toInstant();
        reads(shop.site(), clerk, last, "read", 1);
        reads(shop.site(), clerk, last.plusNanos(1000), "read", 2);
        reads(shop.otherSite(), clerk, last.plusNanos(1000), "masked", 3);
        assertThat(bean(ReadCounts.class)
                        .byMonth(
                                Map.of(shop.site(), SHANGHAI, shop.otherSite(), ZoneId.of("Europe/Berlin")),
                                last.minusSeconds(60),
                                last.plusSeconds(60)))
                .extracting(ReadCounts.Line::month, ReadCounts.Line::act, ReadCounts.Line::reads)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(YearMonth.of(2028, 2), "read", 1L),
                        Tuple.tuple(YearMonth.of(2028, 3), "read", 2L),
                        Tuple.tuple(YearMonth.of(2028, 2), "masked", 3L));
    }

    @Test
    void aDayIsUnusualBeyondThreeTimesTheAccountsOwn() {
        UUID busy = shop.account(Role.CLERK);
        UUID normal = shop.account(Role.CLERK);
        UUID fresh = shop.account(Role.CLERK);
        UUID quiet = shop.account(Role.CLERK);
        UUID lists = shop.account(Role.CLERK);
        for (UUID account : List.of(busy, normal)) {
            for (int ago = 1; ago <= 5; ago++) {
                day(account, ago, "read", 4);
            }
        }
        day(busy, 40, "read", 200); // one such day does not make it usual
        day(busy, 0, "read", 13);
        day(normal, 0, "read", 12);
        for (int ago = 1; ago <= 4; ago++) {
            day(fresh, ago, "read", 1);
        }
        day(fresh, 0, "read", 10);
        day(quiet, 0, "read", 9);
        day(lists, 0, "masked", 100);
        day(lists, 31, "masked", 500); // before the time that is looked at
        assertThat(unusual())
                .extracting(
                        ReadCounts.Day::account, ReadCounts.Day::isClear, ReadCounts.Day::reads, ReadCounts.Day::usual)
                .containsExactlyInAnyOrder(
                        Tuple.tuple(busy, true, 13L, Optional.of(4L)),
                        Tuple.tuple(fresh, true, 10L, Optional.empty()),
                        Tuple.tuple(lists, false, 100L, Optional.empty()));
    }

    @Test
    void anOfficerSeesNumbersOfTheirOwnSitesAndNobodyOfWhomTheyAre() {
        UUID clerk = shop.account(Role.CLERK);
        String name = bean(Accounts.class).workName(clerk).orElseThrow();
        day(clerk, 0, "read", 11);
        Browser officer = signedIn(shop.account(Role.DATA_PROTECTION_OFFICER));
        String page = officer.get("/reads").body();
        assertThat(page)
                .contains(
                        "Leading you through the erasure",
                        "a question about the device or its erasure",
                        "11 in clear",
                        name)
                .contains("unproven: too few days to know")
                .doesNotContain(person.toString());
        assertThat(officer.get("/reads?month=2020-01").status()).isEqualTo(200);
        assertThat(officer.get("/reads?month=x").status()).isEqualTo(200);
        String file = officer.get("/reads.csv").body();
        assertThat(file)
                .contains("\"" + YearMonth.from(today)
                        + "\",\"first site\",\"ceremony\",\"read\",\"staff\",\"clerk\",\"device\",11")
                .doesNotContain(person.toString(), clerk.toString());
        assertThat(officer.get("/reads-unusual.csv").body()).contains("\"" + name + "\",\"clear\",11,\"unproven\"");

        Browser stranger = signedIn(newShop().account(Role.DATA_PROTECTION_OFFICER));
        assertThat(stranger.get("/reads").body())
                .contains("No unusual day within 30 days")
                .doesNotContain(name);
        assertThat(stranger.get("/reads.csv").body()).doesNotContain("ceremony");
    }
}
