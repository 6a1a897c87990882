package org.wangchuan.station.producer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.station.producer.Aside.Why;

/**
 * Which statements stay behind whatever the phone, and why. Of each number of a producer the one with the highest sequence travels; where two share it, neither,
 * since they contradict each other. Whose key is whose a trust list says. Only of two keys that no list has the name that the files give themselves is taken: by it
 * a maker with a new key withdraws what it signed with its old one. Whoever only takes a name for itself keeps back nothing that a list names, and raises
 * nothing.
 */
public final class Asides {
    private static final int NAMED = 1;
    private static final int ACCEPTED = 2;

    /** What makes two statements one producer's. */
    private enum Same {
        /** A key, or a list. */
        BY_KEY,
        /** Nothing but the name that both give themselves. */
        BY_NAME,
        /** They share a name, and a list has one of their keys as somebody else's. */
        NAMESAKE,
        /** Nothing. */
        NO
    }

    /** A statement and whose its key is by each list. */
    private record Signed(Kept kept, List<String> names) {
        long sequence() {
            return kept.statement().claims().sequence();
        }
    }

    private Asides() {}

    /** All that stay behind, or take nothing out of force though they look as if they did, in the order of what lies there. */
    public static List<Aside> of(StatementsHere here) {
        Map<String, List<Signed>> byNumber = new LinkedHashMap<>();
        for (Kept kept : here.kept()) {
            byNumber.computeIfAbsent(kept.statement().claims().number(), _ -> new ArrayList<>())
                    .add(new Signed(
                            kept, here.lists().namesOf(kept.statement().claims().signer())));
        }
        List<Aside> out = new ArrayList<>();
        for (List<Signed> ofNumber : byNumber.values()) {
            for (Signed one : ofNumber) {
                about(one, ofNumber, out);
            }
        }
        return List.copyOf(out);
    }

    private static void about(Signed one, List<Signed> ofNumber, List<Aside> out) {
        Map<Why, List<Path>> because = new EnumMap<>(Why.class);
        for (Signed other : ofNumber) {
            if (other.kept().equals(one.kept())) {
                continue;
            }
            Same same = same(one, other);
            if (same == Same.NAMESAKE && other.sequence() <= one.sequence()) {
                put(Why.NOT_THEIRS, other, because);
            } else if (other.sequence() > one.sequence()) {
                switch (same) {
                    case BY_KEY -> put(Why.LATER, other, because);
                    case BY_NAME -> put(Why.LATER_BY_NAME, other, because);
                    case NAMESAKE, NO -> {}
                }
            } else if (other.sequence() == one.sequence()) {
                switch (same) {
                    case BY_KEY -> put(Why.CONTRADICTED, other, because);
                    case BY_NAME -> put(Why.CONTRADICTED_BY_NAME, other, because);
                    case NAMESAKE, NO -> {}
                }
            }
        }
        because.forEach((why, files) ->
                out.add(new Aside(one.kept(), why, files.stream().sorted().toList())));
    }

    private static void put(Why why, Signed other, Map<Why, List<Path>> because) {
        because.computeIfAbsent(why, _ -> new ArrayList<>()).add(other.kept().file());
    }

    private static Same same(Signed one, Signed other) {
        var mine = one.kept().statement().claims();
        var theirs = other.kept().statement().claims();
        if (mine.signer().equals(theirs.signer())) {
            return Same.BY_KEY;
        }
        boolean isNamed = false;
        for (int i = 0; i < one.names().size(); i++) {
            String name = one.names().get(i);
            String otherName = other.names().get(i);
            if (!name.isEmpty() && name.equals(otherName)) {
                return Same.BY_KEY;
            }
            isNamed |= !name.isEmpty() || !otherName.isEmpty();
        }
        if (!mine.name().equals(theirs.name())) {
            return Same.NO;
        }
        return isNamed ? Same.NAMESAKE : Same.BY_NAME;
    }

    /** Those that may stay behind because as many others as travel go first with some phone that they speak of; a few of these others are named. */
    public static List<Aside> crowds(StatementsHere here) {
        List<Kept> newest = here.newest();
        Map<Path, Integer> ranks = new HashMap<>();
        Map<String, List<Kept>> byModel = new HashMap<>();
        for (Kept kept : newest) {
            Optional<ProducerScope> scope = kept.statement().claims().scope();
            if (scope.isPresent()) {
                ranks.put(kept.file(), rank(here, kept));
                scope.get()
                        .models()
                        .forEach(model -> byModel.computeIfAbsent(model, _ -> new ArrayList<>())
                                .add(kept));
            }
        }
        List<Aside> out = new ArrayList<>();
        for (Kept kept : newest) {
            Optional<ProducerScope> scope = kept.statement().claims().scope();
            scope.stream()
                    .flatMap(own -> own.models().stream())
                    .map(model -> first(kept, byModel.getOrDefault(model, List.of()), ranks))
                    .filter(files -> files.size() == ProducersShown.STATEMENTS_MAX)
                    .findFirst()
                    .ifPresent(files -> out.add(new Aside(kept, Why.MAY_BE_FULL, files)));
        }
        return List.copyOf(out);
    }

    /** As many as travel of those that go first, or with it, on some phone. */
    private static List<Path> first(Kept kept, List<Kept> others, Map<Path, Integer> ranks) {
        ProducerScope own = kept.statement().claims().scope().orElseThrow();
        int rank = ranks.getOrDefault(kept.file(), 0);
        return others.stream()
                .filter(other -> !other.file().equals(kept.file()) && ranks.getOrDefault(other.file(), 0) >= rank)
                .filter(other -> meet(own, other.statement().claims().scope().orElseThrow()))
                .map(Kept::file)
                .limit(ProducersShown.STATEMENTS_MAX)
                .sorted()
                .toList();
    }

    private static int rank(StatementsHere here, Kept kept) {
        if (Standing.of(kept.statement(), here.lists(), here.statements()) == Standing.COUNTS) {
            return ACCEPTED;
        }
        return here.lists().naming(kept.statement().claims().signer()).isEmpty() ? 0 : NAMED;
    }

    /** Whether both can speak of one erasure of one phone, but for the model. */
    private static boolean meet(ProducerScope one, ProducerScope other) {
        return one.system().equals(other.system())
                && one.makers().stream().anyMatch(other.makers()::contains)
                && one.ways().stream().anyMatch(other.ways()::contains)
                && one.from().isBefore(other.until())
                && other.from().isBefore(one.until())
                && one.meets().stream()
                        .anyMatch(meets -> !other.clausesOf(meets.policy(), meets.version())
                                .isEmpty());
    }
}
