package org.wangchuan.platform.oversight.secondcheck;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;

/** Months in UTC, as the draws of a secret are counted: by their first day. */
final class Months {
    private Months() {}

    static LocalDate of(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
    }

    static LocalDate next(LocalDate month) {
        return month.plusMonths(1);
    }

    /** As the file names it: {@code 2026-11}. */
    static String text(LocalDate month) {
        return YearMonth.from(month).toString();
    }

    static Optional<LocalDate> parse(String text) {
        try {
            return Optional.of(YearMonth.parse(text).atDay(1));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
