package org.wangchuan.s3;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.stream.XMLStreamException;
import org.wangchuan.s3.Transport.Answer;
import org.wangchuan.s3.Transport.Request;

/**
 * The five requests of the S3 interface that a log needs, with path-style addresses. Reads, deletions and writes without a
 * condition are tried again where no answer comes, or one that says to: done twice they are as done once. A write with a
 * condition is sent once. Thread-safe.
 */
final class S3Client {
    private static final byte[] NOTHING = {};
    private static final int NAMES_MAX = 1_000_000;
    private static final int FORBIDDEN = 403;

    private final S3Settings settings;
    private final String bucket;
    private final Transport transport;
    private final RequestSigner signer;
    private final InstantSource clock;
    private final List<Duration> waits;

    /**
     * Sends nothing yet.
     *
     * @param waits before each further try of what can be tried again
     */
    S3Client(S3Settings settings, String bucket, Transport transport, InstantSource clock, List<Duration> waits) {
        this.settings = settings;
        this.bucket = bucket;
        this.transport = transport;
        this.signer = new RequestSigner(settings.region(), settings.credentials());
        this.clock = clock;
        this.waits = List.copyOf(waits);
    }

    /** An object, and the tag that tells it from others under the same key. */
    static final class Found {
        private final byte[] bytes;
        private final Optional<String> tag;

        Found(byte[] bytes, Optional<String> tag) {
            this.bytes = bytes;
            this.tag = tag;
        }

        byte[] bytes() {
            return bytes;
        }

        Optional<String> tag() {
            return tag;
        }
    }

    /** The object; empty if the store says that this key has none. */
    Optional<Found> get(String key) throws IOException {
        Answer answer = again("GET", key, "", Map.of(), NOTHING);
        // A bucket that is not there has the same status: a log in it is not an empty one.
        if (answer.status() == 404 && code(answer).equals("NoSuchKey")) {
            return Optional.empty();
        }
        require("GET " + key, answer, 200);
        return Optional.of(new Found(answer.body(), tag(answer)));
    }

    /** Writes an object, whatever is there. */
    void put(String key, Map<String, String> headers, byte[] bytes) throws IOException {
        require("PUT " + key, again("PUT", key, "", headers, bytes), 200);
    }

    /**
     * Writes an object if the condition holds.
     *
     * @param expected tag of the object that must be there; empty if there must be none
     * @return what was written; empty if the condition does not hold, and nothing was
     * @throws IOException if the outcome is not known
     */
    Optional<Found> putIf(String key, Map<String, String> headers, byte[] bytes, Optional<String> expected)
            throws IOException {
        Map<String, String> all = new TreeMap<>(headers);
        all.put(expected.isPresent() ? "If-Match" : "If-None-Match", expected.orElse("*"));
        Answer answer = once("PUT", key, "", all, bytes);
        if (answer.status() == 412 || (answer.status() == 404 && code(answer).equals("NoSuchKey"))) {
            return Optional.empty();
        }
        require("PUT " + key, answer, 200);
        return Optional.of(new Found(bytes, tag(answer)));
    }

    /** Deletes an object if there is one. */
    void delete(String key) throws IOException {
        Answer answer = again("DELETE", key, "", Map.of(), NOTHING);
        if (answer.status() != 404 || !code(answer).equals("NoSuchKey")) {
            require("DELETE " + key, answer, 204);
        }
    }

    /**
     * What follows a prefix in keys, up to the next slash, and with it.
     *
     * @param prefix empty, or with a slash at its end
     */
    List<String> list(String prefix) throws IOException {
        String request = "LIST " + prefix;
        List<String> names = new ArrayList<>();
        Optional<String> continuation = Optional.empty();
        do {
            Map<String, String> query = new TreeMap<>(Map.of("list-type", "2", "delimiter", "/", "prefix", prefix));
            continuation.ifPresent(token -> query.put("continuation-token", token));
            Answer answer = again("GET", "", encode(query), Map.of(), NOTHING);
            require(request, answer, 200);
            Xml page = parse(request, answer);
            for (Xml.Element element : page.elements()) {
                boolean isName = element.path().equals("ListBucketResult/Contents/Key")
                        || element.path().equals("ListBucketResult/CommonPrefixes/Prefix");
                if (isName
                        && element.text().length() > prefix.length()
                        && element.text().startsWith(prefix)) {
                    names.add(element.text().substring(prefix.length()));
                }
            }
            if (names.size() > NAMES_MAX) {
                throw new S3Exception(request, "at most " + NAMES_MAX + " names", "more");
            }
            boolean isTruncated =
                    page.text("ListBucketResult/IsTruncated").orElse("").equals("true");
            Optional<String> next = page.text("ListBucketResult/NextContinuationToken");
            if (isTruncated && (next.isEmpty() || next.equals(continuation))) {
                throw new S3Exception(request, "a way to the next page", "none");
            }
            continuation = isTruncated ? next : Optional.empty();
        } while (continuation.isPresent());
        return names;
    }

    private static Xml parse(String request, Answer answer) throws S3Exception {
        try {
            return Xml.parse(answer.body());
        } catch (XMLStreamException e) {
            throw new S3Exception(request, "XML", "other bytes");
        }
    }

    private Answer again(String method, String key, String query, Map<String, String> headers, byte[] body)
            throws IOException {
        for (Duration wait : waits) {
            try {
                Answer answer = once(method, key, query, headers, body);
                if (answer.status() < 500 && answer.status() != 429) {
                    return answer;
                }
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            pause(wait);
        }
        return once(method, key, query, headers, body);
    }

    private static void pause(Duration wait) throws IOException {
        try {
            Thread.sleep(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private Answer once(String method, String key, String query, Map<String, String> headers, byte[] body)
            throws IOException {
        // Buckets and keys are of characters that stand for themselves in an address; see S3Address and the log's
        // paths.
        URI uri = URI.create(settings.endpoint() + "/" + bucket + (key.isEmpty() ? "" : "/" + key)
                + (query.isEmpty() ? "" : "?" + query));
        Map<String, String> signed = signer.sign(method, uri, headers, body, clock.instant());
        try {
            return transport.send(new Request(method, uri, signed, body));
        } catch (IOException e) {
            throw new S3Exception(method + " " + (key.isEmpty() ? bucket : key), "an answer", e);
        }
    }

    private static String encode(Map<String, String> query) {
        StringBuilder out = new StringBuilder();
        query.forEach((name, value) -> out.append(out.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~")));
        return out.toString();
    }

    private static Optional<String> tag(Answer answer) {
        return answer.header("ETag").filter(tag -> tag.matches("[!-~]{1,256}"));
    }

    private static void require(String request, Answer answer, int expected) throws S3Exception {
        if (answer.status() != expected) {
            String hint = answer.status() == FORBIDDEN ? " (credentials, rights, region or the clock)" : "";
            throw new S3Exception(request, "status " + expected, (answer.status() + " " + code(answer)).strip() + hint);
        }
    }

    /** The store's own word for what is wrong; empty if it has none that can be shown. */
    private static String code(Answer answer) {
        try {
            return Xml.parse(answer.body())
                    .text("Error/Code")
                    .filter(code -> code.matches("[A-Za-z0-9.]{1,64}"))
                    .orElse("");
        } catch (XMLStreamException e) {
            return "";
        }
    }
}
