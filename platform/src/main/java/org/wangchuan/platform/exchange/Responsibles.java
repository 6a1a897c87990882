package org.wangchuan.platform.exchange;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.web.access.Qualifications;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;

/**
 * In whose name a key takes devices in: somebody who could do the same at the counter today. Whether they still can is asked with each
 * request, and shown before one is refused. Thread-safe.
 */
@Component
class Responsibles {
    /** How many days before it ends it is told. */
    static final int TOLD_DAYS = 30;

    private static final Set<Role> TAKING_IN = Set.copyOf(EnumSet.of(Role.CLERK, Role.MANAGER));

    private final Accounts accounts;
    private final Qualifications qualifications;
    private final VisibleSites sites;
    private final InstantSource clock;

    Responsibles(Accounts accounts, Qualifications qualifications, VisibleSites sites, InstantSource clock) {
        this.accounts = accounts;
        this.qualifications = qualifications;
        this.sites = sites;
        this.clock = clock;
    }

    /** The account in whose name a key registers at a site now. */
    UUID required(ApiKey key, UUID site) throws PlantProblem {
        Visitor visitor = there(key)
                .filter(one -> one.worksAt(site))
                .orElseThrow(() -> new PlantProblem(
                        HttpStatus.FORBIDDEN,
                        "RESPONSIBLE_GONE",
                        "whoever answers for this key takes no devices in at this site any more"));
        if (qualifications.lack(visitor, TAKING_IN).isPresent()) {
            throw new PlantProblem(
                    HttpStatus.FORBIDDEN, "RESPONSIBLE_NOT_QUALIFIED", "whoever answers for this key lacks a course");
        }
        return visitor.account();
    }

    /** How it stands with whoever answers for a key. It leaves no trace, as a request in their name does. */
    Responsible of(ApiKey key) {
        if (key.responsible().isEmpty()) {
            return Responsible.NONE;
        }
        Optional<Visitor> visitor = there(key)
                .filter(one -> key.site().isEmpty() || one.worksAt(key.site().get()));
        if (visitor.isEmpty()) {
            return new Responsible(Responsible.State.GONE, Optional.empty());
        }
        Qualifications.Standing standing = qualifications.standing(visitor.get(), TAKING_IN);
        if (!standing.mayAct()) {
            return new Responsible(Responsible.State.NOT_QUALIFIED, standing.lastDay());
        }
        LocalDate today = clock.instant().atZone(sites.zone(visitor.get())).toLocalDate();
        Instant ends = key.endsAt();
        return standing.lastDay()
                .filter(day -> ChronoUnit.DAYS.between(today, day) <= TOLD_DAYS)
                .filter(day ->
                        day.isBefore(ends.atZone(sites.zone(visitor.get())).toLocalDate()))
                .map(day -> new Responsible(Responsible.State.ENDS, Optional.of(day)))
                .orElse(new Responsible(Responsible.State.GOOD, standing.lastDay()));
    }

    private Optional<Visitor> there(ApiKey key) {
        return key.responsible()
                .flatMap(accounts::active)
                .filter(one -> one.organisation().equals(Optional.of(key.organisation()))
                        && one.hasAny(Role.CLERK, Role.MANAGER));
    }
}
