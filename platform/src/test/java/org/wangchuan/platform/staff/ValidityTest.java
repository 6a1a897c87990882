package org.wangchuan.platform.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Twelve calendar months, also where a month has no such day; a renewal loses none. */
final class ValidityTest {
    @Test
    void itHoldsToTheSameDayAYearLater() {
        assertThat(first("2026-11-27")).isEqualTo("2027-11-27");
        assertThat(first("2027-12-31")).isEqualTo("2028-12-31");
        assertThat(first("2027-02-28")).isEqualTo("2028-02-28");
    }

    @Test
    void whatIsPassedOnALeapDayHoldsToTheEndOfThatMonth() {
        assertThat(first("2028-02-29")).isEqualTo("2029-02-28");
        assertThat(renewed("2029-02-28", "2029-02-28")).isEqualTo("2030-02-28");
        assertThat(renewed("2028-02-29", "2028-02-28"))
                .as("a day after its end")
                .isEqualTo("2029-02-28");
    }

    @Test
    void aRenewalGoesOnFromTheOldEnd() {
        assertThat(renewed("2027-11-27", "2027-11-27")).as("on its last day").isEqualTo("2028-11-27");
        assertThat(renewed("2027-09-28", "2027-11-27")).as("60 days before").isEqualTo("2028-11-27");
        assertThat(renewed("2027-11-28", "2027-11-27"))
                .as("a day too late: nothing to go on from")
                .isEqualTo("2028-11-28");
    }

    @Test
    void nothingIsGainedByPassingEarly() {
        assertThat(Validity.isRenewable(LocalDate.parse("2027-09-27"), LocalDate.parse("2027-11-27")))
                .isFalse();
        assertThat(Validity.isRenewable(LocalDate.parse("2027-09-28"), LocalDate.parse("2027-11-27")))
                .isTrue();
        assertThat(renewed("2027-01-10", "2027-11-27"))
                .as("as if there had been none before")
                .isEqualTo("2028-01-10");
    }

    @Test
    void whatEndsNextMonthEndsInThatCalendarMonth() {
        assertThat(Validity.endsNextMonth(LocalDate.parse("2026-12-31"), LocalDate.parse("2027-01-01")))
                .isTrue();
        assertThat(Validity.endsNextMonth(LocalDate.parse("2026-12-01"), LocalDate.parse("2027-01-31")))
                .isTrue();
        assertThat(Validity.endsNextMonth(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-31")))
                .isFalse();
        assertThat(Validity.endsNextMonth(LocalDate.parse("2026-12-31"), LocalDate.parse("2027-02-01")))
                .isFalse();
    }

    private static String first(String today) {
        return Validity.lastDay(LocalDate.parse(today), Optional.empty()).toString();
    }

    private static String renewed(String today, String before) {
        return Validity.lastDay(LocalDate.parse(today), Optional.of(LocalDate.parse(before)))
                .toString();
    }
}
