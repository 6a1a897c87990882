package org.wangchuan.proof.receipt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.SignedCheckpoint;

/**
 * The cosigned checkpoint whose digest a statement holds in its claim {@code witnessed}, and what shows that the log
 * of today begins with that tree: the statement is not older than those cosignatures.
 *
 * @param hashes of the consistency proof from there to the tree of the statement's proof
 */
public record NotBefore(SignedCheckpoint checkpoint, List<Bytes32> hashes) {
    /** Most hashes that are read, as in a witness's request. */
    public static final int HASHES_MAX = 63;

    public NotBefore {
        hashes = List.copyOf(hashes);
    }

    /** Reads the value of the member {@code notBefore}; nothing is verified. */
    public static NotBefore read(Json.Fields in) throws ShapeException, VerificationException {
        in.only("checkpoint", "hashes");
        List<String> texts = in.texts("hashes");
        if (texts.size() > HASHES_MAX) {
            throw new VerificationException(
                    FailureCode.PROOF_FORMAT, "notBefore.hashes", "at most " + HASHES_MAX, texts.size() + "");
        }
        List<Bytes32> hashes = new ArrayList<>();
        for (String text : texts) {
            hashes.add(Bytes32.parseBase64(text));
        }
        return new NotBefore(SignedCheckpoint.parse(in.text("checkpoint").getBytes(StandardCharsets.UTF_8)), hashes);
    }

    /** The value of the member. */
    public JsonValue.Obj json() {
        return Json.object()
                .put("checkpoint", new String(checkpoint.toBytes(), StandardCharsets.UTF_8))
                .put("hashes", Json.texts(hashes.stream().map(Bytes32::base64).toList()))
                .build();
    }
}
