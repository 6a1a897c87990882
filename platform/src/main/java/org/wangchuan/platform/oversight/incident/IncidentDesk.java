package org.wangchuan.platform.oversight.incident;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.oversight.incident.Incident.State;
import org.wangchuan.platform.oversight.incident.IncidentException.Code;
import org.wangchuan.platform.rights.Officers;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.platform.web.page.Page;

/**
 * Where a suspicion is written down by anybody who works here, and decided and answered by who answers for personal data. Each step names the
 * last one that its writer has seen: of two who act at once one is told that it changed. Nothing is overwritten. Thread-safe.
 */
@Component
public class IncidentDesk {
    /** Reports of one account within a day. */
    static final int REPORTS_MAX = 20;

    private static final long PERSONS_MAX = 10_000_000_000L;

    private final IncidentTable table;
    private final ConcernedTable concerned;
    private final Incidents incidents;
    private final RuleFiles rules;
    private final VisibleSites sites;
    private final Organisations organisations;
    private final Accounts accounts;
    private final Officers officers;
    private final Letters letters;
    private final InstantSource clock;

    IncidentDesk(
            IncidentTable table,
            ConcernedTable concerned,
            Incidents incidents,
            RuleFiles rules,
            VisibleSites sites,
            Organisations organisations,
            Accounts accounts,
            Officers officers,
            Letters letters,
            InstantSource clock) {
        this.table = table;
        this.concerned = concerned;
        this.incidents = incidents;
        this.rules = rules;
        this.sites = sites;
        this.organisations = organisations;
        this.accounts = accounts;
        this.officers = officers;
        this.letters = letters;
        this.clock = clock;
    }

    /** Kinds that can be reported. */
    public List<IncidentRules.Kind> kinds() {
        return rules.current().kinds();
    }

    /**
     * Writes down what somebody suspects; they need no right and no proof for it.
     *
     * @param site where; absent for the whole company
     * @param found when it was noticed, as it is read there; empty for now
     * @return its id and code
     */
    @Transactional
    public Report report(Visitor visitor, String kind, Optional<UUID> site, String found, String facts)
            throws IncidentException {
        Instant now = clock.instant();
        IncidentRules current = rules.current();
        if (current.kind(kind).isEmpty()) {
            throw new IncidentException(Code.NO_KIND, "one of the list");
        }
        UUID organisation =
                visitor.organisation().orElseThrow(() -> new IncidentException(Code.NO_SITE, "of a company"));
        if (site.isPresent()
                ? sites.find(visitor, site.get()).isEmpty()
                : visitor.site().isPresent()) {
            throw new IncidentException(Code.NO_SITE, "one of their own");
        }
        ZoneId zone = site.flatMap(organisations::site)
                .map(one -> ZoneId.of(one.timeZone()))
                .orElseGet(() -> sites.zone(visitor));
        String text = Typed.text(facts);
        Instant when = Typed.pastOrNone(found, zone, now).orElse(now);
        if (table.reports(visitor.account(), now.minus(Duration.ofDays(1))) >= REPORTS_MAX) {
            throw new IncidentException(Code.TOO_MANY_REPORTS, "at most " + REPORTS_MAX + " a day");
        }
        Incident made = new Incident(UUID.randomUUID(), Codes.random(), organisation, site, zone, current, List.of());
        table.insert(made);
        table.append(made.id(), 0, now, visitor.account(), new Entry.Reported(kind, text, when), State.SUSPECTED);
        return new Report(made.id(), made.code());
    }

    /** What was written down. */
    public record Report(UUID id, String code) {}

    /** It is an incident, or may be one. */
    @Transactional
    public void accept(Visitor visitor, UUID id, int seen) throws IncidentException {
        incidents.toAct(visitor, id, seen, State.SUSPECTED, State.DISMISSED);
        append(visitor, id, seen, new Entry.Accepted(), State.OPEN);
    }

    /** It is none: not what a device was reported with that got lost, of which first somebody says whom it concerns. */
    @Transactional
    public void dismiss(Visitor visitor, UUID id, int seen, String reason) throws IncidentException {
        incidents.toAct(visitor, id, seen, State.SUSPECTED);
        requireNoLossLeft(id);
        append(visitor, id, seen, new Entry.Dismissed(Typed.text(reason)), State.DISMISSED);
    }

