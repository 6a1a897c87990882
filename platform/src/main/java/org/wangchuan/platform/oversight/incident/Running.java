package org.wangchuan.platform.oversight.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A duty of an incident, and its clock. Nothing stops it, and nothing extends it.
 *
 * @param since when it began to run; absent before
 * @param due the first moment that is too late; absent where no number is set, or it does not run yet
 * @param answer the last one: told, or no duty here
 */
public record Running(
        IncidentRules.Duty duty, Optional<Instant> since, Optional<Instant> due, Optional<Answer> answer) {
    /**
     * How it was answered.
     *
     * @param sent what was told; absent if it is no duty here
     * @param reason why it is none
     */
    public record Answer(Optional<Entry.Sent> sent, String reason, Instant recordedAt) {}

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

    /** Those of an incident, in the order of the rules. */
    static List<Running> of(Incident incident, long counted) {
        IncidentRules rules = incident.rules();
        return rules.duties().stream()
                .filter(duty -> !duty.onSystemOnly() || incident.kind().onSystem())
                .filter(duty -> rules.reaches(incident.level(counted), duty.level()))
                .map(duty -> of(incident, duty))
                .toList();
    }

    private static Running of(Incident incident, IncidentRules.Duty duty) {
        Optional<Instant> since = switch (duty.from()) {
            case FOUND -> Optional.of(incident.foundFirst());
            case HANDLED -> incident.handledAt();
        };
        Optional<Answer> answer = incident.steps().stream()
                .flatMap(step -> answer(step, duty.id()).stream())
                .reduce((_, later) -> later);
        return new Running(duty, since, since.flatMap(began -> duty.due(began, incident.zone())), answer);
    }

    private static Optional<Answer> answer(Incident.Step step, String duty) {
        if (step.entry() instanceof Entry.Sent sent && sent.duty().equals(duty)) {
            return Optional.of(new Answer(Optional.of(sent), "", step.at()));
        }
        return step.entry() instanceof Entry.NotRequired none && none.duty().equals(duty)
                ? Optional.of(new Answer(Optional.empty(), none.reason(), step.at()))
                : Optional.empty();
    }

    /** How it stands at a time. */
    public State state(Instant now) {
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
        Instant end = answer.flatMap(Answer::sent).map(Entry.Sent::when).orElse(now);
        return since.map(began -> Duration.between(began, end));
    }
}
