package org.wangchuan.platform.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.platform.testing.PlatformTest.nobody;
import static org.wangchuan.platform.testing.PlatformTest.origin;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;
import org.wangchuan.platform.testing.OwnPlatform;

/** Formal channels elsewhere: made-up ones with the made-up company, else those of whoever runs the platform; and none with a mistake in it. */
@Tag("slow")
final class OutsidePagesTest {
    @TempDir
    private Path folder;

    @Test
    void theyAreShownAsWhatAListSays() throws Exception {
        Path data = folder.resolve("data");
        try (OwnPlatform _ = OwnPlatform.start(data, "--wangchuan.sample=true");
                PageEyes eyes = new PageEyes()) {
            eyes.look("consumer/channels outside", PageEyes.to(origin() + "/channels"));
            assertThat(eyes.problems()).isEmpty();
            String page = nobody().get("/channels?lang=en").body();
            assertThat(page)
                    .contains("Sample collection point (made up)", "As listed, not confirmed here", "Sample register")
                    .contains("The filing or licence in the list ended on 31 Dec 2025", "Not compared for long")
                    .doesNotContain("state good");
            assertThat(nobody().get("/channels?lang=en&kind=phone").body()).doesNotContain("Sample processor");
            assertThat(nobody().get("/channels?lang=en&q=sample+district").body())
                    .contains("Sample collection point")
                    .doesNotContain("Sample processor");
            assertThat(nobody().get("/channels.json").body())
                    .contains("\"isExpired\":true", "\"seen\":\"2025-06-01\"", "\"sites\":[]");
        }
        String sample = new ClassPathResource("channels/channels.json").getContentAsString(StandardCharsets.UTF_8);
        Path file = data.resolve("channels.json");
        Files.writeString(file, sample.replace("2035-12-31", "soon"));
        assertThatThrownBy(() -> OwnPlatform.start(data).close())
                .rootCause()
                .hasMessageContaining("channel sample-collector until, expected a day or nothing: soon");
        // More than stand on a page, at a place of which an address has to spell each sign.
        String entry = sample.substring(
                        sample.indexOf('{', 1), sample.lastIndexOf(',', sample.indexOf("\"sample-expired\"")))
                .replace("Sample District", "R&D 100% <#7>")
                .replace("collection point", "Own Entry");
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            entries.add(entry.replace("sample-collector", "own-" + i));
        }
        Files.writeString(
                file, "{\"format\":\"wangchuan-channels/v1\",\"channels\":[" + String.join(",", entries) + "]}");
        try (OwnPlatform _ = OwnPlatform.start(data)) {
            String first = nobody().get("/channels?lang=en&kind=phone&q=R%26D+100%25+%3C%237%3E")
                    .body();
            assertThat(first).contains("Sample Own Entry (made up)");
            Matcher next =
                    Pattern.compile("href=\"(/channels\\?[^\"]*page=1)\"").matcher(first);
            assertThat(next.find()).isTrue();
            String second = nobody().get(next.group(1).replace("&amp;", "&")).body();
            assertThat(second).contains("Sample Own Entry (made up)", "page=0\"", "R&amp;D 100% &lt;#7");
        }
    }
}
