package org.wangchuan.platform.consumer.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.oversight.count.SiteCounts;
import org.wangchuan.platform.oversight.secondcheck.Drawn;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;

/** What strangers are told of a site, what the company can choose of it, and what it can't. */
final class ChannelTest extends PlatformTest {
    private final Shop shop = newShop();
    private final Browser admin = shop.browser(Role.ADMINISTRATOR);
    private final String page = "/sites/" + shop.site() + "/profile";
    private final String there = "/channels/" + shop.site();

    private Map<String, String> typed(String region) {
        Map<String, String> out = new HashMap<>();
        out.put("region", region);
        out.put("postcode", "100080");
        out.put("address", "Zhongguancun 1");
        out.put("hours", "9-18");
        out.put("kinds", "laptop");
        out.put("filing.number", "BJ-2026-001");
        out.put("filing.scope", "collection");
        out.put("filing.authority", "Haidian commerce bureau");
        out.put("filing.from", "2026-01-01");
        out.put("filing.until", "2036-01-01");
        return out;
    }

    private String region() {
        return "Region " + shop.site().toString().substring(0, 8);
    }

    private void shown() {
        assertThat(admin.post(page, typed(region())).status()).isEqualTo(302);
        assertThat(admin.post(page + "/publish", Map.of("version", "1")).status())
                .isEqualTo(302);
    }

    private static Browser stranger() {
        return nobody();
    }

    private static String found(String query) {
        return stranger()
                .get("/channels?lang=en&q=" + URLEncoder.encode(query, UTF_8))
                .body();
    }

    @Test
    void nothingIsShownUntilSomebodyShowsItAndItIsGoneAtOnce() {
        assertThat(stranger().get(there).status()).isEqualTo(404);
        assertThat(admin.post(page, typed(region())).status()).isEqualTo(302);
        assertThat(stranger().get(there).status()).as("only saved").isEqualTo(404);
        assertThat(found(region())).contains("Nothing was found");
        assertThat(admin.get(page + "?lang=en").body())
                .contains("Not shown", "Exactly this is shown", "BJ-2026-001", "Zhongguancun 1");

        assertThat(admin.post(page + "/publish", Map.of("version", "1")).status())
                .isEqualTo(302);
        String seen = stranger().get(there + "?lang=en").body();
        assertThat(seen)
                .contains("Zhongguancun 1", "BJ-2026-001", "Self-declared, not confirmed", "Nothing has been counted")
                .contains("/complaints?site=" + shop.site())
                .doesNotContain("_csrf");
        assertThat(stranger().get(there + "?lang=zh").body()).contains("自行申报，未经确认", "尚无计数");
        assertThat(found(region())).contains("first site").doesNotContain("Nothing was found");

        Map<String, String> other = typed(region());
        other.put("address", "Elsewhere 2");
        assertThat(admin.post(page, other).status()).isEqualTo(302);
        assertThat(stranger().get(there).body()).as("saved, not shown").contains("Zhongguancun 1");
        assertThat(admin.post(page + "/publish", Map.of("version", "1")).status())
                .as("another version was saved since")
                .isEqualTo(422);

        assertThat(admin.post(page + "/unpublish", Map.of()).status()).isEqualTo(302);
        assertThat(stranger().get(there).status()).isEqualTo(404);
        assertThat(found(region())).contains("Nothing was found");
        assertThat(stranger().get("/channels.json").body())
                .doesNotContain(shop.site().toString());
        assertThat(stranger().get(there + "/counts/1.json").status()).isEqualTo(404);
    }

    /** A site that shows nothing is, for a stranger, as one that is not there: the same answer, but for the number of the request. */
    @Test
    void nobodyFindsOutWhatIsNotShown() {
        assertThat(admin.post(page, typed(region())).status()).isEqualTo(302);
        for (String end : List.of("", "/counts/1.json")) {
            Browser.Answer hidden = stranger().get(there + end);
            Browser.Answer none = stranger().get("/channels/" + UUID.randomUUID() + end);
            assertThat(hidden.status()).isEqualTo(404).isEqualTo(none.status());
            assertThat(hidden.body().length()).isEqualTo(none.body().length());
        }
        assertThat(stranger().get("/channels/1").status()).isBetween(400, 404);
    }

