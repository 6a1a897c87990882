package org.wangchuan.platform.testing;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code /api/openapi.json} and {@code /api/v1/openapi.json} say, to hold against what happens: each answer that a test gets from an interface goes through
 * here. Thread-safe.
 */
public final class Contract {
    private static final String ID = "https://openapi.test/";
    private static final Contract INSTANCE = new Contract();
    private static final int METHOD_NOT_ALLOWED = 405;

    private final Map<String, JsonNode> documents = new TreeMap<>();
    private final SchemaRegistry registry;
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

    private Contract() {
        Map<String, String> texts = new TreeMap<>();
        for (String name : List.of("station", "exchange")) {
            try (InputStream in =
                    Objects.requireNonNull(Contract.class.getResourceAsStream("/openapi/" + name + "-v1.json"))) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                texts.put(ID + name, text);
                documents.put(name, JsonMapper.shared().readTree(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        registry = SchemaRegistry.withDialect(Dialects.getDraft202012(), builder -> builder.schemas(texts));
    }

    /** The one of the platform. */
    public static Contract get() {
        return INSTANCE;
    }

    /** All that it describes, as {@code GET /path}. */
    public Set<String> operations() {
        Set<String> out = new TreeSet<>();
        documents
                .values()
                .forEach(document -> document.get("paths")
                        .forEachEntry((path, methods) -> methods.propertyNames()
                                .forEach(method -> out.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path))));
        return out;
    }

    /** One whole document. */
    public JsonNode document(String name) {
        return Objects.requireNonNull(documents.get(name));
    }

    /** Of which document a path is. */
    private static String nameOf(String path) {
        return path.startsWith("/api/v1/") ? "exchange" : "station";
    }

    /** Fails if an answer is not one that the document describes. */
    void check(String method, String path, Browser.Answer answer) {
        String what = method + " " + path + " was answered " + answer.status() + " ";
        String name = nameOf(path);
        JsonNode document = document(name);
        Optional<String> known = pathOf(path);
        JsonNode operation = known.map(
                        one -> document.at("/paths/" + escaped(one) + "/" + method.toLowerCase(java.util.Locale.ROOT)))
                .orElse(null);
        if (operation == null || operation.isMissingNode()) {
            if (answer.status() < 400
                    || (known.isPresent() && answer.status() != METHOD_NOT_ALLOWED && answer.status() != 403)) {
                throw new AssertionError(what + "and is not described");
            }
            requireValid(what, name + "#/components/schemas/Problem", answer.body());
            return;
        }
        JsonNode described = operation.at("/responses/" + answer.status());
        if (described.isMissingNode()) {
            throw new AssertionError(what + answer.body() + ": the status is not described");
        }
        if (described.has("$ref")) {
            described = document.at(described.get("$ref").asString().substring(1));
        }
        String type = answer.header("content-type").replaceFirst(";.*", "");
        JsonNode schema = described.at("/content/" + escaped(type) + "/schema");
        if (!described.has("content")) {
            requireEmpty(what, answer);
        } else if (schema.isMissingNode()) {
            throw new AssertionError(what + "with the type " + type + ", which is not described");
        } else if (schema.has("$ref")) {
            requireValid(what, name + schema.get("$ref").asString(), answer.body());
            requireNamed(what, described.get("description").asString(), answer);
        }
    }

    /** Each code that a refusal has stands in the description of its status. */
    private static void requireNamed(String what, String description, Browser.Answer answer) {
        if (answer.status() >= 400) {
            String code =
                    JsonMapper.shared().readTree(answer.body()).get("code").asString();
            if (!description.contains(code)) {
                throw new AssertionError(what + "with the code " + code + ", which is not described");
            }
        }
    }

    /** Fails if the document would not let anybody send what the platform took. */
    public void checkTaken(String method, String path, String body) {
        String pointer = "/paths/" + escaped(pathOf(path).orElseThrow()) + "/"
                + method.toLowerCase(java.util.Locale.ROOT) + "/requestBody/content/application~1json/schema/$ref";
        JsonNode ref = document(nameOf(path)).at(pointer);
        if (!ref.isMissingNode()) {
            requireValid(method + " " + path + " was taken and ", nameOf(path) + ref.asString(), body);
        }
    }

    /** Fails if the document would not let the platform send this as a test event. */
    public void checkPing(String body) {
        requireValid("a test event was sent: ", "exchange#/components/schemas/Ping", body);
    }

    /** Fails if the document would not let the platform send this as an event of a device. */
    public void checkEvent(String body) {
        requireValid("an event was sent: ", "exchange#/components/schemas/Event", body);
    }

    private static void requireEmpty(String what, Browser.Answer answer) {
        if (!answer.body().isEmpty()) {
            throw new AssertionError(what + "with a body, which is not described");
        }
    }

    private Optional<String> pathOf(String path) {
        String plain = path.replaceFirst("\\?.*", "");
        return document(nameOf(path)).get("paths").propertyNames().stream()
                .filter(one -> Pattern.matches(one.replaceAll("\\{[^}]+}", "[^/]+"), plain))
                .findFirst();
    }

    private void requireValid(String what, String pointer, String body) {
        Schema schema = schemas.computeIfAbsent(pointer, one -> registry.getSchema(SchemaLocation.of(ID + one)));
        var errors = schema.validate(
                body,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        if (!errors.isEmpty()) {
            throw new AssertionError(what + body + ", which is not as described: " + errors);
        }
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
