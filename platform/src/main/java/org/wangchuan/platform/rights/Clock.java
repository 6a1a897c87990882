package org.wangchuan.platform.rights;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * How long an answer may take: the rules that there were, each a constant with its source, so that a request is counted by the rule of its
 * day. PIPL art. 50 says "in time" and no number; GB/T 35273-2020, 8.7, which is recommended, says thirty days, or what a law says, and that
 * the person is told why if it takes longer. So the thirty days are taken as the most, the further thirty and the three days to a first word
 * are what the shop promises by itself.
 *
 * <p>Days are days of the calendar where the site is, whole ones: the day on which it was asked is not counted, and the last one counts to its end.
 * Nothing stops them: no holiday, no hold, no question that is open.
 */
public enum Clock {
    /** Since the first version. */
    V1("1", 30, 30, 3, 30, "PIPL art. 50; GB/T 35273-2020, 8.7");

    private final String id;
    private final int days;
    private final int more;
    private final int firstWord;
    private final int unsettled;
    private final String source;

    Clock(String id, int days, int more, int firstWord, int unsettled, String source) {
        this.id = id;
        this.days = days;
        this.more = more;
        this.firstWord = firstWord;
        this.unsettled = unsettled;
        this.source = source;
    }

    /** The one that a new request is counted by. */
    public static Clock current() {
        return V1;
    }

    /** The one of this id. */
    public static Clock of(String id) {
        return Arrays.stream(values())
                .filter(rule -> rule.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such rule"));
    }

    /** As it stands in the database. */
    public String id() {
        return id;
    }

    /** Where it is from. */
    public String source() {
        return source;
    }

    /** How many days an answer may take. */
    public int days() {
        return days;
    }

    /** How many days more, once, with a reason that the person is told before the first ones are over. */
    public int more() {
        return more;
    }

    /** Until when it is to be answered: the first moment that is too late. */
    public Instant due(Instant asked, ZoneId zone) {
        return endOfDays(asked, days, zone);
    }

    /** The same, if it takes longer. */
    public Instant prolonged(Instant due, ZoneId zone) {
        return endOf(lastDay(due, zone).plusDays(more), zone);
    }

    /** Until when a first word is to be said. */
    public Instant firstWord(Instant asked, ZoneId zone) {
        return endOfDays(asked, firstWord, zone);
    }

    /** Until when the person can say that an answer does not settle it. */
    public Instant unsettled(Instant answered, ZoneId zone) {
        return endOfDays(answered, unsettled, zone);
    }

    /** The last day on which it is in time. */
    public static LocalDate lastDay(Instant due, ZoneId zone) {
        return day(due.minusNanos(1), zone);
    }

    /**
     * Whether a day is one on which offices are closed in most places: a Saturday or a Sunday of the calendar. It moves no clock. Holidays, and weekends that
     * are worked for them, no rule here knows.
     */
    public static Optional<DayOfWeek> weekend(LocalDate day) {
        return Optional.of(day.getDayOfWeek()).filter(one -> one == DayOfWeek.SATURDAY || one == DayOfWeek.SUNDAY);
    }

    /** How many days are left after today; negative if it is late. */
    public static long daysLeft(Instant due, ZoneId zone, Instant now) {
        return ChronoUnit.DAYS.between(day(now, zone), lastDay(due, zone));
    }

    /** The first moment after so many whole days of the calendar of a zone, the one of {@code began} not counted. */
    public static Instant endOfDays(Instant began, int days, ZoneId zone) {
        return endOf(day(began, zone).plusDays(days), zone);
    }

    private static LocalDate day(Instant at, ZoneId zone) {
        return at.atZone(zone).toLocalDate();
    }

    /** Where a day has no midnight, since clocks are put forward then, its next one begins with the first moment that there is. */
    private static Instant endOf(LocalDate last, ZoneId zone) {
        return last.plusDays(1).atStartOfDay(zone).toInstant();
    }
}
