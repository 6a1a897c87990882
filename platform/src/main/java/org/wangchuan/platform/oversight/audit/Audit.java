package org.wangchuan.platform.oversight.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Somebody's way through a checklist at a site: its steps, from which all else follows.
 *
 * @param code for reading out
 * @param zone where its days are counted
 * @param steps the earliest first; there is always one
 */
public record Audit(
        UUID id, String code, UUID organisation, UUID site, ZoneId zone, Checklist checklist, List<AuditStep> steps) {
    public Audit {
        steps = List.copyOf(steps);
    }

    /** How it stands with an item. */
    public enum Standing {
        /** Nobody has looked. */
        OPEN,
        MET,
        NOT_APPLICABLE,
        /** Something was found, and nobody has said what is to be done. */
        FOUND,
        /** It is said what is to be done. */
        PLANNED,
        /** Somebody says that it was done; another one is to look. */
        DONE,
        /** Somebody has looked, and it is done. */
        SETTLED;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether something was found that is not settled. */
        public boolean isToBeSettled() {
            return this == FOUND || this == PLANNED || this == DONE;
        }
    }

    /**
     * An item with all that was said of it.
     *
     * @param steps that are about it, the earliest first
     */
    public record Line(Checklist.Item item, List<AuditStep> steps) {
        public Line {
            steps = List.copyOf(steps);
        }

        /** How it stands with it. */
        public Standing standing() {
            Standing now = Standing.OPEN;
            for (AuditStep step : steps) {
                now = switch (step.said()) {
                    case AuditStep.Answered said ->
                        switch (said.answer()) {
                            case MET -> Standing.MET;
                            case FINDING -> Standing.FOUND;
                            case NOT_APPLICABLE -> Standing.NOT_APPLICABLE;
                        };
                    case AuditStep.Planned _, AuditStep.SentBack _ -> Standing.PLANNED;
                    case AuditStep.Done _ -> Standing.DONE;
                    case AuditStep.Settled _ -> Standing.SETTLED;
                    case AuditStep.Begun _, AuditStep.Closed _ -> now;
                };
            }
            return now;
        }

        /** What was said last of a kind. */
        public <T extends AuditStep.Said> Optional<T> last(Class<T> type) {
            return said(type).reduce((_, later) -> later);
        }

        private <T extends AuditStep.Said> Stream<T> said(Class<T> type) {
            return steps.stream().map(AuditStep::said).filter(type::isInstance).map(type::cast);
        }

        /** Who said last that it was done. */
        public Optional<UUID> doneBy() {
            return steps.stream()
                    .filter(step -> step.said() instanceof AuditStep.Done)
                    .map(AuditStep::by)
                    .reduce((_, later) -> later);
        }

        /** Whether what is to be done is late on a day. */
        public boolean isLate(LocalDate today) {
            return standing().isToBeSettled()
                    && last(AuditStep.Planned.class)
                            .filter(plan -> plan.due().isBefore(today))
                            .isPresent();
        }
    }

    /** All items, as the checklist has them. */
    public List<Line> lines() {
        return checklist.items().stream().map(this::line).toList();
    }

    /** One of them. */
    public Optional<Line> line(String item) {
        return checklist.item(item).map(this::line);
    }

    private Line line(Checklist.Item item) {
        return new Line(
                item,
                steps.stream()
                        .filter(step -> AuditStep.item(step.said()).equals(item.id()))
                        .toList());
    }

    /** Whether each item is still to be answered, or can be answered anew. */
    public boolean isOpen() {
        return closedAt().isEmpty();
    }

    /** When it came to its end. */
    public Optional<Instant> closedAt() {
        return steps.stream()
                .filter(step -> step.said() instanceof AuditStep.Closed)
                .map(AuditStep::at)
                .findFirst();
    }

    /** What whoever looks at it has seen of it. */
    public int seen() {
        return steps.getLast().number();
    }

    /** How many items nobody has looked at. */
    public long unanswered() {
        return lines().stream().filter(line -> line.standing() == Standing.OPEN).count();
    }

    /** How many findings are not settled. */
    public long unsettled() {
        return lines().stream().filter(line -> line.standing().isToBeSettled()).count();
    }

    /** How many findings there were. */
    public long findings() {
        return lines().stream()
                .filter(line -> line.standing().isToBeSettled() || line.standing() == Standing.SETTLED)
                .count();
    }
}
