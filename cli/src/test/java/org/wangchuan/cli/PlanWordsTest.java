package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan is in one language: what has no model is called by words, not by the name that the data has for it. */
class PlanWordsTest {
    @TempDir
    Path folder;

    @Test
    void whatHasNoModelIsCalledByTheWordsOfTheLanguage() throws Exception {
        Path image = Files.write(folder.resolve("a.img"), new byte[1 << 20]);
        assertThat(plan(image, "zh_CN.UTF-8")).startsWith(image + ": 文件, ").doesNotContain("file");
        assertThat(plan(image, "C")).startsWith(image + ": file, ");
    }

    private String plan(Path image, String locale) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                        Map.of("WANGCHUAN_HOME", folder.resolve("home").toString(), "LC_ALL", locale))
                .application()
                .run("plan", image.toString());
        return out.toString(StandardCharsets.UTF_8);
    }
}
