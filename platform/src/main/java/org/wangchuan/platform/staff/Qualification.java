package org.wangchuan.platform.staff;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What somebody is qualified for, by an exam here or by what was proved elsewhere.
 *
 * @param course its id
 * @param at when it was passed, or entered
 * @param lastDay to whose end it holds, where the person works
 * @param version of the course whose exam was passed; absent if it was proved elsewhere
 * @param elsewhere absent if an exam was passed here
 * @param isTakenBack whether what was entered was a mistake
 */
public record Qualification(
        long id,
        UUID account,
        String course,
        Instant at,
        LocalDate lastDay,
        Optional<Integer> version,
        Optional<Elsewhere> elsewhere,
        boolean isTakenBack) {
    /**
     * What a person brought with them.
     *
     * @param reference the number of the certificate, as it stands there
     * @param by the account that has entered it
     */
    public record Elsewhere(Kind kind, String reference, UUID by) {}

    /** What such a proof is. */
    public enum Kind {
        /** Of the state's system of vocational skills. */
        VOCATIONAL,
        /** Of an association of the trade, or a school. */
        ASSOCIATION,
        /** A record of another employer's training. */
        EMPLOYER;

        /** As it stands in the database, and in the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it holds on this day. */
    public boolean holds(LocalDate today) {
        return !isTakenBack && !today.isAfter(lastDay);
    }
}
