package org.wangchuan.proof.verify;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.Target.MediumClass;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Work;

/**
 * What a rule set plans for each class of media, read from its file, held against what a statement shows was done to a drive or an image. No plan of
 * {@code engine.plan.Planner} has anything else; {@code rules.js} of the page is its twin.
 *
 * @param overwritten the classes for which there are passes
 * @param byItself a drive's own ways by class; a revert by PSID is named by none, and may come before the passes of any
 * @param thenOverwrites whether the passes follow those in any case
 * @param elseOverwrites whether they follow if those come to nothing
 */
public record RulePlan(
        Set<MediumClass> overwritten,
        Map<MediumClass, Set<Technique>> byItself,
        boolean thenOverwrites,
        boolean elseOverwrites) {
    private static final String OVERWRITE = "overwrite";

    public RulePlan {
        overwritten = Set.copyOf(overwritten);
        byItself = Map.copyOf(byItself);
    }

    /** Reads it from the document of a rule set. */
    public static RulePlan read(Json.Fields document) throws ShapeException {
        Set<MediumClass> overwritten = EnumSet.noneOf(MediumClass.class);
        for (MediumClass medium : MediumClass.values()) {
            if (!document.object(OVERWRITE).objects(Json.wireName(medium)).isEmpty()) {
                overwritten.add(medium);
            }
        }
        return new RulePlan(
                overwritten,
                document.has("native") ? techniques(document.object("native"), "native") : Map.of(),
                document.has("nativeThenOverwrite") && document.bool("nativeThenOverwrite"),
                document.has("nativeElseOverwrite") && document.bool("nativeElseOverwrite"));
    }

    /** Whether a good verdict stands above work that is not of this plan. A bad one promises nothing, and what is not shown denies nothing. */
    public boolean isLeftBy(Verdict verdict, Disclosed shown) {
        return verdict.isGood()
                && shown.target().isPresent()
                && shown.work().isPresent()
                && !allows(shown.target().get().mediumClass(), shown.work().get());
    }

    private boolean allows(MediumClass medium, Work work) {
        boolean isOverwritten = !work.passes().isEmpty();
        boolean hasPasses = overwritten.contains(medium);
        boolean isOfPasses = isOverwritten ? hasPasses : !(thenOverwrites && hasPasses);
        return isOfPasses
                && work.byItself()
                        .map(erase -> allows(medium, erase.technique(), isOverwritten))
                        .orElse(true);
    }

    /** A revert opens a drive for its passes, and is no erasure without them; those of a drive that has a way of its own are planned only where the rule set says so. */
    private boolean allows(MediumClass medium, Technique technique, boolean isOverwritten) {
        if (technique == Technique.TCG_PSID_REVERT) {
            return isOverwritten;
        }
        return byItself.getOrDefault(medium, Set.of()).contains(technique)
                && (!isOverwritten || thenOverwrites || elseOverwrites);
    }

    /** The ids of all that it plans for a class of media, as plans name them. */
    public List<String> ids(MediumClass medium) {
        List<String> out = new ArrayList<>(byItself.getOrDefault(medium, Set.of()).stream()
                .map(Json::wireName)
                .sorted()
                .toList());
        if (overwritten.contains(medium)) {
            out.add(OVERWRITE);
        }
        return List.copyOf(out);
    }

    /** The ids of what was done, likewise. */
    public static List<String> ids(Work work) {
        List<String> out = new ArrayList<>(work.byItself().map(NativeErase::technique).map(Json::wireName).stream()
                .toList());
        if (!work.passes().isEmpty()) {
            out.add(OVERWRITE);
        }
        return List.copyOf(out);
    }

    /** A drive's own ways by class of media; every class is named. */
    static Map<MediumClass, Set<Technique>> techniques(Json.Fields in, String name) throws ShapeException {
        Map<MediumClass, Set<Technique>> out = new EnumMap<>(MediumClass.class);
        for (MediumClass medium : MediumClass.values()) {
            Set<Technique> named = EnumSet.noneOf(Technique.class);
            for (String id : in.texts(Json.wireName(medium))) {
                named.add(technique(id, name));
            }
            out.put(medium, Set.copyOf(named));
        }
        return out;
    }

    private static Technique technique(String id, String name) throws ShapeException {
        for (Technique one : Technique.values()) {
            if (Json.wireName(one).equals(id)) {
                return one;
            }
        }
        throw new ShapeException(name, "ways of a drive that this version knows", "another");
    }
}
