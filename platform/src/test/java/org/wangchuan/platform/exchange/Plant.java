package org.wangchuan.platform.exchange;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.Contract;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plant's system, as the platform sees it: a program with a key. */
final class Plant {
    private final Browser http;
    private final String key;

    Plant(Browser http, String key) {
        this.http = http;
        this.key = key;
    }

    Browser.Answer get(String path) {
        return http.send(http.request(path)
                .setHeader("Accept", "*/*")
                .header("Authorization", "Bearer " + key)
                .GET());
    }

    JsonNode json(String path) {
        Browser.Answer answer = get(path);
        if (answer.status() != 200) {
            throw new AssertionError(path + " was answered " + answer.status() + " " + answer.body());
        }
        return read(answer);
    }

    Browser.Answer post(String path, String body, String... headers) {
        HttpRequest.Builder request = http.request(path)
                .setHeader("Accept", "application/json")
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body, StandardCharsets.UTF_8));
        if (headers.length > 0) {
            request.headers(headers);
        }
        Browser.Answer answer = http.send(request);
        if (answer.status() < 300 && !answer.body().matches(".*\"refused\":[1-9].*")) {
            Contract.get().checkTaken("POST", path, body);
        }
        return answer;
    }

    static JsonNode read(Browser.Answer answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    /** A request to register these items. */
    static String request(String batch, List<String> items) {
        return "{\"batch\":\"" + batch + "\",\"policy\":\"nist-clear\",\"mayHoldStateSecrets\":\"no\",\"assets\":["
                + String.join(",", items) + "]}";
    }

    /** A bare drive. */
    static String drive(String id, String serial) {
        return "{\"externalId\":\"" + id + "\",\"kind\":\"bare_drive\",\"make\":\"WD\",\"model\":\"Blue\",\"serial\":\""
                + serial + "\"}";
    }

    /** Many phones whose ids begin so. */
    static List<String> phones(String head, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i ->
                        "{\"externalId\":\"" + head + i + "\",\"kind\":\"phone\",\"make\":\"Honor\",\"model\":\"X50\"}")
                .collect(Collectors.toList());
    }
}
