package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.cli.service.ExitCode;
import picocli.CommandLine;

/** Real signals to a real process. */
class InterruptionTest {
    @TempDir
    private Path folder;

    private Process process = new ProcessBuilder("true").start();

    InterruptionTest() throws java.io.IOException {}

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void aSignalLetsTheCommandComeToAnEnd(String signal) throws Exception {
        start("stop");
        kill(signal);

        assertThat(exitCode()).isEqualTo(ExitCode.INTERRUPTED.number());
        assertThat(output()).contains("stopping at the next point").contains("checkpointed");
        assertThat(lastWord()).isEqualTo("6\n");
    }

    @Test
    void aCommandThatWasJustReadyKeepsItsAnswer() throws Exception {
        start("finish");
        kill("INT");

        assertThat(exitCode()).isEqualTo(ExitCode.OK.number());
        assertThat(lastWord()).isEqualTo("0\n");
    }

    @Test
    void aSecondSignalChangesNothing() throws Exception {
        start("stop");
        kill("INT");
        kill("INT");

        assertThat(exitCode()).isEqualTo(ExitCode.INTERRUPTED.number());
        assertThat(output()).contains("checkpointed");
    }

    @Test
    void aCommandThatPromisedNothingIsEndedAtOnce() throws Exception {
        start("no-promise");
        kill("TERM");

        assertThat(exitCode()).isEqualTo(128 + 15);
        assertThat(lastWord()).isEmpty();
    }

    @Test
    @Tag("slow")
    void aLaneThatHangsIsNotWaitedForForEver() throws Exception {
        start("hang");
        kill("INT");

        assertThat(exitCode()).isEqualTo(ExitCode.INTERRUPTED.number());
        assertThat(output()).contains("did not stop within 10 s");
        assertThat(lastWord()).isEqualTo("6\n");
    }

    private void start(String mode) throws Exception {
        Path ready = folder.resolve("ready");
        // The launcher's pipe is descriptor 3; here it is a file.
        process = new ProcessBuilder(
                        "env",
                        "--default-signal=INT,TERM,HUP", // whatever whoever runs the tests has ignored
                        "WANGCHUAN_STATUS_FD=3",
                        "bash",
                        "-c",
                        "exec \"$@\" 3>\"$0\"",
                        folder.resolve("last-word").toString(),
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classPath(),
                        InterruptedProcess.class.getName(),
                        mode,
                        ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        for (int i = 0; i < 2400 && !Files.exists(ready); i++) {
            Thread.sleep(50);
        }
        assertThat(ready).exists();
    }

    private void kill(String signal) throws Exception {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String output() throws java.io.IOException {
        return Files.readString(folder.resolve("output"));
    }

    private String lastWord() throws java.io.IOException {
        return Files.readString(folder.resolve("last-word"));
    }

    private static String classPath() throws URISyntaxException {
        List<Path> places = List.of(
                Path.of("target/classes").toAbsolutePath(),
                Path.of("target/test-classes").toAbsolutePath(),
                Path.of(CommandLine.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI()));
        return String.join(
                File.pathSeparator, places.stream().map(Path::toString).toList());
    }
}
