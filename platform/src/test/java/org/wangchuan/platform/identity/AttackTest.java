package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.webauthn.api.Bytes;
import org.springframework.security.web.webauthn.api.ImmutablePublicKeyCredentialUserEntity;
import org.springframework.security.web.webauthn.authentication.WebAuthnAuthentication;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.session.web.http.CookieSerializer.CookieValue;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.proof.key.KeyPossession;
import org.wangchuan.proof.key.SigningKey;

/** Attacks on sign-in, sessions, forms and pairing. See docs/attacks.md. */
final class AttackTest extends PlatformTest {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final Shop shop = newShop();

    @Test
    void whoCameByABadgeMakesNoPasskey() {
        UUID account = shop.account(Role.ADMINISTRATOR);
        assertThat(registers(new QuickAuthentication(account))).isEqualTo(403);
        assertThat(registers(UsernamePasswordAuthenticationToken.authenticated(account.toString(), null, List.of())))
                .isEqualTo(400);
    }

    /** Somebody went for a coffee: whoever sits down makes no passkey that opens all of it for ever. */
    @Test
    void inABrowserThatWasLeftOpenNobodyMakesAPasskey() {
        UUID account = shop.account(Role.ADMINISTRATOR);
        Browser browser = signedIn(account);
        Passkey.of(account);
        Authentication before = new WebAuthnAuthentication(
                ImmutablePublicKeyCredentialUserEntity.builder()
                        .id(Bytes.random())
                        .name(account.toString())
                        .displayName("somebody")
                        .build(),
                List.of());
        assertThat(registers(before)).isEqualTo(403);
        PasskeyShown.by(account); // in this browser, just now
        assertThat(browser.get("/passkey").body()).contains("Make the passkey");
        assertThat(registers(browser)).isEqualTo(400);
    }

    /** Who has lost theirs gets a link, and makes a new one with it: one. */
    @Test
    void aLinkLeadsToOnePasskey() {
        UUID account = shop.account(Role.ADMINISTRATOR);
        Passkey.of(account);
        AccountHistory history = bean(AccountHistory.class);
        Browser browser = signedIn(account); // by a link
        assertThat(registers(browser)).isEqualTo(400);
        history.note(Instant.now(), account, AccountHistory.What.PASSKEY_MADE, Optional.of(account), Optional.empty());
        assertThat(registers(browser)).isEqualTo(403);
        assertThat(browser.get("/passkey").body())
                .contains("Another passkey opens everything that you may do")
                .doesNotContain("Make the passkey");
        assertThat(browser.get("/account").body()).contains("a passkey made");
        assertThat(registers(signedIn(account))).isEqualTo(400); // another link
    }

