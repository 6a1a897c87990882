package org.wangchuan.engine.policy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;

/**
 * One version of one rule set. The whole document travels inside the evidence, so that a verdict can be
 * replayed when this version is long gone.
 *
 * @param id stable name, as given to {@code --policy}
 * @param version counts up with every change of the data
 * @param title for people
 * @param source where the rule set is known from
 * @param overwrite passes by medium class; a class that overwriting can't satisfy has none
 * @param verifyLeast the least verification that the policy accepts
 * @param techniques ways of a drive to erase itself, the preferred first, by medium class; none where the policy knows of none
 * @param nativeThenOverwrite whether the passes follow when the drive has erased itself, or has refused to
 * @param nativeElseOverwrite whether the passes follow only if no technique of the drive came to an end that is shown; those passes are verified as
 *     {@code verifyLeast} says, and what the drive did by itself in samples
 * @param clauses what conformity is judged by
 * @param obligations what the rule asks of the operator beyond this one device; told, never judged here
 * @param document the document it was read from
 */
public record Policy(
        String id,
        long version,
        BilingualText title,
        String source,
        Map<MediumClass, List<PassSpec>> overwrite,
        VerifyMode verifyLeast,
        Map<MediumClass, List<NativeTechnique>> techniques,
        boolean nativeThenOverwrite,
        boolean nativeElseOverwrite,
        List<Clause> clauses,
        List<BilingualText> obligations,
        JsonValue.Obj document) {

    /** More passes than any published scheme has (Gutmann: 35). */
    private static final int PASSES_MAX = 40;

    public Policy {
        overwrite = Map.copyOf(overwrite);
        techniques = Map.copyOf(techniques);
        clauses = List.copyOf(clauses);
        obligations = List.copyOf(obligations);
    }

    /** SHA-256 of the canonical document, in lower-case hex. */
    public String digest() {
        return Sha256.hex(CanonicalJson.write(document));
    }

    /** The passes for a class of media; empty where overwriting can't satisfy the policy. */
    public List<PassSpec> passesFor(MediumClass mediumClass) {
        return overwrite.getOrDefault(mediumClass, List.of());
    }

    /** A drive's own ways for a class of media, the preferred first. */
    public List<NativeTechnique> techniquesFor(MediumClass mediumClass) {
        return techniques.getOrDefault(mediumClass, List.of());
    }

    /**
     * Whether passes are planned that follow only if the drive's own ways come to nothing. A revert opens a drive for its passes, which follow it in any case.
     *
     * @param planned ids of the drive's own techniques in a plan under this policy
     */
    public boolean overwritesOnlyIfNeeded(List<String> planned) {
        return nativeElseOverwrite
                && !planned.isEmpty()
                && !planned.equals(List.of(NativeTechnique.TCG_PSID_REVERT.id()));
    }

    /** The level that the clauses ask for: the highest of them, CLEARED if none says. */
    public SanitizationLevel level() {
        SanitizationLevel level = SanitizationLevel.CLEARED;
        for (Clause clause : clauses) {
            if (clause.needs() instanceof Requirement.Level(SanitizationLevel least) && least.compareTo(level) > 0) {
                level = least;
            }
        }
        return level;
    }

    /**
     * Reads a policy document.
     *
     * @throws ShapeException if anything is missing, unknown or out of range
     */
    public static Policy fromJson(JsonValue.Obj document) throws ShapeException {
        Json.Fields fields = Json.in(document)
                .only(
                        "id",
                        "version",
                        "title",
                        "source",
                        "overwrite",
                        "verifyLeast",
                        "native",
                        "nativeThenOverwrite",
                        "nativeElseOverwrite",
                        "clauses",
                        "obligations");
        Map<MediumClass, List<PassSpec>> overwrite = new EnumMap<>(MediumClass.class);
        for (MediumClass mediumClass : MediumClass.values()) {
            List<PassSpec> passes = new ArrayList<>();
            for (Json.Fields pass : fields.object("overwrite").objects(Json.wireName(mediumClass))) {
                passes.add(PassSpec.fromJson(pass));
            }
            if (passes.size() > PASSES_MAX) {
                throw new ShapeException("overwrite", "at most " + PASSES_MAX + " passes", passes.size() + "");
            }
            overwrite.put(mediumClass, List.copyOf(passes));
        }
        List<Clause> clauses = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Json.Fields clause : fields.objects("clauses")) {
            Clause read = Clause.fromJson(clause);
            if (!ids.add(read.id())) {
                throw new ShapeException("clauses", "distinct ids", "a repeated one");
            }
            clauses.add(read);
        }
        if (clauses.isEmpty()) {
            // A policy without clauses would be satisfied by anything.
            throw new ShapeException("clauses", "at least one clause", "none");
        }
        List<BilingualText> obligations = new ArrayList<>();
        for (Json.Fields obligation : fields.objects("obligations")) {
            obligations.add(BilingualText.fromJson(obligation));
        }
        Policy policy = new Policy(
                BilingualText.line(fields, "id"),
                fields.whole("version", 1, 1_000_000),
                BilingualText.fromJson(fields.object("title")),
                BilingualText.line(fields, "source"),
                overwrite,
                fields.constant("verifyLeast", VerifyMode.class),
                fields.has("native") ? NativeTechnique.byClass(fields.object("native"), "native") : Map.of(),
                fields.has("nativeThenOverwrite") && fields.bool("nativeThenOverwrite"),
                fields.has("nativeElseOverwrite") && fields.bool("nativeElseOverwrite"),
                clauses,
                obligations,
                document);
        requireConsistent(policy);
        return policy;
    }

    /** Whatever a clause counts as good as passes has to be planned as well, and what falls back has to have something to fall back to. */
    private static void requireConsistent(Policy policy) throws ShapeException {
        if (policy.nativeThenOverwrite() && policy.nativeElseOverwrite()) {
            throw new ShapeException("nativeElseOverwrite", "passes after it or instead of it", "both");
        }
        for (MediumClass mediumClass : MediumClass.values()) {
            List<NativeTechnique> planned = policy.techniquesFor(mediumClass);
            if (policy.nativeElseOverwrite()
                    && !planned.isEmpty()
                    && policy.passesFor(mediumClass).isEmpty()) {
                throw new ShapeException(
                        "nativeElseOverwrite", "passes for " + Json.wireName(mediumClass), "none to fall back to");
            }
            for (NativeTechnique technique : planned) {
                if (policy.nativeElseOverwrite() && !technique.refusedByAnswer()) {
                    throw new ShapeException(
                            "nativeElseOverwrite", "techniques that a drive refuses by its answer", technique.id());
                }
            }
            for (Clause clause : policy.clauses()) {
                if (clause.needs() instanceof Requirement.Overwritten needed
                        && !planned.containsAll(needed.orErasedBy(mediumClass))) {
                    throw new ShapeException("orErasedBy", "techniques of the rule set", "another");
                }
            }
        }
    }
}
