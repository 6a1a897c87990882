package org.wangchuan.proof.certificate;

import java.nio.charset.StandardCharsets;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;

/** A compact JWS (RFC 7515) whose header and payload are canonical JSON; nothing is verified. */
record Jws(JsonValue.Obj header, JsonValue.Obj payload, String signingInput, String signatureText) {
    /** Longest text that is read. */
    static final int CHARS_MAX = 4096;

    /** Of EdDSA with Ed25519 as of ES256. */
    private static final int SIGNATURE_LENGTH = 64;

    static Jws parse(String text) throws VerificationException {
        String[] parts = text.split("\\.", 4);
        if (text.length() > CHARS_MAX || parts.length != 3) {
            throw new VerificationException(
                    FailureCode.COUNTERSIGNATURE, "JWS", "three parts in " + CHARS_MAX + " characters", "another text");
        }
        int signatureBytes = Base64Url.decode(parts[2]).length;
        if (signatureBytes != SIGNATURE_LENGTH) {
            throw new VerificationException(
                    FailureCode.COUNTERSIGNATURE,
                    "JWS signature",
                    SIGNATURE_LENGTH + " bytes",
                    signatureBytes + " bytes");
        }
        return new Jws(readObject(parts[0]), readObject(parts[1]), parts[0] + "." + parts[1], parts[2]);
    }

    /** What is signed, of its parts. */
    static String signingInput(JsonValue.Obj header, JsonValue.Obj payload) {
        return Base64Url.encode(CanonicalJson.write(header)) + "." + Base64Url.encode(CanonicalJson.write(payload));
    }

    byte[] signed() {
        return signingInput.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] signature() throws VerificationException {
        return Base64Url.decode(signatureText);
    }

    private static JsonValue.Obj readObject(String base64Url) throws VerificationException {
        try {
            return CanonicalJson.readObject(Base64Url.decode(base64Url));
        } catch (MalformedJsonException e) {
            throw new VerificationException(FailureCode.COUNTERSIGNATURE, "JWS", "canonical JSON", e);
        }
    }
}
