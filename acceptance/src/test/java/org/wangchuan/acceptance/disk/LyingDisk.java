package org.wangchuan.acceptance.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wangchuan.acceptance.fuse.FuseMount;

/**
 * A disk in memory that writes down every request, and obeys or lies as it is told. It is a block device (a loop
 * device over a file that a FUSE server of this process serves, so that the kernel's own block layer is between), or
 * the served file itself. Thread-safe. Needs root.
 */
public final class LyingDisk implements AutoCloseable {
    private static final int SERVER_THREADS = 8;

    private final Medium medium;
    private final History history;
    private final FaultyFile file;
    private final FuseMount mount;
    private final int sectorBytes;
    private @Nullable LoopDevice loop;
    private final long sizeBytes;

    private LyingDisk(long sizeBytes, int sectorBytes, boolean asBlockDevice) throws IOException {
        this.sizeBytes = sizeBytes;
        this.sectorBytes = sectorBytes;
        medium = new Medium(sizeBytes);
        history = new History();
        file = new FaultyFile(medium, history, sizeBytes, sectorBytes, this::vanishUnchecked, this::shrinkSoon);
        mount = new FuseMount(file, SERVER_THREADS);
        try {
            loop = asBlockDevice ? LoopDevice.over(mount.file(), sectorBytes, true, false) : null;
        } catch (IOException refused) {
            mount.close();
            throw refused;
        }
    }

    /** A block device; size a multiple of the sector, sector 512 to 4096 bytes. */
    public static LyingDisk device(long sizeBytes, int sectorBytes) throws IOException {
        return new LyingDisk(sizeBytes, sectorBytes, true);
    }

    /** A file of any size. */
    public static LyingDisk image(long sizeBytes) throws IOException {
        return new LyingDisk(sizeBytes, 512, false);
    }

    /** The device, or the file. */
    public Path path() {
        return loop == null ? mount.file() : loop.path();
    }

    /** What {@code --confirm} wants: the kernel's name of the device, or the name of the file. */
    public String name() {
        return path().getFileName().toString();
    }

    /** Size at the beginning. */
    public long sizeBytes() {
        return sizeBytes;
    }

    /** Lies from now on. */
    public Fault tell(Fault fault) {
        file.add(fault);
        return fault;
    }

    /** Is honest from now on; what hangs stays so. */
    public void beHonest() {
        file.clearFaults();
    }

    /** Lets go of what hangs, and lets nothing hang any more; other lies go on. */
    public void letGo() {
        file.letGo();
    }

    /** Everything that was asked of the disk. */
    public History history() {
        return history;
    }

    /** How many requests of this kind have reached the disk. */
    public long asked(RequestKind kind) {
        return file.asked(kind);
    }

    /** What the medium holds, without asking through the device. */
    public byte[] peek(long offset, int length) {
        return file.peek(offset, length);
    }

    /** Changes what the medium holds, without the device. */
    public void poke(long offset, byte[] bytes) {
        file.poke(offset, bytes);
    }

    /** Fills the medium with bytes of a seed. */
    public void fill(long seed) {
        file.swapMedium(seed);
    }

    /** What was not flushed is lost. */
    public void loseCache() {
        file.loseCache();
    }

    /** Fails every request that waits or comes. */
    public void vanish() throws IOException {
        mount.abort();
    }

    /** The device is smaller from now on. */
    public void shrinkTo(long bytes) throws IOException {
        file.resize(bytes);
        if (loop != null) {
            loop.rereadSize();
        }
    }

    /** Pulls the plug of a device and puts it in again: the same contents, but the kernel calls it a new medium. */
    public void replug() throws IOException {
        if (loop != null) {
            loop.close();
            loop = LoopDevice.over(mount.file(), sectorBytes, true, false);
        }
    }

    private void vanishUnchecked() {
        try {
            vanish();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The kernel's new look at the size waits for answers of the server, so a server thread can't wait for it. */
    private void shrinkSoon(long bytes) {
        file.resize(bytes);
        Thread.ofVirtual().start(() -> {
            try {
                shrinkTo(bytes);
            } catch (IOException broken) {
                history.odd("shrinking failed: " + broken.getMessage());
            }
        });
    }

    /** Takes everything away, whoever still waits for it. */
    @Override
    public void close() throws IOException {
        file.end();
        mount.abort(); // first, so that what hangs in the kernel lets the device go
        if (loop != null) {
            loop.close();
        }
        mount.close();
        medium.close();
        history.close();
    }
}
