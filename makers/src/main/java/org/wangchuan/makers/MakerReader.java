package org.wangchuan.makers;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/**
 * Reads one maker's file strictly: what is twice, not foreseen, left out or too long is a mistake, as is a fact without a source that says
 * that it has one. {@code maker.schema.json} says the same of its form for other programs.
 */
final class MakerReader {
    static final String FORMAT = "wangchuan-maker/v1";
    /** Several times the largest that there is. */
    static final int BYTES_MAX = 256 << 10;

    private static final int BRANDS_MAX = 12;
    private static final int WORDS_MAX = 40;
    private static final int FACTS_MAX = 80;
    private static final int SOURCES_MAX = 30;
    private static final int VERSION_MAX = 9999;
    private static final int TYPED_CHARS_MIN = 2;
    private static final int TYPED_CHARS_MAX = 30;

    private MakerReader() {}

    /**
     * Reads a file.
     *
     * @param bytes of anybody's: every mistake ends in one of the two exceptions
     * @throws MalformedJsonException if it is no JSON of ours
     * @throws ShapeException with the place, if it says anything that is not foreseen, or leaves out something
     */
    static Maker read(byte[] bytes) throws MalformedJsonException, ShapeException {
        if (bytes.length > BYTES_MAX) {
            throw new ShapeException("", "at most " + BYTES_MAX + " bytes", "" + bytes.length);
        }
        Maker maker = maker(Json.in(CanonicalJson.readLenientObject(bytes)));
        MakerRules.check(maker);
        return maker;
    }

    private static Maker maker(Json.Fields fields) throws ShapeException {
        fields.only(
                "format", "id", "version", "name", "gone", "brands", "words", "lead", "systems", "facts", "gaps",
                "sources");
        if (!fields.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, "another");
        }
        List<SystemRange> systems = new ArrayList<>();
        for (Json.Fields one : Bounds.objects(fields, "systems", 1, Bounds.SYSTEMS_MAX)) {
            systems.add(SystemRange.of(one));
        }
        List<Fact> facts = new ArrayList<>();
        for (Json.Fields one : Bounds.objects(fields, "facts", 0, FACTS_MAX)) {
            facts.add(Fact.of(one));
        }
        List<Gap> gaps = new ArrayList<>();
        for (Json.Fields one : Bounds.objects(fields, "gaps", 1, FACTS_MAX)) {
            gaps.add(Gap.of(one));
        }
        List<Source> sources = new ArrayList<>();
        for (Json.Fields one : Bounds.objects(fields, "sources", 0, SOURCES_MAX)) {
            sources.add(Source.of(one));
        }
        return new Maker(
                Lines.id(fields.text("id"), "id"),
                (int) fields.whole("version", 1, VERSION_MAX),
                Words.ofName(fields.object("name")),
                fields.bool("gone"),
                typed(fields, "brands", 0, BRANDS_MAX),
                typed(fields, "words", 0, WORDS_MAX),
                Words.of(fields.object("lead")),
                systems,
                facts,
                gaps,
                sources);
    }

    /** What is compared with what somebody typed: a single letter would be found in everything. */
    private static List<String> typed(Json.Fields fields, String name, int min, int max) throws ShapeException {
        List<String> out = Bounds.texts(fields, name, min, max);
        Set<String> seen = new HashSet<>();
        for (String word : out) {
            boolean isShort = word.length() >= TYPED_CHARS_MIN && word.length() <= TYPED_CHARS_MAX;
            if (!isShort || !word.equals(word.strip().toLowerCase(Locale.ROOT)) || !seen.add(word)) {
                throw new ShapeException(name, "words in small letters, each once", "another, or one twice");
            }
        }
        return out;
    }
}
