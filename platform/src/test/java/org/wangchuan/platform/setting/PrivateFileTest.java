package org.wangchuan.platform.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrivateFileTest {
    private static final int LENGTH = 32;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aKeyIsMadeOnceAndIsItsOwnersAlone() throws IOException {
        Path file = folder.resolve("new/a.key");
        byte[] key = PrivateFile.key(file, LENGTH);
        assertThat(key).hasSize(LENGTH).isEqualTo(PrivateFile.key(file, LENGTH)).isEqualTo(Files.readAllBytes(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PrivateFile.key(folder.resolve("b.key"), LENGTH)).isNotEqualTo(key);
    }

    @Test
    void aKeyThatIsShortIsNotReplaced() throws IOException {
        Path file = Files.write(folder.resolve("a.key"), new byte[LENGTH - 1]);
        assertThatThrownBy(() -> PrivateFile.key(file, LENGTH)).hasMessageStartingWith("KEY_DAMAGED: ");
        assertThat(Files.size(file)).isEqualTo(LENGTH - 1);
    }

    @Test
    void whatACrashLeftIsNoHindrance() throws IOException {
        Path file = folder.resolve("a");
        Files.write(folder.resolve("a.new"), new byte[] {1});
        PrivateFile.write(file, new byte[] {2});
        PrivateFile.write(file, new byte[] {3});
        assertThat(file).hasBinaryContent(new byte[] {3});
        assertThat(folder.resolve("a.new")).doesNotExist();
    }
}
