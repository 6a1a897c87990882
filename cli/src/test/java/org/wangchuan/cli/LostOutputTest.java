package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.cli.service.ExitCode;

/** An answer that could not be printed is no answer: the real commands, writing to a device that is always full. */
class LostOutputTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path image = Path.of("");

    @BeforeEach
    void makeAnImage() throws IOException {
        image = Files.write(folder.resolve("disk.img"), new byte[1 << 20]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "version",
                "--version",
                "--help",
                "erase --help",
                "help plan",
                "devices",
                "phones --json",
                "devices --json",
                "trust export",
                "log path",
                "completion bash"
            })
    void isNoSuccess(String line) throws IOException {
        assertThat(run(line.split(" ", -1))).isEqualTo(ExitCode.OUTPUT_LOST);
        assertThat(err()).contains("OUTPUT_LOST: ");
    }

    @Test
    void norIsThePlanOfAnErasure() throws IOException {
        assertThat(run("plan", image.toString())).isEqualTo(ExitCode.OUTPUT_LOST);
    }

    @Test
    void anErasureHasItsAnswerOnDiskAndSaysThatItsOutputIsLost() throws IOException {
        Path out = folder.resolve("receipts");
        ExitCode code = run("erase", image.toString(), "--confirm", "disk.img", "--out", out.toString());
        assertThat(code).isEqualTo(ExitCode.OK);
        assertThat(err()).contains("OUTPUT_LOST: ");
        Path receipt;
        Path evidence;
        try (var files = Files.list(out)) {
            List<Path> written = files.toList();
            receipt = written.stream()
                    .filter(f -> f.toString().endsWith(".receipt.json"))
                    .findFirst()
                    .orElseThrow();
            evidence = written.stream()
                    .filter(f -> f.toString().endsWith(".evidence.jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
        // Both answers are good ones here, and lost all the same.
        assertThat(run("verify", receipt.toString())).isEqualTo(ExitCode.OUTPUT_LOST);
        assertThat(run("verdict", evidence.toString())).isEqualTo(ExitCode.OUTPUT_LOST);
        assertThat(run("log", "fsck", folder.resolve("home/log").toString())).isEqualTo(ExitCode.OUTPUT_LOST);
    }

    @Test
    void aBadAnswerKeepsItsOwnCode() throws IOException {
        assertThat(run("verdict", image.toString())).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(run("plan", image.toString(), "--policy", "nist-purge")).isEqualTo(ExitCode.NOT_SATISFIED);
    }

    private ExitCode run(String... arguments) throws IOException {
        err.reset();
        Map<String, String> environment =
                Map.of("WANGCHUAN_HOME", folder.resolve("home").toString(), "LC_ALL", "C");
        try (PrintStream full = new PrintStream(new FileOutputStream("/dev/full"), false, StandardCharsets.UTF_8)) {
            return new Main(full, new PrintStream(err, true, StandardCharsets.UTF_8), environment)
                    .application()
                    .run(arguments);
        }
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
