package org.wangchuan.platform.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a browser does, without a screen: keeps cookies, sends forms with their token, and follows nothing by itself. */
public final class Browser {
    private static final int SECONDS_MAX = 60;

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final String origin;
    private final HttpClient client;
    private String language = "en";
    private @Nullable String csrf;

    /** A browser of nobody, for a platform at this address without a slash at its end. */
    public Browser(String origin) {
        this(origin, client());
    }

    private Browser(String origin, HttpClient.Builder client) {
        this.origin = origin;
        this.client = client.build();
    }

    /** One that comes from another address of this machine, such as {@code 127.0.0.2}: what is counted by address is counted apart. */
    public static Browser from(String address, String origin) {
        return new Browser(origin, client().localAddress(InetAddress.ofLiteral(address)));
    }

    private static HttpClient.Builder client() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(LIMIT);
    }

    /** An answer. */
    public record Answer(int status, String body, Map<String, List<String>> headers) {
        public Answer {
            headers = Map.copyOf(headers);
        }

        /** The first header of this name in lower case; empty if there is none. */
        public String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            return values.isEmpty() ? "" : values.getFirst();
        }

        /** Where it leads, as a path; empty if nowhere. */
        public String location() {
            String found = header("location");
            return found.startsWith("http") ? URI.create(found).getRawPath() : found;
        }
    }

    /** Asks for Chinese from now on ({@code zh}), or for English ({@code en}), which is how it begins. */
    public Browser in(String language) {
        this.language = language;
        return this;
    }

    /** Opens a page. */
    public Answer get(String path) {
        return send(request(path).GET());
    }

    /** Sends a form, with the token of this browser's session. */
    public Answer post(String path, Map<String, String> fields) {
        return post(path, fields, Map.of());
    }

    /** The same, of a form in which a field stands more than once. */
    public Answer post(String path, Map<String, String> fields, Map<String, List<String>> several) {
        Map<String, String> all = new HashMap<>(fields);
        all.putIfAbsent("_form", UUID.randomUUID().toString().replace("-", "")); // as each opened page has another
        List<Map.Entry<String, String>> entries = new ArrayList<>(all.entrySet());
        several.forEach((name, values) -> values.forEach(value -> entries.add(Map.entry(name, value))));
        String form = entries.stream()
                .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form + (form.isEmpty() ? "" : "&") + "_csrf=" + token())));
    }

    /** Sends a form with a file, with the token of this browser's session. */
    public Answer upload(String path, Map<String, String> fields, String name, byte[] file) {
        String edge = "edge" + UUID.randomUUID();
        Map<String, String> all = new HashMap<>(fields);
        all.putIfAbsent("_form", UUID.randomUUID().toString().replace("-", ""));
        all.put("_csrf", token());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        all.forEach((field, value) -> body.writeBytes(
                ("--" + edge + "\r\nContent-Disposition: form-data; name=\"" + field + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--" + edge + "\r\nContent-Disposition: form-data; name=\"" + name
                        + "\"; filename=\"IMG_0001.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + edge + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(request(path)
                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    /** Sends anything; without the token. */
    public Answer send(HttpRequest.Builder request) {
        // A stream that never ends is a mistake of the test that asked for it, and is told as one.
        HttpRequest built = request.build();
        HttpResponse<String> got = client.sendAsync(built, HttpResponse.BodyHandlers.ofString())
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .join();
        Answer answer = new Answer(got.statusCode(), got.body(), got.headers().map());
        String path = built.uri().getRawPath();
        if (path.startsWith("/api/")) {
            Contract.get().check(built.method(), path, answer);
        }
        return answer;
    }

    /** A file as it came, byte for byte. */
    public static final class Saved {
        private final int status;
        private final byte[] bytes;
        private final Map<String, List<String>> headers;

        Saved(int status, byte[] bytes, Map<String, List<String>> headers) {
            this.status = status;
            this.bytes = bytes.clone();
            this.headers = Map.copyOf(headers);
        }

        /** Of the answer. */
        public int status() {
            return status;
        }

        /** The file. */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** By names in lower case. */
        public Map<String, List<String>> headers() {
            return headers;
        }

        /** The first header of this name in lower case; empty if there is none. */
        public String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            return values.isEmpty() ? "" : values.getFirst();
        }
    }

    /** The head of an answer whose body may never end; nothing of it is read. */
    public Answer head(HttpRequest.Builder request) {
        HttpResponse<InputStream> got = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofInputStream())
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .join();
        try (InputStream _ = got.body()) {
            return new Answer(got.statusCode(), "", got.headers().map());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a stream has told so far. It goes on until it is closed. */
    public static final class Stream implements AutoCloseable {
        private final ByteArrayOutputStream told = new ByteArrayOutputStream();
        private final CompletableFuture<HttpResponse<Void>> answer;

        Stream(HttpClient client, HttpRequest request) {
            answer = client.sendAsync(
                    request, HttpResponse.BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(told::writeBytes)));
        }

        /** As it came. */
        public byte[] told() {
            return told.toByteArray();
        }

        @Override
        public void close() {
            answer.cancel(true);
        }
    }

    /** Listens to what is at a path, as a page does that is told how far it is. */
    public Stream listen(String path) {
        return new Stream(client, request(path).GET().build());
    }

    /** Saves what is at a path. */
    public Saved save(String path) {
        return save(request(path).GET());
    }

    /** Saves what is answered. */
    public Saved save(HttpRequest.Builder request) {
        HttpResponse<byte[]> got = client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
                .orTimeout(SECONDS_MAX, TimeUnit.SECONDS)
                .join();
        return new Saved(got.statusCode(), got.body(), got.headers().map());
    }

    /** Sends a form that is answered with a file, with the token of this browser's session. */
    public Saved saveBy(String form) {
        return save(request(form)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("_csrf=" + token())));
    }

    /** A request for a path of the platform, in this browser's language. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : origin + path))
                .header("Accept", "text/html,*/*;q=0.8")
                .header("Accept-Language", language)
                .timeout(LIMIT);
    }

    /** Uses a one-time link, as somebody who was sent one. */
    public void signIn(String link) {
        String path = URI.create(link).getRawPath();
        Answer answer = post(path, Map.of());
        if (answer.status() != 302) {
            throw new IllegalStateException("signing in was answered " + answer.status());
        }
        csrf = null;
    }

    /** Somebody has signed in by another way than {@link #signIn}: forms carry another token from then on. */
    public void askForTokenAnew() {
        csrf = null;
    }

    /** The token that forms carry. */
    public String token() {
        String known = csrf;
        if (known == null) {
            Matcher matcher = TOKEN.matcher(get("/sign-in").body());
            if (!matcher.find()) {
                throw new IllegalStateException("the page for signing in has no token");
            }
            known = matcher.group(1);
            csrf = known;
        }
        return known;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
