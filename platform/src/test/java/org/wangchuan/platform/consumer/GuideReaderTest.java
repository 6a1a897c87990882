package org.wangchuan.platform.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;

/** A guide with a mistake is never read; each file that is there is. */
final class GuideReaderTest {
    private static final Path FOLDER = Path.of("src/main/resources/preparation");

    @Test
    void eachFileIsReadAndSpeaksBothLanguages() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            List<Path> all = files.toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(20);
            for (Path file : all) {
                Guide guide = GuideReader.read(resource(file.getFileName().toString(), Files.readString(file)));
                assertThat(guide.reset()).as(guide.id()).isNotEmpty();
                assertThat(guide.title().zh())
                        .as(guide.id())
                        .isNotEqualTo(guide.title().en());
            }
        }
    }

    /** Each edit is a mistake that somebody could make. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"version\": 1|\"version\": 0",
                "\"version\": 1|\"version\": 1, \"version\": 3",
                "\"version\": 1|\"version\": 1, \"extra\": 2",
                "\"group\": \"wearable\"|\"group\": \"telephone\"",
                "\"brands\": [|\"brand\": [",
                "\"huawei watch\",|\"Huawei watch\",",
                "\"huawei watch\",|\"x\",",
                "\"huawei watch\",|\"huawei watch\", \"huawei watch\",",
                "\"gaps\": []|\"gap\": []",
                "\"gaps\": []|\"gaps\": [{\"zh\": \"unknown\", \"en\": \"unknown\"}]",
                "\"id\": \"account\"|\"id\": \"backup\"",
                "\"id\": \"account\"|\"id\": \"Account\"",
                "\"source\": \"GB 46864-2025\"|\"source\": \" \"",
                "\"source\": \"GB 46864-2025\"|\"source\": \"http://example.org\"",
                "\"address\": \"https:|\"address\": \"ftp:",
                "\"seen\": \"\"|\"seen\": \"today\"",
                "\"title\": {|\"titel\": {",
                "恢复|restore",
                "English|Chinese",
            })
    void aMistakeIsRefused(String from, String to) throws IOException {
        String text = Files.readString(FOLDER.resolve("watch-huawei.json"));
        String wrong = switch (from) {
            case "恢复" -> text.replaceAll("\\p{IsHan}", "x");
            case "English" -> text.replace("\"en\": \"", "\"en\": \"华为");
            default -> text.replace(from, to);
        };
        assertThat(wrong).isNotEqualTo(text);

        assertThatThrownBy(() -> GuideReader.read(wrong.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IOException.class);
    }

    /** These stand in other members as well, where another rule would refuse them. */
    @ParameterizedTest
    @CsvSource({"kinds, other, others", "brands, huawei watch, Huawei watch"})
    void kindsAndBrandsThatNoDeviceHasAreRefused(String member, String from, String to) throws IOException {
        String text = Files.readString(FOLDER.resolve("watch-huawei.json"));
        String begins = "\"" + member + "\": [\n    \"";
        String wrong = text.replace(begins + from + "\"", begins + to + "\"");
        assertThat(wrong).isNotEqualTo(text);

        assertThatThrownBy(() -> GuideReader.read(wrong.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining(to);
    }

    @Test
    void brandsThatNoDeviceComesWithAreRefused() throws IOException {
        String text = Files.readString(FOLDER.resolve("car.json"));
        String wrong = text.replace("\"brands\": []", "\"brands\": [\"tesla\"]");
        assertThat(wrong).isNotEqualTo(text);

        assertThatThrownBy(() -> GuideReader.read(wrong.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("brands without a kind");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"version\": 1|\"version\": 1 1|car.json.*line 3: .*",
                "\"group\": \"vehicle\"|\"group\": \"ship\"|car.json.*group.*ship.*",
                "\"id\": \"car\"|\"id\": \"cars\"|car.json.*expected: cars.json",
            })
    void aMistakeIsToldWithItsPlace(String from, String to, String expected) throws IOException {
        String text = Files.readString(FOLDER.resolve("car.json"));
        assertThat(text).contains(from);

        assertThatThrownBy(() -> GuideReader.read(resource("car.json", text.replace(from, to))))
                .isInstanceOf(IOException.class)
                .hasMessageMatching("(?s)" + expected);
    }

    private static Resource resource(String name, String text) {
        return new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }
}
