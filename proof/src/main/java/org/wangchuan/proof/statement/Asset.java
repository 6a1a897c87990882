package org.wangchuan.proof.statement;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * The owner's own name for the thing: the disclosure {@code asset}.
 *
 * @param tag an inventory number or the like
 */
public record Asset(String tag) {
    /** Name of the disclosed claim. */
    public static final String CLAIM = "asset";

    /** The value of the disclosed claim. */
    public JsonValue.Obj json() {
        return Json.object().put("tag", tag).build();
    }

    static Asset read(Json.Fields in) throws ShapeException {
        in.only("tag");
        return new Asset(in.text("tag"));
    }
}
