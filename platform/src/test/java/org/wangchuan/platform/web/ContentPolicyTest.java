package org.wangchuan.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.bench.BenchOrder;
import org.wangchuan.platform.intake.OwnerInvitation;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.ContentPolicies;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;

/**
 * One answer of each kind, and what it lets a browser load and run. That no page needs more is seen by a real browser, see {@code
 * PagesTest}; that no handler answers with less, for every endpoint and caller, by {@code AccessTest}.
 */
final class ContentPolicyTest extends PlatformTest {
    private final Shop shop = newShop();

    @Test
    void everyKindOfAnswerHasIt() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        Browser clerk = shop.browser(Role.CLERK);
        List<Kind> kinds = new ArrayList<>(List.of(
                kind("page", 200, "text/html", nobody().get("/")),
                kind("page of who is signed in", 200, "text/html", clerk.get("/intake/" + order.order)),
                kind(
                        "page of an owner",
                        200,
                        "text/html",
                        nobody().get(URI.create(bean(OwnerInvitation.class).link(order.order))
                                .getRawPath())),
                kind("refused form", 422, "text/html", clerk.post("/intake/new", Map.of())),
                kind("redirect", 302, "", nobody().get("/intake")),
                kind("style", 200, "text/css", nobody().get("/assets/wangchuan.css")),
                kind("script", 200, "text/javascript", nobody().get("/assets/wangchuan.js")),
                kind("picture", 200, "image/svg+xml", nobody().get("/assets/icon.svg")),
                kind("drawn code", 200, "image/svg+xml", clerk.get("/intake/" + order.order + "/label.svg")),
                kind("file", 200, "text/csv", shop.browser(Role.MANAGER).get("/payments.csv")),
                kind("nothing there", 404, "text/html", nobody().get("/nothing-there")),
                kind("no such file", 404, "text/html", nobody().get("/assets/nothing.js")),
                kind("malformed", 400, "text/html", clerk.get("/intake/not-an-order")),
                kind("not for this role", 403, "text/html", clerk.get("/people")),
                kind("forged form", 403, "text/html", send("POST", "/intake", "text/html", "a=b")),
                kind("method", 405, "text/html", send("TRACE", "/", "text/html", "")),
                kind("form that can't be read", 400, "application/problem+json", send("POST", "/", "*/*", "a=%zz")),
                kind("address that is refused at once", 400, "text/html", nobody().get("/a;b/c")),
                kind("document of an interface", 200, "application/json", nobody().get("/api/v1/openapi.json")),
                kind("interface", 401, "application/problem+json", nobody().get("/api/v1/assets")),
                kind("stations", 401, "application/problem+json", nobody().get("/api/station/v1/tasks")),
                kind("nothing at an interface", 404, "application/problem+json", nobody().get("/api/v1/nothing")),
                kind("nothing at the log", 404, "text/html", nobody().get("/log/nothing")),
                kind("verification page", 200, "text/html", nobody().get("/verify"))));
        jdbc().sql("ALTER TABLE custody.hand_over RENAME TO hand_over_away").update();
        try {
            kinds.add(kind("our own fault", 500, "text/html", clerk.get("/hand-overs")));
        } finally {
            jdbc().sql("ALTER TABLE custody.hand_over_away RENAME TO hand_over").update();
        }
        for (Kind kind : kinds) {
            assertThat(kind.answer().status()).as(kind.name()).isEqualTo(kind.status());
            assertThat(kind.answer().header("content-type")).as(kind.name()).startsWith(kind.type());
        }
        assertThat(kinds)
                .allSatisfy(
                        kind -> assertThat(ContentPolicies.faults(kind.answer().headers()))
                                .as(kind.name())
                                .isEmpty());
    }

    /** What is not even a request the server refuses by itself: in no words that a browser would show. */
    @Test
    void whatIsNoRequestIsAnsweredWithoutAPage() throws IOException {
        for (String wrong : List.of(
                "GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n",
                "GET /<script> HTTP/1.1\r\nHost: localhost\r\n\r\n", "GET / HTTP/1.1\r\nHost: <b>\r\n\r\n")) {
            String answer = raw(wrong);
            assertThat(answer).as(wrong).startsWith("HTTP/1.1 400");
            assertThat(answer.replaceFirst("(?s).*?\r\n\r\n", "")).as(wrong).doesNotContain("<script", "<b>", "zz");
        }
    }

    /** Said of every answer, it would keep the verification page's own script from running: that one says what is its own. */
    @Test
    void theVerificationPageAllowsItsOwnScriptAndNothingElse() {
        String policy = nobody().get("/verify").header("content-security-policy");
        assertThat(policy).contains("script-src 'sha256-", "style-src 'sha256-").doesNotContain("'self'");
    }

    @Test
    void whatIsLooserIsFound() {
        String strict = nobody().get("/").header("content-security-policy");
        assertThat(faults(strict)).isEmpty();
        for (String loose : List.of(
                strict.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'"),
                strict.replace("script-src 'self'", "script-src https:"),
                strict.replace("style-src 'self'", "style-src 'self' 'unsafe-hashes'"),
                strict.replace("img-src 'self'", "img-src *"),
                strict.replace("connect-src 'self'", "connect-src data:"),
                strict.replace("default-src 'none'", "default-src 'self'"),
                strict.replace("; base-uri 'none'", ""),
                strict.replace("; form-action 'self'", ""),
                strict.replace("; frame-ancestors 'none'", ""))) {
            assertThat(loose).isNotEqualTo(strict);
            assertThat(faults(loose)).as(loose).hasSize(1);
        }
        assertThat(ContentPolicies.faults(Map.of())).hasSize(1);
    }

    private static List<String> faults(String policy) {
        return ContentPolicies.faults(Map.of(
                "content-security-policy", List.of(policy),
                "x-content-type-options", List.of("nosniff"),
                "referrer-policy", List.of("no-referrer")));
    }

    private record Kind(String name, int status, String type, Browser.Answer answer) {}

    private static Kind kind(String name, int status, String type, Browser.Answer answer) {
        return new Kind(name, status, type, answer);
    }

    private static Browser.Answer send(String method, String path, String accept, String body) {
        Browser browser = nobody();
        return browser.send(browser.request(path)
                .setHeader("Accept", accept)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    private static String raw(String request) throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(origin()).getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
