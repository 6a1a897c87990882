package org.wangchuan.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.KeyPossession;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;

/**
 * A station that signs statements as fast as it can, without a drive: each is complete, has its own keys, salts and places in the
 * station's log, and is what the platform takes from a real one. Thread-safe for {@link #deliver}.
 */
final class LoadStation implements AutoCloseable {
    private static final String POLICY = "nist-clear";
    private static final long CAPACITY = 1_000_204_886_016L;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http;
    private final URI platform;
    private final SigningKey key;
    private final TileLog log;
    private final String token;
    private final ClearingClaims.Policy policy;
    private final List<ClearingClaims.Clause> clauses;
    private StationChain chain = StationChain.NEW;

    private LoadStation(HttpClient http, URI platform, SigningKey key, TileLog log, String token)
            throws IOException, MalformedJsonException, ShapeException {
        this.http = http;
        this.platform = platform;
        this.key = key;
        this.log = log;
        this.token = token;
        JsonValue.Obj rules = CanonicalJson.readLenientObject(Files.readAllBytes(
                Path.of("engine/src/main/resources/org/wangchuan/engine/policy", POLICY + ".v1.json")));
        this.policy = new ClearingClaims.Policy(POLICY, "1", Bytes32.sha256(CanonicalJson.write(rules)));
        List<ClearingClaims.Clause> read = new ArrayList<>();
        for (Json.Fields clause : Json.in(rules).objects("clauses")) {
            read.add(new ClearingClaims.Clause(
                    clause.text("id"), ClearingClaims.Clause.State.SATISFIED, clause.text("source")));
        }
        this.clauses = List.copyOf(read);
    }

    /**
     * Pairs with a platform by the code that it offers.
     *
     * @param folder for its log
     * @throws IOException if the platform refuses
     */
    static LoadStation pair(HttpClient http, URI platform, String code, Path folder)
            throws IOException, InterruptedException, MalformedJsonException, ShapeException {
        SigningKey key = SigningKey.generate();
        TileLog log = TileLog.open(
                folder, new NoteSigner("load.example/" + UUID.randomUUID(), SigningKey.generate()), Optional.empty());
        JsonValue.Obj said = Json.object()
                .put("code", code)
                .put("name", "Load " + code.substring(Math.max(0, code.length() - 8)))
                .put("key", key.publicKey().base64Url())
                .put("proof", KeyPossession.prove(key, code))
                .build();
        String answer = send(http, request(platform, "/pair").POST(body(said)));
        String token = Json.in(CanonicalJson.readLenientObject(answer.getBytes(StandardCharsets.UTF_8)))
                .text("token");
        LoadStation out = new LoadStation(http, platform, key, log, token);
        String list = new String(
                TrustListIssuer.ofOwnStation(
                                "Load",
                                key.publicKey(),
                                log.verifierKey(),
                                new NoteSigner("trust.example", key),
                                Instant.now())
                        .toBytes(),
                StandardCharsets.UTF_8);
        String _ = send(
                http,
                out.request("/trust-list")
                        .PUT(body(Json.object().put("trustList", list).build())));
        return out;
    }

    /** The body by which the next erasure is handed in. */
    String next() throws IOException {
        return next("LD-" + UUID.randomUUID());
    }

    /** The same of a drive with this serial number. */
    String next(String serial) throws IOException {
        Instant now = Instant.now();
        StatementIssuer issuer = StatementIssuer.real(key);
        Optional<Asset> asset = Optional.of(new Asset("load"));
        IssuedStatement start =
                logged(issuer.start(chain, UUID.randomUUID(), now, Disclosed.ofStart(target(serial), asset)));
        ClearingClaims claims = new ClearingClaims(
                start.eventId(),
                Verdict.CLEARED,
                policy,
                clauses,
                Evidence.of(new byte[] {1}),
                List.of(NotProved.FIRMWARE_COPY, NotProved.TIME_NOT_WITNESSED));
        IssuedStatement clearing = logged(issuer.clearing(
                chain, UUID.randomUUID(), now, claims, Disclosed.ofClearing(target(serial), work(now), asset)));
        byte[] receipt =
                ReceiptIssuer.receipt(log, key.publicKey(), start, clearing).toBytes();
        return CanonicalJson.writeText(Json.object()
                .put("receipt", new String(receipt, StandardCharsets.UTF_8))
                .build());
    }

    /**
     * Hands one in.
     *
     * @throws IOException if it is not taken, or taken as a conflict
     */
    void deliver(String body) throws IOException, InterruptedException {
        String answer = send(http, request("/erasures").POST(HttpRequest.BodyPublishers.ofString(body)));
        if (!answer.equals("{\"isStored\":true}")) {
            throw new IOException("expected that it is stored, and found " + answer);
        }
    }

    /**
     * Says what lies in its lanes.
     *
     * @param serials of the drives, a lane each
     * @throws IOException if it is not taken
     */
    void tellLanes(List<String> serials) throws IOException, InterruptedException {
        List<JsonValue> lanes = new ArrayList<>();
        for (int i = 0; i < serials.size(); i++) {
            lanes.add(Json.object()
                    .put("lane", "sd" + i)
                    .put("model", "WDC WD10EZEX")
                    .put("serial", serials.get(i))
                    .put("capacityBytes", CAPACITY)
                    .put("medium", "magnetic")
                    .put("isReady", true)
                    .put("obstacles", new JsonValue.Array(List.of()))
                    .put(
                            "plan",
                            new JsonValue.Array(List.of(Json.object()
                                    .put("en", "overwrite once, read back whole")
                                    .put("zh", "覆写一遍，全部回读")
                                    .build())))
                    .put("estimateSeconds", 5_400)
                    .build());
        }
        String _ = send(
                http,
                request("/lanes")
                        .PUT(body(Json.object()
                                .put("lanes", new JsonValue.Array(lanes))
                                .build())));
    }

    private IssuedStatement logged(IssuedStatement issued) throws IOException {
        chain = chain.after(issued);
        log.append(List.of(issued.entry()));
        chain = chain.seeing(log.checkpoint().checkpoint());
        return issued;
    }

    private static Target target(String serial) {
        return new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.of("WDC WD10EZEX"),
                Optional.of(serial),
                Optional.empty(),
                Optional.empty(),
                CAPACITY,
                512,
                "sata",
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
    }

    private static Work work(Instant at) {
        return new Work(
                "wangchuan 0.1",
                at,
                at,
                List.of(new Pass(Pass.Pattern.STAMPED, CAPACITY, 500_000, List.of())),
                new Verification(
                        Verification.Mode.FULL, Verification.Path.DIRECT, CAPACITY, List.of(), 0, Optional.empty()),
                List.of(),
                new HiddenAreas(HiddenAreas.State.NONE, Optional.empty()),
                0,
                Work.Residue.NOT_RUN);
    }

    private HttpRequest.Builder request(String path) {
        return request(platform, path).header("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder request(URI platform, String path) {
        return HttpRequest.newBuilder(platform.resolve("/api/station/v1" + path))
                .timeout(LIMIT)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json");
    }

    private static HttpRequest.BodyPublisher body(JsonValue.Obj said) {
        return HttpRequest.BodyPublishers.ofString(CanonicalJson.writeText(said));
    }

    private static String send(HttpClient http, HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("expected 200, and found " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
