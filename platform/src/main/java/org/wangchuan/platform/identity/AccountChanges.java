package org.wangchuan.platform.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.AccountHistory.What;
import org.wangchuan.platform.web.access.Role;

/**
 * Changes of what somebody may do, and their end. Each locks the organisation, so that of two administrators who take each other away
 * one comes first and the other is told; each is on record, and ends the sessions of whom it is about. Thread-safe.
 */
@Component
public class AccountChanges {
    private static final String OF_ACCOUNT =
            "JOIN identity.user_entities e ON c.user_entity_user_id = e.id WHERE e.name = ? AND c.credential_id = ?";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final AccountHistory history;
    private final OneTimeLinks links;
    private final QuickSwitch quick;
    private final AccountKeys keys;

    AccountChanges(
            JdbcClient jdbc,
            InstantSource clock,
            AccountHistory history,
            OneTimeLinks links,
            QuickSwitch quick,
            AccountKeys keys) {
        this.keys = keys;
        this.jdbc = jdbc;
        this.clock = clock;
        this.history = history;
        this.links = links;
        this.quick = quick;
    }

    /**
     * An account as it is now.
     *
     * @param state {@code active}, {@code suspended}, {@code ended}, or {@code unconfirmed} after a restore
     */
    public record Known(UUID id, String workName, String state, Set<Role> roles) {
        public Known {
            roles = Set.copyOf(roles);
        }

        /** Whether it does not begin again. */
        public boolean isEnded() {
            return state.equals("ended");
        }

        /** Whether somebody has to say first that it is still there. */
        public boolean isUnconfirmed() {
            return state.equals("unconfirmed");
        }

        boolean isAdministrator() {
            return state.equals("active") && roles.contains(Role.ADMINISTRATOR);
        }
    }

    /** An account of this organisation, if it is one. */
    public Optional<Known> find(UUID organisation, UUID account) {
        return jdbc.sql("""
                        SELECT id, work_name, state, ARRAY(SELECT role FROM identity.account_role WHERE account_id = a.id) AS roles
                        FROM identity.account a WHERE id = ? AND organisation_id = ?""")
                .params(account, organisation)
                .query((row, _) -> new Known(
                        row.getObject("id", UUID.class),
                        row.getString("work_name"),
                        row.getString("state"),
                        AccountHistory.roles(row.getArray("roles"))))
                .optional();
    }

    /** Says anew what somebody may do. What they may do already changes nothing. */
    @Transactional
    public void roles(UUID organisation, UUID account, Set<Role> roles, UUID by) throws AccountException {
        Known known = locked(organisation, account, by);
        if (roles.isEmpty()) {
            throw new AccountException(AccountException.Code.NO_ROLE, "at least one role");
        }
        if (roles.equals(known.roles())) {
            return;
        }
        if (!roles.contains(Role.ADMINISTRATOR)) {
            requireAnother(organisation, known, by);
        }
        jdbc.sql("DELETE FROM identity.account_role WHERE account_id = ?")
                .param(account)
                .update();
        for (Role role : roles) {
            jdbc.sql("INSERT INTO identity.account_role VALUES (?, ?)")
                    .params(account, role.id())
                    .update();
        }
        note(known, What.ROLES, roles, by);
    }

    /** Suspends an account, or ends that. */
    @Transactional
    public void setActive(UUID organisation, UUID account, boolean isActive, UUID by) throws AccountException {
        // Nor is somebody unconfirmed suspended: restoring them would let them in with what they had on the day of the
        // back-up.
        Known known = confirmed(organisation, account, by);
        String state = isActive ? "active" : "suspended";
        if (state.equals(known.state())) {
            return;
        }
        if (!isActive) {
            requireAnother(organisation, known, by);
        }
        move(account, state);
        note(known, isActive ? What.RESTORED : What.SUSPENDED, known.roles(), by);
    }

