package org.wangchuan.engine.policy;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * One pass that a policy asks for.
 *
 * @param pattern what is written
 * @param verify whether it is read back before the next pass
 */
public record PassSpec(PatternKind pattern, boolean verify) {

    /** As it stands in policies and evidence. */
    public JsonValue.Obj toJson() {
        return Json.object()
                .put("pattern", Json.wireName(pattern))
                .put("verify", verify)
                .build();
    }

    /** Reads what {@link #toJson} writes. */
    public static PassSpec fromJson(Json.Fields fields) throws ShapeException {
        fields.only("pattern", "verify");
        return new PassSpec(fields.constant("pattern", PatternKind.class), fields.bool("verify"));
    }
}
