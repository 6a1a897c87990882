package org.wangchuan.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;

/**
 * A clock of processes that a test starts, its database's too, set while they run as somebody sets a machine's: what counts only goes on. It takes
 * the place of the C library's own answers (glibc), so that it needs no right to set the machine's.
 */
public final class SteppedClock {
    private final Path library;
    private final Path offset;

    /**
     * That of this machine at first.
     *
     * @param folder for what it needs; it stays as long as the processes live
     */
    public SteppedClock(Path folder) throws IOException, InterruptedException {
        library = folder.resolve("stepped.so");
        offset = folder.resolve("offset");
        set(Duration.ZERO);
        Path source = folder.resolve("stepped.c");
        try (InputStream in = SteppedClock.class.getResourceAsStream("/clock/stepped.c")) {
            Files.copy(in, source);
        }
        Process compiler = new ProcessBuilder(
                        "gcc",
                        "-Wall",
                        "-Werror",
                        "-O1",
                        "-shared",
                        "-fPIC",
                        "-o",
                        library.toString(),
                        source.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.waitFor()).as(said).isZero();
    }

    /** What is to be in the environment of a process that goes by it. */
    public Map<String, String> environment() {
        return Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET_FILE", offset.toString());
    }

    /** From now on it is ahead of this machine's by so much, or behind if that is negative. In whole seconds. */
    public void set(Duration ahead) throws IOException {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(ahead.toSeconds())
                .flip();
        // In place, for it is mapped.
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(seconds, 0);
        }
    }
}
