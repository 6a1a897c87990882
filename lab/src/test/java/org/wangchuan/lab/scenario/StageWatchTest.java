package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.scenario.Progress.Stage;

/** What a guest writes of its stages is told while it runs, once each, and of whose drives. */
@Timeout(60)
class StageWatchTest {
    @TempDir
    private Path folder;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    private void tell(Stage stage, String ruleSet, List<Scenario> scenarios) {
        told.add(stage + " " + ruleSet + " "
                + scenarios.stream().map(Scenario::name).toList());
    }

    private String next() throws InterruptedException {
        String one = told.poll(30, TimeUnit.SECONDS);
        return one == null ? "nothing" : one;
    }

    private void write(String text) throws Exception {
        Path file = folder.resolve("stages");
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Test
    void eachStageIsToldOnceItsLineIsWhole() throws Exception {
        List<Scenario> scenarios = List.of(
                Scenarios.named("nvme-lying").orElseThrow(),
                Scenarios.named("nvme-honest-block").orElseThrow());
        List<MadeDrive> drives = MadeDrive.make(folder, scenarios, List.of("nist-clear"));
        String all = "[nvme-lying, nvme-honest-block]";
        try (StageWatch _ = new StageWatch(folder, drives, this::tell)) {
            assertThat(next()).isEqualTo("ON  " + all);
            write("what no script writes\nBOOTED \nnothing\nERASED nist-");
            assertThat(next()).isEqualTo("BOOTED  " + all);
            write("clear\n");
            assertThat(next())
                    .as("one of them is not asked for that")
                    .isEqualTo("ERASED nist-clear [nvme-honest-block]");
            assertThat(told).isEmpty();
        }
        assertThat(next()).isEqualTo("OFF  " + all);
        assertThat(told).isEmpty();
    }

    @Test
    void aScriptWritesWhatIsRead() {
        String line = StageWatch.line(Stage.ERASED, "nist-purge");
        assertThat(line).isEqualTo("echo 'ERASED nist-purge' >> /mnt/stages\n");
    }
}
