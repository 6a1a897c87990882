package org.wangchuan.lab.scenario;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The machines that scenarios take, each of which is booted once. */
public final class Machines {
    /**
     * How many scenarios share a machine at the most: each has a drive for every rule set, and all that are erased under one are erased at once. Where there are
     * many, they wait for the one emulated processor longer than the product waits for a drive.
     */
    static final int SCENARIOS_MAX = 6;

    private Machines() {}

    /** The scenarios of each machine, in their order, by a name that no other machine has and that can be a folder's. */
    public static Map<String, List<Scenario>> of(List<Scenario> scenarios) {
        Map<String, List<Scenario>> kinds = scenarios.stream()
                .collect(Collectors.groupingBy(Scenario::machine, LinkedHashMap::new, Collectors.toList()));
        Map<String, List<Scenario>> out = new LinkedHashMap<>();
        kinds.forEach((kind, some) -> {
            for (int from = 0; from < some.size(); from += SCENARIOS_MAX) {
                String name = from == 0 ? kind : kind + "-" + (from / SCENARIOS_MAX + 1);
                out.put(name, new ArrayList<>(some.subList(from, Math.min(from + SCENARIOS_MAX, some.size()))));
            }
        });
        return out;
    }
}
