package org.wangchuan.platform.oversight.incident;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.vault.Field;

/**
 * An incident as whoever works on it sees it.
 *
 * @param siteName where; empty if it is of the whole company
 * @param running duties with their clocks
 * @param counted persons, by orders and complaints
 * @param concerned the first page of the orders
 * @param orders how many orders there are
 * @param complaints how many complaints of people without an order
 * @param lost codes of orders whose device got lost and was reported with it, and about which nobody has decided
 * @param untold how many orders have no notice
 * @param isComplaintUntold whether a complaint has none
 * @param isTellingAsked whether an officer asks to reach all at once
 * @param isTellingAllowed whether they may
 * @param isCurrent whether what is described now is what was released last
 * @param sites that orders can be looked for at
 * @param people who works here
 * @param readers whose reads can be looked for, also if they work here no more
 * @param names of accounts that did something
 * @param places of the steps' digests in the operator's log, by step; absent while one is on its way there
 * @param contact that was opened just now
 * @param problem the key of the words for why nothing was done; empty if nothing was refused
 */
public record IncidentView(
        Incident incident,
        String siteName,
        List<Running> running,
        long counted,
        List<Order> concerned,
        int orders,
        int complaints,
        List<String> lost,
        long untold,
        boolean isComplaintUntold,
        boolean isTellingAsked,
        boolean isTellingAllowed,
        boolean isCurrent,
        List<Site> sites,
        List<Person> people,
        List<Person> readers,
        Map<UUID, String> names,
        Map<Integer, Long> places,
        Map<Field, String> contact,
        Instant now,
        String problem) {
    public IncidentView {
        running = List.copyOf(running);
        concerned = List.copyOf(concerned);
        lost = List.copyOf(lost);
        sites = List.copyOf(sites);
        people = List.copyOf(people);
        readers = List.copyOf(readers);
        names = Map.copyOf(names);
        places = Map.copyOf(places);
        contact = Map.copyOf(contact);
    }

    /** Somebody of the staff, as colleagues call them. */
    public record Person(UUID id, String name) {}

    /**
     * An order that it concerns.
     *
     * @param state of the device: the key of its word
     * @param isTold whether it has a notice
     */
    public record Order(UUID id, String code, String deviceCode, String state, boolean isTold) {}

    /** A line of the list. */
    public record Line(Incident incident, String siteName, long late, long open) {}

    /** What the officer said of their number, as a form has it; never fewer than are counted, and empty if nothing was said. */
    public String assessedPersons() {
        return incident.last(Entry.Assessed.class)
                .flatMap(Entry.Assessed::persons)
                .map(_ -> Long.toString(incident.persons(counted)))
                .orElse("");
    }

    /** Whether it is worked on. */
    public boolean isOpen() {
        return incident.state() == Incident.State.OPEN;
    }

    /** Lessons, by the number of their step. */
    public List<Incident.Step> lessons() {
        return incident.steps().stream()
                .filter(step -> step.what() == Entry.What.LESSON)
                .toList();
    }

    /** Whether a lesson's action was done. */
    public boolean isDone(int lesson) {
        return incident.all(Entry.LessonDone.class).anyMatch(done -> done.lesson() == lesson);
    }

    /** Whether a day is over where the incident is. */
    public boolean isOver(LocalDate day) {
        return day.isBefore(now.atZone(incident.zone()).toLocalDate());
    }

    /** What an account is called. */
    public String name(UUID account) {
        return Optional.ofNullable(names.get(account)).orElse("?");
    }

    /** A time as a form has it. */
    public String field(Instant at) {
        return DescriptionForm.field(at, incident.zone());
    }

    /** Ways in which a duty is answered. */
    public List<Entry.Way> ways(Running one) {
        return java.util.Arrays.stream(Entry.Way.values())
                .filter(way -> one.duty().to() == IncidentRules.Receiver.PERSONS
                        ? way != Entry.Way.AUTHORITY_SYSTEM
                        : way != Entry.Way.OWNER_PAGE && way != Entry.Way.PUBLIC_NOTICE)
                .toList();
    }

    /** What was written with a step; empty if nothing was. */
    public String words(Incident.Step step) {
        return switch (step.entry()) {
            case Entry.Reported reported -> reported.facts();
            case Entry.Dismissed dismissed -> dismissed.reason();
            case Entry.Described described -> described.description().facts();
            case Entry.Assessed assessed -> assessed.basis();
            case Entry.Removed removed -> removed.reason();
            case Entry.NotRequired none -> none.reason();
            case Entry.Lesson lesson -> lesson.action();
            case Entry.LessonDone done -> done.text();
            case Entry.Closed closed -> closed.text();
            case Entry.Reopened reopened -> reopened.reason();
            case Entry.Complaints complaints -> complaints.reason();
            case Entry.TellingAsked asked -> asked.reason();
            case Entry.Accepted _,
                    Entry.Selected _,
                    Entry.Handled _,
                    Entry.Sent _,
                    Entry.Released _,
                    Entry.Held _,
                    Entry.TellingAllowed _,
                    Entry.Lost _ -> "";
        };
    }

    /** Whether it is ticked. */
    public static boolean isTicked(DescriptionForm form, String id) {
        return Set.copyOf(form.information()).contains(id);
    }
}
