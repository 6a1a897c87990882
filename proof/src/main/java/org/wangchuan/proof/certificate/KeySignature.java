package org.wangchuan.proof.certificate;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.CounterSignature.Role;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.P256Key;
import org.wangchuan.proof.key.P256SigningKey;

/**
 * What a person's own key signs to stand by a statement: a role and the statement's digest, as a JWS with ES256 that
 * names its key. It can be made where the key is, and taken to the station as text. It says nothing about whose key it
 * is. Immutable and thread-safe.
 */
public final class KeySignature {
    private final P256Key key;
    private final String signingInput;
    private final byte[] signature;

    private KeySignature(P256Key key, String signingInput, byte[] signature) {
        this.key = key;
        this.signingInput = signingInput;
        this.signature = signature;
    }

    /** Signs with the person's key. */
    public static KeySignature sign(P256SigningKey key, Role role, Bytes32 of) {
        String input = CounterSignature.keySigningInput(key.publicKey(), role, of);
        return new KeySignature(key.publicKey(), input, key.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Reads it; nothing is verified.
     *
     * @throws VerificationException with code COUNTERSIGNATURE, ENCODING or KEY_FORMAT
     */
    public static KeySignature parse(String jws) throws VerificationException {
        Jws read = Jws.parse(jws);
        try {
            return new KeySignature(
                    P256Key.read(Json.in(read.header()).object("jwk")), read.signingInput(), read.signature());
        } catch (ShapeException e) {
            throw new VerificationException(FailureCode.COUNTERSIGNATURE, "presence.key", "a jwk", e);
        }
    }

    /** The key that it names. */
    public P256Key key() {
        return key;
    }

    /** ES256, r and s. */
    public byte[] signature() {
        return signature.clone();
    }

    /** The same signature in the one spelling that is accepted; browsers make either. */
    public KeySignature lowS() {
        return new KeySignature(key, signingInput, P256Key.lowS(signature));
    }

    /** The JWS, without a line feed. */
    public String jws() {
        return CounterSignature.jws(signingInput, signature);
    }

    /**
     * Returns if this key signed this role and this statement, and nothing else.
     *
     * @throws VerificationException with code COUNTERSIGNATURE
     */
    public void require(Role role, Bytes32 of) throws VerificationException {
        if (!signingInput.equals(CounterSignature.keySigningInput(key, role, of))) {
            throw bad(said(role, of), saysInstead());
        }
        if (!key.verifies(signingInput.getBytes(StandardCharsets.US_ASCII), signature)) {
            throw bad("signed by the person's key", "not so");
        }
    }

    private static String said(Role role, Bytes32 of) {
        return Json.wireName(role) + " of " + of.base64Url();
    }

    /** For the message only: what was signed in its place, if it is of our form. */
    private String saysInstead() {
        for (Role role : Role.values()) {
            Optional<Bytes32> of = of();
            if (of.isPresent() && signingInput.equals(CounterSignature.keySigningInput(key, role, of.get()))) {
                return said(role, of.get());
            }
        }
        return "another text";
    }

    private Optional<Bytes32> of() {
        try {
            return Optional.of(
                    Bytes32.parseBase64Url(Json.in(Jws.parse(jws()).payload()).text("of")));
        } catch (VerificationException | ShapeException e) {
            return Optional.empty();
        }
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.COUNTERSIGNATURE, "presence.key", expected, found);
    }
}
