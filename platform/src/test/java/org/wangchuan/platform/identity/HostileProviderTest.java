package org.wangchuan.platform.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.platform.testing.PlatformTest.bean;
import static org.wangchuan.platform.testing.PlatformTest.confirmed;
import static org.wangchuan.platform.testing.PlatformTest.newShop;
import static org.wangchuan.platform.testing.PlatformTest.nobody;
import static org.wangchuan.platform.testing.PlatformTest.signedIn;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.OwnPlatform;
import org.wangchuan.platform.testing.PlatformTest.Shop;
import org.wangchuan.platform.web.access.Role;

/**
 * Providers that lie, pour, hang and redirect, and whoever stands between them and the platform. Beside each forgery the same without it signs in,
 * so that it is the forgery that is refused.
 */
@Tag("slow")
final class HostileProviderTest {
    private static final String SECRET = "client-secret-of-at-least-32-bytes-so-that-it-could-be-a-key";
    private static final String CLIENT = "wangchuan";
    private static final String SUBJECT = "00u1-someone@example.com";

    @TempDir
    private static Path folder;

    private static OwnPlatform platform;

    private Shop shop;
    private Browser page;
    private String code;
    private HostileProvider provider;
    private UUID worker;

    @BeforeAll
    static void start() throws Exception {
        platform = OwnPlatform.start(
                folder.resolve("data"),
                "--wangchuan.trial=true",
                "--wangchuan.tries-per-minute=1000000",
                "--wangchuan.requests-per-minute=1000000");
    }

    @AfterAll
    static void end() {
        platform.close();
    }

    @BeforeEach
    void linked() throws Exception {
        provider = new HostileProvider();
        shop = newShop();
        page = confirmed(shop.account(Role.ADMINISTRATOR));
        code = bean(ProviderSeals.class).code(shop.organisation());
        assertThat(save(Map.of()).location()).isEqualTo("/company-sign-in?tested=yes");
        worker = shop.account(Role.CLERK);
        Provider known = bean(Providers.class).of(shop.organisation()).orElseThrow();
        bean(ProviderLinks.class)
                .link(known.id(), worker, bean(ProviderSeals.class).subject(known.id(), provider.issuer(), SUBJECT));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private Browser.Answer save(Map<String, String> more) {
        Map<String, String> fields =
                new LinkedHashMap<>(Map.of("issuer", provider.issuer(), "clientId", CLIENT, "secret", SECRET));
        fields.putAll(more);
        return page.post("/company-sign-in", fields);
    }

    /** What a browser was sent away with. */
    private record Sent(Map<String, String> parameters) {
        String state() {
            return parameters.getOrDefault("state", "");
        }

        String nonce() {
            return parameters.getOrDefault("nonce", "");
        }
    }

    private Sent begin(Browser browser) {
        return sent(browser.post("/login/company/" + code, Map.of("own", "yes")));
    }

    private static Sent sent(Browser.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("refresh")).as(answer.body()).startsWith("0;url=");
        String query = answer.header("refresh").replaceFirst("^[^?]*[?]", "");
        Map<String, String> out = new LinkedHashMap<>();
        Matcher pair = Pattern.compile("([^=&]+)=([^&]*)").matcher(query);
        while (pair.find()) {
            out.put(pair.group(1), URLDecoder.decode(pair.group(2), StandardCharsets.UTF_8));
        }
        return new Sent(out);
    }

    private String back(Browser browser, Sent sent, String more) {
        return browser.get("/login/company/" + code + "/back?code=c1&state=" + sent.state() + more)
                .header("location");
    }

    /** What becomes of a sign-in in which the provider gives this token. */
    private String come(Function<Sent, String> token) {
        Browser browser = nobody();
        Sent sent = begin(browser);
        provider.says = () -> token.apply(sent);
        String location = back(browser, sent, "");
        boolean isIn = browser.get("/intake").status() == 200;
        assertThat(isIn).as(location).isEqualTo(location.equals("/"));
        return location.equals("/") ? "IN" : location.replaceFirst(".*problem=", "");
    }

    private String forged(UnaryOperator<JWTClaimsSet.Builder> change) {
        return come(sent -> signed(provider.key, change.apply(claims(sent))));
    }

