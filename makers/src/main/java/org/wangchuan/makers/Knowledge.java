package org.wangchuan.makers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one system of one maker: its own facts, and those of what it rests on where it says nothing of a topic.
 *
 * @param lines the maker, and its bases, the nearest first
 */
public record Knowledge(Maker maker, SystemRange system, List<Line> lines) {
    public Knowledge {
        lines = List.copyOf(lines);
    }

    /** One of those whose facts are asked in turn: a maker with its system, or a base with its own. */
    public record Line(Maker maker, SystemRange system) {}

    /**
     * A fact, with whose it is.
     *
     * @param from the maker or base that says it, whose sources it names
     */
    public record Known(Maker from, Fact fact) {
        /** The first of its sources that was read. */
        public Optional<Source> proof() {
            return fact.sources().stream()
                    .flatMap(id -> from.source(id).stream())
                    .filter(source -> source.read().isPresent() && source.by() == fact.basis())
                    .findFirst();
        }
    }

    /** What is known of a topic; empty if nothing is, which its gaps then name. */
    public List<Known> facts(Topic topic) {
        for (Line line : lines) {
            List<Known> found = line.maker().facts().stream()
                    .filter(fact -> fact.topic() == topic && fact.isOf(line.system()))
                    .map(fact -> new Known(line.maker(), fact))
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** What is not known of this system: the maker's gaps first, then those of what it rests on where that was asked. */
    public List<Gap> gaps() {
        List<Gap> out = new ArrayList<>();
        for (Line line : lines) {
            line.maker().gaps().stream()
                    .filter(gap -> gap.isOf(line.system()))
                    .filter(gap -> line.maker().id().equals(maker.id()) || isAsked(line, gap.topic()))
                    .forEach(out::add);
        }
        return List.copyOf(out);
    }

    /** A gap of a base is one here only if the base is whose facts of that topic are used. */
    private boolean isAsked(Line line, Topic topic) {
        List<Known> found = facts(topic);
        return found.isEmpty()
                || found.getFirst().from().id().equals(line.maker().id());
    }
}
