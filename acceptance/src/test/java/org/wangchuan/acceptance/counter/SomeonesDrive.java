package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.acceptance.disk.RequestKind.WRITE;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.real.IndependentEyes;
import org.wangchuan.acceptance.real.RealDisk;
import org.wangchuan.acceptance.real.RealDisk.FileSystem;

/** A small block device with a file system and somebody's files on it, which can be slow. Not thread-safe. */
final class SomeonesDrive implements AutoCloseable {
    private static final long BYTES = 64L << 20;

    private final LyingDisk disk;
    private final IndependentEyes eyes;

    /** One with files. */
    SomeonesDrive(Path folder, long seed) throws IOException {
        disk = LyingDisk.device(BYTES, 512);
        RealDisk.fill(disk.path(), FileSystem.EXT4, folder, seed);
        eyes = new IndependentEyes(disk.path(), folder);
        assertThat(eyes.markerLines()).as("files are there to begin with").isPositive();
    }

    /** What the station and the bench call it. */
    String lane() {
        return disk.name();
    }

    /** The device itself. */
    LyingDisk disk() {
        return disk;
    }

    /** From now on each write takes so long. */
    SomeonesDrive slow(Duration each) {
        Fault _ = disk.tell(Fault.on(WRITE).hang(each));
        return this;
    }

    /** Part of its second half takes no bytes any more. */
    void breaksHalfWay() {
        Fault _ = disk.tell(Fault.on(WRITE).within(BYTES / 2, BYTES / 8).fail());
    }

    /** SHA-256 of all that is on it. */
    String digest() throws IOException {
        return CommandLine.run("sha256sum", disk.path().toString());
    }

    /** As fast as it can be, from now on. */
    void hurry() {
        disk.letGo();
    }

    /** How many writes have reached it. */
    long writes() {
        return disk.asked(WRITE);
    }

    /** Nothing that anybody could read is left of what was on it. */
    void requireErased() throws IOException {
        assertThat(eyes.markerLines()).isZero();
        assertThat(eyes.sleuthKitSeesFileSystem()).isFalse();
    }

    @Override
    public void close() throws IOException {
        disk.close();
    }
}
