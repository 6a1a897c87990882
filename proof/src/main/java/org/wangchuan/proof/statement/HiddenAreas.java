package org.wangchuan.proof.statement;

import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/** Whether the device keeps areas out of reach of ordinary writes (host protected area, DCO). */
public record HiddenAreas(State state, Optional<String> detail) {

    /** What is known about such areas. */
    public enum State {
        NONE,
        FOUND,
        UNREADABLE,
        NOT_APPLICABLE
    }

    JsonValue.Obj json() {
        return Json.object()
                .put("state", Json.wireName(state))
                .put("detail", detail)
                .build();
    }

    static HiddenAreas read(Json.Fields in) throws ShapeException {
        in.only("state", "detail");
        return new HiddenAreas(in.constant("state", State.class), in.optionalText("detail"));
    }
}