    private JWTClaimsSet.Builder claims(Sent sent) {
        return new JWTClaimsSet.Builder()
                .issuer(provider.issuer())
                .audience(CLIENT)
                .subject(SUBJECT)
                .issueTime(in(Duration.ZERO))
                .expirationTime(in(Duration.ofMinutes(5)))
                .claim("nonce", sent.nonce());
    }

    private static Date in(Duration time) {
        return Date.from(Instant.now().plus(time));
    }

    private static String signed(RSAKey key, JWTClaimsSet.Builder claims) {
        return signed(
                JWSAlgorithm.RS256, key.getKeyID(), HostileProvider.unchecked(() -> new RSASSASigner(key)), claims);
    }

    private static String signed(JWSAlgorithm by, String kid, JWSSigner signer, JWTClaimsSet.Builder claims) {
        SignedJWT token = new SignedJWT(new JWSHeader.Builder(by).keyID(kid).build(), claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return token.serialize();
    }

    @Test
    void whatIsAskedForIsNoMoreThanNeeded() {
        Sent sent = begin(nobody());
        assertThat(sent.parameters())
                .containsEntry("scope", "openid")
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("client_id", CLIENT)
                .doesNotContainKeys("prompt", "max_age", "client_secret");
        assertThat(sent.parameters().get("redirect_uri")).endsWith("/login/company/" + code + "/back");
        assertThat(sent.state()).hasSizeGreaterThanOrEqualTo(32).isNotEqualTo(sent.nonce());
        assertThat(sent(nobody().post("/login/company/" + code, Map.of())).parameters())
                .as("who says nothing may share the computer with a colleague whom the provider still knows")
                .containsEntry("prompt", "login")
                .containsEntry("max_age", "0");
    }

    @Test
    void noForgeryIsBelieved() throws Exception {
        assertThat(forged(claims -> claims)).isEqualTo("IN");
        RSAKey other = new RSAKeyGenerator(2048).keyID("h1").generate();
        byte[] published = provider.key.toRSAPublicKey().getEncoded();
        Map<String, Function<Sent, String>> forgeries = new LinkedHashMap<>();
        forgeries.put("none", sent -> new PlainJWT(claims(sent).build()).serialize());
        forgeries.put(
                "HS256 with the client's secret",
                sent -> signed(
                        JWSAlgorithm.HS256,
                        "h1",
                        HostileProvider.unchecked(() -> new MACSigner(SECRET)),
                        claims(sent)));
        forgeries.put(
                "HS256 with the public key",
                sent -> signed(
                        JWSAlgorithm.HS256,
                        "h1",
                        HostileProvider.unchecked(() -> new MACSigner(published)),
                        claims(sent)));
        forgeries.put("another key of this name", sent -> signed(other, claims(sent)));
        forgeries.put("no token", _ -> "");
        forgeries.put("no JWT", _ -> "a.b.c");
        forgeries.put(
                "another issuer", sent -> signed(provider.key, claims(sent).issuer("https://evil.example")));
        forgeries.put("no issuer", sent -> signed(provider.key, claims(sent).issuer(null)));
        forgeries.put(
                "another audience", sent -> signed(provider.key, claims(sent).audience("another")));
        forgeries.put("no audience", sent -> signed(provider.key, claims(sent).audience((String) null)));
        forgeries.put(
                "two audiences, for nobody",
                sent -> signed(provider.key, claims(sent).audience(List.of(CLIENT, "another"))));
        forgeries.put(
                "two audiences, for the other",
                sent -> signed(
                        provider.key,
                        claims(sent).audience(List.of(CLIENT, "another")).claim("azp", "another")));
        forgeries.put("for another", sent -> signed(provider.key, claims(sent).claim("azp", "another")));
        forgeries.put("over", sent -> signed(provider.key, claims(sent).expirationTime(in(Duration.ofMinutes(-2)))));
        forgeries.put(
                "without an end", sent -> signed(provider.key, claims(sent).expirationTime(null)));
        forgeries.put("of tomorrow", sent -> signed(provider.key, claims(sent).issueTime(in(Duration.ofMinutes(3)))));
        forgeries.put("of before", sent -> signed(provider.key, claims(sent).issueTime(in(Duration.ofMinutes(-3)))));
        forgeries.put("of no time", sent -> signed(provider.key, claims(sent).issueTime(null)));
        forgeries.put("another nonce", sent -> signed(provider.key, claims(sent).claim("nonce", "another")));
        forgeries.put("no nonce", sent -> signed(provider.key, claims(sent).claim("nonce", null)));
        forgeries.put("nobody", sent -> signed(provider.key, claims(sent).subject(null)));
        forgeries.put("somebody long", sent -> signed(provider.key, claims(sent).subject("x".repeat(300))));
        Map<String, String> wrong = new LinkedHashMap<>();
        forgeries.forEach((what, forgery) -> {
            String answer = come(forgery);
            if (!answer.equals("TOKEN")) {
                wrong.put(what, answer);
            }
        });
        assertThat(wrong).isEmpty();
        assertThat(forged(claims -> claims.audience(List.of(CLIENT, "another")).claim("azp", CLIENT)))
                .isEqualTo("IN");
        assertThat(forged(claims -> claims.subject("somebody else"))).isEqualTo("UNKNOWN_PERSON");
    }

    /** Keys are asked for again when a token names one that nobody knows; not by everybody who sends such a token. */
    @Test
    void aKeyThatNobodyKnowsIsNotAskedForByEachToken() throws Exception {
        assertThat(forged(claims -> claims)).isEqualTo("IN");
        int before = provider.keysAsked.get();
        RSAKey other = new RSAKeyGenerator(2048).keyID("unknown").generate();
        for (int i = 0; i < 12; i++) {
            assertThat(come(sent -> signed(other, claims(sent)))).isIn("TOKEN", "NO_KEYS");
        }
        assertThat(provider.keysAsked.get() - before).isLessThanOrEqualTo(2);
        assertThat(forged(claims -> claims)).as("the known one still counts").isEqualTo("IN");
    }

    @Test
    void whatIsAskedForOfTheSignInIsHeldAgainstTheToken() {
        assertThat(save(Map.of("acr", "urn:strong", "amr", "mfa", "secret", "")).location())
                .isEqualTo("/company-sign-in?tested=yes");
        assertThat(forged(claims -> claims)).isEqualTo("TOO_WEAK");
        assertThat(forged(claims -> claims.claim("acr", "urn:strong"))).isEqualTo("TOO_WEAK");
        assertThat(forged(claims -> claims.claim("acr", "urn:weak").claim("amr", List.of("mfa"))))
                .isEqualTo("TOO_WEAK");
        assertThat(forged(claims -> claims.claim("acr", "urn:strong").claim("amr", List.of("pwd", "mfa"))))
                .isEqualTo("IN");
        assertThat(begin(nobody()).parameters()).containsEntry("acr_values", "urn:strong");
    }

    /** On a computer that many share it knows a colleague from a moment ago, who must not be linked. */
    @Test
    void whoLinksWasAskedJustNow() {
        Browser browser = signedIn(shop.account(Role.CLERK));
        Map<String, String> answers = new LinkedHashMap<>();
        for (Duration ago : List.of(Duration.ofSeconds(20), Duration.ofHours(1))) {
            Sent sent = sent(browser.post("/account/company-sign-in", Map.of()));
            assertThat(sent.parameters()).containsEntry("prompt", "login").containsEntry("max_age", "0");
            provider.says = () -> signed(
                    provider.key,
                    claims(sent)
                            .subject("a colleague")
                            .claim("auth_time", Instant.now().minus(ago).getEpochSecond()));
            answers.put(ago.toString(), back(browser, sent, ""));
        }
        Sent silent = sent(browser.post("/account/company-sign-in", Map.of()));
        provider.says = () -> signed(provider.key, claims(silent).subject("a colleague"));
        answers.put("not said", back(browser, silent, ""));
        assertThat(answers.values())
                .hasSize(3)
                .allSatisfy(one -> assertThat(one).endsWith("problem=NOT_ASKED"));
        Sent sent = sent(browser.post("/account/company-sign-in", Map.of()));
        provider.says = () -> signed(
                provider.key,
                claims(sent).subject("me").claim("auth_time", Instant.now().getEpochSecond()));
        assertThat(back(browser, sent, "")).isEqualTo("/account");
    }

    /** RFC 9207, and addresses of their own: whose answer it is. */
    @Test
    void theAnswerOfAnotherIssuerIsNoAnswer() throws Exception {
        Browser browser = nobody();
        Sent sent = begin(browser);
        provider.says = () -> signed(provider.key, claims(sent));
        assertThat(back(browser, sent, "&iss=" + URLEncoder.encode("https://evil.example", StandardCharsets.UTF_8)))
                .endsWith("problem=TOKEN");
        int asked = provider.tokensAsked.get();
        Sent again = begin(browser);
        provider.says = () -> signed(provider.key, claims(again));
        assertThat(back(browser, again, "&iss=" + URLEncoder.encode(provider.issuer(), StandardCharsets.UTF_8)))
                .isEqualTo("/");
        assertThat(provider.tokensAsked.get()).isEqualTo(asked + 1);
    }

    /** Another company's provider says the same name, and even brings the first one's answer to its own address. */
    @Test
    void anotherCompanysProviderSignsInNobodyHere() throws Exception {
        try (HostileProvider evil = new HostileProvider()) {
            Shop other = newShop();
            Browser boss = confirmed(other.account(Role.ADMINISTRATOR));
            String evilCode = bean(ProviderSeals.class).code(other.organisation());
            assertThat(boss.post(
                                    "/company-sign-in",
                                    Map.of("issuer", evil.issuer(), "clientId", CLIENT, "secret", SECRET))
                            .location())
                    .isEqualTo("/company-sign-in?tested=yes");
            Browser browser = nobody();
            Sent sent = sent(browser.post("/login/company/" + evilCode, Map.of("own", "yes")));
            evil.says = () -> signed(evil.key, claims(sent).issuer(evil.issuer()));
            assertThat(browser.get("/login/company/" + evilCode + "/back?code=c&state=" + sent.state())
                            .header("location"))
                    .endsWith("problem=UNKNOWN_PERSON");
            // Mix-up: begun with the one, answered at the address of the other.
            Sent mixed = begin(browser);
            evil.says = () -> signed(evil.key, claims(mixed).issuer(evil.issuer()));
            int asked = evil.tokensAsked.get();
            assertThat(browser.get("/login/company/" + evilCode + "/back?code=c&state=" + mixed.state())
                            .header("location"))
                    .endsWith("problem=EXPIRED");
            assertThat(evil.tokensAsked.get()).as("no code is told to another").isEqualTo(asked);
            // And a token of the other, in the place of the first one's.
            assertThat(come(begun -> signed(evil.key, claims(begun).issuer(evil.issuer()))))
                    .isEqualTo("TOKEN");
            // The very issuer of the first company, named by another one: other links.
            assertThat(boss.post("/company-sign-in/remove", Map.of("sure", "yes"))
                            .status())
                    .isEqualTo(302);
            assertThat(boss.post(
                                    "/company-sign-in",
                                    Map.of("issuer", provider.issuer(), "clientId", CLIENT, "secret", SECRET))
                            .location())
                    .isEqualTo("/company-sign-in?tested=yes");
            Sent same = sent(browser.post("/login/company/" + evilCode, Map.of("own", "yes")));
            provider.says = () -> signed(provider.key, claims(same));
            assertThat(browser.get("/login/company/" + evilCode + "/back?code=c&state=" + same.state())
                            .header("location"))
                    .endsWith("problem=UNKNOWN_PERSON");
        }
    }

    @Test
    void whatWentWrongThereIsSaid() {
        Browser browser = nobody();
        String path = "/login/company/" + code + "/back?state=";
        assertThat(browser.get(path + begin(browser).state() + "&error=access_denied")
                        .header("location"))
                .endsWith("problem=CANCELLED");
        assertThat(browser.get(path + begin(browser).state() + "&error=server_error&error_description=li%40example.com")
                        .header("location"))
                .endsWith("problem=REFUSED");
        assertThat(browser.get(path + begin(browser).state()).header("location"))
                .endsWith("problem=REFUSED");
        assertThat(browser.get(path + "&code=c").header("location")).endsWith("problem=EXPIRED");
        assertThat(browser.get("/login/company/" + code + "?problem=CANCELLED").body())
                .contains("You have not agreed");
    }

    @Test
    void aTokenEndpointThatRedirectsHangsOrPours() {
        provider.token = exchange -> {
            exchange.getResponseHeaders().set("Location", provider.issuer() + "/keys");
            exchange.sendResponseHeaders(307, -1);
        };
        int keys = provider.keysAsked.get();
        assertThat(forged(claims -> claims)).isEqualTo("REFUSED");
        assertThat(provider.keysAsked.get()).as("it is not followed").isEqualTo(keys);
        provider.token = exchange -> HostileProvider.json(exchange, 200, "[]");
        assertThat(forged(claims -> claims)).isEqualTo("TOKEN");
        provider.token = exchange -> HostileProvider.json(exchange, 200, "{\"a\":".repeat(20_000));
        assertThat(forged(claims -> claims)).isEqualTo("TOKEN");
        provider.token = HostileProvider.pours("{", 5_000_000);
        assertThat(forged(claims -> claims)).isEqualTo("TOO_LARGE");
        provider.token = exchange -> HostileProvider.json(exchange, 401, "{\"error\":\"invalid_client\"}");
        assertThat(forged(claims -> claims)).isEqualTo("CLIENT_REFUSED");
        provider.token = exchange -> {
            exchange.sendResponseHeaders(200, 0);
            for (int i = 0; i < 40; i++) { // drop by drop
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
                Thread.sleep(500);
            }
        };
        CompletableFuture<String> slow = CompletableFuture.supplyAsync(() -> forged(claims -> claims));
        long begun = System.nanoTime();
        int others = 0;
        while (!slow.isDone()) {
            assertThat(nobody().get("/sign-in").status()).isEqualTo(200);
            others++;
        }
        assertThat(slow.join()).isEqualTo("TIMED_OUT");
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(ProviderHttp.WHOLE_SECONDS + 5));
        assertThat(others).as("signed in by passkeys meanwhile").isGreaterThan(5);
    }

