package org.wangchuan.platform.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Changing the person at a shared counter, by PIN or by badge. Both are weak by themselves; they count only in a browser
 * where a passkey began the day, see {@link CounterSession}. Thread-safe.
 */
@Component
public class QuickSwitch {
    /** After so many wrong tries in a row a PIN has to be set anew, after a passkey. */
    static final int TRIES_MAX = 5;

    private static final Pattern PIN = Pattern.compile("[0-9]{6,12}");

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AccountHistory history;
    private final BCryptPasswordEncoder digests = new BCryptPasswordEncoder();

    QuickSwitch(JdbcClient jdbc, InstantSource clock, AccountHistory history) {
        this.history = history;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Somebody who could take over. */
    public record Colleague(UUID account, String workName) {}

    /** Whether this can be a PIN: 6 to 12 figures, neither all the same nor counting up or down. */
    static boolean isPin(String text) {
        if (!PIN.matcher(text).matches()) {
            return false;
        }
        int step = text.charAt(1) - text.charAt(0);
        boolean isSeries = Math.abs(step) <= 1;
        for (int i = 2; i < text.length(); i++) {
            isSeries &= text.charAt(i) - text.charAt(i - 1) == step;
        }
        return !isSeries;
    }

    /** Sets one's own PIN; earlier wrong tries are forgotten. On record: who has it takes the counter over as this person. */
    @Transactional
    public void setPin(UUID account, String pin) {
        if (!isPin(pin)) {
            throw new IllegalArgumentException("no PIN");
        }
        jdbc.sql("""
                        INSERT INTO identity.pin VALUES (?, ?, 0, ?)
                        ON CONFLICT (account_id) DO UPDATE
                          SET digest = excluded.digest, tries = 0, changed_at = excluded.changed_at""").params(account, digests.encode(pin), now()).update();
        history.note(clock.instant(), account, AccountHistory.What.PIN, Optional.of(account), Optional.empty());
    }

    /** Accounts of this organisation with a PIN, by name. */
    List<Colleague> colleagues(UUID organisation, Optional<UUID> site) {
        return jdbc.sql("""
                        SELECT a.id, a.work_name FROM identity.account a JOIN identity.pin p ON p.account_id = a.id
                        WHERE a.organisation_id = ? AND a.state = 'active'
                          AND (?::uuid IS NULL OR a.site_id IS NULL OR a.site_id = ?::uuid)
                        ORDER BY a.work_name LIMIT 100""")
                .param(organisation)
                .param(site.orElse(null))
                .param(site.orElse(null))
                .query((row, _) -> new Colleague(row.getObject(1, UUID.class), row.getString(2)))
                .list();
    }

    /** Counts a try, durably and before anything is compared, so that no number of requests at once gets more of them. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public Optional<String> countTry(UUID account) {
        return jdbc.sql("""
                        UPDATE identity.pin SET tries = tries + 1 WHERE account_id = ? AND tries < ? RETURNING digest""")
                .params(account, TRIES_MAX)
                .query((row, _) -> row.getString(1))
                .optional();
    }

    /** How many tries of a PIN are left: 0 to {@link #TRIES_MAX}; empty for an account without one. */
    Optional<Integer> triesLeft(UUID account) {
        return jdbc.sql("SELECT tries FROM identity.pin WHERE account_id = ?")
                .param(account)
                .query((row, _) -> Math.max(0, TRIES_MAX - row.getInt(1)))
                .optional();
    }

    /** Whether all tries of a PIN are used up: then the right one does not count either. */
    boolean isLocked(UUID account) {
        return jdbc.sql("SELECT count(*) FROM identity.pin WHERE account_id = ? AND tries >= ?")
                        .params(account, TRIES_MAX)
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    /** Whether a PIN that was counted is right; then the count begins anew. */
    @Transactional
    public boolean isRight(UUID account, String digest, String pin) {
        if (!digests.matches(pin, digest)) {
            return false;
        }
        jdbc.sql("UPDATE identity.pin SET tries = 0 WHERE account_id = ? AND digest = ?")
                .params(account, digest)
                .update();
        return true;
    }

    /** When the badge of an account was made that counts now; absent if it has none. */
    Optional<Instant> badgeMadeAt(UUID account) {
        return jdbc.sql("SELECT created_at FROM identity.badge WHERE account_id = ?")
                .param(account)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** A new badge for an account; the one before ends. */
    @Transactional
    public String newBadge(UUID account) {
        String badge = "B" + Secrets.random();
        jdbc.sql("""
                        INSERT INTO identity.badge VALUES (?, ?, ?)
                        ON CONFLICT (account_id) DO UPDATE
                          SET digest = excluded.digest, created_at = excluded.created_at""").params(Secrets.digest(badge), account, now()).update();
        return badge;
    }

    /** Whose badge it is, if that account is active and of this organisation. */
    Optional<UUID> byBadge(String badge, UUID organisation) {
        return jdbc.sql("""
                        SELECT a.id FROM identity.badge b JOIN identity.account a ON a.id = b.account_id
                        WHERE b.digest = ? AND a.organisation_id = ? AND a.state = 'active'""")
                .params(Secrets.digest(badge.strip()), organisation)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
