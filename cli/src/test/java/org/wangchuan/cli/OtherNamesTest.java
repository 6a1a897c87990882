package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever erases a file under one name is told that others lead to the same contents. */
class OtherNamesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private Path image = Path.of("");

    @BeforeEach
    void makeAnImageWithThreeNames() throws Exception {
        image = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        Files.createLink(folder.resolve("second"), image);
        Files.createLink(folder.resolve("third"), image);
    }

    @Test
    void thePlanSaysSo() {
        run("plan", "" + image);
        assertThat(text(out)).contains("hard-linked: " + image + ": 2 other name(s) lead to the same contents");
    }

    @Test
    void thePlanSaysSoToPrograms() {
        run("plan", "" + image, "--json");
        assertThat(text(out))
                .contains("\"notes\":[{\"code\":\"hard-linked\",\"detail\":\"" + image + ": 2 other name(s)");
    }

    @Test
    void anErasureSaysSoOnceBeforeItIsConfirmed() throws Exception {
        run("erase", "" + image, "--confirm", "another", "--json", "--out", "" + folder.resolve("out"));
        assertThat(text(err)).containsOnlyOnce("2 other name(s)").contains("CONFIRMATION");
        assertThat(Files.readAllBytes(image)).containsOnly(0);
    }

    @Test
    void aFileWithOneNameIsNotTalkedAbout() throws Exception {
        Path only = Files.write(folder.resolve("only.img"), new byte[1 << 20]);
        run("plan", "" + only);
        assertThat(text(out)).contains("only.img").doesNotContain("hard-linked");
    }

    private void run(String... arguments) {
        new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("WANGCHUAN_HOME", folder.resolve("home").toString(), "LC_ALL", "C"))
                .application()
                .run(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
