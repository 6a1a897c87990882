package org.wangchuan.platform.exchange;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Secrets;

/**
 * The keys of programs. A key is {@code wck_PREFIX_SECRET}: the prefix finds its row, and the digest of the whole is compared in constant
 * time; with 192 random bits in the secret a plain SHA-256 can't be tried out. Told once, when it is made. Thread-safe.
 */
@Component
public class ApiKeys {
    /** Most of a company that count at the same time. */
    public static final int KEYS_MAX = 50;

    /** The longest that one is good for, in days. */
    public static final int DAYS_MAX = 400;

    static final String HEAD = "wck_";

    private static final Pattern FORM = Pattern.compile(HEAD + "([a-z2-7]{8})_[A-Za-z0-9_-]{32}");
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int PREFIX_CHARS = 8;
    private static final Duration USED = Duration.ofMinutes(1);
    private static final SecureRandom RANDOM = new SecureRandom();

    private final JdbcClient jdbc;
    private final InstantSource clock;

    ApiKeys(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What is to be made; everything in it was checked. */
    public record Wanted(
            UUID organisation,
            Optional<UUID> site,
            String name,
            List<Scope> scopes,
            Optional<UUID> responsible,
            Duration validFor) {
        public Wanted {
            scopes = List.copyOf(scopes);
        }
    }

    /** Makes one, and tells it: this once. Empty if the company has {@link #KEYS_MAX} already. */
    @Transactional
    public Optional<String> make(Wanted wanted, UUID by) {
        jdbc.sql("SELECT id FROM identity.organisation WHERE id = ? FOR UPDATE")
                .param(wanted.organisation())
                .query((_, _) -> true)
                .single();
        int there = jdbc.sql(
                        "SELECT count(*) FROM exchange.api_key WHERE organisation_id = ? AND state <> 'revoked' AND ends_at > ?")
                .params(wanted.organisation(), now())
                .query((row, _) -> row.getInt(1))
                .single();
        if (there >= KEYS_MAX) {
            return Optional.empty();
        }
        UUID id = UUID.randomUUID();
        String prefix = prefix();
        String token = HEAD + prefix + "_" + Secrets.random();
        jdbc.sql("""
                        INSERT INTO exchange.api_key (id, organisation_id, site_id, name, prefix, digest, scopes, responsible, ends_at, state)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'active')""")
                .param(id)
                .param(wanted.organisation())
                .param(wanted.site().orElse(null))
                .param(wanted.name())
                .param(prefix)
                .param(Secrets.digest(token))
                .param(wanted.scopes().stream().map(Scope::id).toArray(String[]::new))
                .param(wanted.responsible().orElse(null))
                .param(now().plus(wanted.validFor()))
                .update();
        note(id, "made", by);
        return Optional.of(token);
    }

    private static String prefix() {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < PREFIX_CHARS; i++) {
            out.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return out.toString();
    }

    /** Whether a text has the form of a key; what has not is none, and nothing is asked for it. */
    static boolean isForm(String token) {
        return FORM.matcher(token).matches();
    }

    /** What people tell a key by; empty if it has not the form of one. */
    static Optional<String> prefixOf(String token) {
        Matcher form = FORM.matcher(token);
        return form.matches() ? Optional.of(form.group(1)) : Optional.empty();
    }

    /** The key that this is the secret of, in whatever state; absent if it is of none. */
    Optional<ApiKey> of(String token) {
        Matcher form = FORM.matcher(token);
        if (!form.matches()) {
            return Optional.empty();
        }
        byte[] digest = Secrets.digest(token);
        return jdbc.sql("SELECT * FROM exchange.api_key WHERE prefix = ?")
                .param(form.group(1))
                .query((row, _) -> MessageDigest.isEqual(row.getBytes("digest"), digest)
                        ? Optional.of(read(row))
                        : Optional.<ApiKey>empty())
                .optional()
                .flatMap(found -> found);
    }

    /**
     * Refuses what is asked for by a key that is revoked while its request is on the way: whoever revokes it waits for the caller's
     * transaction, or that for them.
     */
    void stillCounts(ApiKey key) throws PlantProblem {
        boolean isGood = jdbc.sql(
                        "SELECT state = 'active' AND ends_at > ? FROM exchange.api_key WHERE id = ? FOR SHARE")
                .params(now(), key.id())
                .query((row, _) -> row.getBoolean(1))
                .single();
        if (!isGood) {
            throw new PlantProblem(HttpStatus.UNAUTHORIZED, "KEY_REVOKED", "the key was revoked, or is over");
        }
    }

    /** Notes that a key was used; of many times within a minute the first. */
    void used(ApiKey key) {
        if (key.usedAt().filter(at -> clock.instant().isBefore(at.plus(USED))).isEmpty()) {
            jdbc.sql("UPDATE exchange.api_key SET used_at = ? WHERE id = ? AND (used_at IS NULL OR used_at < ?)")
                    .params(now(), key.id(), now().minus(USED))
                    .update();
        }
    }

    /** Those of a company: what counts first, then the latest. */
    public List<ApiKey> of(UUID organisation) {
        return jdbc.sql("""
                        SELECT k.* FROM exchange.api_key k
                        LEFT JOIN LATERAL (SELECT max(c.id) AS id FROM exchange.api_key_change c WHERE c.key_id = k.id) last ON true
                        WHERE k.organisation_id = ? ORDER BY k.state = 'revoked', last.id DESC LIMIT 200""").param(organisation).query((row, _) -> read(row)).list();
    }

    /** Those of a company that somebody answers for, as long as they count. */
    List<ApiKey> answeredFor(UUID organisation) {
        return jdbc.sql("""
                        SELECT * FROM exchange.api_key WHERE organisation_id = ? AND state <> 'revoked' AND ends_at > ?
                          AND responsible IS NOT NULL ORDER BY ends_at, id LIMIT ?""")
                .params(organisation, now(), KEYS_MAX)
                .query((row, _) -> read(row))
                .list();
    }

    /** Whether one of a company waits for somebody who says that it is still good. */
    public boolean hasUnconfirmed(UUID organisation) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM exchange.api_key WHERE organisation_id = ? AND state = 'unconfirmed')")
                .param(organisation)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Ends one for good. What is another company's, or ended, stays as it is. */
    @Transactional
    public void revoke(UUID organisation, UUID key, UUID by) {
        change(organisation, key, by, "state <> 'revoked'", ApiKey.State.REVOKED, "revoked");
    }