    /**
     * After a restore, somebody is still there. What they sign in with was last known on the day of the back-up: a key that was lost since and
     * removed is back.
     *
     * @param hasNewKeys whether all of that ends: then they are let in by a link
     */
    @Transactional
    public void confirm(UUID organisation, UUID account, boolean hasNewKeys, UUID by) throws AccountException {
        Known known = locked(organisation, account, by);
        if (!known.isUnconfirmed()) {
            return;
        }
        move(account, "active");
        if (hasNewKeys) {
            keys.remove(account);
        }
        note(known, What.CONFIRMED, known.roles(), by);
    }

    /** Ends an account for good. Its name stays, for it stands on statements; whatever it could sign in with goes. */
    @Transactional
    public void end(UUID organisation, UUID account, UUID by) throws AccountException {
        Known known = locked(organisation, account, by);
        requireAnother(organisation, known, by);
        move(account, "ended");
        keys.remove(account);
        note(known, What.ENDED, known.roles(), by);
    }

    /**
     * Removes one passkey: of oneself, or of another if an administrator asks for it. All sessions of the account end; so does each that
     * was opened with this passkey and is somebody else's by now, see {@link Accounts#active(UUID, Optional)}.
     *
     * @param passkey its id
     * @param kept the session that goes on: that of who removes their own, if it was opened with another one
     */
    @Transactional
    public void removePasskey(UUID organisation, UUID account, String passkey, UUID by, Optional<String> kept)
            throws AccountException {
        Known known = account.equals(by) ? locked(organisation, account) : locked(organisation, account, by);
        Optional<Instant> made = jdbc.sql("SELECT c.created FROM identity.user_credentials c " + OF_ACCOUNT)
                .params(account.toString(), passkey)
                .query((row, _) -> PasskeyTable.instant(row.getTimestamp(1)))
                .optional()
                .orElseThrow(() -> new AccountException(AccountException.Code.NO_PASSKEY, "no such passkey"));
        requireOtherPasskey(organisation, known, passkey);
        jdbc.sql("DELETE FROM identity.user_credentials WHERE credential_id = ?")
                .param(passkey)
                .update();
        // Who had it may have made themselves another way in, and linked the account to whom they are at the company's
        // provider.
        jdbc.sql("DELETE FROM identity.one_time_link WHERE account_id = ? AND used_at IS NULL")
                .param(account)
                .update();
        int unlinked = jdbc.sql("DELETE FROM identity.provider_link WHERE account_id = ? AND made_at >= ?")
                .params(account, made.orElse(Instant.EPOCH).atOffset(ZoneOffset.UTC))
                .update();
        if (unlinked > 0) {
            history.note(clock.instant(), account, What.COMPANY_UNLINKED, Optional.of(by), Optional.empty());
        }
        history.note(clock.instant(), account, What.PASSKEY, Optional.of(by), made);
        endSessions(account, kept);
    }

    /** Refuses to remove the last passkey with which an active administrator can sign in. */
    private void requireOtherPasskey(UUID organisation, Known known, String passkey) throws AccountException {
        if (!known.isAdministrator()) {
            return;
        }
        boolean isLast = jdbc.sql("""
                                SELECT count(*) FROM identity.account a JOIN identity.account_role r ON r.account_id = a.id
                                JOIN identity.user_entities e ON e.name = a.id::text
                                JOIN identity.user_credentials c ON c.user_entity_user_id = e.id
                                WHERE a.organisation_id = ? AND a.state = 'active' AND r.role = ? AND c.credential_id <> ?""")
                        .params(organisation, Role.ADMINISTRATOR.id(), passkey)
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 0;
        if (isLast) {
            throw new AccountException(AccountException.Code.LAST_PASSKEY, "no administrator has another passkey");
        }
    }

    /** A new link that signs an account in once; it is told to who asks, and can't be shown again. Those before end. */
    @Transactional
    public String link(UUID organisation, UUID account, UUID by) throws AccountException {
        confirmed(organisation, account, by);
        return links.createOnRecord(account, Optional.of(by));
    }

