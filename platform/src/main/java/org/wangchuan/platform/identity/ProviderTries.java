package org.wangchuan.platform.identity;

import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who was sent to their company's identity provider and is not back yet. One counts once, in the browser in which it began and for the provider
 * that it was for: what comes back with the answer of another browser, or of another provider, finds nothing. Thread-safe.
 */
@Component
class ProviderTries {
    /** How long somebody may take there. */
    static final Duration VALID = Duration.ofMinutes(10);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ProviderTries(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * One.
     *
     * @param account whose it is that links their account; absent for who signs in
     * @param isAnew whether the provider has to ask them anew
     */
    record Begun(String state, String nonce, String verifier, Optional<UUID> account, boolean isAnew, Instant at) {
        /** Without its secrets. */
        @Override
        public String toString() {
            return "Begun[" + at + "]";
        }
    }

    /** Begins one in a browser's session. */
    @Transactional
    Begun begin(UUID provider, String session, Optional<UUID> account, boolean isAnew) {
        Instant now = clock.instant();
        Begun begun =
                new Begun(Secrets.random(), Secrets.random(), new CodeVerifier().getValue(), account, isAnew, now);
        jdbc.sql("DELETE FROM identity.provider_try WHERE expires_at < ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
        jdbc.sql("""
                        INSERT INTO identity.provider_try
                          (state, provider_id, session, nonce, verifier, account_id, is_anew, made_at, expires_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(Secrets.digest(begun.state()))
                .param(provider)
                .param(Secrets.digest(session))
                .param(begun.nonce())
                .param(begun.verifier())
                .param(account.orElse(null))
                .param(isAnew)
                .param(now.atOffset(ZoneOffset.UTC))
                .param(now.plus(VALID).atOffset(ZoneOffset.UTC))
                .update();
        return begun;
    }

    /** Uses one up, whatever follows. Of two at once, one finds it. */
    @Transactional
    Optional<Begun> take(UUID provider, String session, String state) {
        return jdbc.sql("""
                        DELETE FROM identity.provider_try WHERE state = ? AND provider_id = ? AND session = ? AND expires_at > ?
                        RETURNING nonce, verifier, account_id, is_anew, made_at""")
                .param(Secrets.digest(state))
                .param(provider)
                .param(Secrets.digest(session))
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> new Begun(
                        state,
                        row.getString("nonce"),
                        row.getString("verifier"),
                        Optional.ofNullable(row.getObject("account_id", UUID.class)),
                        row.getBoolean("is_anew"),
                        row.getObject("made_at", OffsetDateTime.class).toInstant()))
                .optional();
    }
}
