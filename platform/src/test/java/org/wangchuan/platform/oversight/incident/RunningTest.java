package org.wangchuan.platform.oversight.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.oversight.incident.Incident.State;

/** Which duties follow from an incident, and until when: over changed clocks, a leap day, and in several zones. */
final class RunningTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final UUID SOMEBODY = UUID.randomUUID();

    private static Incident incident(ZoneId zone, Entry... entries) throws IOException {
        List<Incident.Step> steps = new ArrayList<>();
        for (Entry entry : entries) {
            Entry.What what = java.util.Arrays.stream(Entry.What.values())
                    .filter(one -> one.type().isInstance(entry))
                    .findFirst()
                    .orElseThrow();
            steps.add(new Incident.Step(
                    steps.size() + 1, Instant.EPOCH, SOMEBODY, what, State.OPEN, entry, UUID.randomUUID()));
        }
        return new Incident(
                UUID.randomUUID(),
                "7F3K-22QX",
                UUID.randomUUID(),
                Optional.empty(),
                zone,
                new RuleFiles().current(),
                steps);
    }

    private static Entry.Reported reported(String kind, Instant found) {
        return new Entry.Reported(kind, "facts", found);
    }

    private static Running of(Incident incident, long counted, String duty) {
        return Running.of(incident, counted).stream()
                .filter(one -> one.duty().id().equals(duty))
                .findFirst()
                .orElseThrow();
    }

    private static Instant at(ZoneId zone, String local) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }

    @Test
    void whatIsAtOnceHasNoHourAndShowsWhatHasPassed() throws IOException {
        Instant found = at(SHANGHAI, "2026-03-01T09:00");
        Running persons = of(incident(SHANGHAI, reported("wrong-person", found)), 3, "persons");
        assertThat(persons.due()).isEmpty();
        assertThat(persons.elapsed(found.plusSeconds(90 * 60)).orElseThrow()).hasMinutes(90);
        assertThat(persons.state(found.plusSeconds(86_400L * 400))).isEqualTo(Running.State.RUNS);
    }

    @Test
    void fromAMillionPersonsOnASystemsIncidentIsReportedWithinFourHours() throws IOException {
        Instant found = at(SHANGHAI, "2026-03-01T09:00");
        Incident intrusion = incident(SHANGHAI, reported("intrusion", found));
        assertThat(Running.of(intrusion, 999_999))
                .extracting(one -> one.duty().id())
                .containsExactly("authority", "persons");
        assertThat(Running.of(intrusion, 1_000_000))
                .extracting(one -> one.duty().id())
                .containsExactly("authority", "persons", "cyber-report", "cyber-final");
        // A lost device is no incident of a system, whoever it is of.
        assertThat(Running.of(incident(SHANGHAI, reported("device-lost", found)), 2_000_000))
                .hasSize(2);
        // What an officer knows of raises the number, and never lowers it.
        Incident assessed = incident(
                SHANGHAI, reported("intrusion", found), new Entry.Assessed(Optional.of(2_000_000L), false, "why"));
        assertThat(assessed.level(5).id()).isEqualTo("larger");
        assertThat(incident(SHANGHAI, reported("intrusion", found), new Entry.Assessed(Optional.of(1L), false, "why"))
                        .level(1_000_000)
                        .id())
                .isEqualTo("larger");
        assertThat(incident(SHANGHAI, reported("intrusion", found), new Entry.Assessed(Optional.empty(), true, "why"))
                        .level(0)
                        .id())
                .isEqualTo("larger");
    }

    @Test
    void fourHoursAreFourHoursAlsoWhereClocksChange() throws IOException {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant found = at(berlin, "2026-03-29T00:30"); // at 2 it is 3
        Running report = of(incident(berlin, reported("intrusion", found)), 1_000_000, "cyber-report");
        assertThat(report.due()).contains(at(berlin, "2026-03-29T05:30"));
        assertThat(report.state(at(berlin, "2026-03-29T05:30").minusMillis(1))).isEqualTo(Running.State.RUNS);
        assertThat(report.state(at(berlin, "2026-03-29T05:30"))).isEqualTo(Running.State.LATE);
    }

    @Test
    void thirtyDaysAreWholeDaysOfTheCalendarAlsoOverALeapDay() throws IOException {
        Instant handled = at(SHANGHAI, "2028-02-10T23:59");
        Incident one = incident(
                SHANGHAI, reported("vault-lost", at(SHANGHAI, "2028-02-01T08:00")), new Entry.Handled(handled));
        // The 29th is one of the thirty: the last day is 11 March, to its end.
        assertThat(of(one, 1_000_000, "cyber-final").due()).contains(at(SHANGHAI, "2028-03-12T00:00"));
        Incident elsewhere =
                incident(ZoneId.of("America/New_York"), reported("vault-lost", handled), new Entry.Handled(handled));
        assertThat(of(elsewhere, 1_000_000, "cyber-final").due())
                .contains(at(ZoneId.of("America/New_York"), "2028-03-12T00:00"));
        assertThat(of(incident(SHANGHAI, reported("vault-lost", handled)), 1_000_000, "cyber-final")
                        .state(handled))
                .isEqualTo(Running.State.TO_COME);
    }

    @Test
    void noLaterTimeSetsAClockBack() throws IOException {
        Instant found = at(SHANGHAI, "2026-03-01T09:00");
        Description later = new Description(
                "intrusion",
                Optional.empty(),
                Optional.empty(),
                found.plusSeconds(7200),
                "facts",
                List.of(),
                Description.Said.NOTHING,
                Description.Said.NOTHING,
                Description.Said.NOTHING,
                Description.Said.NOTHING,
                Description.Said.NOTHING,
                Description.Said.NOTHING);
        Incident moved = incident(SHANGHAI, reported("intrusion", found), new Entry.Described(later));
        assertThat(moved.wasFoundMoved()).isTrue();
        assertThat(of(moved, 1_000_000, "cyber-report").due()).contains(found.plusSeconds(4 * 3600));
        Incident twice = incident(
                SHANGHAI,
                reported("intrusion", found),
                new Entry.Handled(found.plusSeconds(10)),
                new Entry.Handled(found.plusSeconds(86_400 * 5)));
        assertThat(twice.handledAt()).contains(found.plusSeconds(10));
    }

    @Test
    void whatWasToldTooLateIsSaidToBe() throws IOException {
        Instant found = at(SHANGHAI, "2026-03-01T09:00");
        Entry.Sent late = new Entry.Sent(
                "cyber-report", found.plusSeconds(4 * 3600), Entry.Way.AUTHORITY_SYSTEM, "the office", "");
        Entry.Sent inTime = new Entry.Sent(
                "cyber-report", found.plusSeconds(4 * 3600 - 1), Entry.Way.AUTHORITY_SYSTEM, "the office", "");
        Instant now = found.plusSeconds(86_400);
        assertThat(of(incident(SHANGHAI, reported("intrusion", found), late), 1_000_000, "cyber-report")
                        .state(now))
                .isEqualTo(Running.State.SENT_LATE);
        Running told = of(incident(SHANGHAI, reported("intrusion", found), inTime), 1_000_000, "cyber-report");
        assertThat(told.state(now)).isEqualTo(Running.State.SENT);
        assertThat(told.elapsed(now).orElseThrow()).hasSeconds(4 * 3600 - 1);
        assertThat(of(
                                incident(
                                        SHANGHAI,
                                        reported("intrusion", found),
                                        new Entry.NotRequired("cyber-report", "it is smaller")),
                                1_000_000,
                                "cyber-report")
                        .state(now))
                .isEqualTo(Running.State.NOT_REQUIRED);
    }

    @Test
    void aDutyThatRanIsNotTakenAwayByAnOrdinaryStep() throws IOException {
        Instant found = at(SHANGHAI, "2026-03-01T09:00");
        Incident calmed = incident(
                SHANGHAI,
                reported("intrusion", found),
                new Entry.Assessed(Optional.of(2_000_000L), false, "why"),
                new Entry.Assessed(Optional.of(1L), false, "fewer after all"));
        assertThat(of(calmed, 0, "cyber-report").isOpen()).isTrue();
        // The officer's word starts it whatever the kind.
        assertThat(of(
                                incident(
                                        SHANGHAI,
                                        reported("other", found),
                                        new Entry.Assessed(Optional.empty(), true, "why")),
                                0,
                                "cyber-report")
                        .isOpen())
                .isTrue();
    }

    @Test
    void aSecondNoticeDoesNotMakeALateOneInTime() throws IOException {
        Instant found = at(SHANGHAI, "2026-03-01T09:00");
        Entry.Sent late = new Entry.Sent(
                "cyber-report", found.plusSeconds(5 * 3600), Entry.Way.AUTHORITY_SYSTEM, "the office", "");
        Entry.Sent inTime =
                new Entry.Sent("cyber-report", found.plusSeconds(60), Entry.Way.AUTHORITY_SYSTEM, "the office", "");
        Running told = of(
                incident(
                        SHANGHAI,
                        reported("intrusion", found),
                        late,
                        inTime,
                        new Entry.NotRequired("cyber-report", "none")),
                1_000_000,
                "cyber-report");
        assertThat(told.state(found.plusSeconds(86_400))).isEqualTo(Running.State.SENT_LATE);
        assertThat(told.answers()).hasSize(3);
    }
}
