package org.wangchuan.station.producer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.wangchuan.proof.producer.ProducerScope;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.verify.ProducerAnswer.State;
import org.wangchuan.proof.verify.ProducerForce;
import org.wangchuan.station.producer.Aside.Why;

/**
 * Which statements stay behind, and why. What takes one out of force {@link ProducerForce} says, as for whoever verifies: a later one of its number that states
 * less or withdraws it, or two that contradict each other. Whose key is whose a trust list says. Only of two keys that no list has the name that the files give
 * themselves is taken: by it a maker with a new key withdraws what it signed with its old one. Whoever only takes a name for itself keeps back nothing that a
 * list names, and raises nothing.
 */
public final class Asides {
    private static final int RESTATED = -1;
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

    private Asides() {}

    /** All that stay behind whatever the phone, or take nothing out of force though they look as if they did, in the order of what lies there. */
    public static List<Aside> of(StatementsHere here) {
        return of(here, Asides::canSpeakOfOne);
    }

    /**
     * The same of some erasure.
     *
     * @param spoken whether the second, which is a later one, speaks of it in the clauses of the first
     */
    static List<Aside> of(StatementsHere here, BiPredicate<SignedProducerStatement, SignedProducerStatement> spoken) {
        Map<String, List<Kept>> byNumber = new LinkedHashMap<>();
        for (Kept kept : here.kept()) {
            byNumber.computeIfAbsent(kept.statement().claims().number(), _ -> new ArrayList<>())
                    .add(kept);
        }
        List<Aside> out = new ArrayList<>();
        for (List<Kept> ofNumber : byNumber.values()) {
            for (Kept one : ofNumber) {
                about(one, ofNumber, here.lists(), later -> spoken.test(one.statement(), later), out);
            }
        }
        return List.copyOf(out);
    }

    private static void about(
            Kept one, List<Kept> ofNumber, ProducerLists lists, ProducerForce.Spoken spoken, List<Aside> out) {
        Map<Same, List<Kept>> others = new EnumMap<>(Same.class);
        for (Kept other : ofNumber) {
            if (!other.equals(one)) {
                others.computeIfAbsent(same(one, other, lists), _ -> new ArrayList<>())
                        .add(other);
            }
        }
        List<Kept> own = others.getOrDefault(Same.BY_KEY, List.of());
        Optional<State> ended = ProducerForce.endedBy(one.statement(), statements(own), spoken);
        if (ended.isPresent()) {
            boolean isLater = ended.get() != State.CONFLICTING;
            out.add(new Aside(one, isLater ? Why.LATER : Why.CONTRADICTED, because(one, own, isLater, spoken)));
        } else if (others.containsKey(Same.BY_NAME)) {
            List<Kept> all = new ArrayList<>(own);
            all.addAll(others.getOrDefault(Same.BY_NAME, List.of()));
            ended = ProducerForce.endedBy(one.statement(), statements(all), spoken);
            if (ended.isPresent()) {
                boolean isLater = ended.get() != State.CONFLICTING;
                Why why = isLater ? Why.LATER_BY_NAME : Why.CONTRADICTED_BY_NAME;
                out.add(new Aside(one, why, because(one, all, isLater, spoken)));
            }
        }
        List<Path> namesakes = others.getOrDefault(Same.NAMESAKE, List.of()).stream()
                .filter(other -> sequence(other) <= sequence(one))
                .map(Kept::file)
                .sorted()
                .toList();
        if (!namesakes.isEmpty()) {
            out.add(new Aside(one, Why.NOT_THEIRS, namesakes));
        }
    }

    private static List<SignedProducerStatement> statements(List<Kept> some) {
        return some.stream().map(Kept::statement).toList();
    }

    private static long sequence(Kept kept) {
        return kept.statement().claims().sequence();
    }

    /** Which of these end it: the later ones that do so by themselves, or those that share a sequence with another one. */
    private static List<Path> because(Kept one, List<Kept> others, boolean isLater, ProducerForce.Spoken spoken) {
        Map<Long, Integer> ofSequence = new HashMap<>(Map.of(sequence(one), 1));
        others.forEach(other -> ofSequence.merge(sequence(other), 1, Integer::sum));
        return others.stream()
                .filter(other -> isLater
                        ? sequence(other) > sequence(one)
                                && ProducerForce.endedBy(one.statement(), List.of(other.statement()), spoken)
                                        .isPresent()
                        : sequence(other) >= sequence(one) && ofSequence.getOrDefault(sequence(other), 0) > 1)
                .map(Kept::file)
                .sorted()
                .toList();
    }

    private static Same same(Kept one, Kept other, ProducerLists lists) {
        var mine = one.statement().claims();
        var theirs = other.statement().claims();
        if (mine.signer().key().equals(theirs.signer().key()) || lists.areOfOne(mine.signer(), theirs.signer())) {
            return Same.BY_KEY;
        }
        if (!mine.name().equals(theirs.name())) {
            return Same.NO;
        }
        return lists.everNamed(mine.signer()) || lists.everNamed(theirs.signer()) ? Same.NAMESAKE : Same.BY_NAME;
    }

    /** How many of these are later ones of its number: where they speak of the same, it adds nothing beside them. */
    static int later(Kept one, List<Kept> others, ProducerLists lists) {
        return (int) others.stream()
                .filter(other -> other.statement()
                                .claims()
                                .number()
                                .equals(one.statement().claims().number())
                        && sequence(other) > sequence(one))
                .map(other -> same(one, other, lists))
                .filter(same -> same == Same.BY_KEY || same == Same.BY_NAME)
                .count();
    }

    /** Those that may stay behind because as many others as travel go first with some phone that they speak of; a few of these others are named. */
    public static List<Aside> crowds(StatementsHere here) {
        List<Kept> inForce = here.inForce();
        Map<Path, Integer> ranks = new HashMap<>();
        Map<String, List<Kept>> byModel = new HashMap<>();
        for (Kept kept : inForce) {
            Optional<ProducerScope> scope = kept.statement().claims().scope();
            if (scope.isPresent()) {
                ranks.put(kept.file(), rank(here, kept, inForce));
                scope.get()
                        .models()
                        .forEach(model -> byModel.computeIfAbsent(model, _ -> new ArrayList<>())
                                .add(kept));
            }
        }
        List<Aside> out = new ArrayList<>();
        for (Kept kept : inForce) {
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

    private static int rank(StatementsHere here, Kept kept, List<Kept> inForce) {
        if (later(kept, inForce, here.lists()) > 0) {
            return RESTATED;
        }
        if (Standing.of(kept.statement(), here.lists(), here.statements()) == Standing.COUNTS) {
            return ACCEPTED;
        }
        return here.lists().naming(kept.statement().claims().signer()).isEmpty() ? 0 : NAMED;
    }

    /** Whether there is a way, a clause and a time of which both speak; neither is withdrawn. */
    static boolean canSpeakOfOne(SignedProducerStatement one, SignedProducerStatement other) {
        Optional<ProducerScope> scope = one.claims().scope();
        ProducerScope theirs = other.claims().scope().orElseThrow();
        return scope.isPresent()
                && meet(scope.get(), theirs)
                && scope.get().meets().stream()
                        .anyMatch(meets -> theirs.clausesOf(meets.policy(), meets.version()).stream()
                                .anyMatch(meets.clauses()::contains));
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
