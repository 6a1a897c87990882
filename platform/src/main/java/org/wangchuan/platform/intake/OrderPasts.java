package org.wangchuan.platform.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.DeviceCorrections;
import org.wangchuan.platform.identity.Accounts;

/** Gathers what was written of orders, for people who work here. Thread-safe. */
@Component
public class OrderPasts {
    private final OrderStory story;
    private final DeviceCorrections corrections;
    private final Accounts accounts;

    OrderPasts(OrderStory story, DeviceCorrections corrections, Accounts accounts) {
        this.story = story;
        this.corrections = corrections;
        this.accounts = accounts;
    }

    /** What was written of an order. */
    public OrderPast of(WorkOrder order) {
        List<OrderStory.Event> events = story.of(order.id());
        return new OrderPast(events, corrections.of(order.device()), names(events));
    }

    /** What colleagues call those who work here and stand in a story. */
    private Map<UUID, String> names(List<OrderStory.Event> story) {
        Map<UUID, String> out = new HashMap<>();
        for (OrderStory.Event event : story) {
            if (event.actor().kind() == Actor.Kind.STAFF) {
                event.actor().id().ifPresent(id -> accounts.workName(id).ifPresent(name -> out.put(id, name)));
            }
        }
        return out;
    }
}
