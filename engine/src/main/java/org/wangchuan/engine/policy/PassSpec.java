package org.wangchuan.engine.policy;

import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * One pass that a policy asks for.
 *
 * @param pattern what is written
 * @param fixedHex for {@link PatternKind#FIXED}, and only there: the 1 to 512 bytes that are repeated, in lower-case hex
 * @param verify whether it is read back before the next pass
 */
public record PassSpec(PatternKind pattern, Optional<String> fixedHex, boolean verify) {

    private static final String FIXED_HEX = "([0-9a-f]{2}){1,512}";

    public PassSpec {
        if (fixedHex.isPresent() != (pattern == PatternKind.FIXED)) {
            throw new IllegalArgumentException("bytes are given for a fixed pattern and for no other");
        }
        if (fixedHex.isPresent() && !fixedHex.get().matches(FIXED_HEX)) {
            throw new IllegalArgumentException("1 to 512 bytes in lower-case hex");
        }
    }

    /** A pass of a pattern that needs no bytes. */
    public static PassSpec of(PatternKind pattern, boolean verify) {
        return new PassSpec(pattern, Optional.empty(), verify);
    }

    /** As it stands in policies and evidence. */
    public JsonValue.Obj toJson() {
        return Json.object()
                .put("pattern", Json.wireName(pattern))
                .put("bytes", fixedHex)
                .put("verify", verify)
                .build();
    }

    /** Reads what {@link #toJson} writes. */
    public static PassSpec fromJson(Json.Fields fields) throws ShapeException {
        fields.only("pattern", "bytes", "verify");
        PatternKind pattern = fields.constant("pattern", PatternKind.class);
        Optional<String> fixedHex = fields.optionalText("bytes");
        if (fixedHex.isPresent() != (pattern == PatternKind.FIXED)
                || fixedHex.filter(hex -> !hex.matches(FIXED_HEX)).isPresent()) {
            throw new ShapeException(
                    "bytes", "1 to 512 bytes in lower-case hex for a fixed pattern, else none", "other");
        }
        return new PassSpec(pattern, fixedHex, fields.bool("verify"));
    }
}
