package org.wangchuan.makers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;

/**
 * One thing that is known, or said without proof.
 *
 * @param systems ids of the systems that it is true of; none means all of the maker's
 * @param title what to do, in a few words
 * @param steps where to tap, or what is seen, in this order; never empty
 * @param afterReset what a reset does with it, or does not; empty if nothing is said of that
 * @param basis what all of it rests on: the weakest part decides
 * @param sources ids of the maker's sources; with {@link Basis#UNPROVEN} only such as nobody has read
 */
public record Fact(
        Topic topic,
        List<String> systems,
        Words title,
        List<Words> steps,
        Optional<Words> afterReset,
        Basis basis,
        List<String> sources) {
    private static final int STEPS_MAX = 6;
    private static final int SOURCES_MAX = 4;

    public Fact {
        systems = List.copyOf(systems);
        steps = List.copyOf(steps);
        sources = List.copyOf(sources);
    }

    static Fact of(Json.Fields fields) throws ShapeException {
        fields.only("topic", "systems", "title", "steps", "after-reset", "basis", "sources");
        List<Words> steps = new ArrayList<>();
        for (Json.Fields step : Bounds.objects(fields, "steps", 1, STEPS_MAX)) {
            steps.add(Words.of(step));
        }
        Optional<Words> afterReset =
                fields.has("after-reset") ? Optional.of(Words.of(fields.object("after-reset"))) : Optional.empty();
        return new Fact(
                fields.constant("topic", Topic.class),
                Bounds.ids(fields, "systems", 0, Bounds.SYSTEMS_MAX),
                Words.of(fields.object("title")),
                steps,
                afterReset,
                fields.constant("basis", Basis.class),
                Bounds.ids(fields, "sources", 0, SOURCES_MAX));
    }

    /** Whether it is true of this system. */
    public boolean isOf(SystemRange system) {
        return systems.isEmpty() || systems.contains(system.id());
    }
}
