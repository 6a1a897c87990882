package org.wangchuan.platform.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** Thirty days are days of the calendar where the site is, and each of them counts to its end. */
final class ClockTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private final Clock clock = Clock.current();

    private static Instant at(String time) {
        return OffsetDateTime.parse(time).toInstant();
    }

    private LocalDate last(String asked, ZoneId zone) {
        return Clock.lastDay(clock.due(at(asked), zone), zone);
    }

    @Test
    void theDayOfAskingIsNotCountedAndTheLastOneIsWhole() {
        Instant due = at("2026-12-31T00:00:00+08:00");
        assertThat(clock.due(at("2026-11-30T00:00:00+08:00"), SHANGHAI)).isEqualTo(due);
        assertThat(clock.due(at("2026-11-30T23:59:59.999999999+08:00"), SHANGHAI))
                .isEqualTo(due);
        assertThat(clock.due(at("2026-12-01T00:00:00+08:00"), SHANGHAI)).isEqualTo(at("2027-01-01T00:00:00+08:00"));
        assertThat(Clock.daysLeft(due, SHANGHAI, at("2026-12-30T23:59:59+08:00")))
                .isZero();
        assertThat(Clock.daysLeft(due, SHANGHAI, at("2026-12-29T00:00:00+08:00")))
                .isOne();
        assertThat(Clock.daysLeft(due, SHANGHAI, due)).isEqualTo(-1);
    }

    @Test
    void aLeapDayIsADay() {
        assertThat(last("2028-01-30T12:00:00+08:00", SHANGHAI)).isEqualTo(LocalDate.of(2028, 2, 29));
        assertThat(last("2027-01-30T12:00:00+08:00", SHANGHAI)).isEqualTo(LocalDate.of(2027, 3, 1));
        assertThat(last("2028-02-29T12:00:00+08:00", SHANGHAI)).isEqualTo(LocalDate.of(2028, 3, 30));
        assertThat(Clock.lastDay(clock.firstWord(at("2028-02-27T12:00:00+08:00"), SHANGHAI), SHANGHAI))
                .isEqualTo(LocalDate.of(2028, 3, 1));
    }

    /** 1 to 7 October is a holiday in China, with weekends that are worked for it: not here. */
    @Test
    void theNationalDayMovesNoClock() {
        assertThat(last("2026-09-05T12:00:00+08:00", SHANGHAI)).isEqualTo(LocalDate.of(2026, 10, 5));
        assertThat(last("2026-09-20T12:00:00+08:00", SHANGHAI)).isEqualTo(LocalDate.of(2026, 10, 20));
        assertThat(Clock.lastDay(clock.firstWord(at("2026-09-30T12:00:00+08:00"), SHANGHAI), SHANGHAI))
                .isEqualTo(LocalDate.of(2026, 10, 3));
        Instant due = clock.due(at("2026-09-02T12:00:00+08:00"), SHANGHAI);
        assertThat(Clock.lastDay(clock.prolonged(due, SHANGHAI), SHANGHAI)).isEqualTo(LocalDate.of(2026, 11, 1));
        assertThat(Clock.daysLeft(due, SHANGHAI, at("2026-10-01T08:00:00+08:00")))
                .isOne();
    }

    /** A last day on a weekend stays the last day, and is told. */
    @Test
    void aSaturdayAndASundayAreToldAndMoveNothing() {
        assertThat(Clock.weekend(LocalDate.of(2026, 10, 3))).contains(DayOfWeek.SATURDAY);
        assertThat(Clock.weekend(LocalDate.of(2026, 10, 4))).contains(DayOfWeek.SUNDAY);
        assertThat(Clock.weekend(LocalDate.of(2026, 10, 5))).isEmpty();
        assertThat(Clock.weekend(LocalDate.of(2028, 2, 29))).as("a Tuesday").isEmpty();
        assertThat(last("2026-09-04T12:00:00+08:00", SHANGHAI)).isEqualTo(LocalDate.of(2026, 10, 4));
        // The same moment has its last day on another one elsewhere.
        assertThat(Clock.weekend(last("2026-09-04T23:00:00Z", SHANGHAI))).isEmpty();
        assertThat(Clock.weekend(last("2026-09-04T23:00:00Z", ZoneId.of("UTC"))))
                .contains(DayOfWeek.SUNDAY);
    }

    @Test
    void theSameMomentIsAnotherDayElsewhere() {
        String asked =
                "2026-11-30T11:00:00Z"; // the first of December on Kiritimati, the very beginning of the 30th in Pago
        // Pago
        ZoneId east = ZoneId.of("Pacific/Kiritimati");
        ZoneId west = ZoneId.of("Pacific/Pago_Pago");
        assertThat(last(asked, east)).isEqualTo(LocalDate.of(2026, 12, 31));
        assertThat(clock.due(at(asked), east)).isEqualTo(at("2027-01-01T00:00:00+14:00"));
        assertThat(last(asked, west)).isEqualTo(LocalDate.of(2026, 12, 30));
        assertThat(clock.due(at(asked), west)).isEqualTo(at("2026-12-31T00:00:00-11:00"));
    }

    @Test
    void aDayMayHaveAnotherLengthOrNoMidnightOrNotBe() {
        assertThat(clock.due(at("2026-03-10T12:00:00+01:00"), ZoneId.of("Europe/Berlin")))
                .isEqualTo(at("2026-04-10T00:00:00+02:00"));
        assertThat(clock.due(at("2026-10-10T12:00:00+02:00"), ZoneId.of("Europe/Berlin")))
                .isEqualTo(at("2026-11-10T00:00:00+01:00"));
        ZoneId santiago = ZoneId.of("America/Santiago"); // clocks go from midnight to one on 6 September
        assertThat(clock.due(at("2026-08-06T12:00:00-04:00"), santiago)).isEqualTo(at("2026-09-06T01:00:00-03:00"));
        assertThat(last("2026-08-06T12:00:00-04:00", santiago)).isEqualTo(LocalDate.of(2026, 9, 5));
        ZoneId apia = ZoneId.of("Pacific/Apia"); // had no 30 December 2011
        assertThat(last("2011-11-29T12:00:00-10:00", apia)).isEqualTo(LocalDate.of(2011, 12, 29));
        assertThat(last("2011-12-01T12:00:00-10:00", apia)).isEqualTo(LocalDate.of(2011, 12, 31));
    }

    @Test
    void thirtyMoreAreCountedFromTheLastDayAndNotFromWhenTheyWereAskedFor() {
        Instant due = clock.due(at("2028-01-01T09:00:00+08:00"), SHANGHAI);
        assertThat(Clock.lastDay(due, SHANGHAI)).isEqualTo(LocalDate.of(2028, 1, 31));
        assertThat(Clock.lastDay(clock.prolonged(due, SHANGHAI), SHANGHAI)).isEqualTo(LocalDate.of(2028, 3, 1));
        assertThat(Clock.lastDay(clock.firstWord(at("2028-01-01T09:00:00+08:00"), SHANGHAI), SHANGHAI))
                .isEqualTo(LocalDate.of(2028, 1, 4));
        assertThat(clock.source()).contains("PIPL art. 50", "GB/T 35273-2020");
        assertThat(Clock.of(clock.id())).isEqualTo(clock);
    }
}
