package org.wangchuan.engine.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;

/** Rule sets that nobody ships, for tests. */
public final class Policies {
    private Policies() {}

    /** The rule set under another name, with other passes for every class. */
    public static Policy with(Policy policy, List<PassSpec> passes) {
        Json.Builder overwrite = Json.object();
        for (MediumClass mediumClass : MediumClass.values()) {
            overwrite.put(
                    Json.wireName(mediumClass),
                    new JsonValue.Array(
                            passes.stream().<JsonValue>map(PassSpec::toJson).toList()));
        }
        Map<String, JsonValue> members = new TreeMap<>(policy.document().members());
        members.put("overwrite", overwrite.build());
        members.put("id", new JsonValue.Text("test-" + policy.id()));
        try {
            return Policy.fromJson(new JsonValue.Obj(members));
        } catch (ShapeException e) {
            throw new AssertionError(e);
        }
    }

    /** NIST Clear with other passes. */
    public static Policy nistClearWith(List<PassSpec> passes) {
        return with(PolicyCatalogue.find("nist-clear").orElseThrow(), passes);
    }

    /** NIST Clear where drives may erase themselves in every way that is known. */
    public static Policy clearByItself() {
        return changed("nist-clear", "native", everyTechnique());
    }

    /** NIST Purge, and overwriting after it. */
    public static Policy purgeThenOverwrite() {
        Policy purge =
                with(PolicyCatalogue.find("nist-purge").orElseThrow(), List.of(PassSpec.of(PatternKind.RANDOM, true)));
        Map<String, JsonValue> members = new TreeMap<>(purge.document().members());
        members.put("nativeThenOverwrite", new JsonValue.Bool(true));
        return read(members);
    }

    /** NIST Purge where drives may erase themselves in every way that is known, those among them that reach no more than Clear. */
    public static Policy purgeInEveryWay() {
        return changed("nist-purge", "native", everyTechnique());
    }

    private static JsonValue everyTechnique() {
        Json.Builder out = Json.object();
        for (MediumClass mediumClass : MediumClass.values()) {
            List<String> ids = mediumClass == MediumClass.IMAGE
                    ? List.of()
                    : Stream.of(NativeTechnique.values())
                            .filter(technique -> technique != NativeTechnique.TCG_PSID_REVERT)
                            .map(NativeTechnique::id)
                            .toList();
            out.put(Json.wireName(mediumClass), Json.texts(ids));
        }
        return out.build();
    }

    private static Policy changed(String id, String member, JsonValue value) {
        Map<String, JsonValue> members =
                new TreeMap<>(PolicyCatalogue.find(id).orElseThrow().document().members());
        members.put("id", new JsonValue.Text("test-" + id));
        members.put(member, value);
        return read(members);
    }

    private static Policy read(Map<String, JsonValue> members) {
        try {
            return Policy.fromJson(new JsonValue.Obj(members));
        } catch (ShapeException e) {
            throw new AssertionError(e);
        }
    }
}
