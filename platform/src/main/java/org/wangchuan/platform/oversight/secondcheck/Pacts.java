package org.wangchuan.platform.oversight.secondcheck;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Secrets;
import org.wangchuan.platform.process.Recently;
import org.wangchuan.platform.web.access.Visitor;

/**
 * By what the verifiers of one company look at what another one has cleared: both have said so, each by an administrator, and either ends it.
 * Nothing shows that two companies are of two owners. Thread-safe.
 */
@Component
class Pacts {
    /** How long a code can be used. */
    static final Duration CODE_VALID = Duration.ofHours(24);

    private static final int LISTED_MAX = 100;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Pacts(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Why nothing came of it; words under {@code oversight.pact.problem.NAME}. */
    enum Problem {
        /** Nobody has made that code, it was used, or it is too old. */
        CODE,
        /** It is the company's own. */
        OWN,
        /** No site was chosen. */
        SITES,
        /** It is over, or was accepted meanwhile. */
        OVER
    }

    /**
     * One of them, with the accounts of those who said so.
     *
     * @param asking whose devices are looked at
     * @param looking whose verifiers look
     * @param hasLetIn whether one of the two has let the other onto the platform
     * @param endedBy empty if it goes on, or a back-up was put back
     */
    record Pact(
            UUID id,
            UUID asking,
            String askingName,
            UUID looking,
            String lookingName,
            boolean hasLetIn,
            List<String> sites,
            Instant askedAt,
            UUID askedBy,
            Optional<Instant> acceptedAt,
            Optional<UUID> acceptedBy,
            Optional<Instant> endedAt,
            Optional<UUID> endedBy) {
        Pact {
            sites = List.copyOf(sites);
        }
    }

    /** A code by which another company asks this one, once; it is told to whoever made it, and can't be shown again. */
    @Transactional
    public String newCode(UUID organisation, UUID by) {
        String code = Secrets.random();
        OffsetDateTime now = now();
        jdbc.sql(
                        "INSERT INTO oversight.pact_code (digest, organisation_id, made_by, made_at, expires_at) VALUES (?, ?, ?, ?, ?)")
                .params(Secrets.digest(code), organisation, by, now, now.plus(CODE_VALID))
                .update();
        return code;
    }

    /**
     * Asks the company that gave a code to look at what these sites have cleared.
     *
     * @param sites of the company that asks
     */
    @Transactional
    public Optional<Problem> ask(String code, Collection<UUID> sites, UUID organisation, UUID by) {
        if (sites.isEmpty()) {
            return Optional.of(Problem.SITES);
        }
        byte[] digest = Secrets.digest(code.strip());
        Optional<UUID> looker = jdbc.sql("""
                        SELECT organisation_id FROM oversight.pact_code c WHERE digest = ? AND expires_at > ? AND expires_at <= ?
                          AND NOT EXISTS (SELECT 1 FROM oversight.pact p WHERE p.code_digest = c.digest)""")
                .params(digest, now(), now().plus(CODE_VALID).plus(Recently.SKEW))
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
        if (looker.isEmpty()) {
            return Optional.of(Problem.CODE);
        }
        if (looker.get().equals(organisation)) {
            return Optional.of(Problem.OWN);
        }
        UUID id = UUID.randomUUID();
        int made = jdbc.sql("""
                        INSERT INTO oversight.pact (id, organisation_id, looker_id, code_digest, asked_by, asked_at) VALUES (?, ?, ?, ?, ?, ?)
                        ON CONFLICT (code_digest) DO NOTHING""")
                .params(id, organisation, looker.get(), digest, by, now())
                .update();
        if (made == 0) {
            return Optional.of(Problem.CODE);
        }
        for (UUID site : sites) {
            jdbc.sql("INSERT INTO oversight.pact_site (pact_id, site_id) VALUES (?, ?)")
                    .params(id, site)
                    .update();
        }
        return Optional.empty();
    }

    /** The company that was asked says that it looks. */
    @Transactional
    public Optional<Problem> accept(UUID pact, UUID organisation, UUID by) {
        return of(jdbc.sql("""
                        UPDATE oversight.pact SET accepted_by = ?, accepted_at = ?
                        WHERE id = ? AND looker_id = ? AND accepted_at IS NULL AND ended_at IS NULL""").params(by, now(), pact, organisation).update());
    }

    /** Either company ends it, or says no. What is being read by then comes all the same; nothing more is asked for, or confirmed. */
    @Transactional
    public Optional<Problem> end(UUID pact, UUID organisation, UUID by) {
        return of(jdbc.sql("""
                        UPDATE oversight.pact SET ended_by = ?, ended_at = ?
                        WHERE id = ? AND ? IN (organisation_id, looker_id) AND ended_at IS NULL""").params(by, now(), pact, organisation).update());
    }

    private static Optional<Problem> of(int changed) {
        return changed == 1 ? Optional.empty() : Optional.of(Problem.OVER);
    }

    /** Those of a company, of either side, the newest first. */
    List<Pact> all(UUID organisation) {
        return jdbc.sql("""
                        SELECT p.*, a.name AS asking, l.name AS looking, identity.has_let_in(p.organisation_id, p.looker_id) AS has_let_in,
                          ARRAY(SELECT s.name FROM oversight.pact_site ps JOIN identity.site s ON s.id = ps.site_id
                            WHERE ps.pact_id = p.id ORDER BY s.name) AS sites
                        FROM oversight.pact p JOIN identity.organisation a ON a.id = p.organisation_id
                        JOIN identity.organisation l ON l.id = p.looker_id
                        WHERE ? IN (p.organisation_id, p.looker_id) ORDER BY p.ended_at IS NOT NULL, p.asked_at DESC, p.id LIMIT ?""")
                .params(organisation, LISTED_MAX)
                .query((row, _) -> new Pact(
                        row.getObject("id", UUID.class),
                        row.getObject("organisation_id", UUID.class),
                        row.getString("asking"),
                        row.getObject("looker_id", UUID.class),
                        row.getString("looking"),
                        row.getBoolean("has_let_in"),
                        Arrays.asList((String[]) row.getArray("sites").getArray()),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                        row.getObject("asked_by", UUID.class),
                        Optional.ofNullable(row.getObject("accepted_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getObject("accepted_by", UUID.class)),
                        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
                                .map(OffsetDateTime::toInstant),
                        Optional.ofNullable(row.getObject("ended_by", UUID.class))))
                .list();
    }

    /** By which of them somebody looks at what a site of another company has cleared, now; locked until the caller's transaction ends. */
    Optional<UUID> lock(Visitor by, UUID site) {
        Optional<UUID> found = of(by, site);
        return found.filter(pact -> jdbc.sql("SELECT ended_at IS NULL FROM oversight.pact WHERE id = ? FOR SHARE")
                .param(pact)
                .query((row, _) -> row.getBoolean(1))
                .single());
    }

    /** The same, not locked. */
    Optional<UUID> of(Visitor by, UUID site) {
        return jdbc.sql("SELECT oversight.pact_of(?, ?)")
                .params(by.account(), site)
                .query((row, _) -> Optional.ofNullable(row.getObject(1, UUID.class)))
                .single();
    }

    /** Whether of the two companies of a pact one has let the other onto the platform. */
    boolean hasLetIn(UUID pact) {
        return jdbc.sql("SELECT identity.has_let_in(organisation_id, looker_id) FROM oversight.pact WHERE id = ?")
                .param(pact)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Companies whose verifiers look at what a site has cleared, now. */
    List<UUID> lookers(UUID site) {
        return jdbc.sql("""
                        SELECT DISTINCT p.looker_id FROM oversight.pact p JOIN oversight.pact_site s ON s.pact_id = p.id
                        WHERE s.site_id = ? AND p.accepted_at IS NOT NULL AND p.ended_at IS NULL""")
                .param(site)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list();
    }

    /** How many companies wait for an answer of this one. */
    int asked(UUID organisation) {
        return jdbc.sql(
                        "SELECT count(*) FROM oversight.pact WHERE looker_id = ? AND accepted_at IS NULL AND ended_at IS NULL")
                .param(organisation)
                .query((row, _) -> row.getInt(1))
                .single();
    }

    /** What the company of an account is called. */
    Optional<String> companyOf(UUID account) {
        return jdbc.sql("""
                        SELECT o.name FROM identity.account a JOIN identity.organisation o ON o.id = a.organisation_id WHERE a.id = ?""").param(account).query((row, _) -> row.getString(1)).optional();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
