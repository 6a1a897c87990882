package org.wangchuan.engine.apple.pairing;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;

/**
 * Writes the three certificates of a pairing: X.509 v3, SHA-256 with RSA, with the extensions that libimobiledevice's userpref.c gives them. Unlike
 * there, issuer and subject have names, since RFC 5280 (4.1.2.4) wants one for the issuer and readers in Java refuse a certificate without; they
 * name no shop and no device.
 */
final class PairingCertificate {
    /** Around now, as a phone whose battery was empty may have any time; userpref.c gives ten years from now. */
    private static final Duration BEFORE = Duration.ofDays(1);

    private static final Duration AFTER = Duration.ofDays(3650);

    private static final byte[] SIGNED_WITH = Der.sequence(Oids.SHA256_WITH_RSA, Der.nothing());
    private static final byte[] ROOT = name("Pairing root");

    private final PrivateKey rootKey;
    private final Instant now;

    /** @param rootKey signs all three */
    PairingCertificate(PrivateKey rootKey, Instant now) {
        this.rootKey = rootKey;
        this.now = now;
    }

    byte[] root(PublicKey key) throws GeneralSecurityException {
        return signed(1, ROOT, key, Der.sequence(basicConstraints(true)));
    }

    byte[] host(PublicKey key) throws GeneralSecurityException {
        return signed(2, name("Pairing host"), key, Der.sequence(basicConstraints(false), keyUsage()));
    }

    byte[] device(RSAPublicKey key) throws GeneralSecurityException {
        byte[] extensions = Der.sequence(basicConstraints(false), subjectKeyIdentifier(key), keyUsage());
        return signed(3, name("Pairing device"), key, extensions);
    }

    private byte[] signed(long serial, byte[] subject, PublicKey key, byte[] extensions)
            throws GeneralSecurityException {
        byte[] contents = Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)), // version 3
                Der.integer(BigInteger.valueOf(serial)),
                SIGNED_WITH,
                ROOT,
                Der.sequence(Der.time(now.minus(BEFORE)), Der.time(now.plus(AFTER))),
                subject,
                key.getEncoded(),
                Der.explicit(3, extensions));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(rootKey);
        signature.update(contents);
        return Der.sequence(contents, SIGNED_WITH, Der.bits(signature.sign(), 0));
    }

    private static byte[] name(String commonName) {
        return Der.sequence(Der.set(Der.sequence(Oids.COMMON_NAME, Der.utf8(commonName))));
    }

    private static byte[] basicConstraints(boolean authority) {
        byte[] contents = authority ? Der.sequence(Der.bool(true)) : Der.sequence();
        return Der.sequence(Oids.BASIC_CONSTRAINTS, Der.bool(true), Der.octets(contents));
    }

    private static byte[] keyUsage() {
        byte[] signatureAndEncipherment = Der.bits(new byte[] {(byte) 0xA0}, 5);
        return Der.sequence(Oids.KEY_USAGE, Der.bool(true), Der.octets(signatureAndEncipherment));
    }

    /** SHA-1 of the key, RFC 5280, 4.2.1.2, method 1: a name, nothing that has to be hard to forge. */
    private static byte[] subjectKeyIdentifier(RSAPublicKey key) throws GeneralSecurityException {
        byte[] pkcs1 = Der.sequence(Der.integer(key.getModulus()), Der.integer(key.getPublicExponent()));
        byte[] hash = MessageDigest.getInstance("SHA-1").digest(pkcs1);
        return Der.sequence(Oids.SUBJECT_KEY_IDENTIFIER, Der.octets(Der.octets(hash)));
    }
}
