package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.confirmed;
import static org.wangchuan.platform.testing.PlatformTest.jdbc;
import static org.wangchuan.platform.testing.PlatformTest.newShop;
import static org.wangchuan.platform.testing.PlatformTest.nobody;
import static org.wangchuan.platform.testing.PlatformTest.origin;
import static org.wangchuan.platform.testing.PlatformTest.signedIn;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;

/** A company's own sign-in with a real provider, from its set-up to its end. On a platform in a trial, for the provider is on this machine. */
@Tag("slow")
final class CompanySignInTest {
    private static final String SECRET = "a secret of 100% + more/less=";
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]* value=\"([^\"]+)\"");

    @TempDir
    private static Path folder;

    private static OwnPlatform platform;
    private static SpringProvider provider;

    private Shop shop;
    private UUID boss;
    private Browser page;
    private String code;
    private String client;

    @BeforeAll
    static void start() throws Exception {
        platform = OwnPlatform.start(
                folder.resolve("data"), "--wangchuan.trial=true", "--wangchuan.tries-per-minute=1000000");
        provider = new SpringProvider(folder.resolve("provider"));
    }

    @AfterAll
    static void end() throws Exception {
        provider.close();
        platform.close();
    }

    @BeforeEach
    void setUp() {
        shop = newShop();
        boss = shop.account(Role.ADMINISTRATOR);
        page = confirmed(boss);
        code = bean(ProviderSeals.class).code(shop.organisation());
        client = provider.register(SECRET, origin() + "/login/company/" + code + "/back");
        assertThat(save(client, SECRET).location()).isEqualTo("/company-sign-in?tested=yes");
    }

    private Browser.Answer save(String id, String secret) {
        return page.post("/company-sign-in", Map.of("issuer", provider.issuer(), "clientId", id, "secret", secret));
    }

    @Test
    void nothingIsSavedThatTheProviderDoesNotKnow() {
        assertThat(save(client, "another secret").body()).contains("CLIENT_REFUSED");
        assertThat(save("nobody-knows", SECRET).body()).contains("CLIENT_REFUSED");
        assertThat(page.get("/company-sign-in").body())
                .contains(client)
                .doesNotContain("nobody-knows")
                .doesNotContain(SECRET);
        assertThat(save(client, "").location()).as("the secret stays").isEqualTo("/company-sign-in?tested=yes");
        String kept = jdbc().sql("SELECT encode(secret, 'escape') FROM identity.provider WHERE organisation_id = ?")
                .param(shop.organisation())
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain(SECRET);
        assertThat(page.get("/sites").body()).contains("own sign-in, issuer: – → " + provider.issuer());
    }

    @Test
    void whoHasLinkedTheirAccountSignsIn() {
        UUID worker = shop.account(Role.CLERK);
        Browser own = signedIn(worker);
        assertThat(link(own, "li").location()).isEqualTo("/account");
        assertThat(own.get("/account").body()).contains("not used yet");
        long accounts = accounts();

        Browser other = nobody();
        Browser.Answer answer = signIn(other, "li");
        assertThat(answer.header("location")).isEqualTo("/");
        assertThat(other.get("/intake").status()).isEqualTo(200);
        assertThat(other.get("/account").body()).contains("last used").contains("linked to the company’s own sign-in");
        assertThat(bean(Accounts.class).active(worker)).isPresent();
        assertThat(accounts()).isEqualTo(accounts);

        Browser stranger = nobody();
        assertThat(signIn(stranger, "wang").header("location")).endsWith("problem=UNKNOWN_PERSON");
        assertThat(stranger.get("/account").location()).isEqualTo("/sign-in");
        assertThat(accounts()).isEqualTo(accounts);
    }

    @Test
    void ofThePersonNothingIsKept() {
        UUID worker = shop.account(Role.CLERK);
        link(signedIn(worker), "li");
        Browser other = nobody();
        signIn(other, "li");
        String kept = jdbc().sql("""
                        SELECT coalesce((SELECT string_agg(l::text, ' ') FROM identity.provider_link l), '')
                          || coalesce((SELECT string_agg(encode(attribute_bytes, 'escape'), ' ') FROM identity.spring_session_attributes), '')
                          || coalesce((SELECT string_agg(c::text, ' ') FROM identity.account_change c), '')""").query(String.class).single();
        assertThat(kept)
                .contains("CompanyAuthentication")
                .doesNotContain("\"li\"")
                .doesNotContain(java.util.HexFormat.of().formatHex("li".getBytes(StandardCharsets.UTF_8)) + " ")
                .doesNotContain("eyJ");
        assertThat(jdbc().sql("""
                                SELECT count(*) FROM identity.provider_try t JOIN identity.provider p ON p.id = t.provider_id
                                WHERE p.organisation_id = ?""")
                        .param(shop.organisation())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    /** Whoever runs the provider could come as anybody. */
    @Test
    void anAdministratorWhoCameByItAdministersNothing() {
        UUID chief = shop.account(Role.ADMINISTRATOR, Role.MANAGER);
        link(signedIn(chief), "li");
        Browser other = nobody();
        signIn(other, "li");
        assertThat(other.get("/people").status()).isEqualTo(403);
        assertThat(other.get("/company-sign-in").status()).isEqualTo(403);
        assertThat(other.get("/people/changes").status()).as("a manager").isEqualTo(200);
        assertThat(other.get("/account").body()).contains("what an administrator does needs your passkey");
        assertThat(other.get("/passkey").body()).contains("makes no passkey").doesNotContain("Make the passkey");
        assertThat(other.send(other.request("/webauthn/register")
                                .header("X-CSRF-TOKEN", other.token())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{}")))
                        .status())
                .isEqualTo(403);
        assertThat(other.post("/account/company-sign-in/remove", Map.of()).location())
                .startsWith("/confirm");
        assertThat(other.post("/switch", Map.of("badge", "B1")).body()).contains("PIN and badge count only");
    }

    @Test
    void whoeverIsSuspendedHereIsOutWhateverTheProviderSays() {
        UUID worker = shop.account(Role.CLERK);
        link(signedIn(worker), "li");
        Browser other = nobody();
        signIn(other, "li");
        assertThat(page.post("/people/" + worker + "/suspend", Map.of()).status())
                .isEqualTo(302);
        assertThat(other.get("/intake").location()).isEqualTo("/sign-in");
        assertThat(signIn(nobody(), "li").header("location")).endsWith("problem=UNKNOWN_PERSON");
        page.post("/people/" + worker + "/restore", Map.of());
        assertThat(signIn(nobody(), "li").header("location")).isEqualTo("/");
        page.post("/people/" + worker + "/end", Map.of("sure", "yes"));
        assertThat(signIn(nobody(), "li").header("location")).endsWith("problem=UNKNOWN_PERSON");
    }

    @Test
    void switchedOffOrRemovedItLetsNobodyIn() {
        UUID worker = shop.account(Role.CLERK);
        link(signedIn(worker), "li");
        Browser other = nobody();
        signIn(other, "li");
        page.post("/company-sign-in/off", Map.of());
        assertThat(other.get("/intake").location()).isEqualTo("/sign-in");
        Browser.Answer off = nobody().post("/login/company/" + code, Map.of());
        assertThat(off.header("refresh")).isEmpty();
        assertThat(off.body()).contains("OFF");
        assertThat(page.post("/company-sign-in/on", Map.of()).location()).isEqualTo("/company-sign-in");
        assertThat(signIn(nobody(), "li").header("location")).isEqualTo("/");
        assertThat(page.post("/company-sign-in/remove", Map.of()).status()).isEqualTo(422);
        page.post("/company-sign-in/remove", Map.of("sure", "yes"));
        assertThat(nobody().get("/login/company/" + code).status()).isEqualTo(404);
        assertThat(bean(ProviderLinks.class).of(worker)).isEmpty();
        assertThat(page.get("/sites").body()).contains("own sign-in: on → switched off");
    }

    /** After a restore a provider that was removed since, because it signed in whom it should not, is back. */
    @Test
    void aRestoreSwitchesItOff() {
        UUID worker = shop.account(Role.CLERK);
        link(signedIn(worker), "li");
        jdbc().sql("UPDATE identity.provider SET state = 'unconfirmed' WHERE organisation_id = ?")
                .param(shop.organisation())
                .update();
        assertThat(page.get("/account").body()).contains("is off until you say that it is still yours");
        assertThat(nobody().post("/login/company/" + code, Map.of()).body()).contains("OFF");
        page.post("/company-sign-in/on", Map.of());
        assertThat(signIn(nobody(), "li").header("location")).isEqualTo("/");
    }

    @Test
    void onePersonIsOneAccount() {
        Browser first = signedIn(shop.account(Role.CLERK));
        UUID second = shop.account(Role.CLERK);
        assertThat(link(first, "li").location()).isEqualTo("/account");
        assertThat(link(signedIn(second), "li").header("location")).endsWith("problem=TAKEN");
        assertThat(first.post("/account/company-sign-in", Map.of()).body()).contains("linked already");
        assertThat(link(signedIn(second), "wang").location()).isEqualTo("/account");
    }

    /** This provider does not know that it shall ask anew: it still has a colleague, and says of when that is. */
    @Test
    void onASharedComputerAColleagueIsNotLinked() throws InterruptedException {
        link(signedIn(shop.account(Role.CLERK)), "wang");
        Browser shared = nobody();
        assertThat(signIn(shared, "wang").header("location")).isEqualTo("/");
        Thread.sleep(4_000); // what is a moment ago counts in whole seconds
        UUID worker = shop.account(Role.CLERK);
        shared.signIn(bean(OneTimeLinks.class).create(worker));
        assertThat(link(shared, "li").header("location")).endsWith("problem=NOT_ASKED");
        assertThat(bean(ProviderLinks.class).of(worker)).isEmpty();
    }

    /** A browser that was left open is no way to link oneself to a colleague's account. */
    @Test
    void toLinkNeedsAPasskeyOrAFreshLink() {
        UUID worker = shop.account(Role.CLERK);
        Browser open = signedIn(worker);
        Passkey.of(worker);
        bean(AccountHistory.class)
                .note(
                        java.time.Instant.now(),
                        worker,
                        AccountHistory.What.PASSKEY_MADE,
                        java.util.Optional.of(worker),
                        java.util.Optional.empty());
        Browser.Answer answer = open.post("/account/company-sign-in", Map.of());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("show your passkey first");
        assertThat(answer.header("refresh")).isEmpty();
        PasskeyShown.by(worker);
        assertThat(link(open, "li").location()).isEqualTo("/account");
    }

    @Test
    void whatAnotherBrowserBeganEndsNowhereElse() {
        UUID worker = shop.account(Role.CLERK);
        link(signedIn(worker), "li");
        Browser attacker = nobody();
        String back = toBack(attacker, begin(attacker, Map.of()), "li");
        // Login CSRF: whoever is led there would be the attacker from then on.
        Browser victim = signedIn(shop.account(Role.CLERK));
        assertThat(victim.get(back).header("location")).endsWith("problem=EXPIRED");
        assertThat(nobody().get(back).header("location")).endsWith("problem=EXPIRED");
        assertThat(attacker.get(back).header("location")).isEqualTo("/");
        assertThat(attacker.get(back).header("location")).as("twice").endsWith("problem=EXPIRED");

        // And the same of a link: of the attacker's own account, and to the victim's.
        Browser linking = signedIn(shop.account(Role.CLERK));
        String other = toBack(linking, where(linking.post("/account/company-sign-in", Map.of())), "wang");
        assertThat(victim.get(other).header("location")).endsWith("problem=EXPIRED");
        assertThat(victim.get("/account").body()).doesNotContain("not used yet");
    }

    /** Somebody else signs in between, in the same browser. */
    @Test
    void whoeverTookTheBrowserOverIsNotLinked() {
        UUID worker = shop.account(Role.CLERK);
        Browser browser = signedIn(worker);
        String back = toBack(browser, where(browser.post("/account/company-sign-in", Map.of())), "li");
        UUID other = shop.account(Role.CLERK);
        browser.signIn(bean(OneTimeLinks.class).create(other));
        assertThat(browser.get(back).header("location")).endsWith("problem=EXPIRED");
        assertThat(bean(ProviderLinks.class).of(other)).isEmpty();
        assertThat(bean(ProviderLinks.class).of(worker)).isEmpty();
    }

    @Test
    void theSessionIsAnotherOneAfterwards() {
        link(signedIn(shop.account(Role.CLERK)), "li");
        Browser browser = nobody();
        String where = begin(browser, Map.of());
        String before = jdbc().sql("SELECT session_id FROM identity.spring_session ORDER BY creation_time DESC LIMIT 1")
                .query(String.class)
                .single();
        assertThat(browser.get(toBack(browser, where, "li")).header("location")).isEqualTo("/");
        assertThat(jdbc().sql("SELECT count(*) FROM identity.spring_session WHERE session_id = ?")
                        .param(before)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(browser.get("/intake").status()).isEqualTo(200);
    }

    @Test
    void anAdministratorEndsALink() {
        UUID worker = shop.account(Role.CLERK);
        link(signedIn(worker), "li");
        Browser other = nobody();
        signIn(other, "li");
        assertThat(page.get("/people/" + worker).body()).contains("End this link");
        page.post("/people/" + worker + "/company-sign-in/remove", Map.of());
        assertThat(other.get("/intake").location()).isEqualTo("/sign-in");
        assertThat(signIn(nobody(), "li").header("location")).endsWith("problem=UNKNOWN_PERSON");
        assertThat(page.get("/people/" + worker).body()).contains("link to the company’s own sign-in ended");
    }

    @Test
    void theCodeLeadsToThePageAndNothingElseDoes() {
        assertThat(nobody().get("/login/company?code=%20" + code.toUpperCase(java.util.Locale.ROOT))
                        .location())
                .isEqualTo("/login/company/" + code);
        assertThat(nobody().get("/login/company?code=aaaaaaaaaaaa").status()).isEqualTo(422);
        assertThat(nobody().get("/login/company/aaaaaaaaaaaa").status()).isEqualTo(404);
        assertThat(nobody().get("/sign-in").body()).contains("/login/company").doesNotContain(code);
        assertThat(nobody().get("/login/company/" + code + "?problem=%3Cb%3E").body())
                .doesNotContain("&lt;b&gt;")
                .doesNotContain("<b>");
    }

    /** On a computer that many share the session of the one-time link may still be there. */
    @Test
    void aLinkThatHasLedToTheProviderMakesNoPasskey() {
        UUID worker = shop.account(Role.CLERK);
        Browser open = signedIn(worker);
        assertThat(link(open, "li").location()).isEqualTo("/account");
        assertThat(bean(PasskeyTable.class).of(worker)).isEmpty();
        assertThat(open.get("/passkey").body()).doesNotContain("data-passkey=\"register\"");
        bean(ProviderLinks.class).unlink(worker, worker);
        Browser.Answer again = open.post("/account/company-sign-in", Map.of());
        assertThat(again.status()).as("nor another link").isEqualTo(422);
        assertThat(again.header("refresh")).isEmpty();
        assertThat(link(signedIn(worker), "li").location()).as("a new one does").isEqualTo("/account");
    }

    /** Whoever had it may have linked the account to whom they are at the provider. */
    @Test
    void whoTakesAPasskeyAwayTakesAwayWhatWasLinkedSince() throws Exception {
        UUID worker = shop.account(Role.CLERK);
        String passkey = Passkey.of(worker);
        jdbc().sql("UPDATE identity.user_credentials SET created = now() - interval '1 hour' WHERE credential_id = ?")
                .param(passkey)
                .update();
        Browser thief = confirmed(worker);
        assertThat(link(thief, "li").location()).isEqualTo("/account");
        UUID administrator = shop.account(Role.ADMINISTRATOR);
        bean(AccountChanges.class)
                .removePasskey(shop.organisation(), worker, passkey, administrator, java.util.Optional.empty());
        assertThat(bean(ProviderLinks.class).of(worker)).isEmpty();
        assertThat(signIn(nobody(), "li").location()).contains("UNKNOWN_PERSON");
    }

    private Browser.Answer signIn(Browser browser, String person) {
        Browser.Answer answer = browser.get(toBack(browser, begin(browser, Map.of("own", "yes")), person));
        browser.askForTokenAnew();
        return answer;
    }

    private static Browser.Answer link(Browser browser, String person) {
        return browser.get(toBack(browser, where(browser.post("/account/company-sign-in", Map.of())), person));
    }

    private String begin(Browser browser, Map<String, String> fields) {
        return where(browser.post("/login/company/" + code, fields));
    }

    private static String where(Browser.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("refresh")).startsWith("0;url=" + provider.issuer());
        return answer.header("refresh").substring("0;url=".length());
    }

    /** Signs in at the provider, as a browser does that follows where it is led; back to the platform, and not yet there. */
    static String toBack(Browser browser, String where, String person) {
        String next = where;
        for (int i = 0; i < 10; i++) {
            Browser.Answer answer = browser.get(next);
            if (answer.status() == 200) {
                Matcher token = TOKEN.matcher(answer.body());
                assertThat(token.find()).as(answer.body()).isTrue();
                answer = browser.send(browser.request(provider.issuer() + "/login")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("username=" + person + "&password="
                                + URLEncoder.encode(SpringProvider.PASSWORD, StandardCharsets.UTF_8) + "&_csrf="
                                + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8))));
            }
            assertThat(answer.status()).as(next + "\n" + answer.body()).isEqualTo(302);
            next = URI.create(next.startsWith("http") ? next : origin() + next)
                    .resolve(answer.header("location"))
                    .toString();
            if (next.startsWith(origin())) {
                return next;
            }
        }
        throw new AssertionError("led on and on");
    }

    private static long accounts() {
        return jdbc().sql("SELECT count(*) FROM identity.account")
                .query(Long.class)
                .single();
    }
}
