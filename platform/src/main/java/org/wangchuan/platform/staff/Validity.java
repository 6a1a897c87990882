package org.wangchuan.platform.staff;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;

/**
 * For how long somebody is qualified, in days of the place where they work. A qualification holds to the end of the day that has the same
 * number a year later; where there is none, to the end of that month.
 */
public final class Validity {
    /** How long an exam holds. */
    public static final int MONTHS = 12;

    /** How long before its end it can be renewed without losing a day. */
    public static final int RENEWAL_DAYS = 60;

    /** How long before its end somebody is told. */
    public static final int TOLD_DAYS = 30;

    private Validity() {}

    /** The last day of what is passed today. What is renewed goes on from its old end, if it has not come yet. */
    public static LocalDate lastDay(LocalDate today, Optional<LocalDate> before) {
        if (before.isEmpty() || today.isAfter(before.get())) {
            return today.plusMonths(MONTHS);
        }
        if (isRenewable(today, before.get())) {
            return before.get().plusMonths(MONTHS);
        }
        LocalDate anew = today.plusMonths(MONTHS);
        return anew.isAfter(before.get()) ? anew : before.get();
    }

    /** Whether an exam that counts as a renewal can be begun today. */
    public static boolean isRenewable(LocalDate today, LocalDate lastDay) {
        return !today.isBefore(renewableFrom(lastDay));
    }

    /** The first day on which one can. */
    public static LocalDate renewableFrom(LocalDate lastDay) {
        return lastDay.minusDays(RENEWAL_DAYS);
    }

    /** Whether its end is so near that the person is told. */
    public static boolean isToldOf(LocalDate today, LocalDate lastDay) {
        return !today.isAfter(lastDay) && !today.isBefore(lastDay.minusDays(TOLD_DAYS));
    }

    /** Whether it ends in the calendar month after this one. */
    public static boolean endsNextMonth(LocalDate today, LocalDate lastDay) {
        return YearMonth.from(lastDay).equals(YearMonth.from(today).plusMonths(1));
    }
}
