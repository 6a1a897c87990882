package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;

/** A name can hold line feeds, and look like a result of its own. */
class OddNamesTest {
    private static final String NAME = "a\nother.img: CLEARED\u001b[2J.img";
    private static final String SHOWN = "a\\u{a}other.img: CLEARED\\u{1b}[2J.img";

    @TempDir
    Path folder;

    private String language = "C";
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void staysOnItsLineInPlanResultAndVerification() throws Exception {
        Path image = Files.write(folder.resolve(NAME), new byte[1 << 20]);
        Path receipts = folder.resolve("out\nput");
        ExitCode _ = run("plan", image.toString());
        assertThat(text(out)).contains(SHOWN + ": ");
        nothingLooksLikeAnotherResult();

        ExitCode _ = run("erase", image.toString(), "--confirm", "nothing");
        assertThat(text(err)).contains("expected: " + SHOWN);
        nothingLooksLikeAnotherResult();

        ExitCode _ = run("erase", image.toString(), "--confirm", NAME, "--out", receipts.toString(), "--best-effort");
        assertThat(text(out)).contains(SHOWN + ": ").contains("out\\u{a}put");
        nothingLooksLikeAnotherResult();

        try (Stream<Path> files = Files.list(receipts)) {
            Path receipt = files.filter(file -> file.toString().endsWith(".receipt.json"))
                    .findFirst()
                    .orElseThrow();
            ExitCode _ = run("verify", receipt.toString());
        }
        assertThat(text(out)).contains("out\\u{a}put").contains("What this does not prove");
        nothingLooksLikeAnotherResult();
    }

    @Test
    void staysOnItsLineInRefusals() {
        ExitCode _ = run("erase", folder.resolve(NAME).toString(), "--confirm", "x");
        assertThat(text(err)).contains(SHOWN + ": NOT_FOUND: ");
        nothingLooksLikeAnotherResult();
        ExitCode _ = run("verify", folder.resolve(NAME).toString());
        assertThat(text(err)).contains(SHOWN);
        nothingLooksLikeAnotherResult();
        ExitCode _ = run("log", "fsck", folder.resolve(NAME).toString());
        nothingLooksLikeAnotherResult();
    }

    @Test
    void refusalsSayInChineseWhatTheyMean() throws Exception {
        language = "zh_CN.UTF-8";
        ExitCode _ = run("plan", folder.resolve("none").toString());
        assertThat(text(err)).contains(": NOT_FOUND: 不存在：");
        ExitCode _ = run("plan", Files.createFile(folder.resolve("empty")).toString());
        assertThat(text(err)).contains(": EMPTY: 是空的：");
    }

    @Test
    void receiptsAreNotWrittenAmongTheState() throws Exception {
        Path image = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
        Path home = Files.createDirectories(folder.resolve("home"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), home);
        for (Path inside :
                new Path[] {home, home.resolve("new/one"), home.resolve("x/../trusted"), link.resolve("new")}) {
            assertThat(run("erase", image.toString(), "--confirm", "disk.img", "--out", inside.toString()))
                    .isEqualTo(ExitCode.USAGE);
            assertThat(text(err)).contains("OUT_FOLDER", "a folder outside of");
        }
        assertThat(Files.readAllBytes(image)).containsOnly(0);
        assertThat(home).isEmptyDirectory();
    }

    private void nothingLooksLikeAnotherResult() {
        for (String printed : new String[] {text(out), text(err)}) {
            assertThat(printed.lines()).noneMatch(line -> line.startsWith("other.img") || line.startsWith("put"));
            assertThat(printed).doesNotContain("\u001b");
        }
    }

    private ExitCode run(String... arguments) {
        out.reset();
        err.reset();
        return new Main(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Map.of("WANGCHUAN_HOME", folder.resolve("home").toString(), "LC_ALL", language))
                .application()
                .run(arguments);
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
