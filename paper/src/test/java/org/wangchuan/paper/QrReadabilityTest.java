package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Foreign tools print the page as a 203 dpi label printer would, and read the code off it. Needs poppler and zbar. */
@Tag("slow")
class QrReadabilityTest {
    private static final String TEXT_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    @ParameterizedTest
    @ValueSource(ints = {1, 40, 120, 300, 301, 450, 600, 750, 860, 900})
    void the_code_reads_at_203_dpi_in_black_and_white(int characters, @TempDir Path folder) throws Exception {
        Random random = new Random(characters);
        StringBuilder text = new StringBuilder(characters > 30 ? "https://example.org/v#" : "");
        while (text.length() < characters) {
            text.append(TEXT_SIGNS.charAt(random.nextInt(TEXT_SIGNS.length())));
        }
        SampleReceipt receipt = SampleReceipt.of("cleared");
        receipt.qrText = text.toString();
        Path pdf = Files.write(folder.resolve("page.pdf"), receipt.pdf());

        run(folder, "pdftoppm", "-r", "203", "-mono", "-f", "1", "-l", "3", pdf.toString(), folder + "/page");
        for (String page : new String[] {"page-1.pbm", "page-3.pbm"}) {
            String read = run(folder, "zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", folder + "/" + page);
            assertThat(read.strip()).isEqualTo(text.toString());
        }
    }

    private static String run(Path folder, String... command) throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> String.join(" ", command) + ": " + folder.resolve("errors.txt"))
                .isZero();
        return Files.readString(output, StandardCharsets.UTF_8);
    }
}
