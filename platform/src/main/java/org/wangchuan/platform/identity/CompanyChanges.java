package org.wangchuan.platform.identity;

import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a company and its sites are called, what it pays in and where its clocks are: changed, and on record. Thread-safe. */
@Component
public class CompanyChanges {
    /** Most changes that are shown. */
    public static final int SHOWN_MAX = 100;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    CompanyChanges(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What was changed. */
    public enum What {
        NAME("UPDATE identity.organisation SET name = ? WHERE id = ?"),
        CURRENCY("UPDATE identity.organisation SET currency = ? WHERE id = ?"),
        /** Who may answer for an open clause of a device: {@code apart} or {@code anybody}. */
        VALIDATORS("UPDATE identity.organisation SET are_validators_apart = (? = 'apart') WHERE id = ?"),
        /** Whether its gate goes by what the operator's list accepts of makers: {@code accepted} or {@code person}. */
        PRODUCERS("UPDATE identity.organisation SET goes_by_producers = (? = 'accepted') WHERE id = ?"),
        SITE_NAME("UPDATE identity.site SET name = ? WHERE id = ?"),
        TIME_ZONE("UPDATE identity.site SET time_zone = ? WHERE id = ?"),
        /** Its own identity provider, by issuer; what follows is of that, see {@link Providers}. */
        PROVIDER(""),
        /** An id of {@link Provider.State}. */
        PROVIDER_STATE(""),
        PROVIDER_CLIENT(""),
        /** When it was set: the secret itself is in no history. */
        PROVIDER_SECRET(""),
        /** What a token has to say. */
        PROVIDER_RULE("");

        private final String update;

        What(String update) {
            this.update = update;
        }

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One change.
     *
     * @param by the name at work of who made it
     */
    public record Change(Instant at, String what, String before, String after, String by) {
        /** Whether before and after are keys of words and not what somebody typed. */
        public boolean isValidators() {
            return what.equals(What.VALIDATORS.id());
        }

        /** The same, of whose word counts at the gate. */
        public boolean isProducers() {
            return what.equals(What.PRODUCERS.id());
        }

        /** The same, of the keys of a provider's states. */
        public boolean isProviderState() {
            return what.equals(What.PROVIDER_STATE.id());
        }
    }

    /** What was changed of a company and its sites, the latest first. */
    public List<Change> of(UUID organisation) {
        return jdbc.sql("""
                        SELECT c.at, c.what, c.before, c.after, a.work_name FROM identity.company_change c
                        JOIN identity.account a ON a.id = c.by_account
                        WHERE c.organisation_id = ? ORDER BY c.id DESC LIMIT ?""")
                .params(organisation, SHOWN_MAX)
                .query((row, _) -> new Change(
                        row.getObject(1, OffsetDateTime.class).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)))
                .list();
    }

    /** Changes a company's name and currency; what stays the same is not on record. */
    @Transactional
    public void company(UUID organisation, String name, String currency, UUID by) {
        Held held = jdbc.sql("SELECT name, currency FROM identity.organisation WHERE id = ? FOR UPDATE")
                .param(organisation)
                .query((row, _) -> new Held(row.getString(1), row.getString(2)))
                .single();
        change(What.NAME, organisation, Optional.empty(), held.first(), name, by);
        change(What.CURRENCY, organisation, Optional.empty(), held.second(), currency, by);
    }

    /** Says whether only somebody who had nothing to do with a device may answer for an open clause of it. */
    @Transactional
    public void validators(UUID organisation, boolean areApart, UUID by) {
        boolean were = jdbc.sql("SELECT are_validators_apart FROM identity.organisation WHERE id = ? FOR UPDATE")
                .param(organisation)
                .query((row, _) -> row.getBoolean(1))
                .single();
        change(What.VALIDATORS, organisation, Optional.empty(), validators(were), validators(areApart), by);
    }

    private static String validators(boolean areApart) {
        return areApart ? "apart" : "anybody";
    }

    /** Says whether a company's gate goes by what the operator's list accepts of makers. */
    @Transactional
    public void producers(UUID organisation, boolean areAccepted, UUID by) {
        boolean were = jdbc.sql("SELECT goes_by_producers FROM identity.organisation WHERE id = ? FOR UPDATE")
                .param(organisation)
                .query((row, _) -> row.getBoolean(1))
                .single();
        change(What.PRODUCERS, organisation, Optional.empty(), producers(were), producers(areAccepted), by);
    }

    private static String producers(boolean areAccepted) {
        return areAccepted ? "accepted" : "person";
    }

    /** Changes the name and time zone of a site; the names of an organisation's sites differ. */
    @Transactional
    public void site(Organisations.Site site, String name, String timeZone, UUID by) {
        Held held = jdbc.sql("SELECT name, time_zone FROM identity.site WHERE id = ? FOR UPDATE")
                .param(site.id())
                .query((row, _) -> new Held(row.getString(1), row.getString(2)))
                .single();
        change(What.SITE_NAME, site.organisation(), Optional.of(site.id()), held.first(), name, by);
        change(What.TIME_ZONE, site.organisation(), Optional.of(site.id()), held.second(), timeZone, by);
    }

    private record Held(String first, String second) {}

    private void change(What what, UUID organisation, Optional<UUID> site, String before, String after, UUID by) {
        if (before.equals(after)) {
            return;
        }
        jdbc.sql(what.update).params(after, site.orElse(organisation)).update();
        insert(what, organisation, site, before, after, by);
    }

    /** Puts on record what the caller changes in its transaction; what stays the same is not on record. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void note(What what, UUID organisation, String before, String after, UUID by) {
        if (!before.equals(after)) {
            insert(what, organisation, Optional.empty(), before, after, by);
        }
    }

    private void insert(What what, UUID organisation, Optional<UUID> site, String before, String after, UUID by) {
        jdbc.sql("""
                        INSERT INTO identity.company_change (at, by_account, organisation_id, site_id, what, before, after)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(by)
                .param(organisation)
                .param(site.orElse(null))
                .param(what.id())
                .param(before)
                .param(after)
                .update();
    }
}
