package org.wangchuan.makers;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.canonical.ShapeException;

/** What has to be true of a maker's file beyond its form; {@link Makers} checks what has to be true of several together. */
final class MakerRules {
    private MakerRules() {}

    static void check(Maker maker) throws ShapeException {
        Set<String> systems =
                unique(maker.systems().stream().map(SystemRange::id).toList(), "systems");
        unique(maker.sources().stream().map(Source::id).toList(), "sources");
        Set<String> cited = new HashSet<>();
        for (Fact fact : maker.facts()) {
            requireSystems(fact.systems(), systems, "facts." + fact.topic().id());
            requireBasis(maker, fact);
            cited.addAll(fact.sources());
        }
        for (Gap gap : maker.gaps()) {
            requireSystems(gap.systems(), systems, "gaps." + gap.topic().id());
        }
        for (Source source : maker.sources()) {
            require(cited.contains(source.id()), "sources", "each cited by a fact", "one that is not");
        }
    }

    private static Set<String> unique(List<String> ids, String where) throws ShapeException {
        Set<String> out = new HashSet<>(ids);
        require(out.size() == ids.size(), where, "each id once", "one twice");
        return out;
    }

    private static void requireSystems(List<String> named, Set<String> known, String where) throws ShapeException {
        require(known.containsAll(named), where, "systems of this maker", "another");
    }

    /** Whoever says that a page was read names it, with its day; whoever has read none says that. */
    private static void requireBasis(Maker maker, Fact fact) throws ShapeException {
        String where = "facts." + fact.topic().id();
        boolean isProved = false;
        for (String id : fact.sources()) {
            Source source =
                    maker.source(id).orElseThrow(() -> new ShapeException(where, "sources of this maker", "another"));
            require(
                    fact.basis() != Basis.UNPROVEN || source.read().isEmpty(),
                    where,
                    "no source that was read, for it is called unproven",
                    "one");
            isProved |= source.read().isPresent() && source.by() == fact.basis();
        }
        require(
                isProved || fact.basis() == Basis.UNPROVEN,
                where,
                "a source of that kind with the day on which it was read",
                "none");
    }

    private static void require(boolean isTrue, String where, String expected, String found) throws ShapeException {
        if (!isTrue) {
            throw new ShapeException(where, expected, found);
        }
    }
}
