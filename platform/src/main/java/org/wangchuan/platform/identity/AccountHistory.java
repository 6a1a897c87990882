package org.wangchuan.platform.identity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.web.access.Role;

/** What was done to accounts, by whom and when: on record for good, for whom it is about and for who governs the company. Thread-safe. */
@Component
public class AccountHistory {
    /** Most changes that are shown at once. */
    public static final int SHOWN_MAX = 100;

    /** That a link was used is told with the link. */
    private static final String SELECT = """
            SELECT c.at, c.what, c.account_id, a.work_name,
              CASE WHEN b.organisation_id IS NOT DISTINCT FROM a.organisation_id THEN b.work_name END AS by_name,
              CASE WHEN b.organisation_id IS DISTINCT FROM a.organisation_id THEN o.name END AS by_company, c.roles_before, c.roles_after, c.passkey_made_at,
              (SELECT min(u.at) FROM identity.account_change u
                WHERE u.account_id = c.account_id AND u.what = 'link_used' AND u.link_made_at = c.at) AS used_at
            FROM identity.account_change c JOIN identity.account a ON a.id = c.account_id
            LEFT JOIN identity.account b ON b.id = c.by_account LEFT JOIN identity.organisation o ON o.id = b.organisation_id
            WHERE c.what <> 'link_used' AND\s""";

    private final JdbcClient jdbc;

    AccountHistory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What was done. */
    public enum What {
        ROLES,
        SUSPENDED,
        RESTORED,
        ENDED,
        /** A link was made that signs in once. */
        LINK,
        /** It was used. */
        LINK_USED,
        /** A passkey was removed. */
        PASSKEY,
        /** A passkey was made. */
        PASSKEY_MADE,
        /** A badge was made; the one before ended. */
        BADGE,
        /** A PIN was set; the one before ended. */
        PIN,
        /** After a restore, somebody has said that it is still there. */
        CONFIRMED,
        /** It was linked to somebody of the company's own identity provider. */
        COMPANY_LINKED,
        /** That link ended. */
        COMPANY_UNLINKED;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One change.
     *
     * @param workName of whom it is about
     * @param by the name at work of who made it; absent if whoever runs the platform's machine did, or another company
     * @param byCompany what that other company is called: it let this one onto the platform
     * @param passkeyMadeAt when the passkey that was removed had been made, if that was kept
     * @param usedAt when the link was used, if it was
     */
    public record Change(
            Instant at,
            String what,
            UUID account,
            String workName,
            Optional<String> by,
            Optional<String> byCompany,
            Set<Role> before,
            Set<Role> after,
            Optional<Instant> passkeyMadeAt,
            Optional<Instant> usedAt) {
        public Change {
            before = Set.copyOf(before);
            after = Set.copyOf(after);
        }

        /** Whether it is a link, which was used or not. */
        public boolean isLink() {
            return what.equals(What.LINK.id());
        }
    }

    /**
     * What is put on record.
     *
     * @param by absent for whoever runs the platform's machine
     * @param madeAt when the passkey was made that was removed, or the link that was used
     */
    record Line(
            Instant at,
            UUID account,
            What what,
            Set<Role> before,
            Set<Role> after,
            Optional<UUID> by,
            Optional<Instant> madeAt) {}

    /** What was done to an account, the latest first. */
    public List<Change> of(UUID account) {
        return read("c.account_id = ?", account);
    }

    /** What was done to the accounts of an organisation, the latest first. */
    public List<Change> ofOrganisation(UUID organisation) {
        return read("a.organisation_id = ?", organisation);
    }

    private List<Change> read(String which, UUID id) {
        return jdbc.sql(SELECT + which + " ORDER BY c.id DESC LIMIT ?")
                .params(id, SHOWN_MAX)
                .query((row, _) -> change(row))
                .list();
    }

    private static Change change(ResultSet row) throws SQLException {
        return new Change(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("what"),
                row.getObject("account_id", UUID.class),
                row.getString("work_name"),
                Optional.ofNullable(row.getString("by_name")),
                Optional.ofNullable(row.getString("by_company")),
                roles(row.getArray("roles_before")),
                roles(row.getArray("roles_after")),
                time(row.getObject("passkey_made_at", OffsetDateTime.class)),
                time(row.getObject("used_at", OffsetDateTime.class)));
    }

    private static Optional<Instant> time(@Nullable OffsetDateTime time) {
        return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
    }

    /** To what the last link of an account that was used has led since. */
    record LedTo(boolean passkey, boolean companyLink) {
        boolean nothing() {
            return !passkey && !companyLink;
        }
    }

    /** That of an account; by the order in which all were written. */
    LedTo ledTo(UUID account) {
        return jdbc.sql("""
                        SELECT coalesce(max(id) FILTER (WHERE what = 'passkey_made'), 0) > used,
                          coalesce(max(id) FILTER (WHERE what = 'company_linked'), 0) > used
                        FROM identity.account_change, (SELECT coalesce(max(id), 0) AS used FROM identity.account_change
                          WHERE account_id = :account AND what = 'link_used') last
                        WHERE account_id = :account GROUP BY used""")
                .param("account", account)
                .query((row, _) -> new LedTo(row.getBoolean(1), row.getBoolean(2)))
                .optional()
                .orElse(new LedTo(false, false));
    }

    /** Puts on record what leaves the roles as they are. */
    void note(Instant at, UUID account, What what, Optional<UUID> by, Optional<Instant> madeAt) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        jdbc.sql("SELECT role FROM identity.account_role WHERE account_id = ?")
                .param(account)
                .query((row, _) -> Role.valueOf(row.getString(1).toUpperCase(Locale.ROOT)))
                .list()
                .forEach(roles::add);
        note(new Line(at, account, what, roles, roles, by, madeAt));
    }

    void note(Line line) {
        jdbc.sql("""
                        INSERT INTO identity.account_change
                          (at, account_id, by_account, what, roles_before, roles_after, passkey_made_at, link_made_at)
                        VALUES (?, ?, ?, ?, string_to_array(?, ','), string_to_array(?, ','), ?, ?)""")
                .param(line.at().atOffset(ZoneOffset.UTC))
                .param(line.account())
                .param(line.by().orElse(null))
                .param(line.what().id())
                .param(text(line.before()))
                .param(text(line.after()))
                .param(madeAt(line, What.PASSKEY))
                .param(madeAt(line, What.LINK_USED))
                .update();
    }

    private static @Nullable OffsetDateTime madeAt(Line line, What what) {
        return line.madeAt()
                .filter(_ -> line.what() == what)
                .map(made -> made.atOffset(ZoneOffset.UTC))
                .orElse(null);
    }

    private static String text(Set<Role> roles) {
        return roles.stream().map(Role::id).sorted().collect(Collectors.joining(","));
    }

    static Set<Role> roles(Array array) throws SQLException {
        Set<Role> out = EnumSet.noneOf(Role.class);
        Arrays.stream((Object[]) array.getArray())
                .map(role -> Role.valueOf(String.valueOf(role).toUpperCase(Locale.ROOT)))
                .forEach(out::add);
        return out;
    }
}
