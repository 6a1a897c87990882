package org.wangchuan.paper.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.canonical.Json;
import org.wangchuan.paper.Edition;
import org.wangchuan.paper.claims.Vocabulary;
import org.wangchuan.paper.claims.Work.NativeErase;
import org.wangchuan.paper.font.Faces;

class WordsTest {
    private static final Map<String, Class<? extends Enum<?>>> PREFIXES = Map.ofEntries(
            Map.entry("verdict", Vocabulary.Verdict.class),
            Map.entry("state", Vocabulary.ClauseState.class),
            Map.entry("kind", Vocabulary.Kind.class),
            Map.entry("medium", Vocabulary.MediumClass.class),
            Map.entry("source", Vocabulary.MediumClassSource.class),
            Map.entry("pattern", Vocabulary.Pattern.class),
            Map.entry("mode", Vocabulary.Mode.class),
            Map.entry("path", Vocabulary.ReadPath.class),
            Map.entry("hidden", Vocabulary.HiddenAreas.class),
            Map.entry("residue", Vocabulary.Residue.class),
            Map.entry("native.technique", Vocabulary.Technique.class),
            Map.entry("native.said", Vocabulary.Said.class),
            Map.entry("limit", Vocabulary.Limit.class));

    /** What a drive's ways are called that it did not show. */
    private static final String BARE_WAY = "native.order.way";

    @Test
    void both_languages_have_the_same_keys_and_the_same_place_holders() {
        Words chinese = Words.in(Language.CHINESE);
        Words english = Words.in(Language.ENGLISH);

        assertThat(chinese.keys()).isEqualTo(english.keys());
        for (String key : chinese.keys()) {
            assertThat(placeHolders(chinese.text(key))).as(key).isEqualTo(placeHolders(english.text(key)));
        }
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void every_word_of_the_vocabulary_has_a_text(Language language) {
        PREFIXES.forEach((prefix, type) -> {
            for (Enum<?> constant : type.getEnumConstants()) {
                assertThat(Words.in(language).word(prefix, constant))
                        .as(prefix + "." + Json.wireName(constant))
                        .isNotBlank();
            }
        });
        assertThat(PREFIXES.values()).containsExactlyInAnyOrderElementsOf(vocabulary());
    }

    /** The station's tests compare these keys with the words that its statements are made of. */
    @Test
    void no_text_stands_under_a_prefix_of_the_vocabulary_without_a_word_for_it() {
        PREFIXES.forEach((prefix, type) -> assertThat(Words.in(Language.ENGLISH).keys().stream()
                        .filter(key -> key.matches(Pattern.quote(prefix) + "\\.[^.]+")))
                .as(prefix)
                .containsExactlyInAnyOrderElementsOf(Stream.of(type.getEnumConstants())
                        .map(constant -> prefix + "." + Json.wireName(constant))
                        .toList()));
    }

    /** A word more about a way, such as what it does to a key, is said of none that was not gone. */
    @ParameterizedTest
    @EnumSource(Language.class)
    void each_way_of_a_drive_has_a_bare_name(Language language) {
        Words words = Words.in(language);
        assertThat(words.keys().stream().filter(key -> key.startsWith(BARE_WAY)))
                .hasSameSizeAs(Vocabulary.Technique.values());
        for (Vocabulary.Technique way : Vocabulary.Technique.values()) {
            assertThat(words.word(BARE_WAY, way)).isNotBlank().doesNotContain(":", "：");
            assertThat(words.word("native.technique", way)).startsWith(words.word(BARE_WAY, way));
        }
        for (NativeErase.Outcome outcome : NativeErase.Outcome.values()) {
            assertThat(words.has("native.outcome." + Json.wireName(outcome)))
                    .as(outcome.name())
                    .isEqualTo(outcome != NativeErase.Outcome.SHOWN);
        }
    }

    @Test
    void a_sentence_of_the_product_is_known_only_to_the_letter() {
        Words english = Words.in(Language.ENGLISH);

        assertThat(english.keyOf("own.", "design rule")).contains("own.source.design-rule");
        assertThat(english.keyOf("own.", "Design rule")).isEmpty();
        assertThat(english.keyOf("own.", "design rule ")).isEmpty();
        assertThat(english.keyOf("own.", "Cleared")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void both_fonts_have_every_character_of_our_texts(Language language) {
        Faces faces = Faces.fresh();
        for (Edition edition : Edition.values()) {
            Words words = Words.in(language, edition);
            for (String key : words.keys()) {
                for (char c : words.text(key).toCharArray()) {
                    assertThat(faces.regular().has(c) && faces.bold().has(c))
                            .as(key + ": " + c)
                            .isTrue();
                }
            }
        }
    }

    /** The bold face is cut to the words that it had: these are set in the regular one. */
    @Test
    void what_is_said_of_phones_is_said_in_both_languages_and_can_be_printed() {
        Words chinese = Words.ofPhones(Language.CHINESE);
        Words english = Words.ofPhones(Language.ENGLISH);

        assertThat(chinese.keys()).isEqualTo(english.keys()).allMatch(key -> key.startsWith("phone."));
        Faces faces = Faces.fresh();
        for (String key : chinese.keys()) {
            assertThat(placeHolders(chinese.text(key))).as(key).isEqualTo(placeHolders(english.text(key)));
            for (char c : (chinese.text(key) + english.text(key)).toCharArray()) {
                assertThat(faces.regular().has(c)).as(key + ": " + c).isTrue();
            }
        }
    }

    @Test
    void a_brace_inside_a_value_is_not_a_place_holder() {
        assertThat(Words.in(Language.ENGLISH).text("kind.and.name", "{1}", "{0}"))
                .isEqualTo("{1}, then called {0}");
    }

    @Test
    void the_words_of_the_house_are_kept() {
        assertThat(List.of("purged", "cleared", "partial", "unproven", "failed"))
                .extracting(word -> Words.in(Language.CHINESE).text("verdict." + word))
                .containsExactly("已净化", "已清除", "部分清除", "未能证明", "清除失败");
        assertThat(Words.in(Language.ENGLISH).text("standing")).isEqualToIgnoringCase("receipt, not yet witnessed");
        assertThat(Words.in(Language.CHINESE).text("standing")).isEqualTo("收据，尚未见证");
    }

    private static List<Class<? extends Enum<?>>> vocabulary() {
        List<Class<? extends Enum<?>>> all = new ArrayList<>();
        for (Class<?> type : Vocabulary.class.getDeclaredClasses()) {
            @SuppressWarnings("unchecked")
            Class<? extends Enum<?>> constantType = (Class<? extends Enum<?>>) type;
            all.add(constantType);
        }
        return all;
    }

    private static String placeHolders(String text) {
        return Pattern.compile("\\{\\d}")
                .matcher(text)
                .results()
                .map(java.util.regex.MatchResult::group)
                .sorted()
                .collect(Collectors.joining());
    }
}
