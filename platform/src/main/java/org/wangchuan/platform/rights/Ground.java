package org.wangchuan.platform.rights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Why something is not done, or not all of it: a closed list, each with its article of law in its words ({@code rights.ground.ID}), for
 * the requests that it can be a ground for.
 */
@SuppressWarnings("ImmutableEnumChecker") // its set is a copy that nobody can change
public enum Ground {
    /** A law makes the shop keep it until its day (PIPL art. 47). */
    KEPT_BY_LAW(Set.of(RequestKind.DELETION, RequestKind.WITHDRAWAL)),
    /** A legal hold keeps it: a dispute, or the order of an authority. */
    HELD(Set.of(RequestKind.DELETION, RequestKind.WITHDRAWAL, RequestKind.CORRECTION)),
    /** It was looked up, and is right (PIPL art. 46). */
    CORRECT_AS_IS(Set.of(RequestKind.CORRECTION, RequestKind.NOT_MINE)),
    /** What was done before a withdrawal stays done (PIPL art. 15). */
    DONE_BEFORE(Set.of(RequestKind.WITHDRAWAL)),
    /** Nothing of it is kept here. */
    NOT_KEPT(Set.of(
            RequestKind.ACCESS,
            RequestKind.CORRECTION,
            RequestKind.DELETION,
            RequestKind.WITHDRAWAL,
            RequestKind.NOT_MINE)),
    /** It could not be seen that it is this person who asks (GB/T 35273-2020, 8.7). */
    NOT_IDENTIFIED(Set.of(
            RequestKind.ACCESS,
            RequestKind.CORRECTION,
            RequestKind.DELETION,
            RequestKind.WITHDRAWAL,
            RequestKind.NOT_MINE,
            RequestKind.COMPLAINT)),
    /** The person has died, and had arranged otherwise, or it is for no lawful interest of the near relative who asks (PIPL art. 49). */
    NOT_FOR_KIN(Set.of(RequestKind.ACCESS, RequestKind.CORRECTION, RequestKind.DELETION)),
    /** It would tell of somebody else (GB/T 35273-2020, 8.7). */
    OF_OTHERS(Set.of(RequestKind.ACCESS, RequestKind.NOT_MINE, RequestKind.COMPLAINT)),
    /** A law keeps it secret, or telling it would hinder an authority (PIPL art. 18 and 35). */
    SECRET(Set.of(
            RequestKind.ACCESS,
            RequestKind.CORRECTION,
            RequestKind.DELETION,
            RequestKind.WITHDRAWAL,
            RequestKind.COMPLAINT)),
    /** It was looked into, and is not as it was said. */
    NOT_CONFIRMED(Set.of(RequestKind.COMPLAINT));

    private final Set<RequestKind> kinds;

    Ground(Set<RequestKind> kinds) {
        this.kinds = Set.copyOf(kinds);
    }

    /** Those that a request of this kind can be refused for. */
    public static List<Ground> of(RequestKind kind) {
        return Arrays.stream(values())
                .filter(ground -> ground.kinds.contains(kind))
                .toList();
    }

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id, if there is one. */
    public static Optional<Ground> of(String id) {
        return Arrays.stream(values()).filter(ground -> ground.id().equals(id)).findFirst();
    }
}