    /** A new badge for an account; the one before ends. */
    @Transactional
    public String badge(UUID organisation, UUID account, UUID by) throws AccountException {
        confirmed(organisation, account, by);
        history.note(clock.instant(), account, What.BADGE, Optional.of(by), Optional.empty());
        return quick.newBadge(account);
    }

    private void move(UUID account, String state) {
        jdbc.sql("UPDATE identity.account SET state = ? WHERE id = ?")
                .params(state, account)
                .update();
    }

    /** The account, that nobody else changes before the caller's transaction ends; asked for by an administrator, still. */
    private Known locked(UUID organisation, UUID account, UUID by) throws AccountException {
        lock(organisation);
        if (find(organisation, by).filter(Known::isAdministrator).isEmpty()) {
            throw new AccountException(AccountException.Code.NOT_ADMINISTRATOR, "no administrator any more");
        }
        return locked(organisation, account);
    }

    /** The same, of whom it is known that they are still there. */
    private Known confirmed(UUID organisation, UUID account, UUID by) throws AccountException {
        Known known = locked(organisation, account, by);
        if (known.isUnconfirmed()) {
            throw new AccountException(AccountException.Code.NOT_CONFIRMED, "not confirmed since the restore");
        }
        return known;
    }

    private void lock(UUID organisation) {
        jdbc.sql("SELECT id FROM identity.organisation WHERE id = ? FOR UPDATE")
                .param(organisation)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** The account, that nobody else changes before the caller's transaction ends. */
    private Known locked(UUID organisation, UUID account) throws AccountException {
        lock(organisation);
        Known known = find(organisation, account)
                .orElseThrow(() -> new AccountException(AccountException.Code.NOT_FOUND, "no such account"));
        if (known.isEnded()) {
            throw new AccountException(AccountException.Code.ENDED, "it has ended");
        }
        return known;
    }

    /** What is left of administrators; only those with a passkey come back when their sessions have ended. */
    private record Left(int all, int withPasskey) {}

    /**
     * Refuses to take away an administrator, if it is the last one, or the one who asks; or if nobody would be left who can sign in again.
     * Who came by a one-time link and made no passkey is an administrator for this session.
     */
    private void requireAnother(UUID organisation, Known known, UUID by) throws AccountException {
        if (known.isAdministrator()) {
            Left left = jdbc.sql("""
                            SELECT count(*) AS everybody, count(*) FILTER (WHERE EXISTS (
                              SELECT 1 FROM identity.user_credentials c JOIN identity.user_entities e
                                ON c.user_entity_user_id = e.id WHERE e.name = a.id::text)) AS with_passkey
                            FROM identity.account a JOIN identity.account_role r ON r.account_id = a.id
                            WHERE a.organisation_id = ? AND a.id <> ? AND a.state = 'active' AND r.role = ?""")
                    .params(organisation, known.id(), Role.ADMINISTRATOR.id())
                    .query((row, _) -> new Left(row.getInt("everybody"), row.getInt("with_passkey")))
                    .single();
            if (left.all() == 0) {
                throw new AccountException(AccountException.Code.LAST_ADMINISTRATOR, "no other administrator");
            }
            if (left.withPasskey() == 0) {
                throw new AccountException(AccountException.Code.LAST_PASSKEY, "no other administrator has a passkey");
            }
        }
        if (known.id().equals(by)) {
            throw new AccountException(AccountException.Code.OWN_ACCOUNT, "another administrator does this");
        }
    }

    /** On record, and out of every browser: the next request of theirs signs in anew, with what they may do now. */
    private void note(Known known, What what, Set<Role> after, UUID by) {
        history.note(new AccountHistory.Line(
                clock.instant(), known.id(), what, known.roles(), after, Optional.of(by), Optional.empty()));
        endSessions(known.id(), Optional.empty());
    }

    private void endSessions(UUID account, Optional<String> but) {
        jdbc.sql("DELETE FROM identity.spring_session WHERE principal_name = ? AND session_id <> ?")
                .params(account.toString(), but.orElse(""))
                .update();
    }
}
