package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks for a level that a medium has no way to is told which there is, and by what, and no wish begins anything. */
class OutOfReachTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final byte[] held = new byte[1 << 20];
    private Path image = Path.of("");

    @BeforeEach
    void writeAnImage() throws IOException {
        Arrays.fill(held, (byte) 0x5a);
        image = Files.write(folder.resolve("a.img"), held);
    }

    @Test
    void thePlanSaysWhyEachWayIsLeftOut() {
        assertThat(run("C", "plan", image.toString(), "--policy", "nist-purge")).isEqualTo(2);
        assertThat(text(err))
                .contains("LEVEL_OUT_OF_REACH", "asks for purged", "reaches cleared at most", "--policy nist-clear");
        assertThat(text(out)).contains("– overwrite: ", "– device-native: ", "– discard: ");
        assertThat(run("C", "plan", image.toString(), "--policy", "nist-purge", "--json"))
                .isEqualTo(2);
        assertThat(text(out)).contains("\"leftOut\":[{\"id\":\"overwrite\"");
    }

    @Test
    void noWishBeginsWhatHasNoWay() throws IOException {
        for (String locale : new String[] {"C", "zh_CN.UTF-8"}) {
            int exit = run(
                    locale, "erase", image.toString(), "--policy", "nist-purge", "--confirm", "a.img", "--best-effort");
            assertThat(exit).isEqualTo(2);
            assertThat(text(err)).contains("LEVEL_OUT_OF_REACH", "--policy nist-clear", "--best-effort");
            assertThat(Files.readAllBytes(image)).isEqualTo(held);
        }
    }

    @Test
    void theHelpSaysWhatBestEffortIsNot() {
        assertThat(run("C", "erase", "--help")).isZero();
        assertThat(text(out).replaceAll("\\s+", " "))
                .contains("(LEVEL_OUT_OF_REACH), there is nothing to go on with")
                .contains("2 the policy is not satisfied, or can't be on a target: then nothing was touched");
    }

    private int run(String locale, String... line) {
        out.reset();
        err.reset();
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("WANGCHUAN_HOME", folder.resolve("home").toString(), "LC_ALL", locale))
                .application()
                .run(line)
                .number();
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
