package org.wangchuan.engine.phone.attestation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;

/** Attestations that no phone made: chains of three certificates, with whatever is to be tried in them. Not thread-safe. */
public final class MadeAttestation {
    private static final byte[] SHA256_WITH_ECDSA = {
        0x06, 0x08, 0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x04, 0x03, 0x02
    };
    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};
    private static final byte[] BASIC_CONSTRAINTS = {0x06, 0x03, 0x55, 0x1D, 0x13};
    private static final byte[] KEY_USAGE = {0x06, 0x03, 0x55, 0x1D, 0x0F};
    private static final byte[] EXTENSION = {
        0x06, 0x0A, 0x2B, 0x06, 0x01, 0x04, 0x01, (byte) 0xD6, 0x79, 0x02, 0x01, 0x11
    };

    private final KeyPair root = pair();
    private final KeyPair phone = pair();
    private final KeyPair key = pair();
    private final byte[] rootCertificate = certificate("root", root, "root", root, authority(), "300101000000Z");

    public int level = 1;
    public byte[] challenge = {};
    public boolean isLocked = true;
    int state;
    boolean isBootTold = true;
    public boolean isNaming;
    boolean isPhoneAttested;
    boolean isPhoneLocked = true;
    public boolean isPhoneNaming;
    /** What software says beside the hardware. */
    public boolean isLockedBySoftware = true;
    /** Instead of that the phone's certificate may sign others. */
    byte[] ofPhone = authority();

    String until = "300101000000Z";

    /** As a real one is, but for its root. */
    public MadeAttestation() {}

    public AttestationRoots roots() {
        return rootOf(chain());
    }

    /** As if the last one of a chain were pinned. */
    public static AttestationRoots rootOf(List<byte[]> chain) {
        try {
            return AttestationRoots.of(List.of(CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(chain.getLast()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public List<byte[]> chain() {
        byte[] extensions = isPhoneAttested || isPhoneNaming
                ? joined(ofPhone, extension(EXTENSION, description(isPhoneLocked, isPhoneNaming)))
                : ofPhone;
        return List.of(
                certificate("key", key, "phone", phone, extension(EXTENSION, description()), until),
                certificate("phone", phone, "root", root, extensions, until),
                rootCertificate);
    }

    /** One of four certificates, in which the phone's own one may sign none. */
    List<byte[]> ofFactory() {
        KeyPair factory = pair();
        return List.of(
                certificate("key", key, "phone", phone, extension(EXTENSION, description()), until),
                certificate("phone", phone, "factory", factory, extension(BASIC_CONSTRAINTS, tagged(0x30)), until),
                certificate("factory", factory, "root", root, authority(), until),
                rootCertificate);
    }

    /** That the phone's certificate is for signing what is no certificate. */
    static byte[] authorityOfNoUse() {
        return joined(authority(), extension(KEY_USAGE, new byte[] {0x03, 0x02, 0x07, (byte) 0x80}));
    }

    /** What may sign keys' certificates and none below them. */
    static byte[] shortAuthority() {
        return extension(BASIC_CONSTRAINTS, tagged(0x30, bool(true), tagged(0x02, new byte[] {0})));
    }

    /** The same with a root that may sign no authority. */
    List<byte[]> underShortRoot() {
        List<byte[]> out = new ArrayList<>(chain());
        out.set(2, certificate("root", root, "root", root, shortAuthority(), "300101000000Z"));
        return out;
    }

    /** One that the holder of the attested key made with it, over another one of their own. */
    List<byte[]> extended() {
        KeyPair mine = pair();
        List<byte[]> out = new ArrayList<>(chain());
        out.addFirst(certificate("mine", mine, "key", key, extension(EXTENSION, description()), until));
        return out;
    }

    byte[] description() {
        return description(isLocked, isNaming);
    }

    private byte[] description(boolean isLocked, boolean isNaming) {
        byte[] boot = tagged(0x30, tagged(0x04, new byte[32]), bool(isLocked), tagged(0x0A, new byte[] {(byte) state}));
        byte[] unlocked = tagged(0x30, tagged(0x04, new byte[32]), bool(false), tagged(0x0A, new byte[] {2}));
        byte[] version = tagged(0x02, BigInteger.valueOf(140_000).toByteArray());
        byte[] imei = tagged(0x04, "x".getBytes(StandardCharsets.US_ASCII));
        byte[] enforced = joined(
                isBootTold ? explicit(704, boot) : new byte[0],
                explicit(705, version),
                isNaming ? explicit(714, imei) : new byte[0]);
        return tagged(
                0x30,
                tagged(0x02, new byte[] {100}),
                tagged(0x0A, new byte[] {(byte) level}),
                tagged(0x02, new byte[] {100}),
                tagged(0x0A, new byte[] {(byte) level}),
                tagged(0x04, challenge),
                tagged(0x04),
                isLockedBySoftware ? tagged(0x30) : tagged(0x30, explicit(704, unlocked)),
                tagged(0x30, enforced));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] authority() {
        return extension(BASIC_CONSTRAINTS, tagged(0x30, bool(true)));
    }

    private static byte[] extension(byte[] oid, byte[] value) {
        return tagged(0x30, oid, tagged(0x04, value));
    }

    private static byte[] certificate(
            String subject, KeyPair of, String issuer, KeyPair by, byte[] extensions, String until) {
        byte[] algorithm = tagged(0x30, SHA256_WITH_ECDSA);
        byte[] body = tagged(
                0x30,
                tagged(0xA0, tagged(0x02, new byte[] {2})),
                tagged(0x02, new byte[] {1}),
                algorithm,
                name(issuer),
                tagged(0x30, time("200101000000Z"), time(until)),
                name(subject),
                of.getPublic().getEncoded(),
                tagged(0xA3, tagged(0x30, extensions)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(by.getPrivate());
            signature.update(body);
            return tagged(0x30, body, algorithm, tagged(0x03, new byte[1], signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] name(String text) {
        return tagged(
                0x30, tagged(0x31, tagged(0x30, COMMON_NAME, tagged(0x0C, text.getBytes(StandardCharsets.UTF_8)))));
    }

    private static byte[] time(String text) {
        return tagged(0x17, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bool(boolean value) {
        return tagged(0x01, new byte[] {(byte) (value ? 0xFF : 0)});
    }

    private static byte[] explicit(int number, byte[] part) {
        byte[] whole = tagged(0xBF, part);
        byte[] numbered = new byte[] {(byte) 0xBF, (byte) (0x80 | (number >> 7)), (byte) (number & 0x7F)};
        return joined(numbered, java.util.Arrays.copyOfRange(whole, 1, whole.length));
    }

    static byte[] tagged(int tag, byte[]... parts) {
        byte[] in = joined(parts);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (in.length < 0x80) {
            out.write(in.length);
        } else if (in.length < 0x100) {
            out.write(0x81);
            out.write(in.length);
        } else {
            out.write(0x82);
            out.write(in.length >> 8);
            out.write(in.length);
        }
        out.writeBytes(in);
        return out.toByteArray();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
