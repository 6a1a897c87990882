package org.wangchuan.proof.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * @param phone present exactly if it was a phone
 */
public record ClearingClaims(
        UUID start,
        Verdict verdict,
        Policy policy,
        List<Clause> conformity,
        Evidence evidence,
        List<NotProved> notProved,
        Optional<PhoneClaims> phone) {

    static final String[] NAMES = {
        "start", "verdict", "policy", "conformity", "evidence", "notProved", PhoneClaims.CLAIM
    };

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

    /** @throws IllegalArgumentException for what can't be said of a phone, or only of one */
    public ClearingClaims {
        conformity = List.copyOf(conformity);
        notProved = List.copyOf(notProved);
        if (phone.isEmpty() && notProved.stream().anyMatch(NotProved::isOfPhones)) {
            throw new IllegalArgumentException("what is open of phones alone, of none");
        }
        if (phone.isPresent() && !isOfPhones(verdict, phone.get())) {
            throw new IllegalArgumentException("a verdict that no phone can have");
        }
    }

    /** Of a drive or an image. */
    public ClearingClaims(
            UUID start,
            Verdict verdict,
            Policy policy,
            List<Clause> conformity,
            Evidence evidence,
            List<NotProved> notProved) {
        this(start, verdict, policy, conformity, evidence, notProved, Optional.empty());
    }

    /** No phone shows that its keys are destroyed, nor which part of it is not erased; and where no way was chosen, nothing was erased. */
    private static boolean isOfPhones(Verdict verdict, PhoneClaims phone) {
        return switch (verdict) {
            case CLEARED, UNPROVEN -> phone.technique().isPresent();
            case FAILED -> true;
            case PURGED, PARTIAL -> false;
        };
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
        phone.ifPresent(claims -> out.put(PhoneClaims.CLAIM, claims.json()));
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
        Optional<PhoneClaims> phone = in.has(PhoneClaims.CLAIM)
                ? Optional.of(PhoneClaims.read(in.object(PhoneClaims.CLAIM)))
                : Optional.empty();
        UUID start = StatementReader.eventId(in, "start");
        Verdict verdict = in.constant("verdict", Verdict.class);
        Policy policy = readPolicy(in);
        List<Clause> conformity = readConformity(in);
        Evidence evidence = Evidence.read(in.object("evidence"));
        List<NotProved> notProved = readNotProved(in);
        try {
            return new ClearingClaims(start, verdict, policy, conformity, evidence, notProved, phone);
        } catch (IllegalArgumentException e) {
            ShapeException beyond = new ShapeException(
                    PhoneClaims.CLAIM, "a verdict and limits that a phone can have, or a drive", "others");
            beyond.initCause(e);
            throw beyond;
        }
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
