package org.wangchuan.platform.oversight.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A duty of an incident, and its clock. Nothing stops it, and nothing extends it.
 *
 * @param since when it began to run; absent before
 * @param due the first moment that is too late; absent where no number is set, or it does not run yet
 * @param answers all, the earliest first: told, or no duty here
 * @param isOpen whether it has to be answered, for the first time or, after it was opened again for more orders, again
 */
public record Running(
        IncidentRules.Duty duty, Optional<Instant> since, Optional<Instant> due, List<Answer> answers, boolean isOpen) {
    public Running {
        answers = List.copyOf(answers);
    }

    /**
     * How it was answered.
     *
     * @param step by which
     * @param sent what was told; absent if it is no duty here
     * @param reason why it is none
     * @param recordedAt when it was written here, which may be later than when somebody was told
     */
    public record Answer(int step, Optional<Entry.Sent> sent, String reason, Instant recordedAt) {}

    /** The one that decides how it stands: the first time that somebody was told, and if nobody ever was, the last reason why it is none. */
    public Optional<Answer> answer() {
        return answers.stream()
                .filter(one -> one.sent().isPresent())
                .findFirst()
                .or(() -> answers.stream().reduce((_, later) -> later));
    }

    /** How it stands. */
    public enum State {
        /** What it runs from has not come yet. */
        TO_COME,
        RUNS,
        LATE,
        SENT,
        SENT_LATE,
        NOT_REQUIRED;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Those of an incident, in the order of the rules: also one that ran at an earlier step alone, until it is answered and after. */
    static List<Running> of(Incident incident, long counted) {
        Set<String> ran = new HashSet<>();
        List<Incident.Step> steps = incident.steps();
        long persons = 0;
        for (int many = 1; many <= steps.size(); many++) {
            persons = steps.get(many - 1).entry().personsCounted().orElse(persons);
            Incident then = incident.until(many);
            long known = many == steps.size() ? Math.max(persons, counted) : persons;
            incident.rules().duties().stream()
                    .filter(duty -> isOf(then, duty, known))
                    .forEach(duty -> ran.add(duty.id()));
        }
        return incident.rules().duties().stream()
                .filter(duty -> ran.contains(duty.id()))
                .map(duty -> of(incident, duty))
                .toList();
    }

    /** An officer who calls it grave starts what follows from that, whatever its kind is said to be. */
    private static boolean isOf(Incident incident, IncidentRules.Duty duty, long counted) {
        return (!duty.onSystemOnly() || incident.kind().onSystem() || incident.isCalledLarger())
                && incident.rules().reaches(incident.level(counted), duty.level());
    }

    private static Running of(Incident incident, IncidentRules.Duty duty) {
        Optional<Instant> since = switch (duty.from()) {
            case FOUND -> Optional.of(incident.foundFirst());
            case HANDLED -> incident.handledAt();
        };
        List<Answer> answers = incident.steps().stream()
                .flatMap(step -> answer(step, duty.id()).stream())
                .toList();
        int asked = incident.askedAgainAt();
        return new Running(
                duty,
                since,
                since.flatMap(began -> duty.due(began, incident.zone())),
                answers,
                answers.stream().noneMatch(answer -> answer.step() > asked));
    }

    private static Optional<Answer> answer(Incident.Step step, String duty) {
        if (step.entry() instanceof Entry.Sent sent && sent.duty().equals(duty)) {
            return Optional.of(new Answer(step.number(), Optional.of(sent), "", step.at()));
        }
        return step.entry() instanceof Entry.NotRequired none && none.duty().equals(duty)
                ? Optional.of(new Answer(step.number(), Optional.empty(), none.reason(), step.at()))
                : Optional.empty();
    }

    /** How it stands at a time. */
    public State state(Instant now) {
        Optional<Answer> answer = answer();
        if (answer.isPresent()) {
            Optional<Instant> told = answer.get().sent().map(Entry.Sent::when);
            return told.isEmpty() ? State.NOT_REQUIRED : isLate(told.get()) ? State.SENT_LATE : State.SENT;
        }
        return since.isEmpty() ? State.TO_COME : isLate(now) ? State.LATE : State.RUNS;
    }

    private boolean isLate(Instant at) {
        return due.filter(end -> !end.isAfter(at)).isPresent();
    }

    /** How long it has run, or had run when it was answered. */
    public Optional<Duration> elapsed(Instant now) {
        Instant end = answer().flatMap(Answer::sent).map(Entry.Sent::when).orElse(now);
        return since.map(began -> Duration.between(began, end));
    }
}
