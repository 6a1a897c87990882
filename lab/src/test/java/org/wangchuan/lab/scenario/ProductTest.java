package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a guest starts the program under test. */
class ProductTest {
    @TempDir
    private Path folder;

    /** What was worked out on the host may not fit the guest's processor: of that the virtual machine speaks, and results are read from the rest. */
    @Test
    void whatTheVirtualMachineHasToSayIsNotAmongTheResults() throws Exception {
        Path modules = Files.createDirectory(folder.resolve("modules"));
        Files.writeString(folder.resolve("start.aot"), "no cache");
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process shell = new ProcessBuilder(List.of(
                        "sh",
                        "-c",
                        new Product(modules, Path.of(System.getProperty("java.home"))).function()
                                + "wangchuan version"))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(err).content().contains("AOT cache");
        assertThat(out).isEmptyFile();
    }
}
