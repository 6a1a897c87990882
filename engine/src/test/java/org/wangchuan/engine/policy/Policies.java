package org.wangchuan.engine.policy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
}
