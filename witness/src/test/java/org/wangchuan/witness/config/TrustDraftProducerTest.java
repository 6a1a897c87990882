package org.wangchuan.witness.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;

/** The parts of a draft that are about makers of phones: whose phones each may speak of is never left out. */
class TrustDraftProducerTest {
    private static final String KEY = new NoteSigner("phones.example/clear", SigningKey.generate())
            .verifierKey()
            .toString();
    private static final String LOG =
            new NoteSigner("log.example", SigningKey.generate()).verifierKey().toString();
    private static final String STATION = SigningKey.generate().publicKey().base64Url();

    @TempDir
    Path folder;

    private TrustDraft read(String... lines) throws Exception {
        return TrustDraft.read(Files.writeString(folder.resolve("draft.txt"), String.join("\n", lines) + "\n"));
    }

    private void assertRefused(String expected, String... lines) {
        assertThatThrownBy(() -> read(lines))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.expected()).contains(expected));
    }

    @Test
    void aListOfMakersAlone() throws Exception {
        TrustDraft draft = read(
                "producer Example Phones",
                "producer-key " + KEY,
                "producer-makers Example Phones",
                "producer-makers example",
                "producer-accepts gb-46864-2025 1 overwrite");
        assertThat(draft.operators()).isEmpty();
        assertThat(draft.producers().getFirst().makers()).isEqualTo(List.of("Example Phones", "example"));
    }

    @Test
    void aRetiredKeyStaysListedAndMayBeTheOnlyOne() throws Exception {
        TrustDraft draft = read("producer Example", "producer-retired " + KEY, "producer-makers Example");
        assertThat(draft.producers().getFirst().keys()).isEmpty();
        assertThat(draft.producers().getFirst().retired())
                .extracting(Object::toString)
                .containsExactly(KEY.toString());
        assertRefused("a line producer-key or producer-retired", "producer Example", "producer-makers Example");
        assertRefused("a producer's key", "producer Example", "producer-retired none");
    }

    @Test
    void whosePhonesItMaySpeakOfIsSaid() {
        assertRefused("a line producer-makers", "producer Example", "producer-key " + KEY);
        assertRefused("each once", "producer Example", "producer-key " + KEY, "producer-makers a", "producer-makers a");
        assertRefused(
                "at most 64 characters",
                "producer Example",
                "producer-key " + KEY,
                "producer-makers " + "a".repeat(65));
    }

    /** A line below the other's part would look as if it belonged there. */
    @Test
    void eachLineStandsInItsOwnPart() {
        List<String> operator = List.of("operator Recycling", "log " + LOG, "station " + STATION + " from 0");
        List<String> producer = List.of("producer Example", "producer-key " + KEY, "producer-makers Example");
        for (String ofProducer : List.of("producer-least EX-1 2", "producer-makers Other", "producer-key " + KEY)) {
            assertRefused("in the part of a producer", lines(producer, operator, ofProducer));
        }
        for (String ofOperator : List.of("log " + LOG, "station " + STATION + " from 0")) {
            assertRefused("in the part of an operator", lines(operator, producer, ofOperator));
        }
        assertRefused("above the first producer", lines(producer, List.of(), "offline-hours 24"));
    }

    private static String[] lines(List<String> one, List<String> other, String last) {
        return java.util.stream.Stream.of(one, other, List.of(last))
                .flatMap(List::stream)
                .toArray(String[]::new);
    }
}
