package org.wangchuan.platform.rights;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.web.access.Visitor;

/** Incidents that whoever answers for personal data works on, beside requests. A bean of the module that has them. */
@FunctionalInterface
public interface IncidentClocks {
    /**
     * An incident that is not over.
     *
     * @param found when it was found first: from then on its clock runs
     * @param isSuspected whether nobody has said yet that it is one
     * @param open duties that wait for an answer
     * @param late those of them that are late
     * @param due when the next of them is too late; absent where no number is set
     */
    record Waiting(
            UUID incident,
            String code,
            Instant found,
            boolean isSuspected,
            long open,
            long late,
            Optional<Instant> due,
            ZoneId zone) {}

    /** Those of a visitor, what waits first. */
    List<Waiting> of(Visitor visitor);
}
