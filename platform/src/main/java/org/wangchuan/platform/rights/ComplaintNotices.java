package org.wangchuan.platform.rights;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.wangchuan.platform.web.page.Page;

/** What somebody who complained without an order is told on their page of incidents that concern them: others know those. */
public interface ComplaintNotices {
    /**
     * A notice, word for word as it was released.
     *
     * @param code of the incident, to ask about it
     * @param isConcerned whether it concerns them by what is known today
     */
    record Notice(String code, Instant at, String title, List<Line> lines, boolean isConcerned) {
        public Notice {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A line of it.
     *
     * @param values none where nothing is known
     * @param isOtherOnly whether it was written in the other language alone
     */
    record Line(String label, List<String> values, boolean isOtherOnly) {
        public Line {
            values = List.copyOf(values);
        }
    }

    /** Those of a complaint, the latest first. */
    List<Notice> of(UUID request, Page page);
}