    /** One that hangs keeps some waiting, and no more than so many. */
    @Test
    void whoHangsIsWaitedForByFew() {
        provider.token = exchange -> Thread.sleep(6_000);
        List<CompletableFuture<String>> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            all.add(CompletableFuture.supplyAsync(
                    () -> {
                        Browser browser = nobody();
                        return back(browser, begin(browser), "");
                    },
                    task -> Thread.ofVirtual().start(task)));
        }
        assertThat(all).allSatisfy(one -> assertThat(one.join()).containsAnyOf("TIMED_OUT", "BUSY"));
        provider.token = null;
        assertThat(forged(claims -> claims)).as("afterwards").isEqualTo("IN");
    }

    /** What is wrong with a provider is said when it is set up. */
    @Test
    void theFormSaysWhatIsWrong() {
        page.post("/company-sign-in/remove", Map.of("sure", "yes"));
        Map<String, String> said = new LinkedHashMap<>();
        said.put("ISSUER_DIFFERS", tried("issuer", provider.issuer() + "/other"));
        said.put("NO_CODE_FLOW", tried("response_types_supported", List.of("id_token")));
        said.put("NO_PKCE", tried("code_challenge_methods_supported", List.of("plain")));
        said.put("NO_ALGORITHM", tried("id_token_signing_alg_values_supported", List.of("HS256", "none")));
        said.put("NO_CLIENT_METHOD", tried("token_endpoint_auth_methods_supported", List.of("private_key_jwt")));
        said.put("ENDPOINT", tried("token_endpoint", "http://sso.example.com/token"));
        said.put("METADATA", tried("jwks_uri", 7));
        said.forEach((code, body) -> assertThat(body).as(code).contains("Code " + code + "."));

        provider.discovery = HostileProvider.pours("{\"issuer\":\"", 1_000_000);
        assertThat(save(Map.of()).body()).contains("Code TOO_LARGE.");
        provider.discovery = exchange -> {
            exchange.getResponseHeaders().set("Location", "http://127.0.0.1:1/");
            exchange.sendResponseHeaders(302, -1);
        };
        assertThat(save(Map.of()).body()).contains("Code STATUS.");
        provider.discovery = exchange -> HostileProvider.json(exchange, 200, "<html>");
        assertThat(save(Map.of()).body()).contains("Code METADATA.");
        provider.discovery = exchange -> Thread.sleep(7_000);
        assertThat(save(Map.of()).body()).contains("Code TIMED_OUT.");
        provider.ordinary();
        provider.keys = HostileProvider.pours("{\"keys\":[", 1_000_000);
        assertThat(save(Map.of()).body()).contains("Code TOO_LARGE.");
        provider.keys = exchange -> HostileProvider.json(exchange, 200, "{\"keys\":[]}");
        assertThat(save(Map.of()).body()).contains("Code NO_KEYS.");
        provider.ordinary();
        assertThat(save(Map.of("issuer", "http://sso.example.com")).body()).contains("Code ISSUER.");
        assertThat(save(Map.of("issuer", "https://user@sso.example.com")).body())
                .contains("Code ISSUER.");
        assertThat(save(Map.of("issuer", "https://sso.example.com/?a=b")).body())
                .contains("Code ISSUER.");
        assertThat(save(Map.of("issuer", "https://169.254.169.254/")).body()).contains("Code ADDRESS_REFUSED.");
        assertThat(save(Map.of("issuer", "https://10.0.0.1/")).body()).contains("Code ADDRESS_REFUSED.");
        assertThat(save(Map.of("issuer", "http://127.0.0.1:1/")).body()).contains("Code NOT_CONNECTED.");
        assertThat(save(Map.of("clientId", "")).body()).contains("Code CLIENT_ID.");
        assertThat(save(Map.of("secret", "")).body()).contains("Code SECRET.");
        assertThat(save(Map.of("amr", "a b")).body()).contains("Code RULE.");
        assertThat(bean(Providers.class).of(shop.organisation())).isEmpty();
        assertThat(save(Map.of()).location()).isEqualTo("/company-sign-in?tested=yes");
    }

    private String tried(String name, Object value) {
        provider.ordinary();
        provider.published.put(name, value);
        Browser.Answer answer = save(Map.of());
        provider.ordinary();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).doesNotContain(SECRET);
        return answer.body();
    }

    /** Back-Channel Logout 1.0. */
    @Test
    void theProviderSignsSomebodyOut() {
        Browser browser = nobody();
        Sent sent = begin(browser);
        provider.says = () -> signed(provider.key, claims(sent));
        assertThat(back(browser, sent, "")).isEqualTo("/");
        JWTClaimsSet.Builder good = new JWTClaimsSet.Builder()
                .issuer(provider.issuer())
                .audience(CLIENT)
                .subject(SUBJECT)
                .issueTime(in(Duration.ZERO))
                .expirationTime(in(Duration.ofMinutes(2)))
                .jwtID("j1")
                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
        assertThat(out("")).isEqualTo(400);
        assertThat(out(signed(provider.key, claims(sent))))
                .as("an identity token")
                .isEqualTo(400);
        assertThat(out(new PlainJWT(good.build()).serialize())).isEqualTo(400);
        assertThat(out(signed(provider.key, new JWTClaimsSet.Builder(good.build()).audience("another"))))
                .isEqualTo(400);
        assertThat(out(signed(
                        provider.key, new JWTClaimsSet.Builder(good.build()).issueTime(in(Duration.ofMinutes(-10))))))
                .as("of long ago")
                .isEqualTo(400);
        assertThat(out(signed(provider.key, new JWTClaimsSet.Builder(good.build()).subject("another"))))
                .isEqualTo(200);
        assertThat(out(signed(
                        provider.key,
                        new JWTClaimsSet.Builder(good.build()).subject(null).claim("sid", "one"))))
                .as("a session of its own alone: nobody was signed out")
                .isEqualTo(400);
        assertThat(browser.get("/intake").status()).as("still in").isEqualTo(200);
        assertThat(out(signed(provider.key, good))).isEqualTo(200);
        assertThat(browser.get("/intake").location()).isEqualTo("/sign-in");
        assertThat(forged(claims -> claims)).as("who signs in anew is in").isEqualTo("IN");
    }

    private int out(String token) {
        Browser browser = nobody();
        return browser.send(browser.request("/login/company/" + code + "/out")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("logout_token=" + token)))
                .status();
    }
}
