package org.wangchuan.station.agent;

import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.BilingualText;

/**
 * How a task came to an end, or why it does not go on just now.
 *
 * @param code stable, in capitals
 * @param receipt the receipt document, if there is one
 */
record TaskEnd(Outcome outcome, String code, BilingualText text, Optional<String> receipt) {
    TaskEnd {
        text = Lines.of(text);
    }

    /** How. */
    enum Outcome {
        /** There is a receipt, whatever it says. */
        FINISHED,
        /** Nothing was written to the medium for this task. */
        REFUSED,
        /** It will be gone on with. */
        INTERRUPTED,
        /** It will not be gone on with, and what is on the medium is not known. */
        BROKEN
    }

    static TaskEnd finished(String receipt) {
        return new TaskEnd(
                Outcome.FINISHED,
                "FINISHED",
                new BilingualText("已出具收据", "the receipt is written"),
                Optional.of(receipt));
    }

    static TaskEnd of(Outcome outcome, String code, BilingualText text) {
        return new TaskEnd(outcome, code, text, Optional.empty());
    }

    /** The same as it is told: only what has finished has a receipt. */
    TaskEnd withReceipt(Optional<String> document) {
        return new TaskEnd(outcome, code, text, outcome == Outcome.FINISHED ? document : Optional.empty());
    }

    JsonValue.Obj toJson() {
        return Json.object()
                .put("outcome", Json.wireName(outcome))
                .put("code", code)
                .put("en", text.en())
                .put("zh", text.zh())
                .put("receipt", receipt)
                .build();
    }

    static TaskEnd fromJson(Json.Fields in) throws ShapeException {
        return new TaskEnd(
                in.constant("outcome", Outcome.class),
                in.text("code"),
                new BilingualText(in.text("zh"), in.text("en")),
                in.optionalText("receipt"));
    }
}
