package org.wangchuan.platform.bench;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.ledger.NoMedium;
import org.wangchuan.platform.ledger.Rechecks;

/** Reads what stations send, within its limits. Members that are not known are passed over: a station may be newer. */
final class StationBody {
    static final int BYTES_MAX = 2 << 20;
    static final int LANES_MAX = 500;
    /** Of all lanes: each may tell of every rule set in two languages. */
    static final int LANES_BYTES_MAX = 8 << 20;

    private static final int RULES_MAX = 20;
    private static final int VERSIONS_MAX = 100;
    private static final int NAME_CHARS_MAX = 200;
    private static final int LINES_MAX = 50;
    private static final int TEXT_CHARS_MAX = 500;
    static final int SEALED_CHARS_MAX = 1_000_000;
    static final List<String> LOOK_OUTCOMES = List.of("read", "refused");
    private static final int PASSES_MAX = 1_000;
    private static final List<String> MEDIA = List.of("flash", "magnetic", "unknown");

    private StationBody() {}

    /** How a station says that a task has ended. */
    record End(String outcome, String code, String en, String zh, Optional<String> receipt) {
        static final List<String> OUTCOMES = List.of("finished", "refused", "interrupted", "broken");

        boolean isFinished() {
            return outcome.equals("finished");
        }
    }

    /**
     * Which medium a station is about to erase.
     *
     * @param policyVersion the version of the task's rule set that it goes by; a station that does not say was made when each that a counter offered had its first alone
     */
    record Place(String lane, Optional<String> serial, int policyVersion) {}

    static UUID uuid(Json.Fields in, String member) throws ShapeException {
        try {
            return UUID.fromString(in.text(member));
        } catch (IllegalArgumentException e) {
            ShapeException shape = new ShapeException(member, "a UUID", "another text");
            shape.initCause(e);
            throw shape;
        }
    }

    static Json.Fields read(HttpServletRequest request) throws IOException, StationProblem {
        return read(request, BYTES_MAX);
    }

    static Json.Fields read(HttpServletRequest request, int most) throws IOException, StationProblem {
        byte[] bytes = request.getInputStream().readNBytes(most + 1);
        if (bytes.length > most) {
            throw new StationProblem(
                    HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", "expected at most " + most + " bytes");
        }
        try {
            return Json.in(CanonicalJson.readLenientObject(bytes));
        } catch (MalformedJsonException e) {
            throw new StationProblem(HttpStatus.BAD_REQUEST, "BODY_FORMAT", "expected a JSON object");
        }
    }

    /**
     * The lanes that a station tells of.
     *
     * @param isTrial whether a file or a virtual disk may stand for a device
     */
    static List<Lane> lanes(Json.Fields in, boolean isTrial) throws ShapeException {
        List<Json.Fields> items = in.objects("lanes");
        if (items.size() > LANES_MAX) {
            throw new ShapeException("lanes", "at most " + LANES_MAX, items.size() + "");
        }
        List<Lane> out = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Json.Fields item : items) {
            Lane lane = lane(item, isTrial);
            if (!names.add(lane.name())) {
                throw new ShapeException("lanes", "each lane once", "one twice");
            }
            out.add(lane);
        }
        return out;
    }

    private static Lane lane(Json.Fields in, boolean isTrial) throws ShapeException {
        String medium = in.text("medium");
        if (!MEDIA.contains(medium)) {
            throw new ShapeException("medium", String.join(", ", MEDIA), "another word");
        }
        String model = name(in, "model", 0);
        Optional<String> bus = in.has("bus") ? Optional.of(name(in, "bus", 1)) : Optional.empty();
        return new Lane(
                name(in, "lane", 1),
                model,
                serial(in),
                in.natural("capacityBytes"),
                medium,
                bus,
                isTrial || !NoMedium.is(bus.orElse(""), model),
                in.bool("isReady"),
                lines(in, "obstacles"),
                lines(in, "plan"),
                seconds(in),
                rules(in));
    }

    /** A station that can't tell says 0. */
    private static Optional<Long> seconds(Json.Fields in) throws ShapeException {
        return in.has("estimateSeconds")
                ? Optional.of(in.natural("estimateSeconds")).filter(seconds -> seconds > 0)
                : Optional.empty();
    }

    private static List<Lane.Rules> rules(Json.Fields in) throws ShapeException {
        List<Json.Fields> items = in.has("rules") ? in.objects("rules") : List.of();
        if (items.size() > RULES_MAX) {
            throw new ShapeException("rules", "at most " + RULES_MAX, items.size() + "");
        }
        List<Lane.Rules> out = new ArrayList<>();
        Set<String> policies = new HashSet<>();
        for (Json.Fields item : items) {
            String policy = name(item, "policy", 1);
            if (!policies.add(policy)) {
                throw new ShapeException("rules", "each rule set once", "one twice");
            }
            out.add(rules(item, policy, earlier(item, policy)));
        }
        return out;
    }

