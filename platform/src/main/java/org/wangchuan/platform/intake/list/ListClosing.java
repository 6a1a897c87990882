package org.wangchuan.platform.intake.list;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;

/**
 * Closes what of a list can be closed, in one step for whoever does it. Each order is closed by itself, by the rules of a single one and in
 * its own transaction: none is half closed, and one that can't be keeps no other one open. Thread-safe.
 */
@Component
public class ListClosing {
    /** How long one step works before it answers, far below the minute after which a proxy gives up; the next goes on from there. */
    static final Duration WITHIN = Duration.ofSeconds(15);

    /** Orders that can be closed as far as their state says. */
    private static final Set<OrderState> READY = EnumSet.of(OrderState.CLEARED, OrderState.SEALED);

    private final Counter counter;
    private final InstantSource clock;

    ListClosing(Counter counter, InstantSource clock) {
        this.counter = counter;
        this.clock = clock;
    }

    /**
     * What became of it.
     *
     * @param closed how many
     * @param refused orders that stay open, by the key of the words for why
     * @param left how many were not reached in time
     */
    public record Done(int closed, Map<String, List<WorkOrder>> refused, int left) {
        public Done {
            refused = new TreeMap<>(refused); // copied, and each time in the same order
        }
    }

    /** Those that would be tried. */
    public static List<WorkOrder> ready(List<BatchItem> items) {
        return items.stream()
                .map(BatchItem::order)
                .filter(order -> READY.contains(order.state()))
                .toList();
    }

    /** Closes these, in their order, as long as there is time. */
    public Done close(List<WorkOrder> orders, UUID by) {
        return close(orders, by, WITHIN);
    }

    Done close(List<WorkOrder> orders, UUID by, Duration within) {
        var end = clock.instant().plus(within);
        int closed = 0;
        int tried = 0;
        Map<String, List<WorkOrder>> refused = new TreeMap<>();
        for (WorkOrder order : orders) {
            if (tried > 0 && clock.instant().isAfter(end)) {
                break; // at least one: each step gets on
            }
            tried++;
            try {
                counter.close(order.id(), by);
                closed++;
            } catch (OrderException e) {
                refused.computeIfAbsent("intake.problem." + e.code(), _ -> new ArrayList<>())
                        .add(order);
            } catch (GateException e) {
                refused.computeIfAbsent("custody.gate." + e.code(), _ -> new ArrayList<>())
                        .add(order);
            }
        }
        return new Done(closed, refused, orders.size() - tried);
    }
}
