package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.DeviceCorrections;

/**
 * What was written of an order and its device.
 *
 * @param story what happened to it, the oldest first
 * @param corrections what stood there before it was corrected, the oldest first
 * @param names what colleagues call those of the story who work here
 */
public record OrderPast(
        List<OrderStory.Event> story, List<DeviceCorrections.Before> corrections, Map<UUID, String> names) {
    public OrderPast {
        story = List.copyOf(story);
        corrections = List.copyOf(corrections);
        names = Map.copyOf(names);
    }

    /** Who took a step of the story, as colleagues know them; empty for anybody else. */
    public Optional<String> who(OrderStory.Event event) {
        return event.actor().id().map(names::get);
    }

    /** The last that happened of these kinds. */
    public Optional<OrderStory.Event> last(String... kinds) {
        return story.reversed().stream()
                .filter(event -> List.of(kinds).contains(event.kind()))
                .findFirst();
    }
}
