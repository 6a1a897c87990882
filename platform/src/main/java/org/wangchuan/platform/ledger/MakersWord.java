package org.wangchuan.platform.ledger;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Whoever knows which clauses of a phone's result are met by its maker's word, by the operator's list alone. Worked out anew each time; thread-safe. */
public interface MakersWord {
    /** What statements of makers beside a result come to now; none where it shows none, or can't be read any more. */
    List<ProducerTold> of(UUID event);

    /** The clauses that are met now. */
    Set<String> met(UUID event);
}
