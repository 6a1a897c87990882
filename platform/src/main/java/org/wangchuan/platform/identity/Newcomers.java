package org.wangchuan.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.web.access.Role;

/**
 * Companies that are let onto the platform: an administrator of the one that runs it makes an account that belongs to no company, and a link that
 * signs in to it once. Whoever uses it sets up a company of their own; from then on nobody who let it in can do anything to it, or see anything of
 * it. Each change locks the row of the host, so that no limit is passed and nobody acts who is no administrator any more. Thread-safe.
 */
@Component
public class Newcomers {
    /** What an account is called before its company is set up, whichever language it speaks. */
    static final String WORK_NAME = "管理员 Administrator";

    /** Most that wait for somebody to set up a company. */
    static final int WAITING_MAX = 20;

    /** Most that were ever let in and have not ended: pages for strangers list the sites of all companies. */
    static final int MAX = 100;

    static final int LABEL_CHARS_MAX = 60;

    /** Most that the page lists. */
    private static final int LISTED_MAX = 200;

    private static final String OF_ACCOUNT = """
            EXISTS (SELECT 1 FROM identity.user_entities e JOIN identity.user_credentials c ON c.user_entity_user_id = e.id
              WHERE e.name = n.account_id::text)""";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Accounts accounts;
    private final OneTimeLinks links;
    private final AccountKeys keys;
    private final AccountHistory history;