    /** Writes what is known by now. */
    @Transactional
    public void describe(Visitor visitor, UUID id, int seen, DescriptionForm form) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        Description read = form.read(incident, clock.instant());
        append(visitor, id, seen, new Entry.Described(read), State.OPEN);
    }

    /**
     * Says how grave it is.
     *
     * @param persons how many, as it was typed; empty where nothing better is known than what is counted
     */
    @Transactional
    public void assess(Visitor visitor, UUID id, int seen, String persons, boolean isLarger, String basis)
            throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        Optional<Long> many = Optional.empty();
        if (!persons.isBlank()) {
            String typed = persons.strip();
            if (!typed.matches("[0-9]{1,11}")
                    || Long.parseLong(typed) > PERSONS_MAX
                    || Long.parseLong(typed) < incident.counted()) {
                throw new IncidentException(Code.BAD_NUMBER, "from what is counted to " + PERSONS_MAX);
            }
            many = Optional.of(Long.parseLong(typed));
        }
        append(visitor, id, seen, new Entry.Assessed(many, isLarger, Typed.text(basis)), State.OPEN);
    }

    /** It has been dealt with. */
    @Transactional
    public void handled(Visitor visitor, UUID id, int seen, String when) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        Instant at = Typed.past(when, incident.zone(), clock.instant());
        if (at.isBefore(incident.foundFirst().minusSeconds(60))) {
            throw new IncidentException(Code.BAD_TIME, "not before it was found");
        }
        append(visitor, id, seen, new Entry.Handled(at), State.OPEN);
    }

    /**
     * What was told, as it was typed.
     *
     * @param to an office or a reference; no person
     */
    public record Telling(String duty, String when, String way, String to, String reference) {}

    /** Somebody was told. */
    @Transactional
    public void sent(Visitor visitor, UUID id, int seen, Telling told) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        Running running = running(incident, told.duty());
        if (running.since().isEmpty()) {
            throw new IncidentException(Code.NO_DUTY, "it does not run yet");
        }
        Entry.Way way = java.util.Arrays.stream(Entry.Way.values())
                .filter(one -> one.id().equals(told.way()))
                .findFirst()
                .orElseThrow(() -> new IncidentException(Code.NO_WAY, "one of the list"));
        boolean isToPersons = running.duty().to() == IncidentRules.Receiver.PERSONS;
        if (way == Entry.Way.OWNER_PAGE && !isToPersons) {
            throw new IncidentException(Code.NO_WAY, "an authority has no such page");
        }
        Instant earliest = running.since().get();
        if (way == Entry.Way.OWNER_PAGE) {
            earliest = incident.steps().stream()
                    .filter(step -> step.what() == Entry.What.RELEASED)
                    .findFirst()
                    .orElseThrow(() -> new IncidentException(Code.NOT_RELEASED, "nothing stands there"))
                    .at();
        }
        Instant at = Typed.past(told.when(), incident.zone(), clock.instant());
        // A field for times knows no seconds.
        if (at.isBefore(earliest.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IncidentException(Code.BAD_TIME, "not before it was found, dealt with, or released");
        }
        append(
                visitor,
                id,
                seen,
                new Entry.Sent(told.duty(), at, way, Typed.line(told.to()), Typed.lineOrEmpty(told.reference())),
                State.OPEN);
    }

    /** A duty is none here, and why. */
    @Transactional
    public void notRequired(Visitor visitor, UUID id, int seen, String duty, String reason) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        append(
                visitor,
                id,
                seen,
                new Entry.NotRequired(running(incident, duty).duty().id(), Typed.text(reason)),
                State.OPEN);
    }

    private Running running(Incident incident, String duty) throws IncidentException {
        return Running.of(incident, incident.counted()).stream()
                .filter(one -> one.duty().id().equals(duty))
                .findFirst()
                .orElseThrow(() -> new IncidentException(Code.NO_DUTY, "none that follows from it"));
    }

    /** The notice stands on the pages of all that it concerns, from now on, as it is described now. */
    @Transactional
    public void release(Visitor visitor, UUID id, int seen, Page page) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        Description known = incident.description();
        boolean isDescribed = !known.information().isEmpty()
                && !(known.advice().isEmpty() && known.remedies().isEmpty())
                && officers.of(incident.organisation()).isPresent();
        if (!isDescribed) {
            throw new IncidentException(Code.NOT_DESCRIBED, "what, what can be done, and whom to ask");
        }
        boolean isAnybody = incident.orders() > 0 || incident.complaints() > 0;
        if (!isAnybody || (isReleased(incident) && areAllTold(incident))) {
            throw new IncidentException(Code.NOBODY_TO_TELL, "who does not read it already");
        }
        append(
                visitor,
                id,
                seen,
                new Entry.Released(
                        incident.describedAt(),
                        incident.orders(),
                        letters.persons(page.in(Locale.CHINESE), incident, known),
                        letters.persons(page.in(Locale.ENGLISH), incident, known)),
                State.OPEN);
    }

    /** Whether what is described now stands on the owners' pages. */
    static boolean isReleased(Incident incident) {
        return incident.last(Entry.Released.class)
                .filter(last -> last.description() == incident.describedAt())
                .isPresent();
    }

    /** Whether each order and each complaint has a notice. */
    private boolean areAllTold(Incident incident) {
        return concerned.untold(incident) == 0 && !concerned.hasUntoldComplaint(incident);
    }

    /** Writes what is to be done so that it does not happen again, by whom and until when. */
    @Transactional
    public void lesson(Visitor visitor, UUID id, int seen, LessonForm form) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        UUID responsible = form.account()
                .filter(account -> accounts.active(account)
                        .flatMap(Visitor::organisation)
                        .equals(Optional.of(incident.organisation())))
                .orElseThrow(() -> new IncidentException(Code.NO_ACCOUNT, "somebody who works here"));
        append(
                visitor,
                id,
                seen,
                new Entry.Lesson(
                        Typed.text(form.text()),
                        Typed.text(form.action()),
                        responsible,
                        Typed.dayAhead(form.due(), incident.zone(), clock.instant())),
                State.OPEN);
    }

    /** A lesson, as it was typed. */
    public record LessonForm(String text, String action, Optional<UUID> account, String due) {}

    /** A lesson's action was done; also after the incident was closed. */
    @Transactional
    public void lessonDone(Visitor visitor, UUID id, int seen, int lesson, String text) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN, State.CLOSED);
        boolean isOpen =
                incident.steps().stream().anyMatch(step -> step.number() == lesson && step.what() == Entry.What.LESSON)
                        && incident.all(Entry.LessonDone.class).noneMatch(done -> done.lesson() == lesson);
        if (!isOpen) {
            throw new IncidentException(Code.NO_LESSON, "that is not done");
        }
        append(visitor, id, seen, new Entry.LessonDone(lesson, Typed.text(text)), incident.state());
    }

    /** All is answered. */
    @Transactional
    public void close(Visitor visitor, UUID id, int seen, String text) throws IncidentException {
        Incident incident = incidents.toAct(visitor, id, seen, State.OPEN);
        requireNoLossLeft(id);
        List<Running> running = Running.of(incident, incident.counted());
        if (running.stream().anyMatch(Running::isOpen)) {
            throw new IncidentException(Code.DUTIES_OPEN, "neither told nor said to be none");
        }
        boolean arePersonsTold = running.stream()
                .filter(one -> one.duty().to() == IncidentRules.Receiver.PERSONS)
                .anyMatch(one -> one.answer().flatMap(Running.Answer::sent).isPresent());
        if (arePersonsTold && !(isReleased(incident) && areAllTold(incident))) {
            throw new IncidentException(Code.NOT_ALL_TOLD, "some have no notice, or not the newest one");
        }
        append(visitor, id, seen, new Entry.Closed(Typed.text(text)), State.CLOSED);
    }

    /** Something came up. */
    @Transactional
    public void reopen(Visitor visitor, UUID id, int seen, String reason) throws IncidentException {
        incidents.toAct(visitor, id, seen, State.CLOSED);
        append(visitor, id, seen, new Entry.Reopened(Typed.text(reason)), State.OPEN);
    }

    private void requireNoLossLeft(UUID id) throws IncidentException {
        if (!table.lossesLeft(id).isEmpty()) {
            throw new IncidentException(Code.LOSSES_LEFT, "reported with it, and not decided about");
        }
    }

    /** A further device got lost that is reported with an incident which the caller has locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    void lost(Visitor visitor, Incident incident, String order, String reason) {
        try {
            append(visitor, incident.id(), incident.seen(), new Entry.Lost(order, reason), incident.state());
        } catch (IncidentException e) {
            throw new IllegalStateException(e); // nobody else writes a step meanwhile
        }
    }

    private void append(Visitor visitor, UUID id, int seen, Entry entry, State state) throws IncidentException {
        table.append(id, seen, clock.instant(), visitor.account(), entry, state);
    }
}
