package org.wangchuan.proof.statement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;

/**
 * The technical answer, computed from the evidence alone. They stand from the best to the worst: of several about one thing, the worst is
 * what is true of it. That a failure is worse than what nobody has proved, and this worse than a part that is known, is a choice for
 * whoever reads a list; only the first two are good.
 */
public enum Verdict {
    PURGED,
    CLEARED,
    PARTIAL,
    UNPROVEN,
    FAILED;

    private static final List<String> FROM_THE_WORST =
            Arrays.stream(values()).map(Verdict::id).toList().reversed();

    /** Of ids, the worst first; what is none is worse than all. */
    public static final Comparator<String> WORST_FIRST = Comparator.comparingInt(FROM_THE_WORST::indexOf);

    /** The one of this id. */
    public static Optional<Verdict> of(String id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }

    /** Whether this id is that of a good one; what is none is not. */
    public static boolean isGood(String id) {
        return of(id).filter(Verdict::isGood).isPresent();
    }

    /** As statements, databases and keys of words spell it. */
    public String id() {
        return Json.wireName(this);
    }

    /** Whether what was to be erased is proved to be erased: whether the rule is met, too, is another answer. */
    public boolean isGood() {
        return this == PURGED || this == CLEARED;
    }
}
