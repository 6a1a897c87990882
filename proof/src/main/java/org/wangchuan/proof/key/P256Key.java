package org.wangchuan.proof.key;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * A P-256 public key that verifies ES256 signatures (RFC 7518, section 3.4), as browsers make them. Immutable and
 * thread-safe.
 *
 * @param x of the point (FIPS 186-5, curve P-256)
 * @param y of the point
 */
public record P256Key(Bytes32 x, Bytes32 y) {
    /** Length of a signature in bytes: r and s (RFC 7518, section 3.4). */
    public static final int SIGNATURE_LENGTH = 64;

    // SP 800-186, section 3.2.1.3.
    private static final BigInteger P =
            new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16);
    private static final BigInteger B =
            new BigInteger("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b", 16);
    private static final BigInteger N =
            new BigInteger("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", 16);

    /**
     * A key with these coordinates.
     *
     * @throws VerificationException with code KEY_FORMAT for a point that is not on the curve
     */
    public static P256Key of(Bytes32 x, Bytes32 y) throws VerificationException {
        BigInteger bigX = number(x);
        BigInteger bigY = number(y);
        BigInteger right = bigX.pow(3)
                .subtract(bigX.multiply(BigInteger.valueOf(3)))
                .add(B)
                .mod(P);
        if (bigX.compareTo(P) >= 0
                || bigY.compareTo(P) >= 0
                || !bigY.multiply(bigY).mod(P).equals(right)) {
            throw new VerificationException(FailureCode.KEY_FORMAT, "P-256 key", "a point of the curve", "another");
        }
        return new P256Key(x, y);
    }

    /**
     * Reads a JWK with the required members and no other.
     *
     * @throws ShapeException if they are others
     * @throws VerificationException with code KEY_FORMAT or ENCODING
     */
    public static P256Key read(Json.Fields in) throws ShapeException, VerificationException {
        in.only("crv", "kty", "x", "y");
        if (!in.text("crv").equals("P-256") || !in.text("kty").equals("EC")) {
            throw new VerificationException(FailureCode.KEY_FORMAT, "jwk", "EC and P-256", "another type of key");
        }
        return of(Bytes32.parseBase64Url(in.text("x")), Bytes32.parseBase64Url(in.text("y")));
    }

    /** The key as a JWK (RFC 7517). */
    public JsonValue.Obj jwk() {
        return Json.object()
                .put("crv", "P-256")
                .put("kty", "EC")
                .put("x", x.base64Url())
                .put("y", y.base64Url())
                .build();
    }

    /** RFC 7638 thumbprint with SHA-256 in base64url: what the owner has on paper. */
    public String thumbprint() {
        // The required members of an EC key happen to be in canonical order.
        return Bytes32.sha256(CanonicalJson.writeText(jwk()).getBytes(StandardCharsets.US_ASCII))
                .base64Url();
    }

    /**
     * Whether this key made the signature (r and s, 64 bytes) over the message. Of the two signatures that each one
     * can be turned into, only that with the lower s is accepted: see {@link #lowS}.
     */
    public boolean verifies(byte[] message, byte[] signature) {
        if (signature.length != SIGNATURE_LENGTH || s(signature).compareTo(N.shiftRight(1)) > 0) {
            return false;
        }
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            ECPoint point = new ECPoint(number(x), number(y));
            Signature verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(KeyFactory.getInstance("EC")
                    .generatePublic(new ECPublicKeySpec(point, parameters.getParameterSpec(ECParameterSpec.class))));
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // what the JDK can't even read was not made by this key
        }
    }

    /** The same signature in the one spelling that is accepted; browsers make either. */
    public static byte[] lowS(byte[] signature) {
        if (signature.length != SIGNATURE_LENGTH || s(signature).compareTo(N.shiftRight(1)) <= 0) {
            return signature.clone();
        }
        byte[] low = N.subtract(s(signature)).mod(N).toByteArray();
        byte[] out = Arrays.copyOf(signature, SIGNATURE_LENGTH);
        Arrays.fill(out, Bytes32.LENGTH, SIGNATURE_LENGTH, (byte) 0);
        System.arraycopy(low, 0, out, SIGNATURE_LENGTH - low.length, low.length);
        return out;
    }

    private static BigInteger s(byte[] signature) {
        return new BigInteger(1, Arrays.copyOfRange(signature, Bytes32.LENGTH, SIGNATURE_LENGTH));
    }

    private static BigInteger number(Bytes32 bytes) {
        return new BigInteger(1, bytes.toBytes());
    }
}
