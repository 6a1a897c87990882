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
        return new Policy(
                BilingualText.line(fields, "id"),
                fields.whole("version", 1, 1_000_000),
                BilingualText.fromJson(fields.object("title")),
                BilingualText.line(fields, "source"),
                overwrite,
                fields.constant("verifyLeast", VerifyMode.class),
                fields.has("native") ? techniques(fields.object("native")) : Map.of(),
                fields.has("nativeThenOverwrite") && fields.bool("nativeThenOverwrite"),
                clauses,
                obligations,
                document);
    }

    /** Every class is named, so that none is forgotten; a file has no drive's ways. */
    private static Map<MediumClass, List<NativeTechnique>> techniques(Json.Fields fields) throws ShapeException {
        Map<MediumClass, List<NativeTechnique>> out = new EnumMap<>(MediumClass.class);
        for (MediumClass mediumClass : MediumClass.values()) {
            List<NativeTechnique> techniques = new ArrayList<>();
            for (String id : fields.texts(Json.wireName(mediumClass))) {
                NativeTechnique technique = NativeTechnique.of(id)
                        .orElseThrow(() -> new ShapeException("native", "techniques that this version knows", id));
                if (technique == NativeTechnique.TCG_PSID_REVERT) {
                    throw new ShapeException("native", "techniques that rule sets name", id);
                }
                if (techniques.contains(technique) || mediumClass == MediumClass.IMAGE) {
                    throw new ShapeException("native", "each technique once, and none for images", id);
                }
                techniques.add(technique);
            }
            out.put(mediumClass, List.copyOf(techniques));
        }
        return out;
    }
}
