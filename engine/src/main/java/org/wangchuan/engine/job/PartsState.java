package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.purge.PartErasure;

/**
 * Where the erasure of the other parts of an eMMC stands, from the record.
 *
 * @param planned ids, in order
 * @param asked what the card told of itself, if it was asked
 * @param started each time that a part began
 * @param finished those that came to an end, since the first of them began last
 * @param untouched whether nothing else was done yet
 */
record PartsState(
        List<String> planned,
        Optional<PartEvent.Asked> asked,
        List<PartEvent.Started> started,
        List<PartEvent.Finished> finished,
        boolean untouched) {
    PartsState {
        planned = List.copyOf(planned);
        started = List.copyOf(started);
        finished = List.copyOf(finished);
    }

    static PartsState of(List<Event> events) {
        List<String> planned = new ArrayList<>();
        Optional<PartEvent.Asked> asked = Optional.empty();
        List<PartEvent.Started> started = new ArrayList<>();
        List<PartEvent.Finished> finished = new ArrayList<>();
        boolean untouched = true;
        for (Event event : events) {
            untouched &= !(event instanceof DriveEvent) && !(event instanceof Event.PassStarted);
            if (event instanceof Event.PlanChosen plan) {
                planned.addAll(plan.parts());
            } else if (event instanceof PartEvent.Asked told) {
                asked = Optional.of(told);
            } else if (event instanceof PartEvent.Started one) {
                if (one.part().equals(planned.getFirst())) {
                    finished.clear();
                }
                started.add(one);
            } else if (event instanceof PartEvent.Finished one) {
                finished.add(one);
            }
        }
        return new PartsState(planned, asked, started, finished, untouched);
    }

    boolean isOver() {
        return finished.size() == planned.size();
    }

    /** Whether anything may have been written to one of them. */
    boolean begun() {
        return !started.isEmpty();
    }

    /** Whether the card still has to say what it has, though nobody wants any of it erased: it is on record then what is left. */
    boolean onlyToBeAsked() {
        return planned.isEmpty() && asked.isEmpty() && untouched;
    }

    /** As a part began last; empty if it did not. */
    Optional<PartEvent.Started> startOf(String part) {
        return started.stream().filter(one -> one.part().equals(part)).reduce((_, later) -> later);
    }

    /** What the card told of itself; empty if nothing that can be read. */
    Optional<ExtendedCsd> card() {
        return asked.stream()
                .flatMap(told -> told.commands().stream())
                .flatMap(command -> PartErasure.card(command).stream())
                .findFirst();
    }

    /** Those of which all was written and read back and then erased. */
    Stream<String> erased() {
        return finished.stream()
                .filter(end -> end.end() == PartEvent.End.COMPLETED)
                .map(PartEvent.Finished::part);
    }
}
