package org.wangchuan.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/** Accounts of people who work with the platform. Thread-safe. */
@Component
public class Accounts {
    /** Most accounts of one organisation that a list shows. */
    public static final int LISTED_MAX = 500;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Accounts(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * An account as a list shows it.
     *
     * @param site its name
     * @param state {@code active}, {@code suspended}, {@code ended}, or {@code unconfirmed} after a restore
     * @param passkeys how many it has
     */
    public record Listed(UUID id, String workName, Optional<String> site, Set<Role> roles, String state, int passkeys) {
        public Listed {
            roles = Set.copyOf(roles);
        }

        /** Whether it may sign in. */
        public boolean isActive() {
            return state.equals("active");
        }

        /** Whether somebody has to say first that it is still there. */
        public boolean isUnconfirmed() {
            return state.equals("unconfirmed");
        }

        /** Whether it does not begin again. */
        public boolean isEnded() {
            return state.equals("ended");
        }
    }

    /**
     * Somebody who works here now.
     *
     * @param site where; absent for the whole organisation
     * @param siteName what that is called
     */
    public record Colleague(UUID id, String workName, Optional<UUID> site, Optional<String> siteName, Set<Role> roles) {
        public Colleague {
            roles = Set.copyOf(roles);
        }
    }

    /** All of a company who can sign in and have a role. */
    public List<Colleague> holders(UUID organisation, Role role) {
        return jdbc.sql("""
                        SELECT a.id, a.work_name, a.site_id, s.name AS site,
                          ARRAY(SELECT role FROM identity.account_role WHERE account_id = a.id) AS roles
                        FROM identity.account a LEFT JOIN identity.site s ON s.id = a.site_id
                        WHERE a.organisation_id = ? AND a.state = 'active' AND EXISTS (
                          SELECT 1 FROM identity.account_role r WHERE r.account_id = a.id AND r.role = ?)
                        ORDER BY a.work_name""")
                .params(organisation, role.id())
                .query((row, _) -> colleague(row))
                .list();
    }

    /** Those who can sign in, by name; at most {@link #LISTED_MAX}. */
    public List<Colleague> colleagues(UUID organisation) {
        return jdbc.sql("""
                        SELECT a.id, a.work_name, a.site_id, s.name AS site,
                          ARRAY(SELECT role FROM identity.account_role WHERE account_id = a.id) AS roles
                        FROM identity.account a LEFT JOIN identity.site s ON s.id = a.site_id
                        WHERE a.organisation_id = ? AND a.state = 'active' ORDER BY a.work_name LIMIT ?""")
                .params(organisation, LISTED_MAX)
                .query((row, _) -> colleague(row))
                .list();
    }

    /** Whether somebody else can sign in who has one of these roles, at a site or for the whole company. */
    public boolean isAnotherThere(UUID organisation, UUID site, UUID account, Set<Role> roles) {
        return jdbc.sql("""
                        SELECT count(*) FROM identity.account a JOIN identity.account_role r ON r.account_id = a.id
                        WHERE a.organisation_id = ? AND a.state = 'active' AND a.id <> ? AND (a.site_id IS NULL OR a.site_id = ?)
                          AND r.role = ANY (?)""")
                        .params(
                                organisation,
                                account,
                                site,
                                roles.stream().map(Role::id).toArray(String[]::new))
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    private static Colleague colleague(ResultSet row) throws SQLException {
        return new Colleague(
                row.getObject("id", UUID.class),
                row.getString("work_name"),
                Optional.ofNullable(row.getObject("site_id", UUID.class)),
                Optional.ofNullable(row.getString("site")),
                roles(row));
    }

    /** An active account as a visitor; absent if there is none, or it is suspended or has ended. */
    public Optional<Visitor> active(UUID id) {
        return active(id, Optional.empty());
    }

    /**
     * The same in a browser that was opened with a passkey; absent, too, if that one is no longer there.
     *
     * @param openedWith its id; it need not be the account's own, for a counter that one has opened others take over by PIN
     */
    Optional<Visitor> active(UUID id, Optional<String> openedWith) {
        return jdbc.sql("""
                        SELECT id, work_name, organisation_id, site_id,
                          ARRAY(SELECT role FROM identity.account_role WHERE account_id = a.id) AS roles
                        FROM identity.account a WHERE id = ? AND state = 'active' AND (?::text IS NULL
                          OR EXISTS (SELECT 1 FROM identity.user_credentials WHERE credential_id = ?))""")
                .param(id)
                .param(openedWith.orElse(null))
                .param(openedWith.orElse(null))
                .query((row, _) -> new Visitor(
                        row.getObject("id", UUID.class),
                        row.getString("work_name"),
                        Optional.ofNullable(row.getObject("organisation_id", UUID.class)),
                        Optional.ofNullable(row.getObject("site_id", UUID.class)),
                        roles(row)))
                .optional();
    }

    /** The name at work of an account, whether or not it is still active. */
    public Optional<String> workName(UUID id) {
        return jdbc.sql("SELECT work_name FROM identity.account WHERE id = ?")
                .param(id)
                .query((row, _) -> row.getString(1))
                .optional();
    }

    /** Whether an account is, or was, an organisation's. */
    public boolean isOf(UUID organisation, UUID account) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM identity.account WHERE id = ? AND organisation_id = ?)")
                .params(account, organisation)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** All accounts of an organisation. */
    public List<Listed> list(UUID organisation) {
        return jdbc.sql("""
                        SELECT a.id, a.work_name, s.name AS site, a.state,
                          ARRAY(SELECT role FROM identity.account_role WHERE account_id = a.id) AS roles,
                          (SELECT count(*) FROM identity.user_credentials c JOIN identity.user_entities e
                             ON c.user_entity_user_id = e.id WHERE e.name = a.id::text) AS passkeys
                        FROM identity.account a LEFT JOIN identity.site s ON s.id = a.site_id
                        WHERE a.organisation_id = ? ORDER BY a.state = 'ended', a.work_name LIMIT ?""")
                .params(organisation, LISTED_MAX)
                .query((row, _) -> new Listed(
                        row.getObject("id", UUID.class),
                        row.getString("work_name"),
                        Optional.ofNullable(row.getString("site")),
                        roles(row),
                        row.getString("state"),
                        row.getInt("passkeys")))
                .list();
    }

    /**
     * Makes an account; nobody can sign in to it before a one-time link is used.
     *
     * @param by who does it; absent for the first one, which the platform makes itself
     */
    @Transactional
    public UUID create(
            Optional<UUID> organisation, Optional<UUID> site, String workName, Set<Role> roles, Optional<UUID> by) {
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO identity.account VALUES (?, ?, ?, ?, 'active', ?)")
                .param(id)
                .param(organisation.orElse(null))
                .param(site.orElse(null))
                .param(workName)
                .param(now())
                .update();
        for (Role role : roles) {
            jdbc.sql("INSERT INTO identity.account_role VALUES (?, ?)")
                    .params(id, role.id())
                    .update();
        }
        audit(by, "account-created", id);
        return id;
    }

    /** Whether somebody else who is active and has one of these roles works at a site. */
    public boolean hasOther(UUID site, UUID account, Set<Role> asked) {
        return jdbc.sql("""
                        SELECT count(*) FROM identity.account a
                        JOIN identity.site s ON s.id = ? AND s.organisation_id = a.organisation_id
                        WHERE a.id <> ? AND a.state = 'active' AND (a.site_id IS NULL OR a.site_id = s.id)
                          AND EXISTS (SELECT 1 FROM identity.account_role r WHERE r.account_id = a.id
                            AND r.role = ANY (string_to_array(?, ',')))""")
                        .params(site, account, asked.stream().map(Role::id).collect(Collectors.joining(",")))
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /**
     * The first administrator who may sign in, while none of them has a passkey; absent otherwise. Passkeys of others don't count: with
     * them nobody can let an administrator in.
     */
    Optional<UUID> firstWithoutPasskey() {
        return jdbc.sql("""
                        WITH administrator AS (
                          SELECT a.id, a.created_at, EXISTS (
                            SELECT 1 FROM identity.user_credentials c JOIN identity.user_entities e
                              ON c.user_entity_user_id = e.id WHERE e.name = a.id::text) AS has_passkey
                          FROM identity.account a JOIN identity.account_role r ON r.account_id = a.id
                          WHERE a.state = 'active' AND r.role = ?
                            AND NOT EXISTS (SELECT 1 FROM identity.newcomer n WHERE n.account_id = a.id AND n.set_up_at IS NULL))
                        SELECT id FROM administrator WHERE NOT EXISTS (SELECT 1 FROM administrator WHERE has_passkey)
                        ORDER BY created_at, id LIMIT 1""")
                .param(Role.ADMINISTRATOR.id())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /**
     * The first administrator of a company in which none may sign in, since the platform was put back and nobody has confirmed them; absent if
     * each company has one.
     */
    Optional<UUID> firstUnconfirmedAdministrator() {
        return jdbc.sql("""
                        SELECT a.id FROM identity.account a JOIN identity.account_role r ON r.account_id = a.id
                        WHERE a.state = 'unconfirmed' AND r.role = ? AND NOT EXISTS (
                          SELECT 1 FROM identity.account o JOIN identity.account_role admin ON admin.account_id = o.id
                          WHERE o.state = 'active' AND admin.role = r.role AND o.organisation_id IS NOT DISTINCT FROM a.organisation_id)
                        ORDER BY a.created_at, a.id LIMIT 1""")
                .param(Role.ADMINISTRATOR.id())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /**
     * Administrators who may sign in, or may be confirmed by whoever runs the platform's machine.
     *
     * @param name of the one that is meant: the name at work, or {@code COMPANY/NAME}, for in two companies people may be called the same;
     *     empty for all
     */
    List<UUID> administrators(Optional<String> name) {
        return jdbc.sql("""
                        SELECT a.id FROM identity.account a JOIN identity.account_role r ON r.account_id = a.id
                        LEFT JOIN identity.organisation o ON o.id = a.organisation_id
                        WHERE a.state IN ('active', 'unconfirmed') AND r.role = :role
                          AND (:name::text IS NULL OR a.work_name = :name OR o.name || '/' || a.work_name = :name)
                          AND NOT EXISTS (SELECT 1 FROM identity.newcomer n WHERE n.account_id = a.id AND n.set_up_at IS NULL)""")
                .param("role", Role.ADMINISTRATOR.id())
                .param("name", name.orElse(null))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** Whether there is no account yet. */
    public boolean isEmpty() {
        return jdbc.sql("SELECT count(*) FROM identity.account")
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 0;
    }

    void audit(Optional<UUID> by, String action, UUID subject) {
        jdbc.sql("INSERT INTO identity.audit (at, account_id, action, subject) VALUES (?, ?, ?, ?)")
                .param(now())
                .param(by.orElse(null))
                .param(action)
                .param(subject)
                .update();
    }

    private java.time.OffsetDateTime now() {
        return clock.instant().atOffset(java.time.ZoneOffset.UTC);
    }

    private static Set<Role> roles(ResultSet row) throws SQLException {
        Set<Role> out = EnumSet.noneOf(Role.class);
        for (Object role : (Object[]) row.getArray("roles").getArray()) {
            out.add(Role.valueOf(String.valueOf(role).toUpperCase(Locale.ROOT)));
        }
        return out;
    }
}
