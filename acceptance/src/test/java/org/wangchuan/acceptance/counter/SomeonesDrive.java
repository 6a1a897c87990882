package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.disk.LoopDevice;
import org.wangchuan.acceptance.real.IndependentEyes;
import org.wangchuan.acceptance.real.RealDisk;
import org.wangchuan.acceptance.real.RealDisk.FileSystem;

/**
 * A block device with a file system and somebody's files on it: a plain one, for what is erased through a lying disk is a test's, and a
 * platform takes no receipt for it. Not thread-safe.
 */
final class SomeonesDrive implements AutoCloseable {
    /** So large that its passes take a few seconds, and people see them. */
    private static final long BYTES = 1L << 30;

    /** So large that its erasure outlives what happens to others meanwhile, also on a quick machine. */
    private static final long BYTES_LARGE = 5L << 29;

    /** So small that it is over at once, where nobody has to see it. */
    private static final long BYTES_SMALL = 32L << 20;

    /** Of {@code /sys/block/DEVICE/stat}: writes that were completed. */
    private static final int WRITES = 4;

    /** The same: sectors that were written. That its cache was flushed counts as a write of none. */
    private static final int SECTORS_WRITTEN = 6;

    private final LoopDevice loop;
    private final IndependentEyes eyes;
    private final Path file;

    SomeonesDrive(Path folder, long seed) throws IOException {
        this(folder, folder, seed);
    }

    /** One whose erasure goes on while everything else is killed. */
    static SomeonesDrive large(Path folder, long seed) throws IOException {
        return new SomeonesDrive(folder, folder, seed, BYTES_LARGE);
    }

    /** One whose erasure nobody has to see. */
    static SomeonesDrive small(Path folder, long seed) throws IOException {
        return new SomeonesDrive(folder, folder, seed, BYTES_SMALL);
    }

    /**
     * A drive whose blocks lie in another folder; if that has too little room for all of them, writes fail.
     *
     * @param folder for the tools that look at it
     */
    SomeonesDrive(Path blocks, Path folder, long seed) throws IOException {
        this(blocks, folder, seed, BYTES);
    }

    private SomeonesDrive(Path blocks, Path folder, long seed, long bytes) throws IOException {
        file = blocks.resolve("drive.img");
        try (RandomAccessFile image = new RandomAccessFile(file.toFile(), "rw")) {
            image.setLength(bytes);
        }
        loop = LoopDevice.over(file, 512, false, false);
        RealDisk.fill(loop.path(), FileSystem.EXT4, folder, seed);
        eyes = new IndependentEyes(loop.path(), folder);
        assertThat(eyes.markerLines()).as("files are there to begin with").isPositive();
    }

    /** Where it is. */
    Path path() {
        return loop.path();
    }

    /** What the station and the bench call it. */
    String lane() {
        return loop.name();
    }

    /** SHA-256 of all that is on it. */
    String digest() throws IOException {
        return CommandLine.run("sha256sum", loop.path().toString());
    }

    /** How many writes it has completed. */
    long writes() throws IOException {
        return counted(WRITES);
    }

    /** How many sectors were ever written to it. */
    long sectorsWritten() throws IOException {
        return counted(SECTORS_WRITTEN);
    }

    private long counted(int field) throws IOException {
        String stat = Files.readString(Path.of("/sys/block", loop.name(), "stat"));
        List<String> fields = List.of(stat.strip().split(" +", -1));
        return Long.parseLong(fields.get(field));
    }

    /** Nothing that anybody could read is left of what was on it. */
    void requireErased() throws IOException {
        assertThat(eyes.markerLines()).isZero();
        assertThat(eyes.sleuthKitSeesFileSystem()).isFalse();
    }

    @Override
    public void close() throws IOException {
        loop.close();
        Files.delete(file);
    }
}
