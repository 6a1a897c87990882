package org.wangchuan.station.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.module.ModuleReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.verdict.NativeOutcome;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;

/**
 * The paper knows neither {@code proof} nor {@code engine} and has a vocabulary of its own: this module sees
 * all three, so the comparison is made here. Between the vocabulary and the texts it is made in {@code paper}.
 */
class PaperWordsTest {
    private static final Map<String, Class<? extends Enum<?>>> WORDS_OF_STATEMENTS = Map.ofEntries(
            Map.entry("verdict", Verdict.class),
            Map.entry("state", ClearingClaims.Clause.State.class),
            Map.entry("kind", Target.Kind.class),
            Map.entry("medium", Target.MediumClass.class),
            Map.entry("source", Target.MediumClassSource.class),
            Map.entry("pattern", Pass.Pattern.class),
            Map.entry("mode", Verification.Mode.class),
            Map.entry("path", Verification.Path.class),
            Map.entry("hidden", HiddenAreas.State.class),
            Map.entry("residue", Work.Residue.class),
            Map.entry("native.technique", NativeErase.Technique.class),
            Map.entry("native.said", NativeErase.Said.class),
            Map.entry("limit", NotProved.class));

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void the_paper_has_exactly_the_words_that_a_statement_can_hold(String language) throws Exception {
        Properties texts = texts(language);

        WORDS_OF_STATEMENTS.forEach((prefix, type) -> assertThat(texts.stringPropertyNames().stream()
                        .filter(key -> key.matches(Pattern.quote(prefix) + "\\.[^.]+")))
                .as(prefix)
                .containsExactlyInAnyOrderElementsOf(Stream.of(type.getEnumConstants())
                        .map(constant -> prefix + "." + Json.wireName(constant))
                        .toList()));
    }

    /** Engine and statement have an enumeration each: what one can say the other can, and it reaches as far. */
    @Test
    void what_a_drive_does_by_itself_is_called_the_same_everywhere() {
        assertThat(Stream.of(NativeErase.Technique.values())
                        .map(one -> Json.wireName(one) + " " + one.purges())
                        .toList())
                .containsExactlyInAnyOrderElementsOf(Stream.of(NativeTechnique.values())
                        .map(one -> one.id() + " " + (one.reaches() == SanitizationLevel.PURGED))
                        .toList());
        assertThat(wireNames(NativeErase.Said.values())).isEqualTo(wireNames(NativeOutcome.Said.values()));
        assertThat(wireNames(NotProved.values()))
                .containsAll(wireNames(org.wangchuan.engine.verdict.Verdict.NotProved.values()));
    }

    private static List<String> wireNames(Enum<?>[] constants) {
        return Stream.of(constants).map(Json::wireName).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void the_paper_has_words_for_every_clause_of_the_rule_sets(String language) throws Exception {
        assertThat(texts(language).stringPropertyNames())
                .containsAll(PolicyCatalogue.all().stream()
                        .flatMap(policy -> policy.clauses().stream())
                        .map(clause -> "clause." + clause.id())
                        .toList());
    }

    /** A source in lower-case words is English; a title and a number read the same in both languages. */
    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void the_paper_knows_every_english_sentence_of_the_product(String language) throws Exception {
        Properties english = texts("en");
        List<String> sentences = new ArrayList<>(PolicyCatalogue.all().stream()
                .flatMap(policy -> policy.clauses().stream())
                .map(clause -> clause.source())
                .filter(source ->
                        Pattern.compile("\\b[a-z]{2,}").matcher(source).find())
                .toList());
        assertThat(sentences).contains("design rule");
        for (Bus bus : List.of(Bus.MMC, Bus.VIRTIO, Bus.LOOP, Bus.MD, Bus.DM, Bus.FILE, Bus.OTHER)) {
            sentences.add("no ATA hidden areas on " + bus.id());
        }
        sentences.add("a UFS device can have space that no unit has");
        sentences.add("a SAS drive may have been made smaller (MODE SELECT), and was not told to show all that it has");
        sentences.add("a SAS drive that was told to show all that it has (MODE SELECT), and is as large as before");
        sentences.add("a SAS drive that had been made smaller, and was told to show all that it has (MODE SELECT)");
        sentences.add("a SAS drive that erased all of its medium, also blocks that it does not show");
        for (String sentence : sentences) {
            List<String> keys = english.stringPropertyNames().stream()
                    .filter(key ->
                            key.startsWith("own.") && english.getProperty(key).equals(sentence))
                    .toList();
            assertThat(keys).as(sentence).hasSize(1);
            assertThat(texts(language).getProperty(keys.getFirst()))
                    .as(sentence)
                    .isNotBlank();
        }
    }

    /** The texts are the paper's own: read from its module as from a file, past what it exports. */
    private static Properties texts(String language) throws Exception {
        Properties texts = new Properties();
        try (ModuleReader module = ModuleLayer.boot()
                        .configuration()
                        .findModule("org.wangchuan.paper")
                        .orElseThrow()
                        .reference()
                        .open();
                Reader in = new InputStreamReader(
                        module.open("org/wangchuan/paper/text/page_" + language + ".properties")
                                .orElseThrow(),
                        StandardCharsets.UTF_8)) {
            texts.load(in);
        }
        return texts;
    }
}
