package org.wangchuan.platform.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.OpenErasures;

/** What happened to orders before, as far as it keeps a word for a list from beginning anything: of all of them at once. Thread-safe. */
@Component
class ListTries {
    private final TaskTable table;
    private final Orders orders;
    private final OpenErasures openErasures;
    private final Conflicts conflicts;

    ListTries(TaskTable table, Orders orders, OpenErasures openErasures, Conflicts conflicts) {
        this.table = table;
        this.orders = orders;
        this.openErasures = openErasures;
        this.conflicts = conflicts;
    }

    /** What is known of some orders. */
    record Known(Map<UUID, List<Task>> tries, Set<UUID> doubted, Set<UUID> contradicted, Set<UUID> begun) {
        static final Known NOTHING = new Known(Map.of(), Set.of(), Set.of(), Set.of());

        /** Why no lane is chosen for an order by itself; empty if that can be. */
        Optional<ListWait> why(WorkOrder order) {
            List<Task> its = tries.getOrDefault(order.id(), List.of());
            Optional<ListWait> byState = switch (order.state()) {
                case CONSENTED, IN_PART -> Optional.empty();
                case NOT_CLEARED -> Optional.of(ListWait.AGAIN);
                case AT_BENCH, ERASING, CLEARED, CLOSED, SEALED -> Optional.of(ListWait.BUSY);
                case TAKEN_IN,
                        OFFERED,
                        ACCEPTED,
                        GOING_BACK,
                        RETURNED_UNTOUCHED,
                        RETURNED_ERASED,
                        HELD,
                        STATE_SECRETS,
                        LOST,
                        MISSING -> Optional.of(ListWait.NOT_WAITING);
            };
            return byState.or(() ->
                            its.stream().flatMap(task -> why(task).stream()).findFirst())
                    .or(() -> doubted.contains(order.device()) || contradicted.contains(order.id())
                            ? Optional.of(ListWait.DOUBT)
                            : Optional.empty())
                    .or(() -> its.isEmpty() && begun.contains(order.id())
                            ? Optional.of(ListWait.BEGUN)
                            : Optional.empty());
        }

        /** The same of one medium of its device. */
        Optional<ListWait> why(WorkOrder order, DeviceMedia.Noted medium) {
            return why(order)
                    .or(() -> medium.isProved() ? Optional.of(ListWait.BUSY) : Optional.empty())
                    .or(() -> tries.getOrDefault(order.id(), List.of()).stream()
                            .filter(task -> task.medium().equals(Optional.of(medium.medium()))
                                    || task.serial().equals(Optional.of(medium.serial())))
                            .findFirst()
                            .map(_ -> ListWait.AGAIN));
        }

        /** Only what ended with a result leaves the next drive of the same device to be begun by itself. */
        private static Optional<ListWait> why(Task task) {
            return switch (task.state()) {
                case QUEUED, CLAIMED -> Optional.of(ListWait.BUSY);
                case WITHDRAWN -> Optional.of(ListWait.TAKEN_BACK);
                case ENDED ->
                    switch (task.outcome().map(Task.Outcome::kind).orElse("")) {
                        case "finished" -> Optional.empty();
                        case "refused" -> Optional.of(ListWait.REFUSED);
                        default -> Optional.of(ListWait.AGAIN);
                    };
            };
        }
    }

    /** What is known of these. */
    Known of(Collection<WorkOrder> some) {
        List<UUID> ids = some.stream().map(WorkOrder::id).toList();
        return new Known(
                table.triesOf(ids),
                openErasures
                        .counts(some.stream().map(WorkOrder::device).toList())
                        .keySet(),
                conflicts.counts(ids).keySet(),
                orders.begun(ids));
    }
}
