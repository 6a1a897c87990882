package org.wangchuan.proof.receipt;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;

/**
 * Keys that a file says it was made with. They are never trusted; with a station that is not known they allow to see
 * that the file is at least consistent.
 */
public record Hint(PublicKey station, VerifierKey log) {
    /** Reads the value of the member {@code hint}. */
    public static Hint read(Json.Fields in) throws ShapeException, VerificationException {
        in.only("station", "log");
        return new Hint(PublicKey.parse(in.text("station")), VerifierKey.parse(in.text("log")));
    }

    /** The value of the member. */
    public JsonValue.Obj json() {
        return Json.object()
                .put("station", station.base64Url())
                .put("log", log.toString())
                .build();
    }
}
