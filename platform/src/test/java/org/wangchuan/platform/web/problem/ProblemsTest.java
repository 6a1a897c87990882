package org.wangchuan.platform.web.problem;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.servlet.HandlerMapping;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;

final class ProblemsTest extends PlatformTest {
    private static final String API = "/api/station/v1";

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final PairedStation station = newStation(newShop().site());

    @BeforeEach
    void listen() {
        log.list = new CopyOnWriteArrayList<>(); // the platform's own work is logged while it is read
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void stop() {
        root.detachAppender(log);
    }

    @Test
    void everyRefusalOfTheInterfaceHasACode() {
        assertProblem(send("PUT", API + "/lanes", "application/json", "*/*", "wrong"), 401, "NOT_SIGNED_IN");
        assertProblem(send("PUT", API + "/lanes", "application/json", "text/html", "wrong"), 401, "NOT_SIGNED_IN");
        assertProblem(call("GET", API + "/nothing", "application/json", "*/*"), 404, "NOT_FOUND");
        assertProblem(call("DELETE", API + "/lanes", "application/json", "*/*"), 405, "METHOD_NOT_ALLOWED");
        assertProblem(call("GET", API + "/tasks", "application/json", "image/png"), 406, "NOT_ACCEPTABLE");
        assertProblem(call("POST", API + "/pair", "text/plain", "*/*"), 415, "MEDIA_TYPE");
        assertProblem(call("POST", API + "/pair", "application/json", "*/*"), 400, "BODY_FORMAT");
        assertProblem(call("GET", API + "/tasks?wait=long", "application/json", "*/*"), 400, "ADDRESS");
        assertProblem(call("POST", API + "/tasks/x/claim", "application/json", "*/*"), 400, "ADDRESS");
        assertProblem(
                call("POST", API + "/tasks/" + UUID.randomUUID() + "/claim", "application/json", "*/*"),
                400,
                "BODY_FORMAT");
        assertProblem(nobody().get("/api/anything"), 404, "NOT_FOUND");
        assertProblem(send("POST", "/api/anything", "application/json", "*/*", ""), 403, "ACCESS_DENIED");
    }

    @Test
    void aBrowserGetsAPageWithTheSameNumber() {
        Browser.Answer answer = nobody().get("/nothing-here");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("content-type")).startsWith("text/html");
        assertThat(answer.body()).contains(id(answer));
        Browser.Answer other = nobody().get("/nothing-here");
        assertThat(id(other)).isNotEqualTo(id(answer));
    }

    @Test
    void aNumberOfTheCallerIsNotTakenOver() {
        Browser.Answer answer = nobody().send(
                        nobody().request("/").header("X-Request-Id", "mine").GET());
        assertThat(id(answer)).isNotEqualTo("mine").matches("[0-9a-f]{16}");
    }

    @Test
    void noPathIsLogged() {
        String secret = "secret" + UUID.randomUUID();
        nobody().get("/o/" + secret);
        nobody().get("/o/" + secret + "/a/b/c");
        nobody().get("/o/" + secret + "//..;/x");
        nobody().get("/enrol/" + secret + "?name=" + secret);
        nobody().post("/o/" + secret + "/agree", java.util.Map.of("name", secret));
        nobody().send(nobody().request("/o/" + secret).method("TRACE", HttpRequest.BodyPublishers.noBody()));
        assertThat(logged()).doesNotContain(secret);
    }

    @Test
    void whatFailsIsLoggedOnceWithItsNumberAndWithoutItsPath() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/o/secret-of-a-link/agree");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/o/{secret}/agree");
        MockHttpServletResponse response = new MockHttpServletResponse();
        new RequestId(new PlainAnswer(new StaticMessageSource())).doFilter(request, response, (_, _) -> {
            throw new IllegalStateException("broken");
        });
        assertThat(response.getStatus()).isEqualTo(500);
        // The operator's log works beside this, and says so.
        List<ILoggingEvent> events = log.list.stream()
                .filter(event -> event.getLevel() == Level.ERROR)
                .toList();
        assertThat(events).hasSize(1);
        assertThat(events.getFirst().getFormattedMessage()).isEqualTo("POST /o/{secret}/agree failed");
        assertThat(events.getFirst().getMDCPropertyMap())
                .containsEntry(RequestId.IN_LOG, String.valueOf(response.getHeader(RequestId.HEADER)));
        assertThat(logged()).contains("broken").doesNotContain("secret-of-a-link");
        assertThat(RequestId.current()).isEmpty();
    }

    private String logged() {
        return log.list.stream()
                .map(event -> event.getFormattedMessage()
                        + event.getMDCPropertyMap()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : ThrowableProxyUtil.asString(event.getThrowableProxy())))
                .collect(Collectors.joining("\n"));
    }

    private static void assertProblem(Browser.Answer answer, int status, String code) {
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"", "\"requestId\":\"" + id(answer) + "\"");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
    }

    private static String id(Browser.Answer answer) {
        String id = answer.header("x-request-id");
        assertThat(Pattern.matches("[0-9a-f]{16}", id)).isTrue();
        return id;
    }

    private Browser.Answer call(String method, String path, String type, String accept) {
        return send(method, path, type, accept, station.token());
    }

    private static Browser.Answer send(String method, String path, String type, String accept, String token) {
        return nobody().send(nobody().request(path)
                .setHeader("Accept", accept)
                .header("Content-Type", type)
                .header("Authorization", "Bearer " + token)
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{")));
    }
}