    /** What the platform answers this browser that sends a new passkey, though none that could be one: 400 if it looked at it at all. */
    private static int registers(Browser browser) {
        return browser.send(browser.request("/webauthn/register")
                        .header("X-CSRF-TOKEN", browser.token())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")))
                .status();
    }

    /** What the platform answers whoever sends a new passkey, though none that could be one, in a session of this kind. */
    private static int registers(Authentication who) {
        SessionRepository<?> sessions = bean(SessionRepository.class);
        String cookie = cookie(session(sessions, who));
        Browser browser = nobody();
        String token = token(browser.send(browser.request("/passkey").header("Cookie", cookie))
                .body());
        return browser.send(browser.request("/webauthn/register")
                        .header("Cookie", cookie)
                        .header("X-CSRF-TOKEN", token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{}")))
                .status();
    }

    private static <S extends Session> String session(SessionRepository<S> sessions, Authentication who) {
        S session = sessions.createSession();
        session.setAttribute("SPRING_SECURITY_CONTEXT", new SecurityContextImpl(who));
        sessions.save(session);
        return session.getId();
    }

    private static String cookie(String id) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        bean(SealedCookie.class).writeCookieValue(new CookieValue(new MockHttpServletRequest(), response, id));
        return String.valueOf(response.getHeader("Set-Cookie")).replaceFirst(";.*", "");
    }

    /** As two requests of one browser do, of which neither knows of the other. */
    @Test
    void twoRequestsPutTheSameIntoASession() {
        bothPut((FindByIndexNameSessionRepository<?>) bean(FindByIndexNameSessionRepository.class));
    }

    private static <S extends Session> void bothPut(SessionRepository<S> sessions) {
        S made = sessions.createSession();
        sessions.save(made);
        S one = Objects.requireNonNull(sessions.findById(made.getId()));
        S other = Objects.requireNonNull(sessions.findById(made.getId()));
        one.setAttribute("what", "one");
        other.setAttribute("what", "other");
        sessions.save(one);
        sessions.save(other);

        assertThat(Objects.requireNonNull(sessions.findById(made.getId())).<String>getAttribute("what"))
                .isEqualTo("other");
        sessions.deleteById(made.getId());
    }

    @Test
    void whatStandsInTheDatabaseSignsNobodyIn() {
        UUID account = shop.account(Role.ADMINISTRATOR);
        Browser own = signedIn(account);
        assertThat(own.get("/people").status()).isEqualTo(200);
        String id = jdbc().sql("SELECT session_id FROM identity.spring_session WHERE principal_name = ?")
                .param(account.toString())
                .query((row, _) -> row.getString(1))
                .single()
                .strip();
        for (String value : List.of(id, id + ".", id + ".AAAA")) {
            Browser thief = nobody();
            String cookie = "session=" + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
            assertThat(thief.send(thief.request("/people").header("Cookie", cookie))
                            .location())
                    .as(value)
                    .isEqualTo("/sign-in");
        }
    }

    @Test
    void aTokenFromBeforeSigningInIsWorthNothing() {
        Browser browser = nobody();
        String before = token(browser.get("/sign-in").body());
        String link = URI.create(bean(OneTimeLinks.class).create(shop.account(Role.CLERK)))
                .getRawPath();
        browser.send(form(browser, link, before));
        assertThat(browser.get("/intake").status()).isEqualTo(200);
        assertThat(browser.send(form(browser, "/pin", before)).status()).isEqualTo(403);
    }

    /** On localhost another port's page can set our cookies: then it knows the token, and still is another site's. */
    @Test
    void whatAnotherSitesPageSendsIsRefusedWhateverTokenItHas() {
        Browser browser = nobody();
        String token = token(browser.get("/sign-in").body());
        for (String site : List.of("cross-site", "same-site")) {
            assertThat(browser.send(form(browser, "/sign-out", token).header("Sec-Fetch-Site", site))
                            .status())
                    .as(site)
                    .isEqualTo(403);
        }
        assertThat(browser.send(browser.request("/sign-in").header("Sec-Fetch-Site", "cross-site"))
                        .status())
                .as("a link from elsewhere")
                .isEqualTo(200);
        assertThat(browser.send(form(browser, "/sign-out", token).header("Sec-Fetch-Site", "same-origin"))
                        .status())
                .isEqualTo(302);
    }

    /** Who begins to sign in needs a row; it does not stay for a day. */
    @Test
    void whoOnlyBeginsToSignInIsForgottenSoon() {
        Browser browser = nobody();
        String token = token(browser.get("/sign-in").body());
        long before = sessions();
        var _ = browser.send(browser.request("/webauthn/authenticate/options")
                .header("X-CSRF-TOKEN", token)
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(sessions()).isEqualTo(before + 1);
        assertThat(secondsOfTheLast()).isEqualTo(600);
        Browser clerk = signedIn(shop.account(Role.CLERK));
        assertThat(clerk.get("/intake").status()).isEqualTo(200);
        assertThat(secondsOfTheLast()).isEqualTo(12 * 3600);
    }

    /** A colleague took the counter over by a PIN: whoever comes back by a passkey is offered theirs, not the colleague's alone. */
    @Test
    void aSignInTakesAnybodysPasskeyWhoeverIsSignedIn() {
        UUID colleague = shop.account(Role.CLERK);
        jdbc().sql("INSERT INTO identity.user_entities VALUES (?, ?, 'worker')")
                .params(base64("u-" + colleague), colleague.toString())
                .update();
        jdbc().sql("""
                        INSERT INTO identity.user_credentials (credential_id, user_entity_user_id, public_key, backup_eligible,
                          backup_state, authenticator_transports, created, last_used, label)
                        VALUES (?, ?, '', false, false, 'usb', now(), now(), 'k')""")
                .params(base64("c-" + colleague), base64("u-" + colleague))
                .update();
        Browser counter = signedIn(colleague);
        Browser.Answer options = counter.send(counter.request("/webauthn/authenticate/options")
                .header("X-CSRF-TOKEN", token(counter.get("/sign-in").body()))
                .POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(options.status()).isEqualTo(200);
        assertThat(options.body()).contains("\"challenge\"").doesNotContain(base64("c-" + colleague));
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int secondsOfTheLast() {
        return jdbc().sql(
                        "SELECT max_inactive_interval FROM identity.spring_session ORDER BY creation_time DESC LIMIT 1")
                .query((row, _) -> row.getInt(1))
                .single();
    }

    @Test
    void whoOnlyLooksLeavesNoRow() {
        long before = sessions();
        for (String path : List.of("/", "/sign-in", "/verify", "/design", "/passkey", "/nothing-like-it")) {
            var _ = nobody().get(path);
        }
        Browser browser = nobody();
        assertThat(browser.send(form(browser, "/switch", "forged")).status()).isEqualTo(403);
        assertThat(sessions()).isEqualTo(before);
    }

    private static long sessions() {
        return jdbc().sql("SELECT count(*) FROM identity.spring_session")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    private static HttpRequest.Builder form(Browser browser, String path, String token) {
        return browser.request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token));
    }

    /** A compressed page that repeats what its reader typed tells by its length what else stands in it. */
    @Test
    void noPageShowsTheTokenOfAnother() {
        Browser browser = nobody();
        String first = token(browser.get("/sign-in").body());
        assertThat(token(browser.get("/sign-in").body())).isNotEqualTo(first);
        assertThat(browser.send(form(browser, "/sign-out", first)).status()).isEqualTo(302);
    }

    @Test
    void aStrangerIsNotReadToTheEnd() {
        String body = "{\"code\":\"" + "A".repeat(10_000) + "\"}";
        Browser.Answer answer = pair(body);
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).contains("BODY_TOO_LARGE");
        assertThat(pair("[".repeat(4_000)).body()).contains("BODY_FORMAT");
        assertThat(pair("null").body()).contains("BODY_FORMAT");
        assertThat(pair("{\"code\":1}").body()).contains("BODY_SHAPE");
    }

    @Test
    void twoStationsOfASiteHaveTwoNames() {
        assertThat(pair(station("twin")).status()).isEqualTo(200);
        Browser.Answer second = pair(station("twin"));
        assertThat(second.status()).isEqualTo(422);
        assertThat(second.body()).contains("STATION_NAME");
    }

    private String station(String name) {
        SigningKey key = SigningKey.generate();
        String code = bean(Stations.class).newCode(shop.site(), Optional.empty());
        return "{\"code\":\"%s\",\"name\":\"%s\",\"key\":\"%s\",\"proof\":\"%s\"}"
                .formatted(code, name, key.publicKey().base64Url(), KeyPossession.prove(key, code));
    }

    private static Browser.Answer pair(String body) {
        Browser browser = nobody();
        return browser.send(browser.request("/api/station/v1/pair")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void whatCannotBeReadIsRefusedBeforeItIsWrittenDown() {
        Browser.Answer answer = nobody().get("/sign-in?phone=13800001111%ED%A0%80");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("FORM_UNREADABLE").doesNotContain("13800001111");
        assertThat(nobody().post("/sign-out", Map.of("name", "A".repeat(300_000)))
                        .status())
                .isEqualTo(413);
    }

    @Test
    void aRequestDoesNotSayWhereAPageLeads() throws Exception {
        URI at = URI.create(origin());
        try (Socket socket = new Socket(at.getHost(), at.getPort())) {
            socket.getOutputStream()
                    .write("GET /intake HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("Location: /sign-in")
                    .doesNotContain("elsewhere");
        }
    }

    private static String token(String page) {
        Matcher matcher = TOKEN.matcher(page);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }
}
