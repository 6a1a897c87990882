package org.wangchuan.proof.statement;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.PublicKey;

/**
 * An SD-JWT (RFC 9901) without key binding: {@code header.payload.signature~disclosure~…~}. It
 * exists only if header and payload are canonical JSON and every disclosure belongs to exactly one digest;
 * the signature is checked by {@link #verify}. Immutable and thread-safe.
 */
public final class SdJwt {
    /** Longest text that is read; long lists of unreadable ranges fit. */
    public static final int CHARS_MAX = 2 << 20;

    /** Most digests that a payload may hold. */
    public static final int DIGESTS_MAX = 32;

    /** The header's {@code alg} (RFC 8037, section 3.1). */
    public static final String ALGORITHM = "EdDSA";

    /** The header's {@code typ}. */
    public static final String TYPE = "wangchuan-statement+sd-jwt";

    /** The payload's {@code _sd_alg} (RFC 9901, section 4.1.1). */
    public static final String DIGEST_ALGORITHM = "sha-256";

    private final String jwt;
    private final String keyId;
    private final JsonValue.Obj payload;
    private final List<Disclosure> disclosures;

    /** Private: no payload without the signed text that spells it. */
    private SdJwt(String jwt, String keyId, JsonValue.Obj payload, List<Disclosure> disclosures) {
        this.jwt = jwt;
        this.keyId = keyId;
        this.payload = payload;
        this.disclosures = List.copyOf(disclosures);
    }

    /**
     * Reads the compact form.
     *
     * @throws VerificationException with code STATEMENT_FORMAT, DISCLOSURE or ENCODING
     */
    public static SdJwt parse(String text) throws VerificationException {
        if (text.length() > CHARS_MAX) {
            throw bad("statement", "at most " + CHARS_MAX + " characters", text.length() + "");
        }
        String[] parts = text.split("~", DIGESTS_MAX + 3);
        if (parts.length < 2 || !parts[parts.length - 1].isEmpty()) {
            throw bad("statement", "jwt~disclosure~…~ without key binding", "another text");
        }
        String jwt = parts[0];
        String[] segments = jwt.split("\\.", 4);
        if (segments.length != 3) {
            throw bad("statement", "header.payload.signature", segments.length + " segments");
        }
        String keyId = readHeader(readObject("header", segments[0]));
        JsonValue.Obj payload = readObject("payload", segments[1]);
        int signatureBytes = Base64Url.decode(segments[2]).length;
        if (signatureBytes != PublicKey.SIGNATURE_LENGTH) {
            throw bad("signature", "64 bytes", signatureBytes + " bytes");
        }
        List<Disclosure> disclosures = new ArrayList<>();
        for (String part : List.of(parts).subList(1, parts.length - 1)) {
            disclosures.add(Disclosure.parse(part));
        }
        checkDigests(payload, disclosures);
        return new SdJwt(jwt, keyId, payload, disclosures);
    }

    /** The issuer-signed part, the same for every audience. */
    public String jwt() {
        return jwt;
    }

    /** The header's {@code kid}: RFC 7638 thumbprint of the signing key. */
    public String keyId() {
        return keyId;
    }

    /** The signed claims, with the digests of the others. */
    public JsonValue.Obj payload() {
        return payload;
    }

    /** Those that are shown here. */
    public List<Disclosure> disclosures() {
        return disclosures;
    }

    /** The compact form. */
    public String text() {
        StringBuilder out = new StringBuilder(jwt).append('~');
        disclosures.forEach(disclosure -> out.append(disclosure.text()).append('~'));
        return out.toString();
    }

    /** SHA-256 of the issuer-signed JWT: what the station's next statement names in {@code prev}. */
    public Bytes32 digest() {
        return Bytes32.sha256(jwt.getBytes(StandardCharsets.US_ASCII));
    }

    /** The same statement, showing only these claims; names that are not shown already are passed over. */
    public SdJwt showingOnly(Set<String> names) {
        return new SdJwt(
                jwt,
                keyId,
                payload,
                disclosures.stream().filter(d -> names.contains(d.name())).toList());
    }

