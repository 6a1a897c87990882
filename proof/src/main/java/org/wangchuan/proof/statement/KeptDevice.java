package org.wangchuan.proof.statement;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * Why the facts of a device outlive those of its person: the claim {@code kept} of a forgetting.
 *
 * @param untilSeconds when they are due to be forgotten too, since 1970-01-01 UTC
 * @param reason the rule that asks for it, as the station's operator names it; 1 to 200 characters, none of them a control
 */
public record KeptDevice(long untilSeconds, String reason) {
    /** Name of the claim. */
    public static final String CLAIM = "kept";

    private static final int REASON_CHARS_MAX = 200;

    public KeptDevice {
        if (untilSeconds < 0 || untilSeconds > StatementHead.SECONDS_MAX || !isReason(reason)) {
            throw new IllegalArgumentException("beyond the limits of what is kept");
        }
    }

    /** Whether a text can be the reason. */
    public static boolean isReason(String text) {
        return !text.isEmpty()
                && text.length() <= REASON_CHARS_MAX
                && text.codePoints().noneMatch(Character::isISOControl);
    }

    JsonValue.Obj json() {
        return Json.object().put("until", untilSeconds).put("reason", reason).build();
    }

    static KeptDevice read(Json.Fields in) throws ShapeException {
        in.only("until", "reason");
        long until = in.whole("until", 0, StatementHead.SECONDS_MAX);
        String reason = in.text("reason");
        if (!isReason(reason)) {
            throw new ShapeException("reason", "1 to 200 characters, none of them a control", "another text");
        }
        return new KeptDevice(until, reason);
    }
}
