package org.wangchuan.platform.consumer;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.Resource;
import org.wangchuan.platform.custody.DeviceKind;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

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
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private GuideReader() {}

    /**
     * Reads a file.
     *
     * @throws IOException with its name, if there is a mistake in it
     */
    static Guide read(Resource file) throws IOException {
        try (InputStream in = file.getInputStream()) {
            Guide guide = read(in.readAllBytes());
            require((guide.id() + ".json").equals(file.getFilename()), "its name, expected", guide.id() + ".json");
            return guide;
        } catch (IOException e) {
            throw new IOException(file.getFilename() + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads one.
     *
     * @throws IOException if it says anything that is not foreseen, or leaves out something
     */
    static Guide read(byte[] json) throws IOException {
        Guide guide;
        try {
            guide = Optional.ofNullable(STRICT.readValue(json, Guide.class))
                    .orElseThrow(() -> new IOException("a guide can't be read: it is null"));
        } catch (JacksonException e) {
            throw new IOException("a guide can't be read: " + place(e) + ": " + e.getOriginalMessage(), e);
        }
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
        require(isFew(guide.sources(), STEPS_MAX), "sources", "too few or too many");
        for (Guide.Source source : guide.sources()) {
            requireSource(source);
        }
        return guide;
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

    /** The line of what is no JSON; what is no guide is often noticed at its end only, and its line would mislead. */
    private static String place(JacksonException e) {
        return e instanceof DatabindException || e.getLocation() == null
                ? e.getPathReference()
                : "line " + e.getLocation().getLineNr();
    }

    private static void requireWords(Guide.Words words, String where, int charsMax) throws IOException {
        require(!words.en().isBlank() && words.en().length() <= charsMax, "English words", where);
        require(words.en().chars().noneMatch(GuideReader::isHan), "Chinese in the English words", where);
        require(
                words.zh().length() <= charsMax && words.zh().chars().anyMatch(GuideReader::isHan),
                "Chinese words",
                where);
    }

    private static boolean isHan(int symbol) {
        return Character.UnicodeScript.of(symbol) == Character.UnicodeScript.HAN;
    }

    private static void require(boolean isTrue, String what, Object found) throws IOException {
        if (!isTrue) {
            throw new IOException("a guide is wrong: " + what + ": " + found);
        }
    }
}
