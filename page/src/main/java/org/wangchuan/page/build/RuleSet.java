package org.wangchuan.page.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * What the page has to know of a rule set to judge what a statement says of it. It is read from the engine's own files, so
 * that the page knows exactly what the command line ships.
 *
 * @param id its name
 * @param version as statements write it
 * @param digest of the canonical document, in base64url without padding
 * @param plan what it plans for each class of media, as the page reads it
 * @param clauses in the order of the document
 */
public record RuleSet(String id, String version, String digest, JsonValue.Obj plan, List<Clause> clauses) {
    /**
     * One clause.
     *
     * @param id its name, unique in the rule set
     * @param source where it is known from
     * @param level the verdict that it asks for ({@code cleared} or {@code purged}), if it is about the verdict
     * @param ofPhones what of a phone can meet it ({@code filled}, {@code read-back} or {@code read-back-whole}); absent if nothing can, or if it is about the verdict
     * @param needs what it asks for, as its file says it: what a drive shows is held against that
     */
    public record Clause(
            String id, String source, Optional<String> level, Optional<String> ofPhones, JsonValue.Obj needs) {}

    private static final int PASSES_MAX = 100;
    private static final String SUFFIX = ".json";
    private static final List<String> LEVELS = List.of("cleared", "purged");

    public RuleSet {
        clauses = List.copyOf(clauses);
    }

    /**
     * All versions of all that a folder holds, by the names of their files: it holds nothing else.
     *
     * @throws IllegalArgumentException if it does, or if there are none
     */
    public static List<RuleSet> all(Path folder) throws IOException {
        List<RuleSet> out = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                out.add(read(file));
            }
        }
        // A name that begins as another one does comes after it, which names of files do not.
        out.sort(Comparator.comparing(RuleSet::id).thenComparingLong(one -> Long.parseLong(one.version())));
        if (out.isEmpty()) {
            throw new IllegalArgumentException(folder + ": expected rule sets, found none");
        }
        return List.copyOf(out);
    }

    private static RuleSet read(Path file) throws IOException {
        try {
            JsonValue.Obj document = CanonicalJson.readLenientObject(Files.readAllBytes(file));
            Json.Fields fields = Json.in(document);
            String id = fields.text("id");
            String version = String.valueOf(fields.whole("version", 1, 1_000_000));
            if (!file.endsWith(id + ".v" + version + SUFFIX)) {
                throw new ShapeException("id and version", "the name of its file", id + " version " + version);
            }
            List<Clause> clauses = new ArrayList<>();
            for (Json.Fields clause : fields.objects("clauses")) {
                clauses.add(new Clause(
                        clause.text("id"),
                        clause.text("source"),
                        level(clause.object("needs")),
                        ofPhones(clause.object("needs")),
                        clause.object("needs").object()));
            }
            return new RuleSet(id, version, digest(document), plan(fields), clauses);
        } catch (MalformedJsonException | ShapeException e) {
            throw new IllegalArgumentException(file + ": expected a rule set", e);
        }
    }

    /** As {@code RulePlan} of proof reads it. */
    private static JsonValue.Obj plan(Json.Fields document) throws ShapeException {
        Json.Fields passes = document.object("overwrite");
        List<String> overwritten = new ArrayList<>();
        for (String medium : passes.object().members().keySet()) {
            if (!passes.objects(medium).isEmpty()) {
                overwritten.add(medium);
            }
        }
        Json.Builder out = Json.object()
                .put("overwritten", Json.texts(overwritten))
                .put("thenOverwrites", document.has("nativeThenOverwrite") && document.bool("nativeThenOverwrite"))
                .put("elseOverwrites", document.has("nativeElseOverwrite") && document.bool("nativeElseOverwrite"));
        return document.has("native")
                ? out.put("byItself", document.object("native").object()).build()
                : out.build();
    }

    private static Optional<String> level(Json.Fields needs) throws ShapeException {
        if (!needs.text("kind").equals("level")) {
            return Optional.empty();
        }
        String least = needs.text("least");
        if (!LEVELS.contains(least)) {
            throw new ShapeException("needs.least", String.join(" or ", LEVELS), least);
        }
        return Optional.of(least);
    }

    /** A fill is one pass, and not of random data; a phone's storage is flash: as engine.phone.verdict.PhoneConformityRules has it. */
    private static Optional<String> ofPhones(Json.Fields needs) throws ShapeException {
        return switch (needs.text("kind")) {
            case "overwritten" ->
                needs.object("passes").whole("flash", 0, PASSES_MAX) <= 1
                                && needs.object("randomPasses").whole("flash", 0, PASSES_MAX) == 0
                        ? Optional.of("filled")
                        : Optional.empty();
            case "verified" -> Optional.of(needs.text("least").equals("full") ? "read-back-whole" : "read-back");
            case "hidden-areas-examined", "cryptographic-erase-conditions", "level" -> Optional.empty();
            default -> throw needs.fault("kind", "a kind of requirement that the page knows", needs.text("kind"));
        };
    }

    static String digest(JsonValue.Obj document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(CanonicalJson.write(document));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    JsonValue.Obj json() {
        List<JsonValue> items = new ArrayList<>();
        for (Clause clause : clauses) {
            items.add(Json.object()
                    .put("id", clause.id())
                    .put("source", clause.source())
                    .put("level", clause.level())
                    .put("ofPhones", clause.ofPhones())
                    .put("needs", clause.needs())
                    .build());
        }
        return Json.object()
                .put("id", id)
                .put("version", version)
                .put("digest", digest)
                .put("plan", plan)
                .put("clauses", new JsonValue.Array(items))
                .build();
    }
}
