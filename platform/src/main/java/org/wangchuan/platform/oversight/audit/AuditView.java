package org.wangchuan.platform.oversight.audit;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * An audit as whoever works on it sees it.
 *
 * @param people who works here
 * @param names of accounts that did something, or are to
 * @param places of the steps' digests in the operator's log, by step; absent while one is on its way there
 * @param today where the site is
 * @param reader who looks
 * @param isAlone whether nobody else could look whether something was done
 * @param problem the key of the words for why nothing was done; empty if nothing was refused
 * @param tried the item that something was refused of; empty if of none
 */
public record AuditView(
        Audit audit,
        String siteName,
        List<Person> people,
        Map<UUID, String> names,
        Map<Integer, Long> places,
        LocalDate today,
        UUID reader,
        boolean isAlone,
        String problem,
        String tried) {
    public AuditView {
        people = List.copyOf(people);
        names = Map.copyOf(names);
        places = Map.copyOf(places);
    }

    /** Somebody of the staff, as colleagues call them. */
    public record Person(UUID id, String name) {}

    /** What an account is called. */
    public String name(UUID account) {
        return Optional.ofNullable(names.get(account)).orElse("?");
    }

    /** Whether this reader may say that it was done well: not who said that it was, unless there is nobody else. */
    public boolean maySettle(Audit.Line line) {
        return isAlone || !line.doneBy().equals(Optional.of(reader));
    }

    /** What was written with a step; empty if nothing was. */
    public static String words(AuditStep step) {
        return switch (step.said()) {
            case AuditStep.Begun _, AuditStep.Closed _ -> "";
            case AuditStep.Answered said -> said.words();
            case AuditStep.Planned said -> said.measure();
            case AuditStep.Done said -> said.words();
            case AuditStep.Settled said -> said.words();
            case AuditStep.SentBack said -> said.words();
        };
    }

    /**
     * A checklist at a site.
     *
     * @param last day on which it was gone through to its end last; empty if it never was
     * @param next the last day for the next time; empty if it never was
     * @param open the one that goes on; empty if none does
     */
    public record Due(
            UUID site,
            String siteName,
            Checklist checklist,
            Optional<LocalDate> last,
            Optional<LocalDate> next,
            boolean isLate,
            Optional<UUID> open) {}

    /** A finding that is not settled. */
    public record Finding(Audit audit, Audit.Line line, String siteName, boolean isLate, String responsible) {
        /** What is to be done, once that is said. */
        public Optional<AuditStep.Planned> plan() {
            return line.last(AuditStep.Planned.class);
        }
    }

    /** How one can stand; words under {@code oversight.audits.state.STATE}. */
    public static final List<String> STATES = List.of("open", "finished");

    /**
     * What the list was asked for.
     *
     * @param code how their codes begin; empty for all
     * @param state one of {@link #STATES}, or empty
     */
    public record Asked(String code, String state, int from) {
        static final Asked EVERYTHING = new Asked("", "", 0);

        /** Whether more would be found if less was asked for. */
        public boolean isNarrowed() {
            return !code.isEmpty() || !state.isEmpty();
        }

        /** This list from another place on. */
        public String at(int place) {
            return "/self-audits?q=" + code + "&state=" + state + "&from=" + Math.max(0, place);
        }

        Optional<Boolean> isOver() {
            return state.isEmpty() ? Optional.empty() : Optional.of(state.equals("finished"));
        }
    }

    /** An audit in the list. */
    public record Row(Audit audit, String siteName) {}
}
