package org.wangchuan.cli.station;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.station.agent.LaneState;
import org.wangchuan.station.agent.LookDesk;
import org.wangchuan.station.agent.Message;
import org.wangchuan.station.agent.PhoneDesk;
import org.wangchuan.station.agent.PhoneState;
import org.wangchuan.station.agent.Platform;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.agent.Task;
import org.wangchuan.station.agent.TaskProgress;

/** Reaches a platform by its Station API, version 1. Every answer is bounded in size and in time. Thread-safe. */
final class HttpPlatform implements Platform {
    private static final String API = "/api/station/v1";
    private static final int ANSWER_BYTES_MAX = 1 << 20;
    private static final int TEXT_CHARS_MAX = 200;
    private static final int TASKS_MAX = 1000;
    private static final int RULES_MAX = 20;
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final int OK = 200;
    private static final int ERRORS = 400;
    private static final String PROBLEM = "application/problem+json";
    private static final String NO_ADDRESS = "NOT_FOUND";
    private static final Pattern POLICY = Pattern.compile("[a-z0-9][a-z0-9.-]{0,59}");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,99}");

    private final HttpClient http;
    private final URI address;
    private final Optional<String> token;
    private final HttpLooks looks = new HttpLooks(this);
    private final HttpPhones phones = new HttpPhones(this);
    private volatile Optional<UUID> epoch = Optional.empty();
    private volatile List<String> rules = List.of();

    /**
     * A platform at an address.
     *
     * @param http that follows no redirects
     * @param address without a slash at its end
     * @param token what lets this station in; empty before it is paired
     */
    HttpPlatform(HttpClient http, URI address, Optional<String> token) {
        this.http = http;
        this.address = address;
        this.token = token;
    }

    /** Asks nothing any more, now and later. */
    void stop() {
        http.shutdownNow();
    }

    /** What a platform tells a station that it lets in. */
    record Paired(UUID station, UUID site, String token) {}

    /**
     * Shows a pairing code, which is used up by it.
     *
     * @param proof that this station holds the key that it names
     */
    Paired pair(String code, String name, String key, String proof)
            throws IOException, PlatformRefusedException, InterruptedException {
        JsonValue.Obj body = Json.object()
                .put("code", code)
                .put("name", name)
                .put("key", key)
                .put("proof", proof)
                .build();
        return read(
                ask("POST", "/pair", Optional.of(body), LIMIT),
                in -> new Paired(uuid(in, "station"), uuid(in, "site"), in.text("token")));
    }

    /**
     * The log of the platform's operator, as the platform names it.
     *
     * @param path below the platform's address
     * @param trustList as it was sent; nothing of it is verified
     */
    record OfferedLog(String origin, String path, String trustList) {}

    /** Names the key that signs this station's appends. */
    OfferedLog enterLog(String key) throws IOException, PlatformRefusedException, InterruptedException {
        JsonValue.Obj body = Json.object().put("key", key).build();
        return read(
                ask("PUT", "/log", Optional.of(body), LIMIT),
                in -> new OfferedLog(line(in, "origin"), line(in, "path"), in.text("trustList")));
    }

    @Override
    public void putTrustList(String trustList) throws IOException, PlatformRefusedException, InterruptedException {
        store("PUT", "/trust-list", Json.object().put("trustList", trustList).build());
    }

    @Override
    public void putLanes(List<LaneState> lanes) throws IOException, PlatformRefusedException, InterruptedException {
        store("PUT", "/lanes", LaneJson.of(lanes));
    }

    @Override
    public void putPhones(List<PhoneState> phones) throws IOException, PlatformRefusedException, InterruptedException {
        store("PUT", "/phones", PhoneStateJson.of(phones));
    }

    @Override
    public List<Task> tasks(Duration wait) throws IOException, PlatformRefusedException, InterruptedException {
        byte[] answer = ask("GET", "/tasks?wait=" + wait.toSeconds(), Optional.empty(), LIMIT.plus(wait));
        return read(answer, in -> {
            epoch = in.has("epoch") ? Optional.of(uuid(in, "epoch")) : Optional.empty();
            List<Task> out = new ArrayList<>();
            List<Json.Fields> tasks = in.objects("tasks");
            if (tasks.size() > TASKS_MAX) {
                throw new ShapeException("tasks", "at most " + TASKS_MAX, "" + tasks.size());
            }
            for (Json.Fields task : tasks) {
                Optional<Task.Kind> kind = HttpPhones.kind(task);
                if (kind.isEmpty()) {
                    continue; // of a later version; whoever queued it sees that nobody takes it
                }
                out.add(new Task(
                        uuid(task, "task"),
                        line(task, "order"),
                        line(task, "lane"),
                        task.has("serial") ? Optional.of(line(task, "serial")) : Optional.empty(),
                        line(task, "policy"),
                        task.has("policyVersion") ? task.whole("policyVersion", 1, Integer.MAX_VALUE) : 1,
                        line(task, "asset"),
                        kind.get()));
            }
            looks.named(in);
            phones.named(in);
            rules = policies(in);
            return out;
        });
    }

    /** A name that no rule set can have is passed over; it must not keep back the tasks. */
    private static List<String> policies(Json.Fields in) throws ShapeException {
        List<String> named = in.has("rules") ? in.texts("rules") : List.of();
        return named.stream()
                .filter(id -> POLICY.matcher(id).matches())
                .distinct()
                .limit(RULES_MAX)
                .toList();
    }

    @Override
    public List<String> rules() {
        return rules;
    }

    @Override
    public LookDesk looks() {
        return looks;
    }

    @Override
    public PhoneDesk phoneDesk() {
        return phones;
    }

    @Override
    public Optional<UUID> epoch() {
        return epoch;
    }

    @Override
    public void putDelivered(UUID now) throws IOException, PlatformRefusedException, InterruptedException {
        store("PUT", "/deliveries", Json.object().put("epoch", now.toString()).build());
    }

    @Override
    public void claim(Task task, String lane, Optional<String> serial)
            throws IOException, PlatformRefusedException, InterruptedException {
        JsonValue.Obj body = Json.object()
                .put("lane", lane)
                .put("serial", serial)
                .put("policyVersion", task.policyVersion())
                .build();
        boolean isClaimed = read(
                ask("POST", "/tasks/" + task.id() + "/claim", Optional.of(body), LIMIT), in -> in.bool("isClaimed"));
        if (!isClaimed) {
            throw new IOException("expected a claim or a refusal, found neither");
        }
    }

    /** One of before has no such address. */
    @Override
    public void compare(Task task, String lane, Optional<String> serial)
            throws IOException, PlatformRefusedException, InterruptedException {
        JsonValue.Obj body =
                Json.object().put("lane", lane).put("serial", serial).build();
        try {
            boolean _ = read(
                    ask("POST", "/tasks/" + task.id() + "/compare", Optional.of(body), LIMIT),
                    in -> in.bool("isKnown"));
        } catch (PlatformRefusedException e) {
            if (!e.code().equals(NO_ADDRESS)) {
                throw e;
            }
        }
    }

    @Override
    public void putProgress(UUID task, TaskProgress progress)
            throws IOException, PlatformRefusedException, InterruptedException {
        putProgress("/tasks/" + task, progress);
    }

    void putProgress(String of, TaskProgress progress)
            throws IOException, PlatformRefusedException, InterruptedException {
        byte[] _ = ask(
                "PUT",
                of + "/progress",
                Optional.of(Json.object()
                        .put("phase", progress.phase())
                        .put("pass", progress.pass())
                        .put("passes", progress.passes())
                        .put("doneBytes", progress.doneBytes())
                        .put("totalBytes", progress.totalBytes())
                        .put("bytesPerSecond", progress.bytesPerSecond())
                        .put("remainingSeconds", progress.remainingSeconds())
                        .build()));
    }

    @Override
    public void deliver(Message message) throws IOException, PlatformRefusedException, InterruptedException {
        String path = switch (message.kind()) {
            case END -> "/tasks/" + message.task().orElseThrow() + "/end";
            case CERTIFICATE -> "/tasks/" + message.task().orElseThrow() + "/certificate";
            case ERASURE -> "/erasures";
            case LOOK -> "/looks/" + message.task().orElseThrow() + "/end";
        };
        store("POST", path, message.body());
    }

    /** What was brought is there only if the platform says so: the sign-in page of a network answers with 200, too. */
    void store(String method, String path, JsonValue.Obj body)
            throws IOException, PlatformRefusedException, InterruptedException {
        HttpResponse<byte[]> answer = answer(method, path, Optional.of(body), LIMIT);
        try {
            boolean _ = Json.in(CanonicalJson.readLenientObject(answer.body())).bool("isStored");
        } catch (MalformedJsonException | ShapeException e) {
            PlatformRefusedException another = PlatformRefusedException.ofAnother(answer.statusCode());
            another.initCause(e);
            throw another;
        }
    }

    byte[] ask(String method, String path, Optional<JsonValue.Obj> body)
            throws IOException, PlatformRefusedException, InterruptedException {
        return ask(method, path, body, LIMIT);
    }

    private byte[] ask(String method, String path, Optional<JsonValue.Obj> body, Duration limit)
            throws IOException, PlatformRefusedException, InterruptedException {
        return answer(method, path, body, limit).body();
    }

    private HttpResponse<byte[]> answer(String method, String path, Optional<JsonValue.Obj> body, Duration limit)
            throws IOException, PlatformRefusedException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + API + path))
                .timeout(limit)
                .header("Accept", "application/json, application/problem+json")
                .method(
                        method,
                        body.isPresent()
                                ? BodyPublishers.ofByteArray(CanonicalJson.write(body.get()))
                                : BodyPublishers.noBody());
        body.ifPresent(_ -> request.header("Content-Type", "application/json"));
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        HttpResponse<byte[]> answer = within(
                http.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX)),
                limit);
        if (answer.statusCode() >= ERRORS) {
            throw problem(answer);
        }
        if (answer.statusCode() < OK || answer.statusCode() >= OK + 100) {
            throw PlatformRefusedException.ofAnother(answer.statusCode());
        }
        return answer;
    }

    /** A limit for the whole answer: one that drips must not hold a lane. */
    private static HttpResponse<byte[]> within(CompletableFuture<HttpResponse<byte[]>> answer, Duration limit)
            throws IOException, InterruptedException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + limit.toSeconds() + " s", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** RFC 9457 with a code in it: what is no such document was not written by a platform, whatever its status says. */
    private static PlatformRefusedException problem(HttpResponse<byte[]> answer) {
        int status = answer.statusCode();
        String type = answer.headers().firstValue("Content-Type").orElse("");
        try {
            Json.Fields in = Json.in(CanonicalJson.readLenientObject(answer.body()));
            String code = in.text("code");
            boolean isPlatforms = type.toLowerCase(Locale.ROOT).startsWith(PROBLEM)
                    && in.whole("status", ERRORS, 599) == status
                    && CODE.matcher(code).matches();
            return isPlatforms
                    ? new PlatformRefusedException(status, code, in.has("detail") ? cut(in.text("detail")) : "")
                    : PlatformRefusedException.ofAnother(status);
        } catch (MalformedJsonException | ShapeException _) {
            return PlatformRefusedException.ofAnother(status);
        }
    }

    interface Reader<T> {
        T from(Json.Fields in) throws ShapeException;
    }

    static <T> T read(byte[] answer, Reader<T> reader) throws IOException {
        try {
            return reader.from(Json.in(CanonicalJson.readLenientObject(answer)));
        } catch (MalformedJsonException | ShapeException e) {
            // Not what it says: an answer to pairing holds the token.
            throw new IOException("expected an answer of the Station API, found another: " + e.getMessage(), e);
        }
    }

    static UUID uuid(Json.Fields in, String member) throws ShapeException {
        try {
            return UUID.fromString(in.text(member));
        } catch (IllegalArgumentException e) {
            ShapeException shape = new ShapeException(member, "a UUID", "another text");
            shape.initCause(e);
            throw shape;
        }
    }

    /** Goes into files, receipts and onto the terminal. */
    static String line(Json.Fields in, String member) throws ShapeException {
        String text = in.text(member);
        if (text.isBlank()
                || text.length() > TEXT_CHARS_MAX
                || text.codePoints()
                        .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)) {
            throw new ShapeException(member, "a line of 1 to " + TEXT_CHARS_MAX + " characters", "another text");
        }
        return text;
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), TEXT_CHARS_MAX));
    }
}
