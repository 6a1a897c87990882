package org.wangchuan.acceptance.program;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Looks at pages and sends their forms, as a browser without a screen; keeps its cookies. Not thread-safe. */
public final class FormVisitor implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager(null, CookiePolicy.ACCEPT_ALL))
            .connectTimeout(LIMIT)
            .build();

    /** The page at an address. */
    public String look(URI page) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(page).GET()).body();
    }

    /**
     * Sends a form of this page, with its token.
     *
     * @return where the answer leads
     * @throws IOException if the page has no form, or if the answer leads nowhere, as that to a refused form
     */
    public String sendForm(URI page, Map<String, String> fields) throws IOException, InterruptedException {
        Matcher token = TOKEN.matcher(look(page));
        if (!token.find()) {
            throw new IOException("no form on " + page);
        }
        String form = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8) + "&")
                .collect(Collectors.joining());
        HttpResponse<String> answer = send(HttpRequest.newBuilder(page)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form + "_form="
                        + UUID.randomUUID().toString().replace("-", "") + "&_csrf="
                        + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8))));
        return answer.headers()
                .firstValue("location")
                .orElseThrow(() -> new IOException(page + " was answered " + answer.statusCode()));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(
                request.header("Accept", "text/html").timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        client.close();
    }
}
