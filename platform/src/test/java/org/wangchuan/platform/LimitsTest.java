package org.wangchuan.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.wangchuan.platform.testing.FreePort;
import org.wangchuan.platform.testing.Scratch;

/**
 * Every endpoint that is reached without a session, over HTTP, on a platform that lets each address ask three times a minute: a fourth is
 * refused, with when to come again and words that help. Each endpoint is asked from an address of its own, which a proxy names.
 */
final class LimitsTest {
    private static final int MOST = 3;
    private static final int LOG_MOST = 10 * MOST;
    private static final Set<String> OPEN = Set.of("anyone", "whoever shows a passkey");

    private static @Nullable ConfigurableApplicationContext platform;
    private static Path data = Path.of("");
    private static String origin = "";
    private static int addresses;

    private final HttpClient http = HttpClient.newHttpClient();

    /** One that answers by a handler or by a filter before it. */
    private record Open(String method, String path) {}

    @BeforeAll
    static void start() throws IOException {
        Path all = Scratch.platforms();
        data = Files.createTempDirectory(all, "limits");
        int port = FreePort.any();
        origin = "http://localhost:" + port;
        SpringApplication application = new SpringApplication(PlatformApplication.class);
        application.setRegisterShutdownHook(false);
        platform = application.run(
                "--wangchuan.data=" + data,
                "--wangchuan.listen-port=" + port,
                "--wangchuan.public-url=" + origin,
                "--wangchuan.proxies=127.0.0.1",
                "--wangchuan.owner-requests-per-minute=" + MOST,
                "--wangchuan.tries-per-minute=" + MOST,
                "--wangchuan.requests-per-minute=" + MOST);
    }

    @AfterAll
    static void stop() {
        running().close();
        Scratch.delete(data);
    }

    @Test
    void everyOpenEndpointHasALimit() throws Exception {
        List<Open> open = open().toList();
        assertThat(open).hasSizeGreaterThan(30);
        List<String> wrong = new ArrayList<>();
        for (Open one : open) {
            String from = nextAddress();
            String path = AccessTest.filled(one.path(), UUID.randomUUID().toString());
            int most = path.startsWith("/log/") ? LOG_MOST : MOST;
            for (int i = 1; i <= most; i++) {
                HttpResponse<String> answer = ask(one.method(), path, from, "*/*", "en");
                if (answer.statusCode() == 429) {
                    wrong.add(one + " is refused at the " + i + ". time");
                }
            }
            HttpResponse<String> refused = ask(one.method(), path, from, "*/*", "en");
            if (refused.statusCode() != 429
                    || !refused.headers().firstValue("Retry-After").orElse("").equals("60")
                    || !refused.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                    || !refused.body().contains("\"code\":\"TOO_MANY_REQUESTS\"")
                    || !refused.body().contains("\"requestId\"")) {
                wrong.add(one + " is answered " + refused.statusCode() + " "
                        + refused.headers().map() + refused.body());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"en, Too many requests, Wait a minute", "zh, 请求次数过多, 请稍等一分钟"})
    void aPersonIsToldWhatToDo(String language, String title, String words) throws Exception {
        String from = nextAddress();
        for (int i = 0; i < MOST; i++) {
            assertThat(ask("GET", "/sign-in", from, "text/html", language).statusCode())
                    .isEqualTo(200);
        }
        HttpResponse<String> refused = ask("GET", "/sign-in", from, "text/html", language);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        assertThat(refused.headers().firstValue("Content-Security-Policy")).isPresent();
        assertThat(refused.body()).contains(title, words);
    }

    /** Pages of the staff are counted as well, by whom the proxy names and by no word of the visitor. */
    @Test
    void whoPretendsToBeManyIsOne() throws Exception {
        String from = nextAddress();
        for (int i = 0; i < MOST; i++) {
            assertThat(ask("GET", "/stock", "198.51.100." + i + ", " + from, "text/html", "en")
                            .statusCode())
                    .isEqualTo(302);
        }
        assertThat(ask("GET", "/stock", "198.51.100.99, " + from, "text/html", "en")
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void anIpv6CustomerIsOne() throws Exception {
        for (int i = 0; i < MOST; i++) {
            assertThat(ask("GET", "/verify", "2001:db8:7:7::" + i, "text/html", "en")
                            .statusCode())
                    .isEqualTo(200);
        }
        assertThat(ask("GET", "/verify", "2001:db8:7:7:ffff::1", "text/html", "en")
                        .statusCode())
                .isEqualTo(429);
        assertThat(ask("GET", "/verify", "2001:db8:7:8::1", "text/html", "en").statusCode())
                .isEqualTo(200);
    }

    /** From as many addresses as there are: each of them is within its own number. */
    @Test
    void onePairingCodeIsTriedTenTimesWhereverFrom() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(pair("one-code", nextAddress()).statusCode()).isEqualTo(422);
        }
        HttpResponse<String> refused = pair("one-code", nextAddress());
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        assertThat(refused.body()).contains("TOO_MANY_REQUESTS");
        assertThat(pair("another-code", nextAddress()).statusCode()).isEqualTo(422);
    }

    private HttpResponse<String> pair(String code, String from) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(origin + "/api/station/v1/pair"))
                        .header("X-Forwarded-For", from)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"code\":\"" + code + "\",\"name\":\"bench\",\"key\":\"none\"}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A key that nobody knows, of a station and of a program: the doors count them. */
    @ParameterizedTest
    @CsvSource({"/api/station/v1/tasks, NOT_SIGNED_IN, TOO_MANY_REQUESTS", "/api/v1/assets, KEY_UNKNOWN, TOO_MANY_KEYS"
    })
    void unknownKeysAreCounted(String path, String code, String much) throws Exception {
        String from = nextAddress();
        for (int i = 0; i < 300; i++) {
            HttpResponse<String> answer = withKey(path, from, "wrong-" + i);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.body()).contains(code);
        }
        HttpResponse<String> refused = withKey(path, from, "wrong");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("60");
        assertThat(refused.body()).contains(much);
        assertThat(withKey(path, nextAddress(), "wrong").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> withKey(String path, String from, String key) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(origin + path))
                        .header("X-Forwarded-For", from)
                        .header("Authorization", "Bearer " + key)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String method, String path, String from, String accept, String language)
            throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(origin + path))
                        .timeout(Duration.ofSeconds(30))
                        .header("X-Forwarded-For", from)
                        .header("Accept", accept)
                        .header("Accept-Language", language)
                        .header("Content-Type", "application/json")
                        .method(
                                method,
                                method.equals("GET")
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString("{}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static synchronized String nextAddress() {
        addresses++;
        return "192.0.2." + addresses;
    }

    private static Stream<Open> open() {
        Set<String> named = new TreeSet<>();
        RequestMappingHandlerMapping handlers =
                running().getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class);
        AccessTest.openHandlers(handlers).forEach(named::add);
        AccessTest.filters(OPEN).forEach(named::add);
        return named.stream()
                .map(one -> new Open(one.substring(0, one.indexOf(' ')), one.substring(one.indexOf(' ') + 1)));
    }

    private static ConfigurableApplicationContext running() {
        return Objects.requireNonNull(platform);
    }
}
