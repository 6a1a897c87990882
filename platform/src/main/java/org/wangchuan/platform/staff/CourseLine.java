package org.wangchuan.platform.staff;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How somebody stands with a course, today.
 *
 * @param course its id
 * @param isNeeded whether one of their roles asks for it
 * @param lastDay to whose end they are qualified, or were; absent if they never were
 * @param isFirstOfVersion whether the newest version of it is one that they have not passed, and will be asked for at renewal
 * @param elsewhere what was proved elsewhere, if that is what holds
 */
public record CourseLine(
        String course,
        boolean isNeeded,
        State state,
        Optional<LocalDate> lastDay,
        boolean isFirstOfVersion,
        Optional<Qualification.Elsewhere> elsewhere) {
    /** In which of these. */
    public enum State {
        /** It holds, and there is nothing to do. */
        VALID,
        /** It holds, and can be renewed without losing a day. */
        RENEWABLE,
        /** It held once. */
        LAPSED,
        /** Neither passed nor proved. */
        NEVER;

        /** As it stands in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether whoever is in it may act as far as this course goes. */
        public boolean holds() {
            return this == VALID || this == RENEWABLE;
        }
    }

    /**
     * That of a course.
     *
     * @param known somebody's qualifications of all courses, the one that holds longest first
     * @param newest the version of the course now
     */
    static CourseLine of(String course, int newest, boolean isNeeded, List<Qualification> known, LocalDate today) {
        Optional<Qualification> best = known.stream()
                .filter(one -> one.course().equals(course) && !one.isTakenBack())
                .findFirst();
        Optional<LocalDate> lastDay = best.map(Qualification::lastDay);
        State state = lastDay.map(last -> state(today, last)).orElse(State.NEVER);
        boolean isFirst = best.flatMap(Qualification::version)
                .filter(version -> version < newest)
                .isPresent();
        return new CourseLine(course, isNeeded, state, lastDay, isFirst, best.flatMap(Qualification::elsewhere));
    }

    private static State state(LocalDate today, LocalDate lastDay) {
        if (today.isAfter(lastDay)) {
            return State.LAPSED;
        }
        return Validity.isRenewable(today, lastDay) ? State.RENEWABLE : State.VALID;
    }

    /** From when on it can be renewed; absent where there is nothing to renew. */
    public Optional<LocalDate> renewableFrom() {
        return lastDay.map(Validity::renewableFrom);
    }
}
