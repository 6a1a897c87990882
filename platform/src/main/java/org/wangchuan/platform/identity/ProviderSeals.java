package org.wangchuan.platform.identity;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.SharedKeys;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * What is kept of companies' identity providers under a key that is in a file and never in the database: their client secrets sealed
 * (AES-256-GCM), and digests (HMAC-SHA-256) of the names by which they know people, for such a name may be a mail address. Thread-safe.
 */
@Component
class ProviderSeals {
    /** Of the code of a company; 60 bits, so that nobody finds a company by trying. */
    static final int CODE_CHARS = 12;

    private static final String FILE = "company-sign-in.key";
    private static final int HALF_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

    private final Aead seal;
    private final SecretKeySpec key;

    ProviderSeals(PlatformSettings settings, SharedKeys keys) throws IOException, GeneralSecurityException {
        byte[] both = keys.key(settings.data().resolve(FILE), 2 * HALF_BYTES);
        seal = new AesGcmJce(Arrays.copyOf(both, HALF_BYTES));
        key = new SecretKeySpec(Arrays.copyOfRange(both, HALF_BYTES, 2 * HALF_BYTES), ALGORITHM);
    }

    byte[] sealed(UUID provider, String secret) {
        try {
            return seal.encrypt(secret.getBytes(StandardCharsets.UTF_8), of(provider));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
    }

    /** A secret again; refused if the key file is another one than that with which it was sealed. */
    String opened(UUID provider, byte[] sealed) throws ProviderException {
        try {
            return new String(seal.decrypt(sealed, of(provider)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new ProviderException(ProviderException.Code.SECRET_UNREADABLE);
        }
    }

    /** Who somebody is to a provider: of this provider alone, whatever another one calls its own. */
    byte[] subject(UUID provider, String issuer, String subject) {
        return digest("subject/1/" + provider + '\n' + issuer + '\n' + subject);
    }

    /** The code by which a company's page is found: the same before it has a provider, and after it has another one. */
    String code(UUID organisation) {
        byte[] digest = digest("code/1/" + organisation);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < CODE_CHARS; i++) {
            out.append(LETTERS.charAt(Byte.toUnsignedInt(digest[i]) % LETTERS.length()));
        }
        return out.toString();
    }

    private byte[] digest(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(("wangchuan/company-sign-in/" + text).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] of(UUID provider) {
        return ("wangchuan/company-sign-in/secret/1/" + provider).getBytes(StandardCharsets.UTF_8);
    }
}
