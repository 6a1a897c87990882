package org.wangchuan.platform.identity;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.AccountHistory.What;

/** Which account a company's identity provider signs in: one that its own person has linked. Thread-safe. */
@Component
public class ProviderLinks {
    /** As long as a counter that a passkey has opened; then the provider is asked again, for somebody may have left the company. */
    static final Duration SESSION_MAX = CounterSession.OPEN_MAX;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AccountHistory history;

    ProviderLinks(JdbcClient jdbc, InstantSource clock, AccountHistory history) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.history = history;
    }

    /**
     * That of an account.
     *
     * @param usedAt when somebody last signed in by it, if ever
     */
    public record Link(Instant madeAt, Optional<Instant> usedAt) {}

    /** Somebody whom a provider may sign in. */
    record Found(UUID link, UUID account) {}

    /** That of an account, if it has one. */
    public Optional<Link> of(UUID account) {
        return jdbc.sql("SELECT made_at, used_at FROM identity.provider_link WHERE account_id = ?")
                .param(account)
                .query((row, _) -> new Link(
                        row.getObject("made_at", OffsetDateTime.class).toInstant(),
                        Optional.ofNullable(row.getObject("used_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant)))
                .optional();
    }

    /** Whether who came by a link is still let in by it. */
    boolean isGood(UUID link, Instant at) {
        Instant now = clock.instant();
        return now.isBefore(at.plus(SESSION_MAX))
                && jdbc.sql("""
                                SELECT EXISTS (SELECT 1 FROM identity.provider_link l JOIN identity.provider p ON p.id = l.provider_id
                                  WHERE l.id = ? AND p.state = 'on' AND (l.ended_at IS NULL OR l.ended_at < ?))""")
                        .params(link, at.atOffset(ZoneOffset.UTC))
                        .query((row, _) -> row.getBoolean(1))
                        .single();
    }

    /** Links an account, on record; refused if it has a link, or if this person has one. */
    @Transactional
    public void link(UUID provider, UUID account, byte[] subject) throws ProviderException {
        if (of(account).isPresent()) {
            throw new ProviderException(ProviderException.Code.LINKED);
        }
        Instant now = clock.instant();
        history.note(now, account, What.COMPANY_LINKED, Optional.of(account), Optional.empty());
        try {
            jdbc.sql("""
                            INSERT INTO identity.provider_link (id, account_id, provider_id, subject, made_at)
                            VALUES (?, ?, ?, ?, ?)""")
                    .params(UUID.randomUUID(), account, provider, subject, now.atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException e) {
            throw new ProviderException(ProviderException.Code.TAKEN);
        }
    }

    /**
     * Ends the link of an account, on record; who came by it is out at once.
     *
     * @param by themselves, or an administrator
     */
    @Transactional
    public void unlink(UUID account, UUID by) {
        int ended = jdbc.sql("DELETE FROM identity.provider_link WHERE account_id = ?")
                .param(account)
                .update();
        if (ended == 1) {
            history.note(clock.instant(), account, What.COMPANY_UNLINKED, Optional.of(by), Optional.empty());
        }
    }

    /** Whom this is, if they may sign in; and that they have. */
    @Transactional
    Optional<Found> use(UUID provider, byte[] subject) {
        return jdbc.sql("""
                        UPDATE identity.provider_link l SET used_at = ? FROM identity.account a, identity.provider p
                        WHERE l.provider_id = ? AND l.subject = ? AND a.id = l.account_id AND a.state = 'active'
                          AND p.id = l.provider_id AND p.state = 'on' AND p.organisation_id = a.organisation_id
                        RETURNING l.id, a.id AS account""")
                .params(clock.instant().atOffset(ZoneOffset.UTC), provider, subject)
                .query((row, _) -> new Found(row.getObject("id", UUID.class), row.getObject("account", UUID.class)))
                .optional();
    }

    /** Ends what somebody has begun by their link until now. */
    @Transactional
    void signOut(UUID provider, byte[] subject) {
        jdbc.sql("UPDATE identity.provider_link SET ended_at = ? WHERE provider_id = ? AND subject = ?")
                .params(clock.instant().atOffset(ZoneOffset.UTC), provider, subject)
                .update();
    }
}
