package org.wangchuan.proof.statement;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * The evidence file that the verdict was computed from.
 *
 * @param digest its SHA-256
 * @param bytes its length
 */
public record Evidence(Bytes32 digest, long bytes) {
    /** Names these bytes. */
    public static Evidence of(byte[] evidence) {
        return new Evidence(Bytes32.sha256(evidence), evidence.length);
    }

    /**
     * Returns if these are the bytes that are named here.
     *
     * @throws VerificationException with code EVIDENCE
     */
    public void verify(byte[] evidence) throws VerificationException {
        Evidence found = of(evidence);
        if (!found.equals(this)) {
            throw new VerificationException(FailureCode.EVIDENCE, "evidence", describe(), found.describe());
        }
    }

    private String describe() {
        return bytes + " bytes with SHA-256 " + digest;
    }

    JsonValue.Obj json() {
        return Json.object()
                .put("digest", digest.base64Url())
                .put("bytes", bytes)
                .build();
    }

    static Evidence read(Json.Fields in) throws ShapeException, VerificationException {
        in.only("digest", "bytes");
        return new Evidence(Bytes32.parseBase64Url(in.text("digest")), in.natural("bytes"));
    }
}