    /** The value of a claim, if it is shown. */
    public Optional<JsonValue.Obj> disclosed(String name) {
        return disclosures.stream()
                .filter(disclosure -> disclosure.name().equals(name))
                .map(Disclosure::value)
                .findFirst();
    }

    /**
     * Returns if this key is the one that the header names, and has signed.
     *
     * @throws VerificationException with code STATEMENT_SIGNATURE
     */
    public void verify(PublicKey key) throws VerificationException {
        if (!key.thumbprint().equals(keyId)) {
            throw new VerificationException(
                    FailureCode.STATEMENT_SIGNATURE, "statement", "key " + keyId, "key " + key.thumbprint());
        }
        int lastDot = jwt.lastIndexOf('.');
        byte[] signed = jwt.substring(0, lastDot).getBytes(StandardCharsets.US_ASCII);
        if (!key.verifies(signed, Base64Url.decode(jwt.substring(lastDot + 1)))) {
            throw new VerificationException(
                    FailureCode.STATEMENT_SIGNATURE, "statement", "a valid signature", "one that is not");
        }
    }

    private static JsonValue.Obj readObject(String what, String base64Url) throws VerificationException {
        try {
            return CanonicalJson.readObject(Base64Url.decode(base64Url));
        } catch (MalformedJsonException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, what, "canonical JSON", e);
        }
    }

    private static String readHeader(JsonValue.Obj header) throws VerificationException {
        try {
            Json.Fields in = Json.in(header).only("alg", "kid", "typ");
            if (!in.text("alg").equals(ALGORITHM)) {
                throw bad("header.alg", ALGORITHM, in.text("alg"));
            }
            if (!in.text("typ").equals(TYPE)) {
                throw bad("header.typ", TYPE, in.text("typ"));
            }
            return Bytes32.parseBase64Url(in.text("kid")).base64Url();
        } catch (ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "header", "alg, kid and typ", e);
        }
    }

    /** RFC 9901, section 7.1: each disclosure by exactly one digest, no claim twice, no digest twice. */
    private static void checkDigests(JsonValue.Obj payload, List<Disclosure> disclosures) throws VerificationException {
        List<String> digests;
        try {
            Json.Fields in = Json.in(payload);
            if (!in.text("_sd_alg").equals(DIGEST_ALGORITHM)) {
                throw bad("_sd_alg", DIGEST_ALGORITHM, in.text("_sd_alg"));
            }
            digests = in.texts("_sd");
        } catch (ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "payload", "_sd_alg and _sd", e);
        }
        if (digests.size() > DIGESTS_MAX) {
            throw bad("_sd", "at most " + DIGESTS_MAX + " digests", digests.size() + "");
        }
        for (int i = 0; i < digests.size(); i++) {
            Bytes32.parseBase64Url(digests.get(i));
            if (i > 0 && digests.get(i - 1).compareTo(digests.get(i)) >= 0) {
                throw bad("_sd", "digests in order, each once", "another order");
            }
        }
        Set<String> names = new HashSet<>(payload.members().keySet());
        for (Disclosure disclosure : disclosures) {
            if (!digests.contains(disclosure.digest().base64Url())) {
                throw new VerificationException(
                        FailureCode.DISCLOSURE,
                        disclosure.name(),
                        "one of the signed digests",
                        "another claim or salt");
            }
            // Two disclosures with one digest would also be two claims with one name.
            if (!names.add(disclosure.name())) {
                throw new VerificationException(
                        FailureCode.DISCLOSURE, disclosure.name(), "each claim once", "it twice");
            }
        }
    }

    private static VerificationException bad(String where, String expected, String found) {
        return new VerificationException(FailureCode.STATEMENT_FORMAT, where, expected, found);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SdJwt that && text().equals(that.text());
    }

    @Override
    public int hashCode() {
        return jwt.hashCode();
    }

    /** Not the text: it may hold what a log file must not. */
    @Override
    public String toString() {
        return "SD-JWT " + digest();
    }
}
