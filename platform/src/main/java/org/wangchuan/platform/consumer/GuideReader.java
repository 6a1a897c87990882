package org.wangchuan.platform.consumer;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.web.content.StrictReader;

/** Reads a guide strictly: one with a mistake keeps the platform from starting, and the error names its file and place. */
final class GuideReader {
    private static final int ITEMS_MAX = 12;
    private static final int STEPS_MAX = 6;
    private static final int WORDS_MAX = 40;
    private static final int TITLE_CHARS_MAX = 80;
    private static final int TEXT_CHARS_MAX = 600;
    private static final int WORD_CHARS_MIN = 2;
    private static final int WORD_CHARS_MAX = 30;
    private static final Set<String> KINDS =
            Arrays.stream(DeviceKind.values()).map(DeviceKind::id).collect(Collectors.toSet());
    private static final StrictReader<Guide> FILES = new StrictReader<>(Guide.class, "a guide");

    private GuideReader() {}

    /**
     * Reads a file.
     *
     * @throws IOException with its name, if there is a mistake in it
     */
    static Guide read(Resource file) throws IOException {
        return FILES.read(file, guide -> guide.id() + ".json", GuideReader::check);
    }

    /**
     * Reads one.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    static Guide read(byte[] json) throws IOException {
        Guide guide = FILES.read(json);
        check(guide);
        return guide;
    }

    private static void check(Guide guide) throws IOException {
        require(guide.id().matches("[a-z][a-z0-9-]{1,40}"), "id", guide.id());
        require(guide.version() >= 1, "version", guide.version());
        requireWords(guide.title(), "title", TITLE_CHARS_MAX);
        requireWords(guide.lead(), "lead", TEXT_CHARS_MAX);
        requireWords(guide.shows(), "shows", TEXT_CHARS_MAX);
        requireWords(guide.leaves(), "leaves", TEXT_CHARS_MAX);
        requireKinds(guide);
        require(isFew(guide.words(), WORDS_MAX), "words", "too few or too many");
        requireTyped(guide.words(), "words");
        require(isFew(guide.items(), ITEMS_MAX), "items", "too few or too many");
        requireItems(guide.items());
        require(isFew(guide.reset(), STEPS_MAX), "reset", "too few or too many");
        for (Guide.Words step : guide.reset()) {
            requireWords(step, "reset", TEXT_CHARS_MAX);
        }
        for (Guide.Words note : guide.notes()) {
            requireWords(note, "notes", TEXT_CHARS_MAX);
        }
        for (Guide.Words gap : guide.gaps()) {
            requireWords(gap, "gaps", TEXT_CHARS_MAX);
        }
        require(isFew(guide.sources(), STEPS_MAX), "sources", "too few or too many");
        for (Guide.Source source : guide.sources()) {
            requireSource(source);
        }
    }

    private static boolean isFew(List<?> list, int max) {
        return !list.isEmpty() && list.size() <= max;
    }

    /** Brands are of the kinds: a guide that no device comes with has neither. */
    private static void requireKinds(Guide guide) throws IOException {
        for (String kind : guide.kinds()) {
            require(KINDS.contains(kind), "no such kind", kind);
        }
        require(!guide.kinds().isEmpty() || guide.brands().isEmpty(), "brands without a kind", guide.brands());
        requireTyped(guide.brands(), "brands");
    }

    /** What is compared with what somebody typed. A single letter would be found in everything. */
    private static void requireTyped(List<String> words, String where) throws IOException {
        Set<String> seen = new HashSet<>();
        for (String word : words) {
            require(word.equals(word.strip().toLowerCase(Locale.ROOT)), where + ", not in lower case", word);
            require(word.length() >= WORD_CHARS_MIN && word.length() <= WORD_CHARS_MAX, where + ", length", word);
            require(seen.add(word), where + ", twice", word);
        }
    }

    private static void requireItems(List<Guide.Item> items) throws IOException {
        Set<String> ids = new HashSet<>();
        for (Guide.Item item : items) {
            require(item.id().matches("[a-z][a-z0-9-]{1,40}"), "id of an item", item.id());
            require(ids.add(item.id()), "an item twice", item.id());
            require(!item.id().equals(Guide.KEEP), "another id of an item", item.id());
            requireWords(item.title(), item.id(), TITLE_CHARS_MAX);
            requireWords(item.text(), item.id(), TEXT_CHARS_MAX);
            require(!item.source().isBlank() && !item.source().startsWith("http:"), "source", item.id());
        }
    }

    private static void requireSource(Guide.Source source) throws IOException {
        requireWords(source.title(), "sources", TEXT_CHARS_MAX);
        require(
                source.address().isEmpty() || source.address().startsWith("https://"),
                "address of a source",
                source.address());
        if (!source.seen().isEmpty()) {
            require(!source.address().isEmpty(), "seen without an address", source.seen());
            try {
                LocalDate.parse(source.seen());
            } catch (DateTimeException e) {
                throw new IOException("a guide is wrong: seen: " + source.seen(), e);
            }
        }
    }

    private static void requireWords(Guide.Words words, String where, int charsMax) throws IOException {
        require(!words.en().isBlank() && words.en().length() <= charsMax, "English words", where);
        require(!StrictReader.hasHan(words.en()), "Chinese in the English words", where);
        require(words.zh().length() <= charsMax && StrictReader.hasHan(words.zh()), "Chinese words", where);
    }

    private static void require(boolean isTrue, String expected, Object found) throws IOException {
        FILES.require(isTrue, expected, found);
    }
}
