package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/** The company that runs the platform lets another one in, and has nothing in hand of it afterwards; nor has who was let in anything here before. */
@Tag("slow")
final class NewcomerTest extends PlatformTest {
    private static final Pattern LINK = Pattern.compile("<code>([^<]+/enrol/[^<]+)</code>");
    private static final Pattern MADE = Pattern.compile("/companies/([0-9a-f-]{36})/link");

    private final UUID boss = host().accountAt(Optional.empty(), Role.ADMINISTRATOR);
    private final Browser office = confirmed(boss);
    private final String label = "Association " + UUID.randomUUID();

    private String let() {
        return link(office.post("/companies", Map.of("label", label)));
    }

    private static String link(Browser.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        Matcher link = LINK.matcher(answer.body());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    /** Of what was let in by this test. */
    private UUID id() {
        return one().id();
    }

    private Newcomers.Newcomer one() {
        return bean(Newcomers.class).all().stream()
                .filter(found -> found.label().equals(label))
                .findFirst()
                .orElseThrow();
    }

    private UUID account() {
        return jdbc().sql("SELECT account_id FROM identity.newcomer WHERE label = ?")
                .param(label)
                .query((row, _) -> row.getObject(1, UUID.class))
                .single();
    }

    private static Browser by(String link) {
        Browser browser = nobody();
        browser.signIn(link);
        return browser;
    }

    private static Browser.Answer setsUp(Browser browser, String company) {
        return browser.post("/setup", Map.of("company", company, "site", "Front", "workName", "Bea"));
    }

    @Test
    void aLinkLeadsToACompanyOfItsOwn() {
        String link = let();
        assertThat(one().state()).isEqualTo(Newcomers.State.WAITING);
        assertThat(office.get("/companies").body())
                .contains(label, "waits for somebody to come in", "can be used until");
        Browser lead = by(link);
        assertThat(nobody().get(link.substring(origin().length())).status())
                .as("used once")
                .isEqualTo(410);
        assertThat(lead.get("/").location()).isEqualTo("/setup");
        assertThat(lead.get("/setup").location()).as("no passkey yet").isEqualTo("/confirm?next=/setup");
        assertThat(setsUp(lead, "Too early").location()).isEqualTo("/confirm?next=/setup");
        PasskeyShown.made(account());
        assertThat(one().state()).isEqualTo(Newcomers.State.ENTERED);
        String host = bean(Organisations.class).name(host().organisation());
        assertThat(lead.get("/setup").body()).contains(host + " runs this platform");
        assertThat(setsUp(lead, "Company of " + label).location()).isEqualTo("/");
        assertThat(one().state()).isEqualTo(Newcomers.State.SET_UP);
        assertThat(office.get("/companies").body()).contains("company set up").doesNotContain("Company of " + label);
        assertThat(lead.get("/people").body()).contains("Bea");
        assertThat(lead.get("/people/changes").body())
                .as("who made the link, and that it was used")
                .contains(host + ", an administrator", "a link that signs in once")
                .doesNotContain(bean(Accounts.class).workName(boss).orElseThrow() + "<");
        assertThat(lead.get("/companies").status()).as("they let nobody in").isEqualTo(404);
        assertThat(lead.post("/companies", Map.of("label", "x")).status()).isEqualTo(404);
        assertThat(lead.get("/sites").body()).doesNotContain("/companies");
    }

    /** Whoever makes the link has it in hand before they give it away: nothing that they did with it stays. */
    @Test
    void whoMadeTheLinkHasNothingInHandOnceTheCompanyIsSetUp() {
        Browser spy = by(let());
        UUID account = account();
        String second = link(office.post("/companies/" + id() + "/link", Map.of()));
        Browser lead = by(second);
        String third = link(office.post("/companies/" + id() + "/link", Map.of()));
        String theirs = PasskeyShown.made(account);
        jdbc().sql("""
                        INSERT INTO identity.user_credentials SELECT 'spy' || gen_random_uuid(), user_entity_user_id, public_key, signature_count,
                          uv_initialized, backup_eligible, authenticator_transports, public_key_credential_type, backup_state,
                          attestation_object, attestation_client_data_json, created, last_used, 'Spy'
                        FROM identity.user_credentials WHERE credential_id = ?""").param(theirs).update();
        assertThat(spy.get("/account").status()).isEqualTo(200);
        assertThat(setsUp(lead, "Company of " + label).location()).isEqualTo("/");

        assertThat(spy.get("/people").location()).isEqualTo("/sign-in");
        assertThat(nobody().post(third.substring(origin().length()), Map.of()).status())
                .isEqualTo(410);
        assertThat(jdbc().sql("""
                        SELECT c.credential_id FROM identity.user_credentials c JOIN identity.user_entities e ON e.id = c.user_entity_user_id
                        WHERE e.name = ?""")
                        .param(account.toString())
                        .query((row, _) -> row.getString(1))
                        .list())
                .containsExactly(theirs);
        assertThat(lead.get("/people").status()).isEqualTo(200);
        for (String path : List.of("/link", "/end")) {
            assertThat(office.post("/companies/" + id() + path, Map.of()).body())
                    .as(path)
                    .contains("their company is set up, or it was ended");
        }
        for (String path : List.of("/link", "/end", "/suspend", "/badge", "/roles", "/restore")) {
            assertThat(office.post("/people/" + account + path, Map.of("sure", "yes", "roles", "CLERK"))
                            .status())
                    .as(path)
                    .isEqualTo(404);
        }
        assertThat(bean(TwoPeople.class).areTwo(boss, java.time.Instant.now(), account))
                .as("who let them in may be them, for a day")
                .isFalse();
    }

    /** Of no company, and so of no site: that is not all of them. */
    @Test
    void whoWasLetInSeesNothingBeforeTheirCompanyIsThere() {
        Shop shop = newShop();
        UUID worker = shop.account(Role.CLERK);
        Browser lead = by(let());
        PasskeyShown.made(account());
        for (String path : List.of(
                "/people",
                "/people/" + worker,
                "/sites",
                "/companies",
                "/intake",
                "/stock",
                "/bench",
                "/incidents",
                "/second-checks",
                "/plant",
                "/company-sign-in",
                "/operator-log",
                "/switch",
                "/learning",
                "/recovery")) {
            assertThat(lead.get(path).location()).as(path).isEqualTo("/setup");
        }
        for (String path : List.of(
                "/people",
                "/people/" + worker + "/link",
                "/sites/" + shop.site(),
                "/operator-log/go-on",
                "/account/company-sign-in",
                "/pin",
                "/incidents/report")) {
            assertThat(lead.post(path, Map.of("sure", "yes")).status()).as(path).isEqualTo(404);
        }
        assertThat(lead.get("/account").body())
                .contains(bean(Organisations.class).name(host().organisation()) + ", an administrator");
    }

    @Test
    void nobodyElseLetsAnybodyIn() {
        Shop guest = newShop();
        Browser other = confirmed(guest.accountAt(Optional.empty(), Role.ADMINISTRATOR));
        var _ = let();
        assertThat(other.get("/companies").status()).isEqualTo(404);
        for (String path : List.of("", "/" + id() + "/link", "/" + id() + "/end")) {
            assertThat(other.post("/companies" + path, Map.of("label", "x")).status())
                    .as(path)
                    .isEqualTo(404);
            assertThat(signedIn(boss)
                            .post("/companies" + path, Map.of("label", "x"))
                            .location())
                    .as("without a passkey: " + path)
                    .startsWith("/confirm?next=");
            assertThat(confirmed(host().account(Role.MANAGER))
                            .post("/companies" + path, Map.of("label", "x"))
                            .status())
                    .as("a manager: " + path)
                    .isEqualTo(403);
        }
        assertThat(other.post("/operator-log/go-on", Map.of("sure", "yes")).status())
                .as("the log of all companies")
                .isEqualTo(404);
        assertThat(office.post("/operator-log/go-on", Map.of("sure", "yes")).status())
                .as("of the host; there is nothing to decide")
                .isEqualTo(422);
        assertThatThrownBy(() -> bean(Newcomers.class).let("x", guest.account(Role.ADMINISTRATOR)))
                .isInstanceOf(AccountException.class)
                .hasMessageContaining("NOT_ADMINISTRATOR");
        assertThat(one().state()).isEqualTo(Newcomers.State.WAITING);
    }

    @Test
    void whatIsEndedOpensNothing() {
        String link = let();
        Browser lead = by(link);
        String next = link(office.post("/companies/" + id() + "/link", Map.of()));
        assertThat(office.post("/companies/" + id() + "/end", Map.of()).location())
                .isEqualTo("/companies");
        assertThat(lead.get("/setup").location()).isEqualTo("/sign-in");
        assertThat(nobody().post(next.substring(origin().length()), Map.of()).status())
                .isEqualTo(410);
        assertThat(office.get("/companies").body()).contains(label).doesNotContain("/companies/" + id() + "/link");
        assertThat(office.post("/companies/" + id() + "/link", Map.of()).body())
                .contains("their company is set up, or it was ended");
    }

    /** A link that nobody has used ends with the next one; a passkey ends all making of links. */
    @Test
    void aNewLinkEndsTheOneBeforeAndAPasskeyEndsLinks() {
        String first = let();
        String second = link(office.post("/companies/" + id() + "/link", Map.of()));
        assertThat(nobody().post(first.substring(origin().length()), Map.of()).status())
                .isEqualTo(410);
        var _ = by(second);
        PasskeyShown.made(account());
        assertThat(office.post("/companies/" + id() + "/link", Map.of()).body())
                .contains("Somebody has made a passkey by the link");
        assertThat(MADE.matcher(office.get("/companies").body()).results().map(found -> found.group(1)))
                .doesNotContain(id().toString());
    }

    @Test
    void whatIsTypedIsNoPersonAndNoNovel() {
        for (String wrong : List.of("", " ", "x".repeat(61), "13800138000", "bea@example.org")) {
            assertThat(office.post("/companies", Map.of("label", wrong)).status())
                    .as(wrong)
                    .isEqualTo(422);
        }
    }

    /** Two that can't be told apart would be taken for each other: by owners, by complaints, and in what is said of looks from afar. */
    @Test
    void nobodyIsCalledWhatAnotherCompanyIsCalled() {
        String taken = "Blue River " + UUID.randomUUID();
        Browser lead = by(let());
        PasskeyShown.made(account());
        jdbc().sql("UPDATE identity.organisation SET name = ? WHERE id = ?")
                .params(taken, newShop().organisation())
                .update();
        for (String same : List.of(
                taken,
                taken.toUpperCase(java.util.Locale.ROOT),
                taken.replace(" ", "  "),
                taken.replace("B", "Ｂ"),
                "​" + taken)) {
            Browser.Answer refused = setsUp(lead, same);
            assertThat(refused.status()).as(same).isEqualTo(422);
            assertThat(refused.body()).contains("Another company on this platform is called that");
        }
        assertThat(setsUp(lead, taken + " II").location()).isEqualTo("/");
        Browser.Answer renamed = lead.post("/company", Map.of("name", taken, "currency", "CNY"));
        assertThat(renamed.status()).isEqualTo(422);
        assertThat(renamed.body()).contains("Another company on this platform is called that");
    }

    @Test
    void theDatabaseMixesNoAccountWithAnother() {
        Shop guest = newShop();
        UUID worker = guest.account(Role.ADMINISTRATOR);
        var _ = let();
        UUID account = account();
        for (String wrong : List.of(
                "UPDATE identity.account SET organisation_id = '%s' WHERE id = '%s'"
                        .formatted(guest.organisation(), account),
                "UPDATE identity.account SET organisation_id = '%s' WHERE id = '%s'"
                        .formatted(host().organisation(), worker),
                "UPDATE identity.account SET organisation_id = NULL WHERE id = '%s'".formatted(worker),
                "UPDATE identity.newcomer SET label = 'x' WHERE account_id = '%s'".formatted(account),
                "UPDATE identity.newcomer SET organisation_id = '%s', set_up_at = now() WHERE account_id = '%s'"
                        .formatted(guest.organisation(), account),
                "DELETE FROM identity.newcomer",
                "TRUNCATE identity.newcomer",
                "UPDATE identity.host SET organisation_id = '%s'".formatted(guest.organisation()),
                "DELETE FROM identity.host",
                """
                INSERT INTO identity.newcomer (id, account_id, label, made_by, made_at)
                VALUES (gen_random_uuid(), '%s', 'x', '%s', now())""".formatted(worker, boss))) {
            assertThatThrownBy(() -> jdbc().sql(wrong).update()).as(wrong).isInstanceOf(DataAccessException.class);
        }
        UUID stray = bean(Accounts.class)
                .create(
                        Optional.empty(),
                        Optional.empty(),
                        "stray",
                        java.util.Set.of(Role.ADMINISTRATOR),
                        Optional.empty());
        assertThatThrownBy(() -> jdbc().sql("""
                                INSERT INTO identity.newcomer (id, account_id, label, made_by, made_at)
                                VALUES (gen_random_uuid(), ?, 'x', ?, now())""").params(stray, worker).update())
                .as("let in by another company")
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("NEWCOMER");
        Browser lost = confirmed(stray);
        assertThatThrownBy(() -> bean(Organisations.class)
                        .setUp(
                                stray,
                                new Setup("Stray", "Front", "Stray", "Asia/Shanghai", "CNY", true, false),
                                Optional.empty(),
                                ""))
                .as("nobody let them in")
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("COMPANY");
        assertThat(lost.get("/people").location()).isEqualTo("/setup");
    }

    /** Whoever has the machine lets an administrator in by name; in two companies people may be called the same. */
    @Test
    void anAdministratorIsNamedWithTheirCompany() {
        String name = "Li " + UUID.randomUUID().toString().substring(0, 8);
        List<UUID> both = List.of(newShop().organisation(), newShop().organisation()).stream()
                .map(company -> bean(Accounts.class)
                        .create(
                                Optional.of(company),
                                Optional.empty(),
                                name,
                                java.util.Set.of(Role.ADMINISTRATOR),
                                Optional.empty()))
                .toList();
        assertThat(bean(Accounts.class).administrators(Optional.of(name))).containsExactlyInAnyOrderElementsOf(both);
        String company = bean(Organisations.class)
                .name(bean(Accounts.class)
                        .active(both.getLast())
                        .orElseThrow()
                        .organisation()
                        .orElseThrow());
        assertThat(bean(Accounts.class).administrators(Optional.of(company + "/" + name)))
                .containsExactly(both.getLast());
        var _ = let();
        assertThat(bean(Accounts.class).administrators(Optional.of(Newcomers.WORK_NAME)))
                .as("nobody gets in by the machine in place of who was let in")
                .doesNotContain(account());
    }

    /** Whether they have set up their company since, nobody knows. */
    @Test
    void aRestoreEndsWhoHasNotSetUpTheirCompany() {
        var _ = let();
        UUID account = account();
        assertThatThrownBy(() -> jdbc().sql("""
                                DO $$ BEGIN
                                  INSERT INTO identity.recovery DEFAULT VALUES;
                                  RAISE EXCEPTION 'newcomer %%, account %%, links %%',
                                    (SELECT ended_at IS NOT NULL AND ended_by IS NULL FROM identity.newcomer WHERE account_id = '%1$s'),
                                    (SELECT state FROM identity.account WHERE id = '%1$s'),
                                    (SELECT count(*) FROM identity.one_time_link WHERE account_id = '%1$s');
                                END $$""".formatted(account)).update())
                .hasMessageContaining("newcomer t, account ended, links 0");
    }
}
