package org.wangchuan.proof.certificate;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.statement.StatementHead;

/**
 * That somebody besides the station stood by a statement. The station signs what it says about that (a JWS with
 * EdDSA), so that nobody can add strangers to a certificate; for the grade {@link Grade#KEY} the person's own key signs
 * too (a JWS with ES256). Reading it verifies nothing.
 *
 * @param of digest of the statement's issuer-signed JWT
 * @param atSeconds since 1970-01-01 UTC, by the station's clock
 * @param key thumbprint of the person's key, for grade KEY
 * @param image HMAC-SHA-256 of the stroke image, for grade HANDWRITTEN; its key lies with whoever keeps the image
 * @param stationJws what the station signed
 * @param keyJws what the person's key signed, for grade KEY
 */
public record CounterSignature(
        Role role,
        Grade grade,
        Bytes32 of,
        long atSeconds,
        Optional<String> key,
        Optional<Bytes32> image,
        String stationJws,
        Optional<String> keyJws) {
    /** The header's {@code typ}. */
    public static final String TYPE = "wangchuan-presence+jwt";

    /** Who stood by. In a certificate they stand in this order, each at most once. */
    public enum Role {
        /** Who did the work. */
        TECHNICIAN,
        /** Whose device it was. */
        OWNER,
        /** The second person. */
        VERIFIER
    }

    /** What it rests on, from the weakest. */
    public enum Grade {
        /** Nothing but the word of the person at the counter. */
        ASSERTED("the clerk says so"),
        /** A one-time code. Nothing of it is in the certificate: six digits are found by trying. */
        CODE("the station says that somebody at the counter typed the one-time code, and no more"),
        /** A key of the person's own. */
        KEY("a key signed that the station says is this person's: compare its thumbprint with the person's paper"),
        /** A signature by hand. The image is kept elsewhere, by whoever keeps its key; see {@link #shows}. */
        HANDWRITTEN("the station says that it was given the image of a signature by hand; the image was not looked at");

        private final String sentence;

        Grade(String sentence) {
            this.sentence = sentence;
        }

        /** What this grade shows, in plain English. */
        public String sentence() {
            return sentence;
        }
    }

    /**
     * Reads one counter-signature of a certificate.
     *
     * @throws VerificationException with code COUNTERSIGNATURE, or ENCODING
     */
    public static CounterSignature read(Json.Fields in) throws ShapeException, VerificationException {
        in.only("station", "key");
        return of(in.text("station"), in.optionalText("key"));
    }

    /** A counter-signature of its signed parts. */
    public static CounterSignature of(String stationJws, Optional<String> keyJws) throws VerificationException {
        try {
            Json.Fields claims =
                    Json.in(Jws.parse(stationJws).payload()).only("role", "grade", "of", "iat", "key", "image");
            Grade grade = claims.constant("grade", Grade.class);
            boolean isKey = grade == Grade.KEY;
            if (claims.has("key") != isKey
                    || keyJws.isPresent() != isKey
                    || claims.has("image") != (grade == Grade.HANDWRITTEN)) {
                throw bad("presence", "a key exactly for grade key, an image exactly for handwritten", grade.name());
            }
            return new CounterSignature(
                    claims.constant("role", Role.class),
                    grade,
                    Bytes32.parseBase64Url(claims.text("of")),
                    claims.whole("iat", 0, StatementHead.SECONDS_MAX),
                    isKey
                            ? Optional.of(
                                    Bytes32.parseBase64Url(claims.text("key")).base64Url())
                            : Optional.empty(),
                    claims.has("image") ? Optional.of(Bytes32.parseBase64Url(claims.text("image"))) : Optional.empty(),
                    stationJws,
                    keyJws);
        } catch (ShapeException e) {
            throw new VerificationException(FailureCode.COUNTERSIGNATURE, "presence", "its claims", e);
        }
    }

    /** What the station signs, without its signature. */
    public static String stationSigningInput(
            PublicKey station,
            Role role,
            Grade grade,
            Bytes32 of,
            long atSeconds,
            Optional<String> key,
            Optional<Bytes32> image) {
        return Jws.signingInput(
                Json.object()
                        .put("alg", "EdDSA")
                        .put("kid", station.thumbprint())
                        .put("typ", TYPE)
                        .build(),
                Json.object()
                        .put("role", Json.wireName(role))
                        .put("grade", Json.wireName(grade))
                        .put("of", of.base64Url())
                        .put("iat", atSeconds)
                        .put("key", key)
                        .put("image", image.map(Bytes32::base64Url))
                        .build());
    }

    /** What the person's key signs, without its signature: the role and the digest of the statement. */
    public static String keySigningInput(P256Key key, Role role, Bytes32 of) {
        return Jws.signingInput(
                Json.object()
                        .put("alg", "ES256")
                        .put("jwk", key.jwk())
                        .put("typ", TYPE)
                        .build(),
                Json.object()
                        .put("role", Json.wireName(role))
                        .put("of", of.base64Url())
                        .build());
    }

    /** A JWS of what was signed and the signature. */
    public static String jws(String signingInput, byte[] signature) {
        return signingInput + "." + Base64Url.encode(signature);
    }

    /** What {@link #read} reads. */
    public JsonValue.Obj json() {
        return Json.object().put("station", stationJws).put("key", keyJws).build();
    }

    /**
     * Returns if the station signed this about that statement, and the person's key too where there is one.
     *
     * @throws VerificationException with code COUNTERSIGNATURE, or KEY_FORMAT
     */
    public void verify(PublicKey station, Bytes32 statement) throws VerificationException {
        if (!of.equals(statement)) {
            throw bad("presence.of", statement.base64Url(), of.base64Url());
        }
        Jws jws = Jws.parse(stationJws);
        String expected = stationSigningInput(station, role, grade, of, atSeconds, key, image);
        if (!jws.signingInput().equals(expected) || !station.verifies(jws.signed(), jws.signature())) {
            throw bad("presence", "signed by the station", "not so");
        }
        if (keyJws.isPresent()) {
            KeySignature signed = KeySignature.parse(keyJws.get());
            if (!key.equals(Optional.of(signed.key().thumbprint()))) {
                throw bad("presence.key", "key " + key.orElse(""), signed.key().thumbprint());
            }
            signed.require(role, of);
        }
    }

    /**
     * Whether the station was given this very image under this key. It says nothing about what the image shows.
     *
     * @return false also for any grade but HANDWRITTEN
     */
    public boolean shows(byte[] bytes, Bytes32 imageKey) {
        return image.isPresent()
                && MessageDigest.isEqual(
                        image.get().toBytes(), imageDigest(bytes, imageKey).toBytes());
    }

    /** HMAC-SHA-256 of an image under its key. */
    public static Bytes32 imageDigest(byte[] bytes, Bytes32 imageKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(imageKey.toBytes(), "HmacSHA256"));
            return Bytes32.of(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static VerificationException bad(String where, String expected, String found) {
        return new VerificationException(FailureCode.COUNTERSIGNATURE, where, expected, found);
    }
}
