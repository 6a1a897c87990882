package org.wangchuan.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.acceptance.program.Run;

/** What a person holds who has nothing but the paper: its code, and its seal. Foreign tools read both. */
@Tag("slow")
@Timeout(900)
class ItsPaperStandsAloneTest {
    private static final int REFUSED = 3;
    private static final int DOES_NOT_VERIFY = 4;
    private static final int UNTRUSTED = 5;

    @TempDir
    Path folder;

    private Program program;
    private Path paper;

    @BeforeEach
    void eraseAnImage() throws IOException {
        program = new Program(folder.resolve("station"));
        Path image = Files.write(folder.resolve("a.img"), new byte[4 << 20]);
        Path out = folder.resolve("out");
        Run run = program.run(
                "erase", image.toString(), "--confirm", "a.img", "--policy", "nist-clear", "--out", out.toString());
        assertThat(run.exitCode()).as("%s", run).isZero();
        try (Stream<Path> files = Files.list(out)) {
            paper = files.filter(file -> file.toString().endsWith(".pdf"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** As a 203 dpi label printer would make it. */
    private String code() throws IOException {
        CommandLine.run("pdftoppm", "-r", "203", "-mono", "-f", "1", "-l", "1", paper.toString(), folder + "/page");
        try (Stream<Path> pages = Files.list(folder)) {
            Path page = pages.filter(file -> file.toString().endsWith(".pbm"))
                    .findFirst()
                    .orElseThrow();
            // What zbar says of a desktop that it does not find comes first.
            return CommandLine.run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", page.toString())
                    .lines()
                    .toList()
                    .getLast();
        }
    }

    @Test
    void theCodeIsTheSignedStatementAndNeverASuccess() throws IOException {
        String code = code();

        assertThat(code).startsWith("#wl1.").hasSizeLessThanOrEqualTo(900);
        Run own = program.run("verify", code);
        assertThat(own.exitCode()).as("%s", own).isEqualTo(UNTRUSTED);
        assertThat(own.out()).contains("the signature holds", "a.img", "whether the log holds the statement was not");
        Run stranger = new Program(folder.resolve("elsewhere")).run("verify", "https://wangchuan.example/v" + code);
        assertThat(stranger.exitCode()).as("%s", stranger).isEqualTo(UNTRUSTED);
        assertThat(stranger.out()).contains("nothing could be checked");
    }

    @Test
    void aCodeThatWasChangedOrIsOfAnotherDeviceIsRefused() throws IOException {
        String code = code();
        assertThat(program.run("verify", code).exitCode()).isEqualTo(UNTRUSTED);
        int at = "#wl1.".length() + 60; // within the signature
        String changed = code.substring(0, at) + (code.charAt(at) == 'A' ? 'B' : 'A') + code.substring(at + 1);

        assertThat(program.run("verify", changed).exitCode()).isEqualTo(DOES_NOT_VERIFY);
        assertThat(program.run("verify", code.substring(0, code.length() - 4)).exitCode())
                .isEqualTo(DOES_NOT_VERIFY);
        Run other = program.run("verify", code, "--serial", "WD-43");
        assertThat(other.exitCode()).isEqualTo(DOES_NOT_VERIFY);
        assertThat(other.err()).contains("SERIAL");
    }

    @Test
    void aSealedPaperVerifiesAndOneThatWasChangedAfterwardsDoesNot() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "only for this test\n");
        Path key = folder.resolve("key.p12");
        Path sealed = folder.resolve("sealed.pdf");
        String[] seal = {
            "seal",
            paper.toString(),
            "--key",
            key.toString(),
            "--password-file",
            password.toString(),
            "--out",
            sealed.toString()
        };
        Run made = program.run(
                "seal", "new-key", key.toString(), "--name", "回收 Yard", "--password-file", password.toString());
        assertThat(made.exitCode()).as("%s", made).isZero();
        assertThat(program.run(seal).exitCode()).isZero();

        Run good = program.run("verify", sealed.toString());
        assertThat(good.exitCode()).as("%s", good).isZero();
        assertThat(good.out()).contains("sealed by CN=回收 Yard", "no authority was asked");
        assertThat(CommandLine.run("pdfsig", "-nocert", sealed.toString())).contains("Signature is Valid.");

        byte[] bytes = Files.readAllBytes(sealed);
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        longer[bytes.length] = '\n';
        Path changed = Files.write(folder.resolve("changed.pdf"), longer);
        Run bad = program.run("verify", changed.toString());
        assertThat(bad.exitCode()).as("%s", bad).isEqualTo(DOES_NOT_VERIFY);
        assertThat(bad.err()).contains("SEAL_FORM");

        assertThat(program.run(seal).exitCode()).as("another file is there").isEqualTo(REFUSED);
        seal[1] = sealed.toString();
        seal[7] = folder.resolve("twice.pdf").toString();
        assertThat(program.run(seal).exitCode()).as("sealed already").isEqualTo(REFUSED);
        assertThat(folder.resolve("twice.pdf")).doesNotExist();
        seal[1] = changed.toString();
        assertThat(program.run(seal).exitCode()).as("not a paper of ours").isEqualTo(DOES_NOT_VERIFY);
    }
}