    /** What earlier versions come to, where that is something else: each version once, and none without its number. */
    private static List<Lane.Rules> earlier(Json.Fields in, String policy) throws ShapeException {
        List<Json.Fields> items = in.has("earlier") ? in.objects("earlier") : List.of();
        if (items.size() > VERSIONS_MAX) {
            throw new ShapeException("earlier", "at most " + VERSIONS_MAX, items.size() + "");
        }
        Set<Integer> told = new HashSet<>(versions(in));
        List<Lane.Rules> out = new ArrayList<>();
        for (Json.Fields item : items) {
            Lane.Rules one = rules(item, policy, List.of());
            if (one.versions().isEmpty() || !one.versions().stream().allMatch(told::add)) {
                throw new ShapeException("versions", "each version once", "none, or one twice");
            }
            out.add(one);
        }
        return out;
    }

    private static Lane.Rules rules(Json.Fields in, String policy, List<Lane.Rules> earlier) throws ShapeException {
        return new Lane.Rules(
                policy,
                versions(in),
                in.bool("isMet"),
                lines(in, "obstacles"),
                lines(in, "plan"),
                seconds(in),
                earlier);
    }

    /** A station of before says none. */
    private static List<Integer> versions(Json.Fields in) throws ShapeException {
        List<Integer> out = new ArrayList<>();
        for (JsonValue value : in.has("versions") ? in.array("versions") : List.<JsonValue>of()) {
            if (!(value instanceof JsonValue.Whole(long version)) || version < 1 || version > Integer.MAX_VALUE) {
                throw new ShapeException("versions", "numbers from 1", "something else");
            }
            out.add((int) version);
        }
        if (out.size() > VERSIONS_MAX || new HashSet<>(out).size() != out.size()) {
            throw new ShapeException("versions", "at most " + VERSIONS_MAX + ", each once", out.size() + "");
        }
        return out;
    }

    /** What {@link #lanes} reads. */
    static String write(List<Lane> lanes) {
        List<JsonValue> items = new ArrayList<>();
        for (Lane lane : lanes) {
            Json.Builder out = Json.object()
                    .put("lane", lane.name())
                    .put("model", lane.model())
                    .put("serial", lane.serial())
                    .put("capacityBytes", lane.capacityBytes())
                    .put("medium", lane.medium())
                    .put("isReady", lane.isReady())
                    .put("obstacles", write(lane.obstacles(), true))
                    .put("plan", write(lane.plan(), false));
            lane.bus().ifPresent(bus -> out.put("bus", bus));
            lane.estimateSeconds().ifPresent(seconds -> out.put("estimateSeconds", seconds));
            if (!lane.rules().isEmpty()) {
                out.put(
                        "rules",
                        new JsonValue.Array(lane.rules().stream()
                                .<JsonValue>map(StationBody::write)
                                .toList()));
            }
            items.add(out.build());
        }
        return CanonicalJson.writeText(
                Json.object().put("lanes", new JsonValue.Array(items)).build());
    }

    private static JsonValue.Obj write(Lane.Rules rules) {
        Json.Builder out = Json.object()
                .put("policy", rules.policy())
                .put("isMet", rules.isMet())
                .put("obstacles", write(rules.obstacles(), true))
                .put("plan", write(rules.plan(), false));
        rules.estimateSeconds().ifPresent(seconds -> out.put("estimateSeconds", seconds));
        if (!rules.versions().isEmpty()) {
            out.put(
                    "versions",
                    new JsonValue.Array(rules.versions().stream()
                            .<JsonValue>map(version -> new JsonValue.Whole(version))
                            .toList()));
        }
        if (!rules.earlier().isEmpty()) {
            out.put(
                    "earlier",
                    new JsonValue.Array(rules.earlier().stream()
                            .<JsonValue>map(StationBody::write)
                            .toList()));
        }
        return out.build();
    }

    private static JsonValue.Array write(List<Lane.Said> lines, boolean isWithCode) {
        List<JsonValue> items = new ArrayList<>();
        for (Lane.Said line : lines) {
            Json.Builder out = Json.object().put("en", line.en()).put("zh", line.zh());
            if (isWithCode) {
                out.put("code", line.code());
            }
            items.add(out.build());
        }
        return new JsonValue.Array(items);
    }

    static Place place(Json.Fields in) throws ShapeException {
        int version = in.has("policyVersion") ? (int) in.whole("policyVersion", 1, Integer.MAX_VALUE) : 1;
        return new Place(name(in, "lane", 1), serial(in), version);
    }