    /** Says that one of before a restore is still good. */
    @Transactional
    public void confirm(UUID organisation, UUID key, UUID by) {
        change(organisation, key, by, "state = 'unconfirmed'", ApiKey.State.ACTIVE, "confirmed");
    }

    private void change(UUID organisation, UUID key, UUID by, String where, ApiKey.State to, String what) {
        int changed = jdbc.sql(
                        "UPDATE exchange.api_key SET state = ? WHERE id = ? AND organisation_id = ? AND " + where)
                .params(to.id(), key, organisation)
                .update();
        if (changed == 1) {
            note(key, what, by);
        }
    }

    private void note(UUID key, String what, UUID by) {
        jdbc.sql("INSERT INTO exchange.api_key_change (key_id, at, by_account, what) VALUES (?, ?, ?, ?)")
                .params(key, now(), by, what)
                .update();
    }

    private static ApiKey read(ResultSet row) throws SQLException {
        OffsetDateTime used = row.getObject("used_at", OffsetDateTime.class);
        return new ApiKey(
                row.getObject("id", UUID.class),
                row.getObject("organisation_id", UUID.class),
                Optional.ofNullable(row.getObject("site_id", UUID.class)),
                row.getString("name"),
                row.getString("prefix"),
                Scope.all(List.of((String[]) row.getArray("scopes").getArray())).orElseThrow(),
                Optional.ofNullable(row.getObject("responsible", UUID.class)),
                row.getObject("ends_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(used).map(OffsetDateTime::toInstant),
                ApiKey.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)));
    }

    /** The time that counts for whether a key is over. */
    Instant instant() {
        return clock.instant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
