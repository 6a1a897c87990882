package org.wangchuan.makers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A fact as it is told to people who may not know which system a phone has.
 *
 * @param of the names of the systems of which it is true; empty if it is true of all that were asked for
 */
public record Told(Optional<Words> of, Knowledge.Known known) {
    /** What is known of a topic on these systems, each fact once, in the order of the systems. */
    public static List<Told> of(List<Knowledge> systems, Topic topic) {
        Map<Knowledge.Known, List<Words>> names = new LinkedHashMap<>();
        for (Knowledge system : systems) {
            for (Knowledge.Known known : system.facts(topic)) {
                names.computeIfAbsent(known, _ -> new ArrayList<>())
                        .add(system.system().name());
            }
        }
        return names.entrySet().stream()
                .map(one -> new Told(
                        one.getValue().size() == systems.size()
                                ? Optional.empty()
                                : Optional.of(joined(one.getValue())),
                        one.getKey()))
                .toList();
    }

    private static Words joined(List<Words> names) {
        return new Words(
                names.stream().map(Words::zh).collect(Collectors.joining("、")),
                names.stream().map(Words::en).collect(Collectors.joining(", ")));
    }

    /** Its steps and what a reset does with it, in one paragraph; before them the systems, if it is not true of all. */
    public Words text() {
        List<Words> said = new ArrayList<>(known.fact().steps());
        known.fact().afterReset().ifPresent(said::add);
        String zh = said.stream().map(Words::zh).collect(Collectors.joining());
        String en = said.stream().map(Words::en).collect(Collectors.joining(" "));
        return of.map(systems -> new Words(systems.zh() + "：" + zh, systems.en() + ": " + en))
                .orElse(new Words(zh, en));
    }

    /** Whether nobody has compared it with any page. */
    public boolean isUnproven() {
        return known.fact().basis() == Basis.UNPROVEN;
    }
}
