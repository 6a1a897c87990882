package org.wangchuan.proof.statement;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;

/**
 * The last cosigned checkpoint that a station had in its hands when it made a statement: the claim {@code witnessed}.
 *
 * <p>Size and root alone would prove nothing: a tree can exist long before a witness sees it. The digest covers the
 * cosignatures too, which nobody can know before they are made, so the statement is not older than they are.
 *
 * @param note SHA-256 of the whole note, with all its signature lines
 */
public record Witnessed(Checkpoint checkpoint, Bytes32 note) {
    /** Names this note. */
    public static Witnessed of(SignedCheckpoint cosigned) {
        return new Witnessed(cosigned.checkpoint(), Bytes32.sha256(cosigned.toBytes()));
    }

    /** The claim's value. */
    public JsonValue.Obj json() {
        return Json.object()
                .put("origin", checkpoint.origin())
                .put("size", checkpoint.size())
                .put("root", checkpoint.root().base64Url())
                .put("note", note.base64Url())
                .build();
    }

    /** Reads the claim's value. */
    public static Witnessed read(Json.Fields in) throws ShapeException, VerificationException {
        in.only("origin", "size", "root", "note");
        return new Witnessed(
                Checkpoint.checked(in.text("origin"), in.natural("size"), Bytes32.parseBase64Url(in.text("root"))),
                Bytes32.parseBase64Url(in.text("note")));
    }
}
