package org.wangchuan.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another process, with nothing of Java but its base module and in another locale and zone, renders the same bytes. */
class OtherProcessTest {
    @Test
    void another_process_without_the_desktop_module_renders_the_same_bytes(@TempDir Path folder) throws Exception {
        String path = System.getProperty("java.class.path")
                + File.pathSeparator
                + System.getProperty("jdk.module.path", "")
                + File.pathSeparator
                + Path.of("target", "test-classes").toAbsolutePath();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--limit-modules=java.base",
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-Duser.timezone=Asia/Kathmandu",
                        "-Dfile.encoding=ISO-8859-1",
                        "-Xint",
                        "-cp",
                        path,
                        "org.wangchuan.paper.SampleFiles",
                        folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();

        assertThat(process.waitFor())
                .as(() -> read(folder.resolve("output.txt")))
                .isZero();
        for (String verdict : List.of("purged", "cleared", "partial", "unproven", "failed")) {
            assertThat(Files.readAllBytes(folder.resolve(verdict + ".pdf")))
                    .isEqualTo(SampleReceipt.of(verdict).pdf());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
