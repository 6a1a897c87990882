package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.web.page.Page;

/** What owners read of incidents that concern them: what was released, as it was then, and nothing else of it. Thread-safe. */
@Component
public class OwnerNotices {
    private final IncidentTable table;

    OwnerNotices(IncidentTable table) {
        this.table = table;
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

    /** Whether one of them concerns them by what is known today. */
    @Transactional(readOnly = true)
    public boolean isAnyConcerned(Collection<UUID> orders) {
        return table.told(orders).stream().anyMatch(IncidentTable.Told::isConcerned);
    }

    /** Those of some orders, the latest first. */
    @Transactional(readOnly = true)
    public List<Notice> of(Collection<UUID> orders, Page page) {
        Map<UUID, Incident> once = new HashMap<>();
        return table.told(orders).stream()
                .map(told -> notice(
                        once.computeIfAbsent(
                                told.incident(), id -> table.find(id).orElseThrow()),
                        told,
                        page))
                .toList();
    }

    static Notice notice(Incident incident, IncidentTable.Told told, Page page) {
        Entry.Released released = incident.steps().stream()
                .filter(step -> step.number() == told.step())
                .map(step -> (Entry.Released) step.entry())
                .findFirst()
                .orElseThrow();
        return new Notice(
                incident.code(),
                told.at(),
                page.isChinese() ? released.chinese() : released.english(),
                told.isConcerned());
    }
}
