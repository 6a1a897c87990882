package org.wangchuan.platform.identity;

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
import org.wangchuan.platform.process.Recently;
import org.wangchuan.platform.setting.PlatformSettings;

/** Links that sign an account in once. A newer one of the same account ends the older ones. Thread-safe. */
@Component
public class OneTimeLinks {
    /** How long one can be used. */
    public static final Duration VALID = Duration.ofHours(24);

    /** Where a link leads; its secret follows. */
    static final String PATH = "/enrol/";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final PlatformSettings settings;
    private final AccountHistory history;
    private final AccountKeys keys;

    OneTimeLinks(
            JdbcClient jdbc, InstantSource clock, PlatformSettings settings, AccountHistory history, AccountKeys keys) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
        this.history = history;
    }

    /** A new link of whoever runs the platform's machine; it is told to nobody else, and can't be shown again. */
    @Transactional
    public String create(UUID account) {
        return create(account, Optional.empty(), clock.instant());
    }

    /**
     * The same, and that it was made is on record.
     *
     * @param by who made it; absent for whoever runs the platform's machine
     */
    @Transactional
    String createOnRecord(UUID account, Optional<UUID> by) {
        Instant now = clock.instant();
        history.note(now, account, AccountHistory.What.LINK, by, Optional.empty());
        return create(account, by, now);
    }

    /** Ends what whoever runs the platform's machine has made, and nobody has used. */
    @Transactional
    void endThoseOfTheMachine() {
        jdbc.sql("DELETE FROM identity.one_time_link WHERE by_account IS NULL AND used_at IS NULL")
                .update();
    }

    private String create(UUID account, Optional<UUID> by, Instant at) {
        jdbc.sql("DELETE FROM identity.one_time_link WHERE account_id = ? AND used_at IS NULL")
                .param(account)
                .update();
        String secret = Secrets.random();
        OffsetDateTime now = at.atOffset(ZoneOffset.UTC);
        jdbc.sql("""
                        INSERT INTO identity.one_time_link (digest, account_id, created_at, expires_at, by_account)
                        VALUES (?, ?, ?, ?, ?)""")
                .param(Secrets.digest(secret))
                .param(account)
                .param(now)
                .param(now.plus(VALID))
                .param(by.orElse(null))
                .update();
        return settings.origin() + PATH + secret;
    }

    /** Whether this one could be used; using it is another step, for programs that look at links must not use them up. */
    boolean isUsable(String secret) {
        return jdbc.sql(
                                "SELECT count(*) FROM identity.one_time_link WHERE digest = ? AND used_at IS NULL AND expires_at > ? AND expires_at <= ?")
                        .params(Secrets.digest(secret), at(clock.instant()), latest(clock.instant()))
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    private record Used(UUID account, Optional<UUID> by, Instant madeAt) {}

    /** Uses it up, on record; the account that it is for, if it was usable. Of two at once, one succeeds. */
    @Transactional
    Optional<UUID> use(String secret) {
        Instant now = clock.instant();
        Optional<Used> used = jdbc.sql("""
                        UPDATE identity.one_time_link SET used_at = ?
                        WHERE digest = ? AND used_at IS NULL AND expires_at > ? AND expires_at <= ? RETURNING account_id, by_account, created_at""")
                .params(at(now), Secrets.digest(secret), at(now), latest(now))
                .query((row, _) -> new Used(
                        row.getObject(1, UUID.class),
                        Optional.ofNullable(row.getObject(2, UUID.class)),
                        row.getObject(3, OffsetDateTime.class).toInstant()))
                .optional();
        used.ifPresent(one ->
                history.note(now, one.account(), AccountHistory.What.LINK_USED, one.by(), Optional.of(one.madeAt())));
        used.filter(one -> one.by().isEmpty()).ifPresent(one -> confirmed(one.account(), now));
        return used.map(Used::account);
    }

    /**
     * After a restore, whoever has the machine lets an administrator in. Who that was may have been let go since the back-up: what they had signed
     * in with ends.
     */
    private void confirmed(UUID account, Instant now) {
        int confirmed = jdbc.sql("UPDATE identity.account SET state = 'active' WHERE id = ? AND state = 'unconfirmed'")
                .param(account)
                .update();
        if (confirmed == 1) {
            keys.remove(account);
            history.note(now, account, AccountHistory.What.CONFIRMED, Optional.empty(), Optional.empty());
        }
    }

    /** Until when one that was just made counts: what counts for longer bears a time that has not come. */
    private static OffsetDateTime latest(Instant now) {
        return at(now.plus(VALID).plus(Recently.SKEW));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
