package org.wangchuan.platform.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.web.access.Visitor;

/** Organisations and their sites. Thread-safe. */
@Component
public class Organisations {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Newcomers newcomers;

    Organisations(JdbcClient jdbc, InstantSource clock, Newcomers newcomers) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.newcomers = newcomers;
    }

    private static final String SITE =
            "SELECT s.id, s.organisation_id, s.name, s.time_zone, o.currency FROM identity.site s"
                    + " JOIN identity.organisation o ON o.id = s.organisation_id ";

    /**
     * A place where devices are taken in.
     *
     * @param currency in which its company makes offers now (ISO 4217); what was offered keeps its own
     */
    public record Site(UUID id, UUID organisation, String name, String timeZone, String currency) {}

    /**
     * Sets up the company of an account, with its first site: all of it or nothing. Of several at the same moment the first one makes it,
     * and the others find it made.
     *
     * @param passkey the id of the one that was shown in this session; see {@link Newcomers#setUp}
     * @return false if the account belongs to a company already; nothing was made then
     * @throws org.springframework.dao.DuplicateKeyException if another company is called that
     */
    @Transactional
    public boolean setUp(UUID account, Setup setup, Optional<String> passkey, String session) {
        boolean hasNone = jdbc.sql(
                        "SELECT organisation_id IS NULL AND state = 'active' FROM identity.account WHERE id = ? FOR UPDATE")
                .param(account)
                .query((row, _) -> row.getBoolean(1))
                .optional()
                .orElse(false);
        if (!hasNone) {
            return false;
        }
        UUID organisation = create(setup.company().strip(), setup.currency());
        jdbc.sql("UPDATE identity.account SET organisation_id = ?, work_name = ? WHERE id = ?")
                .params(organisation, setup.workName().strip(), account)
                .update();
        addSite(
                organisation,
                setup.site().strip(),
                TimeZones.find(setup.timeZone()).orElseThrow());
        newcomers.setUp(account, organisation, passkey, session);
        return true;
    }

    /**
     * Makes an organisation.
     *
     * @param currency in which it makes offers (ISO 4217)
     */
    @Transactional
    public UUID create(String name, String currency) {
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO identity.organisation (id, name, created_at, currency) VALUES (?, ?, ?, ?)")
                .params(id, name, clock.instant().atOffset(ZoneOffset.UTC), currency)
                .update();
        return id;
    }

    /** Makes a site of an organisation; the names of an organisation's sites differ. */
    @Transactional
    public UUID addSite(UUID organisation, String name, String timeZone) {
        UUID id = UUID.randomUUID();
        jdbc.sql("INSERT INTO identity.site VALUES (?, ?, ?, ?, ?)")
                .params(id, organisation, name, timeZone, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    /** What an organisation is called. */
    public String name(UUID organisation) {
        return jdbc.sql("SELECT name FROM identity.organisation WHERE id = ?")
                .param(organisation)
                .query((row, _) -> row.getString(1))
                .single();
    }

    /** When it was set up. */
    public Instant createdAt(UUID organisation) {
        return jdbc.sql("SELECT created_at FROM identity.organisation WHERE id = ?")
                .param(organisation)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
    }

    /** In what it makes offers now. */
    String currency(UUID organisation) {
        return jdbc.sql("SELECT currency FROM identity.organisation WHERE id = ?")
                .param(organisation)
                .query((row, _) -> row.getString(1))
                .single();
    }

    /** Whether only somebody who had nothing to do with a device may answer for an open clause of it. */
    public boolean areValidatorsApart(UUID organisation) {
        return jdbc.sql("SELECT are_validators_apart FROM identity.organisation WHERE id = ?")
                .param(organisation)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether the gate of an organisation goes by what the operator's list accepts of makers. */
    public boolean goesByProducers(UUID organisation) {
        return jdbc.sql("SELECT goes_by_producers FROM identity.organisation WHERE id = ?")
                .param(organisation)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** The company that runs this platform: the one that was set up first. Absent before there is one. */
    public Optional<UUID> host() {
        return jdbc.sql("SELECT organisation_id FROM identity.host")
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    /** Whether somebody is of the company that runs this platform. */
    public boolean isOfHost(Visitor visitor) {
        return visitor.organisation().isPresent() && visitor.organisation().equals(host());
    }

    /** The time zone of the first site, by name, of the only organisation, if there is exactly one on this platform. */
    public Optional<String> onlyTimeZone() {
        return jdbc.sql("""
                        SELECT time_zone FROM identity.site WHERE (SELECT count(*) FROM identity.organisation) = 1
                        ORDER BY name LIMIT 1""").query((row, _) -> row.getString(1)).optional();
    }

    /** Its sites by name. */
    public List<Site> sites(UUID organisation) {
        return jdbc.sql(SITE + "WHERE s.organisation_id = ? ORDER BY s.name")
                .param(organisation)
                .query((row, _) -> site(row))
                .list();
    }

    /** All sites that there are, by the names of their organisations and their own; at most 200. */
    public List<Site> all() {
        return jdbc.sql(SITE
                        + "JOIN identity.organisation n ON n.id = s.organisation_id ORDER BY n.name, s.name LIMIT 200")
                .query((row, _) -> site(row))
                .list();
    }

    /** A site. */
    public Optional<Site> site(UUID id) {
        return jdbc.sql(SITE + "WHERE s.id = ?")
                .param(id)
                .query((row, _) -> site(row))
                .optional();
    }

    private static Site site(ResultSet row) throws SQLException {
        return new Site(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getString(4),
                row.getString(5));
    }

    /** The only site of the company that runs this platform, if it has exactly one: a station beside it belongs there. */
    Optional<UUID> onlySite() {
        List<UUID> sites = jdbc.sql(
                        "SELECT s.id FROM identity.site s JOIN identity.host h ON h.organisation_id = s.organisation_id LIMIT 2")
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
        return sites.size() == 1 ? Optional.of(sites.getFirst()) : Optional.empty();
    }
}
