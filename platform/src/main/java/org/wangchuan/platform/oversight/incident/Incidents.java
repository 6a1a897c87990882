package org.wangchuan.platform.oversight.incident;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.oversight.incident.Incident.State;
import org.wangchuan.platform.oversight.incident.IncidentException.Code;
import org.wangchuan.platform.web.access.Visitor;

/** Incidents as whoever works on them may see them, and the lock under which each step is written. Thread-safe. */
@Component
class Incidents {
    private final IncidentTable table;
    private final VisibleSites sites;

    Incidents(IncidentTable table, VisibleSites sites) {
        this.table = table;
        this.sites = sites;
    }

    List<Incident> list(Visitor visitor, Optional<State> state, String code, int from) {
        return visitor.organisation()
                .map(own -> table.of(own, visitor.site(), state, code, from))
                .orElse(List.of());
    }

    /** Those that somebody has still to work on in one state, the oldest first: their clocks have run longest. */
    List<Incident> oldest(Visitor visitor, State state) {
        return visitor.organisation()
                .map(own -> table.oldest(own, visitor.site(), state))
                .orElse(List.of());
    }

    /** One of theirs; another is as if it were not there. What is of the whole company is for who works for all of it. */
    Optional<Incident> find(Visitor visitor, UUID id) {
        return table.find(id).filter(incident -> isFor(visitor, incident));
    }

    private boolean isFor(Visitor visitor, Incident incident) {
        boolean isOwn = visitor.organisation().equals(Optional.of(incident.organisation()));
        return isOwn
                && incident.site()
                        .map(site -> sites.find(visitor, site).isPresent())
                        .orElse(visitor.site().isEmpty());
    }

    /** Whether an incident is of somebody's company, and of one of their sites or of all. */
    boolean isOfSite(Visitor visitor, Incident incident, UUID site) {
        return visitor.organisation().equals(Optional.of(incident.organisation()))
                && incident.site().map(site::equals).orElse(true);
    }

    /** One that somebody works on now, in one of these states, and as they have seen it. */
    Incident toAct(Visitor visitor, UUID id, int seen, State... states) throws IncidentException {
        Incident incident = table.locked(id)
                .filter(found -> isFor(visitor, found))
                .orElseThrow(() -> new IncidentException(Code.NOT_FOUND, "no such incident"));
        if (incident.seen() != seen) {
            throw new IncidentException(Code.CHANGED, "step " + incident.seen() + " came");
        }
        if (!Arrays.asList(states).contains(incident.state())) {
            throw new IncidentException(Code.WRONG_STATE, "it is " + incident.state());
        }
        return incident;
    }
}