    @Test
    void anotherCompanysSiteIsAsIfItWereNotThere() {
        Browser other = newShop().browser(Role.ADMINISTRATOR);
        assertThat(other.get(page).status()).isEqualTo(404);
        assertThat(other.post(page, typed("Mine")).status()).isEqualTo(404);
        shown();
        assertThat(other.post(page + "/publish", Map.of("version", "1")).status())
                .isEqualTo(404);
        assertThat(other.post(page + "/unpublish", Map.of()).status()).isEqualTo(404);
        assertThat(stranger().get(there).status()).isEqualTo(200);
        assertThat(shop.browser(Role.MANAGER)
                        .post(page + "/unpublish", Map.of())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatCantBeSaidIsRefusedAndKept() {
        for (String[] wrong : new String[][] {
            {"region", " "},
            {"region", "x".repeat(101)},
            {"address", "ask \u202Egnaw"},
            {"address", "call 13800138000"},
            {"hours", "mail li@example.com"},
            {"filing.number", ""},
            {"filing.from", "2036-01-02"},
            {"filing.from", "tomorrow"},
            {"filing.until", "+999999999-01-01"},
            {"processing.number", "only a number"}
        }) {
            Map<String, String> typed = typed(region());
            typed.put(wrong[0], wrong[1]);
            Browser.Answer answer = admin.post(page, typed);
            assertThat(answer.status()).as(wrong[0] + " " + wrong[1]).isEqualTo(422);
            assertThat(answer.body()).as("what was typed is still there").contains("100080");
        }
        Map<String, String> none = typed(region());
        none.remove("kinds");
        assertThat(admin.post(page, none).status()).isEqualTo(422);
        assertThat(bean(Profiles.class).latest(shop.site())).isEmpty();
    }

    @Test
    void markupIsText() {
        Map<String, String> typed = typed(region());
        typed.put("address", "<img src=x onerror=alert(1)>");
        typed.put("filing.scope", "\"><script>alert(1)</script>");
        admin.post(page, typed);
        admin.post(page + "/publish", Map.of("version", "1"));
        for (String body : List.of(
                stranger().get(there).body(), found(region()), admin.get(page).body())) {
            assertThat(body).contains("&lt;img").doesNotContain("<img", "<script>");
        }
        assertThat(found("\"><img src=x>")).doesNotContain("<img");
    }

    /** A licence ends with its last day at the site, and nobody has to do anything for that. */
    @Test
    void anExpiredPaperIsExpiredByTheDayAtTheSite() {
        Licence licence = new Licence(
                Licence.Kind.FILING,
                "1",
                "s",
                "a",
                LocalDate.parse("2026-01-01"),
                Optional.of(LocalDate.parse("2026-11-30")));
        assertThat(licence.on(LocalDate.parse("2025-12-31"))).isEqualTo(Licence.State.NOT_YET);
        assertThat(licence.on(LocalDate.parse("2026-11-30"))).isEqualTo(Licence.State.SELF_DECLARED);
        assertThat(licence.on(LocalDate.parse("2026-12-01"))).isEqualTo(Licence.State.EXPIRED);
        // In Shanghai the day is over eight hours before it is in UTC.
        Profile profile = new Profile(
                shop.site(),
                "c",
                "n",
                ZoneId.of("Asia/Shanghai"),
                1,
                new Profile.Text("r", "", "", ""),
                java.util.Set.of(),
                false,
                List.of(licence),
                Optional.empty());
        assertThat(profile.filing(Instant.parse("2026-11-30T15:59:59Z"))).contains(Licence.State.SELF_DECLARED);
        assertThat(profile.filing(Instant.parse("2026-11-30T16:00:00Z"))).contains(Licence.State.EXPIRED);

        Map<String, String> typed = typed(region());
        typed.put("filing.until", "2026-01-02");
        admin.post(page, typed);
        admin.post(page + "/publish", Map.of("version", "1"));
        assertThat(stranger().get(there + "?lang=en").body())
                .contains("Expired")
                .doesNotContain("state good");
        assertThat(found(region())).contains("Expired");
        Map<String, String> without = typed(region());
        List.of("number", "scope", "authority", "from", "until").forEach(name -> without.remove("filing." + name));
        admin.post(page, without);
        admin.post(page + "/publish", Map.of("version", "2"));
        assertThat(stranger().get(there + "?lang=en").body()).contains("No filing is stated");
    }

    /** Letters that a database takes for patterns are letters; a search is short, and a list has pages. */
    @Test
    void aSearchIsBounded() {
        shown();
        assertThat(found("%")).doesNotContain(region());
        assertThat(found(region().replace(' ', '_'))).contains("Nothing was found");
        for (String odd : List.of("%00", "%5C", "x".repeat(5_000), "%25%25%25", "a%20".repeat(1_000))) {
            assertThat(stranger().get("/channels?q=" + odd).status()).as(odd).isEqualTo(200);
        }
        assertThat(stranger().get("/channels?page=-5").status()).isEqualTo(200);
        assertThat(stranger().get("/channels?page=2147483647").status()).isEqualTo(200);
        assertThat(stranger().get("/channels?page=x").status()).isEqualTo(400);
        assertThat(stranger()
                        .get("/channels?lang=en&kind=phone&q=" + region().replace(" ", "%20"))
                        .body())
                .as("it takes laptops alone")
                .contains("Nothing was found");
        assertThat(stranger()
                        .get("/channels?kind=laptop&q=" + region().replace(" ", "%20"))
                        .body())
                .contains("first site");
        var two = bean(Profiles.class);
        for (int i = 0; i < 3; i++) {
            Shop more = newShop();
            Browser boss = more.browser(Role.ADMINISTRATOR);
            boss.post("/sites/" + more.site() + "/profile", typed(region()));
            boss.post("/sites/" + more.site() + "/profile/publish", Map.of("version", "1"));
        }
        List<String> words = List.of(region().substring(7));
        assertThat(two.find(words, Optional.empty(), 0, 3).profiles()).hasSize(3);
        assertThat(two.find(words, Optional.empty(), 0, 3).isMore()).isTrue();
        assertThat(two.find(words, Optional.empty(), 1, 3).profiles()).hasSize(1);
        assertThat(two.find(words, Optional.empty(), 1, 3).isMore()).isFalse();
    }

    @Test
    void whatWasWrittenAndShownStaysOnRecord() {
        shown();
        for (String change : List.of(
                "UPDATE consumer.profile SET address = 'x'",
                "DELETE FROM consumer.profile_licence",
                "UPDATE consumer.publication SET version = NULL")) {
            assertThatThrownBy(() -> jdbc().sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("APPEND_ONLY");
        }
    }

    /** All that was signed is counted, also what failed, whether the site is shown or not; who has a receipt finds it as what it is. */
    @Test
    void theCountsAreSignedAndFollowFromTheLog() throws Exception {
        CountedSite counted =
                new CountedSite(shop.site()).with(8, Verdict.CLEARED).with(1, Verdict.FAILED);
        assertThat(counted.monthEnds(0)).as("this month has not ended").isFalse();
        assertThat(counted.monthEnds(1)).isFalse();
        assertThat(bean(SiteCounts.class).of(shop.site(), 10))
                .as("nine are too few")
                .isEmpty();
        counted.with(3, Verdict.UNPROVEN);

        assertThat(counted.monthEnds(1)).as("nothing is left").isFalse();
        assertThat(counted.monthEnds(1)).as("and nothing is counted twice").isFalse();
        shown();
        assertThat(bean(SiteCounts.class).of(shop.site(), 10)).hasSize(1);
        Browser.Answer file = stranger().get(there + "/counts/1.json");
        assertThat(file.status()).isEqualTo(200);
        RecordedFile record = RecordedFile.parse(file.body().getBytes(UTF_8));
        var list = SignedTrustList.parse(stranger().get("/trust").body().getBytes(UTF_8));
        var verified = RecordVerifier.verify(
                record,
                list.list(),
                new Expectations(Optional.empty(), CountedSite.endOfMonth(1).plus(Duration.ofDays(1))));
        assertThat(verified.operator()).isPresent();
        CountsClaims claims = ((Statement.Counts) verified.statement()).claims();
        assertThat(claims.site()).isEqualTo(shop.site());
        assertThat(claims.total()).isEqualTo(12);
        assertThat(claims.count(Verdict.FAILED)).isEqualTo(1);
        assertThat(claims.untilSeconds()).isEqualTo(CountedSite.endOfMonth(1).getEpochSecond());
        for (String receipt : counted.receipts) {
            var logged = Receipt.parse(receipt.getBytes(UTF_8)).clearing();
            Verdict own = ((Statement.Clearing) StatementReader.read(logged.statement()))
                    .claims()
                    .verdict();
            assertThat(claims.groupOf(LogEntry.mark(logged.nonce(), logged.statement())))
                    .hasValueSatisfying(group -> assertThat(group.verdict()).isEqualTo(own));
        }
        String body = stranger().get(there + "?lang=en").body();
        assertThat(body).contains("12 results", "counts-1.json", "Failed", "can't show");
        assertThat(body).doesNotContain("Nothing has been counted");

        Json.Fields told = Json.in(CanonicalJson.readObject(stranger()
                .get("/channels.json?q=" + URLEncoder.encode(region(), UTF_8))
                .body()
                .getBytes(UTF_8)));
        assertThat(told.text("format")).isEqualTo("wangchuan-channel-list/v1");
        Json.Fields one = told.objects("sites").getFirst();
        assertThat(one.text("site")).isEqualTo(shop.site().toString());
        assertThat(one.objects("papers").getFirst().text("state")).isEqualTo("self_declared");
        assertThat(one.object("counts").object("verdicts").natural("failed")).isEqualTo(1);
        assertThat(stranger().get(one.object("counts").text("newest")).body()).isEqualTo(file.body());

        counted.with(10, Verdict.PURGED);
        assertThat(counted.monthEnds(2)).isFalse();
        CountsClaims next = ((Statement.Counts) StatementReader.read(RecordedFile.parse(
                                stranger().get(there + "/counts/2.json").body().getBytes(UTF_8))
                        .statement()))
                .claims();
        assertThat(next.previous()).contains(record.statement().digest());
        assertThat(next.sinceSeconds()).isEqualTo(claims.untilSeconds());
        assertThat(bean(SiteCounts.class).all(shop.site()).orElseThrow().total())
                .isEqualTo(22);
        assertThat(stranger().get(there + "?lang=en").body()).contains("22 results");
    }

    /** A company can't have its failures at a site that it does not show. */
    @Test
    void whatGoesWrongElsewhereIsInTheCompanysSum() throws Exception {
        new CountedSite(shop.site()).with(10, Verdict.PURGED).monthEnds(1);
        new CountedSite(shop.otherSite()).with(12, Verdict.FAILED).monthEnds(1);
        new CountedSite(newShop().site()).with(10, Verdict.FAILED).monthEnds(1);
        shown();
        assertThat(bean(SiteCounts.class).company(shop.site(), Instant.now()).of(Verdict.FAILED))
                .isEqualTo(12);
        assertThat(stranger().get(there + "?lang=en").body())
                .contains("All 2 sites of this company", "22 results were counted at all of them together");
        assertThat(stranger()
                        .get("/channels/" + shop.otherSite() + "/counts/1.json")
                        .status())
                .isEqualTo(404);
    }

    /** Nor at many sites that each have too few to be counted: how many wait is said. */
    @Test
    void whatIsSpreadOverManySitesIsSaidToWait() throws Exception {
        Organisations organisations = bean(Organisations.class);
        for (int i = 0; i < 2; i++) {
            UUID site = organisations.addSite(shop.organisation(), "few " + i, "Asia/Shanghai");
            assertThat(new CountedSite(site).with(9, Verdict.FAILED).monthEnds(1))
                    .isFalse();
        }
        SiteCounts.Company company = bean(SiteCounts.class)
                .company(
                        shop.site(),
                        OffsetDateTime.now(ZoneOffset.UTC).plusMonths(1).toInstant());
        assertThat(company.total()).isZero();
        assertThat(company.waiting()).isEqualTo(18);
        assertThat(company.isManyWaiting()).isTrue();
        shown();
        assertThat(stranger().get(there + "?lang=en").body())
                .as("of this month nothing is said")
                .contains("Fewer than ten more results");
    }

    /** Second looks and complaints are signed with the results: they are the platform's word, and none is left out. */
    @Test
    void whatOthersFoundAndComplainedOfIsCountedToo() throws Exception {
        new Drawn(shop).drive();
        String id = shop.site().toString();
        assertThat(Browser.from("127.0.0.75", origin())
                        .post("/complaints", Map.of("site", id, "text", "They were rude."))
                        .status())
                .isEqualTo(200);
        new CountedSite(shop.site()).with(10, Verdict.CLEARED).monthEnds(1);
        var first = bean(SiteCounts.class).of(shop.site(), 1).getFirst();
        assertThat(first.total()).isEqualTo(11);
        assertThat(first.looks()).isEqualTo(new CountsClaims.Looks(1, 0, 0, 0, 0, 1));
        assertThat(first.complaints()).isEqualTo(new CountsClaims.Complaints(1, 0, 0, 1));
        shown();
        assertThat(stranger().get(there + "?lang=en").body())
                .contains(
                        "1 drawn, 0 confirmed, 0 read from afar and seen by nobody else, 0 found otherwise, 0 let go without a look, 1 still open")
                .contains("1 came; 0 answered, of these 0 in time and 0 late; 1 still open");
    }

    /** Whoever changes the tables beside the statements changes no count: verdicts come from what was signed. */
    @Test
    void nobodySteersACount() throws Exception {
        CountedSite counted =
                new CountedSite(shop.site()).with(9, Verdict.CLEARED).with(2, Verdict.FAILED);
        jdbc().sql("UPDATE ledger.statement SET verdict = 'purged' WHERE site_id = ?")
                .param(shop.site())
                .update();
        counted.monthEnds(1);
        var count = bean(SiteCounts.class).of(shop.site(), 1).getFirst();
        assertThat(count.of(Verdict.FAILED)).isEqualTo(2);
        assertThat(count.of(Verdict.PURGED)).isZero();
        for (String change :
                List.of("UPDATE oversight.site_counts SET failed = 0, cleared = total", "DELETE FROM ledger.counted")) {
            assertThatThrownBy(() -> jdbc().sql(change).update())
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("APPEND_ONLY");
        }
        assertThat(jdbc().sql("SELECT count(*) FROM ledger.uncounted WHERE site_id = ?")
                        .param(shop.site())
                        .query((row, _) -> row.getInt(1))
                        .single())
                .isZero();
    }
}
