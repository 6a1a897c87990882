package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who copies or searches the pages with a tool of others (poppler) finds the words in both languages. */
@Tag("slow")
class ExtractedTextTest {
    @Test
    void pdftotext_finds_the_words_of_both_languages(@TempDir Path folder) throws Exception {
        Path pdf =
                Files.write(folder.resolve("page.pdf"), SampleReceipt.ordinary().pdf());

        String chinese = extracted(folder, pdf, 1);
        String english = extracted(folder, pdf, 3);

        assertThat(chinese)
                .contains("数据清除收据", "收据，尚未见证", "已清除", "规则集 gb-46864-2025：4 项条款全部满足。")
                .contains("序列号", "WD-WCC7K0ABCDEF", "本收据不能证明", "设计规则", "机主是否在场或同意。");
        assertThat(english)
                .contains(
                        "Receipt for a data erasure",
                        "Receipt, not yet witnessed",
                        "Cleared",
                        "all 4 clauses satisfied.")
                .contains("Serial number", "WD-WCC7K0ABCDEF", "What this does not prove", "design rule")
                .contains("That the owner was present or agreed.");
        assertThat(chinese + english).doesNotContain("\ufffd");
    }

    @Test
    void a_test_calls_itself_a_test_where_the_verdict_would_stand(@TempDir Path folder) throws Exception {
        SampleReceipt sample = SampleReceipt.ordinary();
        sample.type = "urn:wangchuan:statement:test-clearing:v1";
        Path pdf = Files.write(folder.resolve("page.pdf"), sample.pdf());

        assertThat(extracted(folder, pdf, 1)).containsPattern("(?m)^ *测试 *$").doesNotContainPattern("(?m)^ *已清除 *$");
        assertThat(extracted(folder, pdf, 3))
                .containsPattern("(?m)^ *Test *$")
                .doesNotContainPattern("(?m)^ *Cleared *$")
                .contains("It proves nothing about a real one.");
    }

    private static String extracted(Path folder, Path pdf, int first) throws Exception {
        Path output = folder.resolve("page-" + first + ".txt");
        Process process = new ProcessBuilder(
                        "pdftotext",
                        "-f",
                        Integer.toString(first),
                        "-l",
                        Integer.toString(first + 1),
                        "-layout",
                        pdf.toString(),
                        output.toString())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
