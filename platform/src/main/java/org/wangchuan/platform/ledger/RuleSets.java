package org.wangchuan.platform.ledger;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.verify.ClauseNeeds;
import org.wangchuan.proof.verify.RulePlan;

/** The rule sets that this platform knows, from the very files that stations go by. Thread-safe. */
@Component
public class RuleSets {
    private final List<RuleSet> all;

    RuleSets() throws IOException {
        List<RuleSet> read = new ArrayList<>();
        for (Resource file : new PathMatchingResourcePatternResolver().getResources("classpath:rules/*.json")) {
            read.add(read(file));
        }
        if (read.isEmpty()) {
            throw new IOException("expected rule sets in rules/, found none");
        }
        all = List.copyOf(read);
    }

    /**
     * A rule set in one version.
     *
     * @param digest of its canonical document
     * @param plan what it plans for each class of media
     */
    record RuleSet(String id, String version, Bytes32 digest, List<Rule> clauses, RulePlan plan) {
        RuleSet {
            clauses = List.copyOf(clauses);
        }
    }

    /** A clause of it, with what it asks for. */
    record Rule(String id, String source, ClauseNeeds needs, String en, String zh) {
        /** Whether it follows from the verdict, and from nobody's word. */
        boolean isOfVerdict() {
            return needs instanceof ClauseNeeds.Level;
        }
    }

    /** A rule set in the very version that a statement names. */
    Optional<RuleSet> find(String id, String version) {
        return all.stream()
                .filter(one -> one.id().equals(id) && one.version().equals(version))
                .findFirst();
    }

    /** The number of the newest version of a rule set; at least 1. */
    public int newestVersion(String id) {
        return Integer.parseInt(required(id, Optional.empty()).version());
    }

    /**
     * Whether a clause of the newest version of a rule set stays open where a drive can do no more than destroy its own key, until somebody has answered
     * for it: whoever agrees to it is told before.
     */
    public boolean asksAboutKeys(String id) {
        return newest(id).stream()
                .flatMap(one -> one.clauses().stream())
                .anyMatch(clause -> clause.needs() instanceof ClauseNeeds.CryptographicEraseConditions);
    }

    /**
     * How statements name a rule set.
     *
     * @param version absent for the newest
     */
    public ClearingClaims.Policy policy(String id, Optional<Integer> version) {
        RuleSet known = required(id, version);
        return new ClearingClaims.Policy(known.id(), known.version(), known.digest());
    }

    /** A rule set that this platform offers, in this version or in its newest: all that it ever offered stay. */
    RuleSet required(String id, Optional<Integer> version) {
        return version.map(one -> find(id, String.valueOf(one)))
                .orElseGet(() -> newest(id))
                .orElseThrow(() -> new IllegalStateException("no rule set " + id));
    }

    /** A rule set in its newest version. */
    Optional<RuleSet> newest(String id) {
        return all.stream()
                .filter(one -> one.id().equals(id))
                .max(java.util.Comparator.comparingInt(one -> Integer.parseInt(one.version())));
    }

    /**
     * A version of a rule set, with its clauses that a maker's word can meet: one about the verdict follows from that, and from nobody's word.
     *
     * @param clauses their ids
     */
    public record Open(String policy, String version, List<String> clauses) {
        public Open {
            clauses = List.copyOf(clauses);
        }
    }

    /** Of all rule sets the newest version, if there is such a clause in it. */
    public List<Open> open() {
        return all.stream()
                .map(RuleSet::id)
                .distinct()
                .sorted()
                .flatMap(id -> newest(id).stream())
                .map(one -> new Open(
                        one.id(),
                        one.version(),
                        one.clauses().stream()
                                .filter(rule -> !rule.isOfVerdict())
                                .map(Rule::id)
                                .toList()))
                .filter(one -> !one.clauses().isEmpty())
                .toList();
    }

    /** What a clause says, in Chinese or English; its id if it is not known. */
    public String words(String policy, String version, String clause, boolean isChinese) {
        return find(policy, version).stream()
                .flatMap(one -> one.clauses().stream())
                .filter(one -> one.id().equals(clause))
                .map(one -> isChinese ? one.zh() : one.en())
                .findFirst()
                .orElse(clause);
    }

    private static RuleSet read(Resource file) throws IOException {
        try {
            JsonValue.Obj document = CanonicalJson.readLenientObject(file.getContentAsByteArray());
            Json.Fields in = Json.in(document);
            List<Rule> clauses = new ArrayList<>();
            for (Json.Fields clause : in.objects("clauses")) {
                Json.Fields text = clause.object("text");
                clauses.add(new Rule(
                        clause.text("id"),
                        clause.text("source"),
                        ClauseNeeds.read(clause.object("needs")),
                        text.text("en"),
                        text.text("zh")));
            }
            return new RuleSet(
                    in.text("id"),
                    in.whole("version", 1, Integer.MAX_VALUE) + "",
                    digest(document),
                    clauses,
                    RulePlan.read(in));
        } catch (MalformedJsonException | ShapeException e) {
            throw new IOException("expected a rule set in " + file.getFilename(), e);
        }
    }

    private static Bytes32 digest(JsonValue.Obj document) {
        try {
            return Bytes32.of(MessageDigest.getInstance("SHA-256").digest(CanonicalJson.write(document)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
