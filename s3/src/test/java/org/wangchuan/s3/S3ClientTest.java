package org.wangchuan.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the client makes of answers that a sound server gives rarely, or never. */
class S3ClientTest {
    private static final String SECRET = "hush-hush";
    private static final S3Settings SETTINGS = new S3Settings(
            URI.create("https://s3.example"), "us-east-1", new Credentials("me", SECRET, Optional.of("hush-token")));

    /** Gives the answers of a list, the last of them again and again, and writes down what it was asked. */
    private static final class Script implements Transport {
        private final Deque<Answer> answers = new ArrayDeque<>();
        private final List<Request> requests = new ArrayList<>();

        Script answer(int status, String body, String... headers) {
            Map<String, String> all = headers.length == 0 ? Map.of() : Map.of(headers[0], headers[1]);
            answers.add(new Answer(status, all, body.getBytes(StandardCharsets.UTF_8)));
            return this;
        }

        @Override
        public Answer send(Request request) throws IOException {
            requests.add(request);
            Answer next = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
            if (next.status() == 0) {
                throw new IOException("connection reset");
            }
            return next;
        }
    }

    private static S3Client client(Script script) {
        return new S3Client(
                SETTINGS, "logs", script, InstantSource.system(), List.of(Duration.ofMillis(1), Duration.ofMillis(1)));
    }

    private static String error(String code) {
        return "<?xml version=\"1.0\"?><Error><Code>" + code + "</Code><Message>hush</Message></Error>";
    }

    @Test
    void onlyAKeyThatIsNotThereIsNoObject() throws Exception {
        assertThat(client(new Script().answer(404, error("NoSuchKey"))).get("a"))
                .isEmpty();
        for (String other : List.of(error("NoSuchBucket"), "", "<html>not here</html>", "{}", "<Error><Code>")) {
            assertThatThrownBy(() -> client(new Script().answer(404, other)).get("a"))
                    .as(other)
                    .isInstanceOf(S3Exception.class)
                    .hasMessageStartingWith("GET a: expected status 200, found 404");
        }
    }

    @Test
    void aReadIsTriedAgainAndASwapIsNot() throws Exception {
        Script script =
                new Script().answer(503, error("SlowDown")).answer(0, "").answer(200, "x", "ETag", "\"1\"");
        assertThat(client(script).get("a").orElseThrow().tag()).contains("\"1\"");
        assertThat(script.requests).hasSize(3);
        for (Script failing : List.of(new Script().answer(503, error("SlowDown")), new Script().answer(0, ""))) {
            assertThatThrownBy(() -> client(failing).putIf("a", Map.of(), new byte[1], Optional.empty()))
                    .isInstanceOf(S3Exception.class)
                    .message()
                    .startsWith("PUT a: expected ")
                    .doesNotContain("hush");
            assertThat(failing.requests).hasSize(1);
        }
    }

    @Test
    void whatStaysAwayEndsInAnError() {
        Script script = new Script().answer(500, error("InternalError"));
        assertThatThrownBy(() -> client(script).put("a", Map.of(), new byte[1]))
                .hasMessage("PUT a: expected status 200, found 500 InternalError");
        assertThat(script.requests).hasSize(3);
    }

    @Test
    void aConditionThatDoesNotHoldIsNoError() throws Exception {
        Script script = new Script().answer(412, error("PreconditionFailed"));
        assertThat(client(script).putIf("a", Map.of(), new byte[1], Optional.empty()))
                .isEmpty();
        assertThat(client(script).putIf("a", Map.of(), new byte[1], Optional.of("\"1\"")))
                .isEmpty();
        assertThat(script.requests.getFirst().headers()).containsEntry("if-none-match", "*");
        assertThat(script.requests.getLast().headers()).containsEntry("if-match", "\"1\"");
        // Two writers at once: who won is not known yet.
        assertThatThrownBy(() -> client(new Script().answer(409, error("ConditionalRequestConflict")))
                        .putIf("a", Map.of(), new byte[1], Optional.empty()))
                .isInstanceOf(S3Exception.class);
    }

    @Test
    void noRequestShowsTheSecret() throws Exception {
        Script script = new Script().answer(200, "x");
        client(script).get("a/b");
        Transport.Request sent = script.requests.getFirst();
        assertThat(sent.uri()).hasToString("https://s3.example/logs/a/b");
        assertThat(sent.headers().toString()).doesNotContain(SECRET).contains("Credential=me/");
    }

    @Test
    void aListOfSeveralPagesIsReadToItsEnd() throws Exception {
        Script script = new Script()
                .answer(
                        200,
                        "<ListBucketResult xmlns='http://s3.amazonaws.com/doc/2006-03-01/'><Prefix>p/</Prefix>"
                                + "<IsTruncated>true</IsTruncated><NextContinuationToken>a*b/c=</NextContinuationToken>"
                                + "<Contents><Key>p/</Key></Contents><Contents><Key>p/one</Key></Contents>"
                                + "<Contents><Key>q/else</Key></Contents></ListBucketResult>")
                .answer(
                        200,
                        "<ListBucketResult><IsTruncated>false</IsTruncated>"
                                + "<CommonPrefixes><Prefix>p/two/</Prefix></CommonPrefixes></ListBucketResult>");
        assertThat(client(script).list("p/")).containsExactly("one", "two/");
        assertThat(script.requests.getLast().uri().getRawQuery())
                .isEqualTo("continuation-token=a%2Ab%2Fc%3D&delimiter=%2F&list-type=2&prefix=p%2F");
    }

    @Test
    void aListThatNeverEndsIsGivenUp() {
        Script script = new Script()
                .answer(
                        200,
                        "<ListBucketResult><IsTruncated>true</IsTruncated>"
                                + "<NextContinuationToken>same</NextContinuationToken></ListBucketResult>");
        assertThatThrownBy(() -> client(script).list("p/"))
                .hasMessage("LIST p/: expected a way to the next page, found none");
    }

    @Test
    void documentTypesAndEntitiesAreNotResolved() {
        for (String bad : List.of(
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><ListBucketResult>&e;</ListBucketResult>",
                "<a>".repeat(100),
                "<ListBucketResult>" + "x".repeat(5000) + "</ListBucketResult>",
                "no XML")) {
            assertThatThrownBy(() -> client(new Script().answer(200, bad)).list("p/"))
                    .hasMessage("LIST p/: expected XML, found other bytes");
        }
    }

    /** Such a store can't keep two writers apart: it says yes to both. */
    @Test
    void aStoreThatIgnoresConditionsIsRefusedBeforeTheLogIsTouched(@TempDir Path local) {
        Script script = new Script().answer(404, error("NoSuchKey")).answer(200, "", "ETag", "\"1\"");
        S3Store store = new S3Store(client(script), new S3Address("logs", "p"), Optional.of(local), false, 1, () -> {});
        assertThatThrownBy(() -> store.hold("private/lock"))
                .hasMessage(
                        "PUT p/private/lock: expected a store that minds If-None-Match, found one that overwrites all"
                                + " the same");
        assertThat(script.requests).allMatch(request -> request.uri().getPath().equals("/logs/p/private/lock"));
    }
}
