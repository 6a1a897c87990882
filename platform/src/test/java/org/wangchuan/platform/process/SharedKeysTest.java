package org.wangchuan.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.platform.process.ProcessException.Code;
import org.wangchuan.platform.testing.PlatformTest;

/** The first key of a name counts, for ever and in whichever folder. */
final class SharedKeysTest extends PlatformTest {
    private static final int LENGTH = 32;

    private final SharedKeys keys = bean(SharedKeys.class);
    private final String name = UUID.randomUUID() + ".key";

    @TempDir
    private Path folder;

    @Test
    void theSameKeyIsGoodElsewhereAndAnotherIsNot() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first")).resolve(name);
        byte[] key = keys.key(first, LENGTH);
        assertThat(keys.key(first, LENGTH)).isEqualTo(key);
        Path second = Files.createDirectory(folder.resolve("second")).resolve(name);
        assertRefused(Code.KEY_MISSING, second);
        assertThat(second).as("no new one is made").doesNotExist();
        Files.copy(first, second);
        assertThat(keys.key(second, LENGTH)).isEqualTo(key);
        key[0] = (byte) (key[0] ^ 1);
        Files.write(second, key);
        assertRefused(Code.KEY_DIFFERS, second);
    }

    private void assertRefused(Code code, Path file) {
        assertThatThrownBy(() -> keys.key(file, LENGTH))
                .isInstanceOfSatisfying(
                        ProcessException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageStartingWith(code + ": ");
    }

    @Test
    void itIsSaidInOneLine() {
        ProcessException e = new ProcessException(Code.KEY_DIFFERS, "the key in one");
        assertThat(Objects.requireNonNull(new ProcessFailure().analyze(e)).getDescription())
                .isEqualTo("KEY_DIFFERS: the key in one (docs/several-processes.md)");
    }
}
