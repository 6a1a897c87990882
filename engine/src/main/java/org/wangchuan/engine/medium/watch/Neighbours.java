package org.wangchuan.engine.medium.watch;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.use.OtherOpeners;

/**
 * The ways besides its own by which something can get onto an open medium: page caches of devices that share bytes with it, and whoever
 * writes to these or to the file under it. Thread-safe. The descriptor of the file must be open in every call.
 */
public final class Neighbours {
    private final Kernel kernel;
    private final SystemFiles files;
    private final List<BlockDevice> levels;
    private final List<BlockDevice> others;
    private final Optional<Foundations> below;
    private final int file;
    private volatile @Nullable WriteWatch watch;
    private @Nullable Difference written;

    private Neighbours(
            Kernel kernel, SystemFiles files, Optional<Foundations> below, List<BlockDevice> others, int file) {
        this.kernel = kernel;
        this.files = files;
        this.below = below;
        this.levels = below.map(Foundations::levels).orElse(List.of());
        this.others = others;
        this.file = file;
    }

    /** Of a medium of which nothing is known. */
    public static Neighbours none(Kernel kernel) {
        return new Neighbours(kernel, SystemFiles.real(), Optional.empty(), List.of(), -1);
    }

    /**
     * Of a medium and what it stands on.
     *
     * @param file descriptor of the file that the medium is or stands on, or negative
     */
    public static Neighbours of(Kernel kernel, SystemFiles files, Medium medium, Foundations below, int file) {
        List<BlockDevice> others = below.sharing().stream()
                .filter(device -> !device.number().toString().equals(medium.number()))
                .toList();
        return new Neighbours(kernel, files, Optional.of(below), others, file);
    }

    /** Writes back and drops the caches of the others. */
    public PageCaches.Outcome writeBack() {
        return PageCaches.writeBack(kernel, files, others);
    }

    /** Drops the caches of the files below, so that what is read back comes from what they are on; the medium was flushed before. */
    public PageCaches.Outcome dropBelow() {
        return below.map(
                        known -> FileCaches.drop(kernel, files, known.sharing(), file, known.file(), !levels.isEmpty()))
                .orElse(new PageCaches.Outcome(0, ""));
    }

    /** From now on nobody is to write. */
    public synchronized void watch() {
        settle();
        watch = new WriteWatch(kernel, levels, file);
        if (written == null) {
            // A page of a file in memory that was written to through a mapping before is written to again without
            // a trace in its times: there is no write-back that would set it read-only.
            written = below.flatMap(
                            known -> OtherOpeners.look(kernel, files, known).who())
                    .map(who -> new Difference(
                            Difference.WRITTEN, "nobody else to have it open for writing when it was verified", who))
                    .orElse(null);
        }
    }

    /** To be called before this program itself writes: what others did up to now is kept, and what follows is not compared any more. */
    public void stopWatching() {
        if (watch != null) {
            synchronized (this) {
                settle();
                watch = null;
            }
        }
    }

    /** What others wrote while it was watched, at any time since the medium was opened; caches are written back first. */
    public synchronized Optional<Difference> difference() {
        settle();
        return Optional.ofNullable(written);
    }

    private void settle() {
        WriteWatch current = watch;
        if (current == null || written != null) {
            return;
        }
        PageCaches.Outcome outcome = writeBack();
        Optional<Difference> found = current.difference();
        if (found.isEmpty() && outcome.result() < 0) {
            found = Optional.of(new Difference(
                    Difference.WRITTEN,
                    "the cache of " + outcome.name() + " to be written back",
                    Errno.describe(outcome.result())));
        }
        written = found.orElse(null);
    }
}
