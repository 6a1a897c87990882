package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What a clearing statement always shows.
 *
 * @param start the event id of its start statement
 * @param conformity clause by clause, in the policy's order
 */
public record ClearingClaims(
        UUID start,
        Verdict verdict,
        Policy policy,
        List<Clause> conformity,
        Evidence evidence,
        List<NotProved> notProved) {

    static final String[] NAMES = {"start", "verdict", "policy", "conformity", "evidence", "notProved"};

    /**
     * The rule set.
     *
     * @param digest SHA-256 of its file in base64url
     */
    public record Policy(String id, String version, Bytes32 digest) {}

    /**
     * One clause of the rule set, and whether it is met.
     *
     * @param source where the clause is written
     */
    public record Clause(String clause, State state, String source) {
        /** Whether a clause is met. */
        public enum State {
            SATISFIED,
            NOT_SATISFIED,
            UNDETERMINED
        }
    }

    public ClearingClaims {
        conformity = List.copyOf(conformity);
        notProved = List.copyOf(notProved);
    }

    void addTo(Json.Builder out) {
        out.put("start", start.toString())
                .put("verdict", Json.wireName(verdict))
                .put("policy", policyJson(policy))
                .put("conformity", conformityJson(conformity))
                .put("evidence", evidence.json())
                .put(
                        "notProved",
                        Json.texts(notProved.stream().map(Json::wireName).toList()));
    }

    static JsonValue policyJson(Policy policy) {
        return Json.object()
                .put("id", policy.id())
                .put("version", policy.version())
                .put("digest", policy.digest().base64Url())
                .build();
    }

    static JsonValue conformityJson(List<Clause> clauses) {
        return new JsonValue.Array(clauses.stream()
                .<JsonValue>map(clause -> Json.object()
                        .put("clause", clause.clause())
                        .put("state", Json.wireName(clause.state()))
                        .put("source", clause.source())
                        .build())
                .toList());
    }

    static Policy readPolicy(Json.Fields in) throws ShapeException, VerificationException {
        Json.Fields policy = in.object("policy").only("id", "version", "digest");
        return new Policy(policy.text("id"), policy.text("version"), Bytes32.parseBase64Url(policy.text("digest")));
    }

    static List<Clause> readConformity(Json.Fields in) throws ShapeException {
        List<Clause> clauses = new ArrayList<>();
        for (Json.Fields item : in.objects("conformity")) {
            item.only("clause", "state", "source");
            clauses.add(
                    new Clause(item.text("clause"), item.constant("state", Clause.State.class), item.text("source")));
        }
        return clauses;
    }

    static ClearingClaims read(Json.Fields in) throws ShapeException, VerificationException {
        return new ClearingClaims(
                StatementReader.eventId(in, "start"),
                in.constant("verdict", Verdict.class),
                readPolicy(in),
                readConformity(in),
                Evidence.read(in.object("evidence")),
                readNotProved(in));
    }

    private static List<NotProved> readNotProved(Json.Fields in) throws ShapeException {
        List<NotProved> out = new ArrayList<>();
        for (String word : in.texts("notProved")) {
            NotProved code = null;
            for (NotProved candidate : NotProved.values()) {
                if (Json.wireName(candidate).equals(word)) {
                    code = candidate;
                }
            }
            if (code == null || out.contains(code)) {
                throw new ShapeException("notProved", "known codes, each once", "another word");
            }
            out.add(code);
        }
        return out;
    }
}