    Newcomers(
            JdbcClient jdbc,
            InstantSource clock,
            Accounts accounts,
            OneTimeLinks links,
            AccountKeys keys,
            AccountHistory history) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.accounts = accounts;
        this.links = links;
        this.keys = keys;
        this.history = history;
    }

    /** How it stands with one; words under {@code identity.newcomer.state.ID}. */
    public enum State {
        /** Nobody has made a passkey by a link. */
        WAITING,
        /** Somebody has, and has not set up a company. */
        ENTERED,
        /** The company is there. */
        SET_UP,
        /** It was ended before there was a company. */
        ENDED;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One of them. What their company is called, and all else that it has, is its own.
     *
     * @param label as whoever let them in calls them
     * @param madeBy the name at work of who that was
     * @param linkUntil until when their unused link can be used; absent if there is none
     * @param at since when it stands so; absent while nobody has used a link
     * @param endedBy absent where a back-up was put back
     */
    public record Newcomer(
            UUID id,
            String label,
            String madeBy,
            Instant madeAt,
            State state,
            Optional<Instant> linkUntil,
            Optional<Instant> at,
            Optional<String> endedBy) {}

    /** All that were let in, those that wait first; at most {@value #LISTED_MAX}. */
    public List<Newcomer> all() {
        return jdbc.sql("""
                        SELECT n.*, m.work_name AS made, b.work_name AS ended, l.expires_at,
                          (SELECT max(u.used_at) FROM identity.one_time_link u WHERE u.account_id = n.account_id) AS used_at, %s AS has_passkey
                        FROM identity.newcomer n JOIN identity.account m ON m.id = n.made_by LEFT JOIN identity.account b ON b.id = n.ended_by
                        LEFT JOIN identity.one_time_link l ON l.account_id = n.account_id AND l.used_at IS NULL AND l.expires_at > ?
                          AND n.set_up_at IS NULL
                        ORDER BY coalesce(n.set_up_at, n.ended_at) IS NOT NULL, n.made_at DESC, n.id LIMIT ?""".formatted(OF_ACCOUNT))
                .params(now(), LISTED_MAX)
                .query((row, _) -> read(row))
                .list();
    }

    private static Newcomer read(ResultSet row) throws SQLException {
        Optional<Instant> ended = time(row.getObject("ended_at", OffsetDateTime.class));
        Optional<Instant> setUp = time(row.getObject("set_up_at", OffsetDateTime.class));
        State state = ended.isPresent()
                ? State.ENDED
                : setUp.isPresent() ? State.SET_UP : row.getBoolean("has_passkey") ? State.ENTERED : State.WAITING;
        return new Newcomer(
                row.getObject("id", UUID.class),
                row.getString("label"),
                row.getString("made"),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                state,
                time(row.getObject("expires_at", OffsetDateTime.class)),
                ended.or(() -> setUp).or(() -> used(row)),
                Optional.ofNullable(row.getString("ended")));
    }

    private static Optional<Instant> used(ResultSet row) {
        try {
            return time(row.getObject("used_at", OffsetDateTime.class));
        } catch (SQLException e) {
            throw new IllegalStateException("a column that was asked for", e);
        }
    }

    private static Optional<Instant> time(@Nullable OffsetDateTime at) {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant);
    }

    /** Lets somebody in; the link is told to who asks, and can't be shown again. */
    @Transactional
    public String let(String label, UUID by) throws AccountException {
        lock(by);
        record Count(int waiting, int all) {}
        Count count = jdbc.sql("""
                        SELECT count(*) FILTER (WHERE set_up_at IS NULL) AS waiting, count(*) AS everybody
                        FROM identity.newcomer WHERE ended_at IS NULL""")
                .query((row, _) -> new Count(row.getInt("waiting"), row.getInt("everybody")))
                .single();
        if (count.waiting() >= WAITING_MAX) {
            throw new AccountException(AccountException.Code.NEWCOMERS_WAITING, "at most " + WAITING_MAX);
        }
        if (count.all() >= MAX) {
            throw new AccountException(AccountException.Code.NEWCOMERS_ALL, "at most " + MAX);
        }
        UUID account = accounts.create(
                Optional.empty(), Optional.empty(), WORK_NAME, EnumSet.allOf(Role.class), Optional.of(by));
        jdbc.sql("INSERT INTO identity.newcomer (id, account_id, label, made_by, made_at) VALUES (?, ?, ?, ?, ?)")
                .params(UUID.randomUUID(), account, label, by, now())
                .update();
        return links.createOnRecord(account, Optional.of(by));
    }

    /** A new link for somebody who has not come in; the one before ends. */
    @Transactional
    public String link(UUID newcomer, UUID by) throws AccountException {
        UUID account = locked(newcomer, by);
        boolean hasPasskey = jdbc.sql("SELECT " + OF_ACCOUNT + " FROM identity.newcomer n WHERE n.id = ?")
                .param(newcomer)
                .query((row, _) -> row.getBoolean(1))
                .single();
        if (hasPasskey) {
            throw new AccountException(AccountException.Code.NEWCOMER_ENTERED, "somebody has made a passkey");
        }
        return links.createOnRecord(account, Optional.of(by));
    }

    /** Ends what has led to no company: nobody signs in to that account any more. */
    @Transactional
    public void end(UUID newcomer, UUID by) throws AccountException {
        UUID account = locked(newcomer, by);
        jdbc.sql("UPDATE identity.newcomer SET ended_by = ?, ended_at = ? WHERE id = ?")
                .params(by, now(), newcomer)
                .update();
        jdbc.sql("UPDATE identity.account SET state = 'ended' WHERE id = ?")
                .param(account)
                .update();
        keys.remove(account);
        jdbc.sql("DELETE FROM identity.spring_session WHERE principal_name = ?")
                .param(account.toString())
                .update();
        history.note(clock.instant(), account, AccountHistory.What.ENDED, Optional.of(by), Optional.empty());
    }

    /** Whether an account was let in and has not set up its company. */
    boolean isOne(UUID account) {
        return jdbc.sql(
                        "SELECT EXISTS (SELECT 1 FROM identity.newcomer WHERE account_id = ? AND set_up_at IS NULL AND ended_at IS NULL)")
                .param(account)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /**
     * Somebody who was let in has set up their company, in the caller's transaction. Who made the link could have used one as well: what opens
     * the account from now on is the passkey that was shown, and the session in which it was; nothing else.
     *
     * @param passkey the id of the one that was shown; without it none stays
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void setUp(UUID account, UUID organisation, Optional<String> passkey, String session) {
        int ended = jdbc.sql("""
                        UPDATE identity.newcomer SET organisation_id = ?, set_up_at = ?
                        WHERE account_id = ? AND set_up_at IS NULL AND ended_at IS NULL""").params(organisation, now(), account).update();
        if (ended == 0) {
            return; // the first company here
        }
        jdbc.sql("DELETE FROM identity.one_time_link WHERE account_id = ? AND used_at IS NULL")
                .param(account)
                .update();
        jdbc.sql("""
                        DELETE FROM identity.user_credentials WHERE credential_id <> ? AND user_entity_user_id IN
                          (SELECT id FROM identity.user_entities WHERE name = ?)""").params(passkey.orElse(""), account.toString()).update();
        jdbc.sql("DELETE FROM identity.spring_session WHERE principal_name = ? AND session_id <> ?")
                .params(account.toString(), session)
                .update();
    }

    /** Of who let them in, while nothing came of it; locked until the caller's transaction ends. */
    private UUID locked(UUID newcomer, UUID by) throws AccountException {
        lock(by);
        // The account as well: whoever sets up the company holds it.
        return jdbc.sql("""
                        SELECT a.id FROM identity.newcomer n JOIN identity.account a ON a.id = n.account_id
                        WHERE n.id = ? AND n.set_up_at IS NULL AND n.ended_at IS NULL AND a.organisation_id IS NULL FOR UPDATE OF a""")
                .param(newcomer)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional()
                .orElseThrow(() -> new AccountException(AccountException.Code.NEWCOMER_OVER, "nobody waits"));
    }

    private void lock(UUID by) throws AccountException {
        boolean mayAct = jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM identity.account a JOIN identity.account_role r ON r.account_id = a.id
                          WHERE a.id = ? AND a.state = 'active' AND r.role = ? AND a.organisation_id = h.organisation_id)
                        FROM identity.host h FOR UPDATE""")
                .params(by, Role.ADMINISTRATOR.id())
                .query((row, _) -> row.getBoolean(1))
                .optional()
                .orElse(false);
        if (!mayAct) {
            throw new AccountException(
                    AccountException.Code.NOT_ADMINISTRATOR, "of the company that runs the platform");
        }
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
