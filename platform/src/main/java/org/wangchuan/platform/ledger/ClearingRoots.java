package org.wangchuan.platform.ledger;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;

/** What the operator's log says of statements that are in it: a root that nobody could know before the last of them was signed. Thread-safe. */
public interface ClearingRoots {
    /** Where some statements are. */
    sealed interface Where {}

    /** Not all of them are in the log yet, or the log is not open: ask again. */
    record NotYet() implements Where {}

    /** One of them will never be there as it stands in its receipt. */
    record Never() implements Where {}

    /**
     * All of them are.
     *
     * @param event of the one that came last
     * @param index of its clearing's entry
     * @param root of the log's tree of {@code index + 1} entries: it ends with that entry
     */
    record Logged(UUID event, long index, Bytes32 root) implements Where {}

    /** Where these statements are, taken together. */
    Where of(Collection<UUID> statements);

    /** How many entries it has signed; empty while this process has it not open. */
    OptionalLong size();

    /** The name of the log. */
    String origin();
}
