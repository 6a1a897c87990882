package org.wangchuan.platform.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;

/** The log of a process of its own, whose start is refused for another setting. */
@Tag("slow")
final class LogFormatTest {
    @ParameterizedTest
    @ValueSource(strings = {"ecs", "logstash"})
    void eachLineIsAnObject(String format, @TempDir Path folder) throws Exception {
        List<String> lines = start(folder, "--wangchuan.log-format=" + format);
        assertThat(lines).isNotEmpty();
        for (String line : lines) {
            JsonValue.Obj object = CanonicalJson.readLenientObject(line.getBytes(StandardCharsets.UTF_8));
            assertThat(Json.in(object).text("message")).isNotEmpty();
        }
        assertThat(lines.getLast()).contains("SETTING_UNKNOWN: wangchuan.tral", "\"ERROR\"");
    }

    @Test
    void withoutTheSettingItIsToRead(@TempDir Path folder) throws Exception {
        assertThat(start(folder).getLast()).startsWith("SETTING_UNKNOWN: wangchuan.tral: expected one of wangchuan.");
    }

    private static List<String> start(Path folder, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.wangchuan.platform.PlatformApplication",
                        "--wangchuan.data=" + folder.resolve("data"),
                        "--wangchuan.tral=true")
                .redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        Process process = builder.start();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        assertThat(process.waitFor()).isNotZero();
        return lines;
    }
}
