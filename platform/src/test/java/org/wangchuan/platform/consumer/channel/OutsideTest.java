package org.wangchuan.platform.consumer.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;

/** What an operator may write of formal channels elsewhere, and what is told of a mistake. */
final class OutsideTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-28");

    @TempDir
    private Path folder;

    private static String sample() throws IOException {
        return new ClassPathResource("channels/channels.json").getContentAsString(UTF_8);
    }

    private List<OutsideChannel> read(String text) throws IOException {
        return OutsideFile.read(
                new FileSystemResource(Files.writeString(folder.resolve("channels.json"), text)), TODAY);
    }

    @Test
    void theSampleIsReadAndIsMadeUp() throws IOException {
        List<OutsideChannel> all = read(sample());
        assertThat(all).hasSize(2).allSatisfy(one -> {
            assertThat(one.name().zh()).contains("虚构");
            assertThat(one.name().en()).contains("made up");
        });
        Instant now = Instant.parse("2026-11-28T00:00:00Z");
        assertThat(all.get(0).isExpired(now)).isFalse();
        assertThat(all.get(0).isOld(now)).isFalse();
        assertThat(all.get(1).isExpired(now)).isTrue();
        assertThat(all.get(1).isOld(now)).isTrue();
        // The last day is over in Shanghai when it is 16:00 in UTC.
        assertThat(all.get(1).isExpired(Instant.parse("2025-12-31T15:59:59Z"))).isFalse();
        assertThat(all.get(1).isExpired(Instant.parse("2025-12-31T16:00:00Z"))).isTrue();
    }

    @Test
    void aMistakeIsToldWithItsFileAndPlace() throws IOException {
        for (String[] lie : new String[][] {
            {"wangchuan-channels/v1", "wangchuan-channels/v2"},
            {"\"sample-expired\"", "\"sample-collector\""},
            {"\"sample-expired\"", "\"Sample\""},
            {"\"phone\", ", "\"fax\", "},
            {"\"2035-12-31\"", "\"soon\""},
            {"\"2035-12-31\"", "\"+12035-12-31\""},
            {"\"Asia/Shanghai\"", "\"Beijing\""},
            {"https://example.org/register", "http://example.org/register"},
            {"https://example.org/register", "javascript:alert(1)"},
            {"\"2026-11-01\"", "\"2026-12-01\""},
            {"\"2026-11-01\"", "\"\""},
            {"示例路 1 号", "13800138000"},
            {"示例路 1 号", "a\\u202eb"},
            {"\"postcode\": \"000000\",", ""},
            {"\"id\": \"sample-collector\",", "\"id\": \"sample-collector\", \"rating\": 5,"}
        }) {
            assertThat(sample()).contains(lie[0]);
            String wrong = sample().replace(lie[0], lie[1]);
            assertThatThrownBy(() -> read(wrong))
                    .as(lie[1])
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("channels.json: a list of channels ");
        }
    }
}
