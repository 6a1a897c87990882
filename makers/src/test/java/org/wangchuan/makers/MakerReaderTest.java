package org.wangchuan.makers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/** A file with a mistake is never read, and nothing that anybody could put into one ends otherwise. */
final class MakerReaderTest {
    private static final Path FOLDER = Path.of("src/main/resources/org/wangchuan/makers");

    /** Each edit is a mistake that somebody could make. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "wangchuan-maker/v1|wangchuan-maker/v2",
                "\"version\": 4|\"version\": 0",
                "\"version\": 4|\"version\": 4, \"version\": 5",
                "\"version\": 4|\"version\": 4, \"extra\": 1",
                "\"version\": 4|\"version\": 4.5",
                "\"gone\": false|\"gone\": \"no\"",
                "\"vivo\",|\"Vivo\",",
                "\"vivo\",|\"v\",",
                "\"topic\": \"reset\"|\"topic\": \"restart\"",
                "\"basis\": \"maker\"|\"basis\": \"nobody\"",
                "\"basis\": \"maker\"|\"basis\": \"platform\"",
                "\"basis\": \"maker\"|\"basis\": \"unproven\"",
                "\"read\": \"2026-11-28\"|\"read\": \"\"",
                "\"read\": \"2026-11-28\"|\"read\": \"yesterday\"",
                "\"by\": \"maker\"|\"by\": \"unproven\"",
                "\"by\": \"maker\"|\"by\": \"other\"",
                "\"address\": \"https:|\"address\": \"ftp:",
                "[¶        \"privacy\"¶|[¶        \"other\"¶",
                "\"id\": \"privacy\"|\"id\": \"ora\"",
                "\"systems\": [¶        \"funtouch-11\"|\"systems\": [¶        \"funtouch-12\"",
                "\"from\": \"11\"|\"from\": \"eleven\"",
                "\"before\": \"11\"|\"from-before\": \"11\"",
                "\"en\": \"Settings|\"en\": \"设置",
                "\"en\": \"Settings|\"en\": \"\\u202eSettings",
                "\"en\": \"Settings|\"en\": \"\\nSettings",
                "\"topic\": \"modes\",¶      \"systems\": []|\"topic\": \"modes\",¶      \"systems\": [\"none\"]",
            })
    void aMistakeIsRefused(String from, String to) throws IOException {
        String text = Files.readString(FOLDER.resolve("vivo.json"));
        String wrong = text.replace(from.replace("¶", "\n"), to.replace("¶", "\n"));
        assertThat(wrong).as(from).isNotEqualTo(text);

        byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> MakerReader.read(bytes))
                .isInstanceOfAny(ShapeException.class, MalformedJsonException.class);
    }

    @Test
    void emptyStepsNoGapsAndTooMuchAreRefused() throws IOException {
        String text = Files.readString(FOLDER.resolve("meizu.json"));
        String noSteps = text.replaceFirst("(?s)\"steps\": \\[.*?\\n      \\]", "\"steps\": []");
        String noGaps = text.replaceFirst("(?s)\"gaps\": \\[.*?\\n  \\]", "\"gaps\": []");
        String huge = text + " ".repeat(MakerReader.BYTES_MAX);
        for (String wrong : new String[] {noSteps, noGaps, huge}) {
            assertThat(wrong).isNotEqualTo(text);
            byte[] bytes = wrong.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> MakerReader.read(bytes)).isInstanceOf(ShapeException.class);
        }
    }

    @Test
    void whateverAFileHoldsEndsInAMakerOrAMistake() throws IOException {
        Random random = new Random(20261128);
        byte[] whole = Files.readAllBytes(FOLDER.resolve("meizu.json"));
        int read = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] changed = whole.clone();
            int edits = 1 + random.nextInt(3);
            for (int edit = 0; edit < edits; edit++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            int end = random.nextInt(10) == 0 ? random.nextInt(changed.length) : changed.length;
            try {
                assertThat(MakerReader.read(java.util.Arrays.copyOf(changed, end))
                                .gaps())
                        .isNotEmpty();
                read++;
            } catch (MalformedJsonException | ShapeException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        }
        assertThat(read).as("some edits only change a word").isBetween(1, 3999);
    }
}
