package org.wangchuan.engine.adb.direct;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;

/**
 * The key that one job shows to phones. It is made anew for each job, and is forgotten when closed. Nothing here writes it anywhere; whoever
 * needs it after a loss of power, to tell whether the same phone still knows it, asks for its bytes ({@link #export}) and answers for what
 * becomes of them: a file that nobody else can read, gone when the job closes. What the runtime copied of it on its heap stays there until
 * that memory is used again, which is not later than the end of the process; a phone whose owner ticked "always allow" keeps the public half
 * until it is reset. A key is for one phone only: a phone chooses what is signed, and could have a token of another one signed. Thread-safe.
 */
public final class AdbKey implements AutoCloseable {
    /** Bytes of the token that a phone wants signed (AOSP adb.h: {@code TOKEN_SIZE}). */
    public static final int TOKEN_BYTES = 20;

    private static final int BITS = 2048;
    private static final String NAME = "[A-Za-z0-9._@-]{1,64}";
    private static final int NAME_CHARS_MAX = 64;

    /** The DigestInfo of SHA-1 before the digest itself (RFC 8017, section 9.2, note 1); the token stands for a digest. */
    private static final byte[] SHA1_PREFIX = HexFormat.of().parseHex("3021300906052b0e03021a05000414");

    private final String publicLine;
    private final RSAPublicKey publicKey;
    private @Nullable PrivateKey secret;

    private AdbKey(PrivateKey secret, RSAPublicKey publicKey, String publicLine) {
        this.secret = secret;
        this.publicKey = publicKey;
        this.publicLine = publicLine;
    }

    /**
     * Makes a key; takes some tenths of a second.
     *
     * @param name shown by some phones when they ask their owner: 1 to 64 letters, digits and {@code .-_@}
     * @throws IllegalArgumentException if the name is of another form
     */
    public static AdbKey generate(String name) {
        if (!name.matches(NAME)) {
            throw new IllegalArgumentException("a name of 1 to 64 letters, digits and .-_@ expected");
        }
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(new RSAKeyGenParameterSpec(BITS, RSAKeyGenParameterSpec.F4));
            KeyPair pair = generator.generateKeyPair();
            RSAPublicKey open = (RSAPublicKey) pair.getPublic();
            return new AdbKey(pair.getPrivate(), open, AndroidPublicKey.encode(open) + " " + name);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /**
     * The whole key, secret half included, for {@link #restore}: its name, a line feed, and PKCS#8 (RFC 5208).
     *
     * @throws AdbException {@code CLOSED} if the key is forgotten
     */
    public synchronized byte[] export() throws AdbException {
        if (secret == null) {
            throw forgotten();
        }
        byte[] name = (publicLine.substring(publicLine.indexOf(' ') + 1) + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] encoded = secret.getEncoded();
        byte[] out = Arrays.copyOf(name, name.length + encoded.length);
        System.arraycopy(encoded, 0, out, name.length, encoded.length);
        Arrays.fill(encoded, (byte) 0);
        return out;
    }

    /**
     * A key from the bytes that {@link #export} gave.
     *
     * @throws AdbException {@code ARGUMENT} for any others
     */
    public static AdbKey restore(byte[] exported) throws AdbException {
        int end = 0;
        while (end < exported.length && end <= NAME_CHARS_MAX && exported[end] != '\n') {
            end++;
        }
        String name = new String(exported, 0, end, StandardCharsets.US_ASCII);
        if (end == exported.length || !name.matches(NAME)) {
            throw new AdbException(Code.ARGUMENT, "expected the name of a key and a line feed");
        }
        byte[] encoded = Arrays.copyOfRange(exported, end + 1, exported.length);
        try {
            KeyFactory rsa = KeyFactory.getInstance("RSA");
            if (!(rsa.generatePrivate(new PKCS8EncodedKeySpec(encoded)) instanceof RSAPrivateCrtKey secret)
                    || secret.getModulus().bitLength() != BITS
                    || !secret.getPublicExponent().equals(RSAKeyGenParameterSpec.F4)) {
                throw new AdbException(Code.ARGUMENT, "expected an RSA key of " + BITS + " bits");
            }
            RSAPublicKey open = (RSAPublicKey)
                    rsa.generatePublic(new RSAPublicKeySpec(secret.getModulus(), secret.getPublicExponent()));
            return new AdbKey(secret, open, AndroidPublicKey.encode(open) + " " + name);
        } catch (InvalidKeySpecException _) {
            throw new AdbException(Code.ARGUMENT, "expected a key in PKCS#8"); // the cause may quote what it found
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    private static AdbException forgotten() {
        return new AdbException(Code.CLOSED, "the key of this job is forgotten");
    }

    /** The public half as phones keep it: base64, a space, the name (AOSP client/auth.cpp). */
    public String publicLine() {
        return publicLine;
    }

    /**
     * What a phone shows of the key when it asks its owner, for them to compare: the MD5 of its form, sixteen pairs of capital hexadecimal
     * digits with colons (AOSP frameworks/base UsbDebuggingManager.java: {@code getFingerprints}). Never compared with a phone's screen.
     */
    public String fingerprint() {
        try {
            byte[] form = Base64.getDecoder().decode(publicLine.substring(0, publicLine.indexOf(' ')));
            byte[] digest = MessageDigest.getInstance("MD5").digest(form);
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has MD5", e);
        }
    }

    /** The public half. */
    public RSAPublicKey publicKey() {
        return publicKey;
    }

    /**
     * Signs a token as RSASSA-PKCS1-v1_5 signs a SHA-1 digest (AOSP client/auth.cpp: {@code RSA_sign(NID_sha1, …)}).
     *
     * @throws AdbException {@code CLOSED} if the key is forgotten, {@code ARGUMENT} if the token is not {@link #TOKEN_BYTES} long
     */
    public synchronized byte[] sign(byte[] token) throws AdbException {
        if (secret == null) {
            throw forgotten();
        }
        if (token.length != TOKEN_BYTES) {
            throw new AdbException(Code.ARGUMENT, "a token of " + token.length + " bytes");
        }
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, secret); // with a private key the padding is that of a signature
            cipher.update(SHA1_PREFIX);
            return cipher.doFinal(token);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has RSA", e);
        }
    }

    /** Whether it is forgotten. */
    public synchronized boolean closed() {
        return secret == null;
    }

    /** Forgets the secret half. */
    @Override
    public synchronized void close() {
        secret = null;
    }
}
