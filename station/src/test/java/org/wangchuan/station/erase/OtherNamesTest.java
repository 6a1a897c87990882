package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherNamesTest {
    @TempDir
    Path folder;

    @Test
    void aHardLinkIsAnotherName() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Files.createLink(folder.resolve("link"), file);
        assertThat(OtherNames.arePossible(file)).isTrue();
    }

    /** Mounts need root. */
    @Test
    @Tag("slow")
    void aBindMountGivesEveryFileOfTheFileSystemAnotherName() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("disk"));
        Path again = Files.createDirectory(folder.resolve("again"));
        run("mount", "-t", "tmpfs", "wangchuan-test", disk.toString());
        try {
            Path file = Files.writeString(disk.resolve("file"), "");
            assertThat(OtherNames.arePossible(file)).isFalse();
            run("mount", "--bind", disk.toString(), again.toString());
            try {
                assertThat(OtherNames.arePossible(file)).isTrue();
                assertThat(OtherNames.arePossible(again.resolve("file"))).isTrue();
            } finally {
                run("umount", again.toString());
            }
        } finally {
            run("umount", disk.toString());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }
}
