package org.wangchuan.cli.station;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.witness.PlatformTrust;
import org.wangchuan.station.agent.LaneState;
import org.wangchuan.station.agent.PlatformRefusedException;

/** What goes over the wire, and what may come back. */
class HttpPlatformTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private HttpClient http;
    private HttpPlatform platform;
    private volatile int status = 200;
    private volatile String answer = "{}";

    HttpPlatformTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http = PlatformTrust.of(Optional.empty()).client();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        platform = new HttpPlatform(http, address, Optional.of("secret"));
    }

    @BeforeEach
    void serve() {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            if (status / 100 == 3) {
                exchange.getResponseHeaders().add("Location", "/elsewhere");
            }
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        http.shutdownNow();
        server.stop(0);
    }

    @Test
    void aTaskIsRead() throws Exception {
        UUID id = UUID.randomUUID();
        answer = "{\"tasks\":[{\"task\":\"" + id + "\",\"order\":\"7F3K-22QX\",\"lane\":\"sdb\",\"policy\":\"p\","
                + "\"asset\":\"WC-1\",\"later\":1}]}";
        assertThat(platform.tasks(Duration.ofSeconds(1))).singleElement().satisfies(task -> {
            assertThat(task.id()).isEqualTo(id);
            assertThat(task.serial()).isEmpty();
        });
        assertThat(asked).containsExactly("GET /api/station/v1/tasks?wait=1 Bearer secret ");
    }

    @Test
    void aTaskWithALineFeedInALaneIsNotTaken() {
        answer = "{\"tasks\":[{\"task\":\"" + UUID.randomUUID()
                + "\",\"order\":\"o\",\"lane\":\"s\\nb\",\"policy\":\"p\",\"asset\":\"a\"}]}";
        assertThatThrownBy(() -> platform.tasks(Duration.ZERO)).isInstanceOf(IOException.class);
    }

    @Test
    void aClaimIsOneOnlyIfItSaysSo() {
        assertThatThrownBy(() -> platform.claim(UUID.randomUUID(), "sdb", Optional.of("S")))
                .isInstanceOf(IOException.class);
        answer = "{\"isClaimed\":false}";
        assertThatThrownBy(() -> platform.claim(UUID.randomUUID(), "sdb", Optional.of("S")))
                .isInstanceOf(IOException.class);
        answer = "";
        status = 204;
        assertThatThrownBy(() -> platform.claim(UUID.randomUUID(), "sdb", Optional.of("S")))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aRefusalCarriesItsCode() {
        status = 409;
        answer = "{\"title\":\"Conflict\",\"code\":\"TASK_WITHDRAWN\",\"detail\":\"gone\"}";
        assertThatThrownBy(() -> platform.claim(UUID.randomUUID(), "sdb", Optional.empty()))
                .isInstanceOfSatisfying(PlatformRefusedException.class, e -> {
                    assertThat(e.code()).isEqualTo("TASK_WITHDRAWN");
                    assertThat(e.isForGood()).isTrue();
                });
        for (int passing : new int[] {401, 408, 429, 500, 503}) {
            status = passing;
            answer = "no document";
            assertThatThrownBy(() -> platform.putLanes(List.of()))
                    .isInstanceOfSatisfying(
                            PlatformRefusedException.class,
                            e -> assertThat(e.isForGood()).isFalse());
        }
    }

    @Test
    void aRedirectIsNotFollowedAndAnAnswerIsBounded() {
        status = 302;
        assertThatThrownBy(() -> platform.putLanes(List.of())).isInstanceOf(IOException.class);
        status = 200;
        answer = "{\"tasks\":[],\"x\":\"" + "x".repeat(2 << 20) + "\"}";
        assertThatThrownBy(() -> platform.tasks(Duration.ZERO)).isInstanceOf(IOException.class);
        assertThat(asked).noneMatch(line -> line.contains("elsewhere"));
    }

    @Test
    void lanesAreToldWithWhatIsKnown() throws Exception {
        platform.putLanes(List.of(
                new LaneState("sdb", Optional.empty(), Optional.of("S1"), 5, "flash", true, List.of(), List.of(), 7)));
        assertThat(asked)
                .singleElement()
                .asString()
                .startsWith("PUT /api/station/v1/lanes Bearer secret ")
                .contains("\"serial\":\"S1\"", "\"model\":\"\"", "\"isReady\":true", "\"estimateSeconds\":7");
    }

    @Test
    void aTokenCrossesNoNetworkInClear() {
        assertThat(PlatformAddress.parse("https://shop.example.org")).isPresent();
        assertThat(PlatformAddress.parse("http://127.0.0.1:8080")).isPresent();
        assertThat(PlatformAddress.parse("http://localhost:8080/")).isPresent();
        assertThat(PlatformAddress.parse("http://shop.example.org")).isEmpty();
        assertThat(PlatformAddress.parse("http://127.0.0.1.example.org")).isEmpty();
        assertThat(PlatformAddress.parse("https://user:word@shop.example.org")).isEmpty();
        assertThat(PlatformAddress.parse("file:///etc/passwd")).isEmpty();
    }
}
