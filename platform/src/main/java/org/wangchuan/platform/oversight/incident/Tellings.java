package org.wangchuan.platform.oversight.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.TwoPeople;
import org.wangchuan.platform.oversight.incident.Incident.State;
import org.wangchuan.platform.oversight.incident.IncidentException.Code;
import org.wangchuan.platform.vault.NoticeReach;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/**
 * Reaching all whom an incident concerns at once: an officer asks, and somebody else says so, for a few days and for those alone whom it concerned
 * by then. Otherwise nobody reads more of them within an hour than of anybody. The vault asks here for each person. Thread-safe.
 */
@Component
class Tellings implements NoticeReach {
    /** For how long. */
    static final Duration ALLOWED = Duration.ofDays(7);

    private static final Set<Role> ROLES = Set.of(Role.DATA_PROTECTION_OFFICER, Role.MANAGER);

    private final JdbcClient jdbc;
    private final IncidentTable table;
    private final ConcernedTable concerned;
    private final Incidents incidents;
    private final Accounts accounts;
    private final TwoPeople people;
    private final InstantSource clock;

    Tellings(
            JdbcClient jdbc,
            IncidentTable table,
            ConcernedTable concerned,
            Incidents incidents,
            Accounts accounts,
            TwoPeople people,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.table = table;
        this.concerned = concerned;
        this.incidents = incidents;
        this.accounts = accounts;
        this.people = people;
        this.clock = clock;
    }

    /** Asks for it; where nobody else is there who could say so, that is on record, and it is allowed at once. */
    @Transactional
    public void ask(Visitor visitor, UUID id, int seen, String reason) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        if (incident.orders() == 0 && incident.complaints() == 0) {
            throw new IncidentException(Code.NOBODY_TO_TELL, "nobody is concerned");
        }
        if (waiting(incident).isPresent()) {
            throw new IncidentException(Code.NOT_ASKED, "it waits already");
        }
        Entry asked = new Entry.TellingAsked(Typed.text(reason));
        int step = table.append(id, seen, clock.instant(), visitor.account(), asked, State.OPEN);
        if (!isAnotherThere(incident, visitor.account())) {
            allowed(visitor, id, step, step, true);
        }
    }

    /** Somebody else says so: whoever could have been let in by who asks, a moment ago, is not somebody else. */
    @Transactional
    public void allow(Visitor visitor, UUID id, int seen) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        Incident.Step asked = waiting(incident).orElseThrow(() -> new IncidentException(Code.NOT_ASKED, "nobody asks"));
        if (asked.by().equals(visitor.account())) {
            throw new IncidentException(Code.SECOND_PERSON, "who asks does not say so");
        }
        if (!people.areTwo(asked.by(), asked.at(), visitor.account())) {
            throw new IncidentException(Code.LET_IN, "one let the other in a moment ago");
        }
        allowed(visitor, id, seen, asked.number(), false);
    }

    private void allowed(Visitor visitor, UUID id, int seen, int asked, boolean isAlone) throws IncidentException {
        Instant now = clock.instant();
        int _ = table.append(
                id,
                seen,
                now,
                visitor.account(),
                new Entry.TellingAllowed(asked, isAlone, now.plus(ALLOWED)),
                State.OPEN);
    }

    /** What somebody asks for, and nobody has answered. */
    static Optional<Incident.Step> waiting(Incident incident) {
        Optional<Incident.Step> asked = last(incident, Entry.What.TELLING_ASKED);
        int answered = last(incident, Entry.What.TELLING_ALLOWED)
                .map(Incident.Step::number)
                .orElse(0);
        return asked.filter(step -> incident.state() == State.OPEN && step.number() > answered);
    }

    /** The step by which it is allowed now. */
    Optional<Incident.Step> allowedBy(Incident incident) {
        return last(incident, Entry.What.TELLING_ALLOWED)
                .filter(step -> incident.state() == State.OPEN
                        && step.entry() instanceof Entry.TellingAllowed allowed
                        && clock.instant().isBefore(allowed.until()));
    }

    private static Optional<Incident.Step> last(Incident incident, Entry.What what) {
        return incident.steps().stream().filter(step -> step.what() == what).reduce((_, later) -> later);
    }

    private boolean isAnotherThere(Incident incident, UUID account) {
        return Stream.of(Role.DATA_PROTECTION_OFFICER, Role.MANAGER)
                .flatMap(role -> accounts.holders(incident.organisation(), role).stream())
                .anyMatch(one -> !one.id().equals(account)
                        && (one.site().isEmpty() || one.site().equals(incident.site())));
    }

    /** Incidents of a visitor in which somebody else asks for it. */
    List<UUID> asked(Visitor visitor) {
        if (visitor.organisation().isEmpty() || ROLES.stream().noneMatch(visitor.roles()::contains)) {
            return List.of();
        }
        return jdbc
                .sql("""
                        SELECT e.incident_id FROM oversight.incident_event e JOIN oversight.incident i ON i.id = e.incident_id
                        WHERE e.what = 'telling_asked' AND i.organisation_id = ? AND e.by_account <> ? AND NOT EXISTS (
                          SELECT 1 FROM oversight.incident_event later WHERE later.incident_id = e.incident_id AND later.number > e.number
                            AND later.what IN ('telling_allowed', 'closed'))
                        ORDER BY e.at LIMIT 20""")
                .params(visitor.organisation().get(), visitor.account())
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .filter(id -> incidents.find(visitor, id).isPresent())
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public Reach of(String code, UUID person, UUID account) {
        Optional<Incident> found = table.byCode(code)
                .filter(incident -> incident.state() == State.OPEN && accounts.isOf(incident.organisation(), account));
        if (found.isEmpty() || !concerned.isOf(found.get().id(), person, Integer.MAX_VALUE)) {
            return Reach.NONE;
        }
        return allowedBy(found.get())
                        .filter(step -> concerned.isOf(found.get().id(), person, step.number()))
                        .isPresent()
                ? Reach.AT_ONCE
                : Reach.USUAL;
    }
}
