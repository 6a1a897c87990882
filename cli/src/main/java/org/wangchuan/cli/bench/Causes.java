package org.wangchuan.cli.bench;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.wangchuan.engine.medium.Obstacle;

/**
 * Which reasons are worth a line. That a medium can't be opened exclusively follows from its being mounted, and tells
 * nothing to whoever has just read that. Only for people: programs are given everything.
 */
final class Causes {
    private static final Set<String> USED = Set.of(
            Obstacle.Code.MOUNTED.id(), Obstacle.Code.SWAP.id(), Obstacle.Code.HELD.id(), Obstacle.Code.ATTACHED.id());

    /** The engine's words for the exclusive opening that failed; other processes that have it open are named otherwise. */
    private static final String FOLLOWS = "when it was to be opened exclusively";

    private Causes() {}

    static <T> List<T> of(List<T> all, Function<T, String> code, Function<T, String> english) {
        boolean caused = all.stream().anyMatch(one -> USED.contains(id(code.apply(one))));
        return all.stream()
                .filter(one -> !caused
                        || !id(code.apply(one)).equals(Obstacle.Code.IN_USE.id())
                        || !english.apply(one).contains(FOLLOWS))
                .toList();
    }

    private static String id(String code) {
        return code.toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
