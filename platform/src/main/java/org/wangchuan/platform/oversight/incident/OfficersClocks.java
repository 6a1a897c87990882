package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.oversight.incident.Incident.State;
import org.wangchuan.platform.rights.IncidentClocks;
import org.wangchuan.platform.web.access.Visitor;

/** The clocks of incidents for the page on which an officer's day begins. Thread-safe. */
@Component
final class OfficersClocks implements IncidentClocks {
    private final Incidents incidents;
    private final InstantSource clock;

    OfficersClocks(Incidents incidents, InstantSource clock) {
        this.incidents = incidents;
        this.clock = clock;
    }

    @Override
    public List<Waiting> of(Visitor visitor) {
        Instant now = clock.instant();
        return Stream.of(State.SUSPECTED, State.OPEN)
                .flatMap(state -> incidents.oldest(visitor, state).stream())
                .map(one -> waiting(one, now))
                .sorted(Comparator.comparing(Waiting::found))
                .toList();
    }

    private Waiting waiting(Incident incident, Instant now) {
        List<Running> duties = Running.of(incident, incident.counted()).stream()
                .filter(Running::isOpen)
                .toList();
        return new Waiting(
                incident.id(),
                incident.code(),
                incident.foundFirst(),
                incident.state() == State.SUSPECTED,
                duties.size(),
                duties.stream()
                        .filter(one -> one.state(now) == Running.State.LATE)
                        .count(),
                duties.stream().flatMap(one -> one.due().stream()).min(Comparator.naturalOrder()),
                incident.zone());
    }
}
