package org.wangchuan.makers;

import java.util.List;
import java.util.Optional;

/**
 * What is known of one maker's phones and tablets; or, without brands, of all phones that rest on a system: a base.
 *
 * @param version of the file, from 1
 * @param isGone whether it makes no phones any more: its servers and pages may be gone, too
 * @param brands in small letters, as people and devices write them; none of a base
 * @param words in small letters: what somebody may type who looks for a guide
 * @param lead what is particular to it, in a sentence or two
 * @param systems the newest first; never empty
 * @param gaps what is not known; never empty
 */
public record Maker(
        String id,
        int version,
        Words name,
        boolean isGone,
        List<String> brands,
        List<String> words,
        Words lead,
        List<SystemRange> systems,
        List<Fact> facts,
        List<Gap> gaps,
        List<Source> sources) {
    public Maker {
        brands = List.copyOf(brands);
        words = List.copyOf(words);
        systems = List.copyOf(systems);
        facts = List.copyOf(facts);
        gaps = List.copyOf(gaps);
        sources = List.copyOf(sources);
    }

    /** Whether it is no maker, but what others rest on. */
    public boolean isBase() {
        return brands.isEmpty();
    }

    /** The source of an id that a fact of this maker names. */
    public Optional<Source> source(String sourceId) {
        return sources.stream().filter(source -> source.id().equals(sourceId)).findFirst();
    }
}
