package org.wangchuan.platform.exchange;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.subtle.AesGcmJce;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.process.SharedKeys;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * What webhooks are signed with, as <a href="https://www.standardwebhooks.com">Standard Webhooks</a> have it: HMAC-SHA-256 over id, time and
 * body. Each address has one secret, and two while it changes. They have to be known to sign with, so they are kept, sealed (AES-256-GCM) with a key that is
 * in a file and never in the database. Thread-safe.
 */
@Component
class WebhookSecrets {
    static final String HEAD = "whsec_";

    /** How long the old one goes on beside a new one. */
    static final Duration OVERLAP = Duration.ofHours(24);

    private static final String FILE = "webhooks.key";
    private static final int BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Aead seal;

    WebhookSecrets(JdbcClient jdbc, InstantSource clock, PlatformSettings settings, SharedKeys keys)
            throws IOException, GeneralSecurityException {
        this.jdbc = jdbc;
        this.clock = clock;
        this.seal = new AesGcmJce(keys.key(settings.data().resolve(FILE), BYTES));
    }

    /** Whether the one before goes on beside the last. */
    boolean isChanging(UUID webhook) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM exchange.webhook_secret WHERE webhook_id = ? AND ends_at > ?)")
                .params(webhook, clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Makes another secret, and tells it: this once. The one before goes on for {@link #OVERLAP}, and those before it end. */
    @Transactional
    String make(UUID webhook) {
        byte[] secret = new byte[BYTES];
        RANDOM.nextBytes(secret);
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("UPDATE exchange.webhook_secret SET ends_at = ? WHERE webhook_id = ? AND ends_at > ?")
                .params(now, webhook, now)
                .update();
        jdbc.sql("UPDATE exchange.webhook_secret SET ends_at = ? WHERE webhook_id = ? AND ends_at IS NULL")
                .params(now.plus(OVERLAP), webhook)
                .update();
        try {
            jdbc.sql("INSERT INTO exchange.webhook_secret (webhook_id, sealed, made_at) VALUES (?, ?, ?)")
                    .params(webhook, seal.encrypt(secret, of(webhook)), now)
                    .update();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has AES-GCM", e);
        }
        return HEAD + Base64.getEncoder().encodeToString(secret);
    }

    /**
     * What a receiver checks: a signature with each secret that counts, the newest first.
     *
     * @throws GeneralSecurityException if a secret can't be opened: the key file is another one
     */
    String signatures(UUID webhook, String id, long seconds, String body) throws GeneralSecurityException {
        List<byte[]> sealed = jdbc.sql("""
                        SELECT sealed FROM exchange.webhook_secret WHERE webhook_id = ? AND (ends_at IS NULL OR ends_at > ?)
                        ORDER BY id DESC LIMIT 2""")
                .params(webhook, clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getBytes(1))
                .list();
        StringBuilder out = new StringBuilder();
        for (byte[] one : sealed) {
            out.append(out.isEmpty() ? "" : " ").append(sign(seal.decrypt(one, of(webhook)), id, seconds, body));
        }
        return out.toString();
    }

    static String sign(byte[] secret, String id, long seconds, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance(ALGORITHM);
        mac.init(new SecretKeySpec(secret, ALGORITHM));
        byte[] text = (id + "." + seconds + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(text));
    }

    private static byte[] of(UUID webhook) {
        return ("wangchuan/webhook/1/" + webhook).getBytes(StandardCharsets.UTF_8);
    }
}
