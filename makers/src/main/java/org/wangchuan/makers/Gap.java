package org.wangchuan.makers;

import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/**
 * What is not known.
 *
 * @param systems ids of the systems of which it is not known; none means all of the maker's
 * @param says what exactly
 */
public record Gap(Topic topic, List<String> systems, Words says) {
    public Gap {
        systems = List.copyOf(systems);
    }

    static Gap of(Json.Fields fields) throws ShapeException {
        fields.only("topic", "systems", "says");
        return new Gap(
                fields.constant("topic", Topic.class),
                Bounds.ids(fields, "systems", 0, Bounds.SYSTEMS_MAX),
                Words.of(fields.object("says")));
    }

    /** Whether it is not known of this system. */
    public boolean isOf(SystemRange system) {
        return systems.isEmpty() || systems.contains(system.id());
    }
}
