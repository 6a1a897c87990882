package org.wangchuan.acceptance.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Reads and writes a disk with dd(1), which knows nothing of this product. */
final class PlainTools {
    private static final int MIB = 1 << 20;

    private final Path folder;

    PlainTools(Path folder) {
        this.folder = folder;
    }

    /** Bytes that are nowhere constant. */
    static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    /** dd writes a last chunk that is not full without O_DIRECT, so that the kernel would round it to pages. */
    private static int chunk(int length) {
        return Math.min(length, MIB);
    }

    CommandLine.Result write(Path device, long offset, byte[] bytes) throws IOException {
        return write(device, offset, bytes, chunk(bytes.length), "oflag=direct,seek_bytes", "conv=notrunc");
    }

    CommandLine.Result writeAndFlush(Path device, long offset, byte[] bytes) throws IOException {
        return write(device, offset, bytes, chunk(bytes.length), "oflag=direct,seek_bytes", "conv=notrunc,fsync");
    }

    CommandLine.Result write(Path device, long offset, byte[] bytes, int chunkBytes, String flags, String conversion)
            throws IOException {
        Path source = Files.write(folder.resolve("source"), bytes);
        return CommandLine.tryRun(
                "dd", "if=" + source, "of=" + device, "bs=" + chunkBytes, "seek=" + offset, flags, conversion);
    }

    /** Reads past the page cache; throws where dd fails. */
    byte[] read(Path device, long offset, int length) throws IOException {
        CommandLine.Result result = tryRead(device, offset, length);
        if (result.exitCode() != 0) {
            throw new IOException(result.output());
        }
        return Files.readAllBytes(folder.resolve("target"));
    }

    CommandLine.Result tryRead(Path device, long offset, int length) throws IOException {
        return CommandLine.tryRun(
                "dd",
                "if=" + device,
                "of=" + folder.resolve("target"),
                "bs=" + chunk(length),
                "skip=" + offset,
                "count=" + length,
                "iflag=direct,skip_bytes,count_bytes");
    }
}
