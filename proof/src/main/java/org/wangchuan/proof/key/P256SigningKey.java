package org.wangchuan.proof.key;

import java.math.BigInteger;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * A person's own P-256 key, which makes ES256 signatures with a nonce that follows from key and message (RFC 6979).
 * Immutable and thread-safe.
 */
public final class P256SigningKey {
    private static final ECDomainParameters CURVE = new ECDomainParameters(SECNamedCurves.getByName("secp256r1"));

    private final Bytes32 secret;
    private final P256Key publicKey;

    private P256SigningKey(Bytes32 secret) {
        ECPoint point =
                CURVE.getG().multiply(new BigInteger(1, secret.toBytes())).normalize();
        this.secret = secret;
        try {
            this.publicKey = P256Key.of(
                    Bytes32.of(point.getAffineXCoord().getEncoded()),
                    Bytes32.of(point.getAffineYCoord().getEncoded()));
        } catch (VerificationException e) {
            throw new IllegalStateException("a multiple of the generator is a point of the curve", e);
        }
    }

    private static boolean isSecret(Bytes32 bytes) {
        BigInteger number = new BigInteger(1, bytes.toBytes());
        return number.signum() > 0 && number.compareTo(CURVE.getN()) < 0;
    }

    /** A fresh one. */
    public static P256SigningKey generate() {
        Bytes32 secret;
        do {
            secret = Bytes32.random();
        } while (!isSecret(secret)); // about one in 2^32 is none
        return new P256SigningKey(secret);
    }

    /**
     * The key with this secret number, big endian.
     *
     * @throws VerificationException with code KEY_FORMAT
     */
    public static P256SigningKey of(Bytes32 secret) throws VerificationException {
        if (!isSecret(secret)) {
            throw new VerificationException(
                    FailureCode.KEY_FORMAT, "P-256 key", "a number from 1 to the order of the curve", "another");
        }
        return new P256SigningKey(secret);
    }

    /** What verifies its signatures. */
    public P256Key publicKey() {
        return publicKey;
    }

    /** The secret number, to be kept for the person alone. */
    public Bytes32 toSecret() {
        return secret;
    }

    /** r and s, 64 bytes, with the lower s. */
    public byte[] sign(byte[] message) {
        ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
        signer.init(true, new ECPrivateKeyParameters(new BigInteger(1, secret.toBytes()), CURVE));
        BigInteger[] rs = signer.generateSignature(Bytes32.sha256(message).toBytes());
        byte[] out = new byte[P256Key.SIGNATURE_LENGTH];
        put(rs[0], out, 0);
        put(rs[1], out, Bytes32.LENGTH);
        return P256Key.lowS(out);
    }

    private static void put(BigInteger number, byte[] out, int at) {
        byte[] bytes = number.toByteArray();
        int length = Math.min(Bytes32.LENGTH, bytes.length);
        System.arraycopy(bytes, bytes.length - length, out, at + Bytes32.LENGTH - length, length);
    }

    /** Not the secret. */
    @Override
    public String toString() {
        return "P-256 key " + publicKey.thumbprint();
    }
}