    /** The key that something is sealed for. */
    static String recipient(Json.Fields in) throws ShapeException {
        String text = in.text("recipient");
        if (!text.matches("[A-Za-z0-9_-]{59}")) {
            throw new ShapeException("recipient", "44 octets in base64url, 59 characters", "another text");
        }
        return text;
    }

    /** What one station has sealed for another, in base64url. */
    static String sealed(Json.Fields in) throws ShapeException {
        String text = in.text("sealed");
        if (text.length() > SEALED_CHARS_MAX || !text.matches("[A-Za-z0-9_-]+")) {
            throw new ShapeException("sealed", "1 to " + SEALED_CHARS_MAX + " characters of base64url", "another text");
        }
        return text;
    }

    /** What a station has signed, as text that can be kept as it is. */
    static String recheck(Json.Fields in) throws ShapeException {
        String text = in.text("recheck");
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        // NUL is what PostgreSQL can't hold.
        if (bytes < 1 || bytes > Rechecks.BYTES_MAX || text.indexOf(0) >= 0) {
            throw new ShapeException("recheck", "a file of 1 to " + Rechecks.BYTES_MAX + " bytes of text", bytes + "");
        }
        return text;
    }

    /** How a station says that a look has ended. */
    static boolean isRead(Json.Fields in) throws ShapeException {
        String outcome = in.text("outcome");
        if (!LOOK_OUTCOMES.contains(outcome) || in.has("recheck") != outcome.equals("read")) {
            throw new ShapeException("outcome", "read with a recheck, or refused without", "another word");
        }
        return outcome.equals("read");
    }

    static StationLooks.Word word(Json.Fields in) throws ShapeException {
        return new StationLooks.Word(code(in), words(in, "en"), words(in, "zh"));
    }

    private static String code(Json.Fields in) throws ShapeException {
        String text = in.text("code");
        if (!text.matches("[A-Z][A-Z0-9_]{0,99}")) {
            throw new ShapeException("code", "a code in capitals", "another text");
        }
        return text;
    }

    static Progress progress(Json.Fields in, Instant at) throws ShapeException {
        return new Progress(
                name(in, "phase", 1),
                (int) in.whole("pass", 0, PASSES_MAX),
                (int) in.whole("passes", 0, PASSES_MAX),
                in.natural("doneBytes"),
                in.natural("totalBytes"),
                in.natural("bytesPerSecond"),
                in.natural("remainingSeconds"),
                at);
    }

    /** What {@link #progress} reads. */
    static String write(Progress progress) {
        return CanonicalJson.writeText(Json.object()
                .put("phase", progress.phase())
                .put("pass", progress.pass())
                .put("passes", progress.passes())
                .put("doneBytes", progress.doneBytes())
                .put("totalBytes", progress.totalBytes())
                .put("bytesPerSecond", progress.bytesPerSecond())
                .put("remainingSeconds", progress.remainingSeconds())
                .build());
    }

    static End end(Json.Fields in) throws ShapeException {
        String outcome = in.text("outcome");
        if (!End.OUTCOMES.contains(outcome)) {
            throw new ShapeException("outcome", String.join(", ", End.OUTCOMES), "another word");
        }
        Optional<String> receipt = in.optionalText("receipt");
        if (receipt.isPresent() != outcome.equals("finished")) {
            throw new ShapeException("receipt", "one exactly if the outcome is finished", "the contrary");
        }
        return new End(outcome, words(in, "code"), words(in, "en"), words(in, "zh"), receipt);
    }

    private static List<Lane.Said> lines(Json.Fields in, String name) throws ShapeException {
        if (!in.has(name)) {
            return List.of();
        }
        List<Json.Fields> items = in.objects(name);
        if (items.size() > LINES_MAX) {
            throw new ShapeException(name, "at most " + LINES_MAX, items.size() + "");
        }
        List<Lane.Said> out = new ArrayList<>();
        for (Json.Fields item : items) {
            out.add(new Lane.Said(words(item, "code"), words(item, "en"), words(item, "zh")));
        }
        return out;
    }

    private static Optional<String> serial(Json.Fields in) throws ShapeException {
        return in.has("serial") ? Optional.of(name(in, "serial", 1)) : Optional.empty();
    }

    private static String words(Json.Fields in, String name) throws ShapeException {
        String text = in.optionalText(name).orElse("");
        requireLength(name, text, 0, TEXT_CHARS_MAX);
        return text;
    }

    private static String name(Json.Fields in, String name, int least) throws ShapeException {
        String text = in.text(name);
        requireLength(name, text, least, NAME_CHARS_MAX);
        return text;
    }

    private static void requireLength(String name, String text, int least, int most) throws ShapeException {
        // NUL is what PostgreSQL can't hold; the others have no business on a page.
        if (text.length() < least || text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw new ShapeException(name, least + " to " + most + " printable characters", text.length() + "");
        }
    }
}
