package org.wangchuan.paper.claims;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.paper.claims.Vocabulary.ClauseState;
import org.wangchuan.paper.claims.Vocabulary.Limit;
import org.wangchuan.paper.claims.Vocabulary.Verdict;
import org.wangchuan.paper.text.UtcTime;

/**
 * The always visible part of a clearing statement.
 *
 * @param isTest whether it says by its type that it never counts as real
 * @param station thumbprint of the station's key
 * @param issuedAtSeconds seconds since 1970, by the station's clock
 */
public record Statement(
        boolean isTest,
        Verdict verdict,
        Policy policy,
        List<Clause> conformity,
        List<Limit> limits,
        Evidence evidence,
        String station,
        String id,
        String startId,
        long issuedAtSeconds,
        long sequence,
        Optional<String> previous,
        Optional<SeenLog> seen) {
    /** The type of statement that this page is for. */
    public static final String TYPE = "urn:wangchuan:statement:clearing:v1";

    /** The same, made by a test. */
    private static final String TEST_TYPE = "urn:wangchuan:statement:test-clearing:v1";

    private static final String ISSUER = "urn:wangchuan:station:";

    /** Far above any rule set; a bound for a hostile one. */
    private static final int CLAUSES_MAX = 256;

    /** The rule set under which it was judged. */
    public record Policy(String id, String version, String digest) {}

    /** One clause, as the policy names it, and its source. */
    public record Clause(String name, ClauseState state, String source) {}

    /** The evidence that the verdict is computed from. */
    public record Evidence(String digest, long bytes) {}

    /** The last checkpoint that the station had seen. */
    public record SeenLog(String origin, long size, String root) {}

    static Statement read(JsonValue.Obj payload) throws ShapeException {
        Json.Fields in = Json.in(payload);
        String type = Texts.bounded(in, "vct");
        if (!type.equals(TYPE) && !type.equals(TEST_TYPE)) {
            throw new ShapeException("vct", TYPE, "another type of statement");
        }
        String issuer = Texts.bounded(in, "iss");
        if (!issuer.startsWith(ISSUER)) {
            throw new ShapeException("iss", ISSUER + "…", "another issuer");
        }
        Json.Fields policy = in.object("policy");
        Json.Fields evidence = in.object("evidence");
        return new Statement(
                type.equals(TEST_TYPE),
                in.constant("verdict", Verdict.class),
                new Policy(
                        Texts.bounded(policy, "id"),
                        Texts.textOrWhole(policy, "version"),
                        Texts.bounded(policy, "digest")),
                conformity(in),
                limits(in),
                new Evidence(Texts.bounded(evidence, "digest"), evidence.natural("bytes")),
                issuer.substring(ISSUER.length()),
                Texts.bounded(in, "jti"),
                Texts.bounded(in, "start"),
                in.whole("iat", 0, UtcTime.SECONDS_MAX),
                in.natural("seq"),
                Texts.optional(in, "prev"),
                seen(in));
    }

    private static List<Clause> conformity(Json.Fields in) throws ShapeException {
        List<Clause> clauses = new ArrayList<>();
        for (Json.Fields clause : Texts.atMost(CLAUSES_MAX, "conformity", in.objects("conformity"))) {
            clause.only("clause", "state", "source");
            clauses.add(new Clause(
                    Texts.bounded(clause, "clause"),
                    clause.constant("state", ClauseState.class),
                    Texts.bounded(clause, "source")));
        }
        return List.copyOf(clauses);
    }

    private static List<Limit> limits(Json.Fields in) throws ShapeException {
        List<Limit> limits = new ArrayList<>();
        for (String code : Texts.atMost(CLAUSES_MAX, "notProved", in.texts("notProved"))) {
            Json.Fields one = Json.in(Json.object().put("notProved", code).build());
            limits.add(one.constant("notProved", Limit.class));
        }
        return List.copyOf(limits);
    }

    private static Optional<SeenLog> seen(Json.Fields in) throws ShapeException {
        if (!in.has("seen")) {
            return Optional.empty();
        }
        Json.Fields seen = in.object("seen").only("origin", "size", "root");
        return Optional.of(
                new SeenLog(Texts.bounded(seen, "origin"), seen.natural("size"), Texts.bounded(seen, "root")));
    }
}
