package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.web.page.Page;

/** What owners read of incidents that concern them: what was released, as it was then, and nothing else of it. Thread-safe. */
@Component
public class OwnerNotices {
    private final IncidentTable table;
    private final Letters letters;

    OwnerNotices(IncidentTable table, Letters letters) {
        this.table = table;
        this.letters = letters;
    }

    /**
     * A notice.
     *
     * @param code of the incident, to ask about it
     * @param isConcerned whether it concerns them by what is known today
     */
    public record Notice(String code, Instant at, Letter letter, boolean isConcerned) {}

    /** Whether there is one for these orders. */
    @Transactional(readOnly = true)
    public boolean isAny(Collection<UUID> orders) {
        return !table.told(orders).isEmpty();
    }

    /** Those of some orders, the latest first. */
    @Transactional(readOnly = true)
    public List<Notice> of(Collection<UUID> orders, Page page) {
        return table.told(orders).stream().map(told -> notice(told, page)).toList();
    }

    private Notice notice(IncidentTable.Told told, Page page) {
        Incident incident = table.find(told.incident()).orElseThrow();
        Entry.Released released = incident.steps().stream()
                .filter(step -> step.number() == told.step())
                .map(step -> (Entry.Released) step.entry())
                .findFirst()
                .orElseThrow();
        Description known = incident.description(released.description()).orElseThrow();
        return new Notice(incident.code(), told.at(), letters.persons(page, incident, known), told.isConcerned());
    }
}
