package org.wangchuan.engine.medium.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.sysfs.BlockDevice;

/**
 * Tells whether anybody has written to a medium since: by the kernel's count of sectors written and discarded, and by the times of the file
 * under it. Flushes and reads change neither. Where the kernel counts nothing, nothing is told.
 *
 * <p>What goes to a part of a disk is counted for the disk as well, but not the other way round: for a partition, what was written to the
 * disk and to none of its partitions counts, too.
 */
final class WriteWatch {
    private static final int TRIES = 20;
    private static final long SECOND_NANOS = 1_000_000_000L;

    /** Longer than a tick of the kernel's coarse clock, by which files are stamped: at most 10 ms. */
    private static final long TICK_NANOS = 20_000_000L;

    private final Kernel kernel;
    private final List<BlockDevice> devices;
    private final int file;
    private final Seen start;

    /** Counts, in the order of the devices, and the file's times; absent where not told. */
    private record Seen(List<OptionalLong> sectors, Optional<Times> times) {}

    private record Times(long modifiedNanos, long changedNanos) {}

    /**
     * Watches from now on.
     *
     * @param devices the medium and the devices that it stands on
     * @param file an open file under it, or negative if there is none
     */
    WriteWatch(Kernel kernel, List<BlockDevice> devices, int file) {
        this.kernel = kernel;
        this.devices = devices;
        this.file = file;
        awaitNextStamp();
        this.start = look();
    }

    /** What shows that somebody has written. */
    Optional<Difference> difference() {
        Seen now = look();
        for (int i = 0; i < devices.size(); i++) {
            OptionalLong before = start.sectors().get(i);
            OptionalLong after = now.sectors().get(i);
            if (before.isPresent() && after.isPresent() && before.getAsLong() != after.getAsLong()) {
                long sectors = after.getAsLong() - before.getAsLong();
                return Optional.of(new Difference(
                        Difference.WRITTEN,
                        "nobody to write to " + devices.get(i).name() + " once it was verified",
                        sectors + " sectors of 512 bytes written"));
            }
        }
        boolean touched = start.times().isPresent()
                && now.times().isPresent()
                && !start.times().equals(now.times());
        return touched
                ? Optional.of(new Difference(
                        Difference.WRITTEN,
                        "nobody to write to the file once it was verified",
                        "another time of its last change"))
                : Optional.empty();
    }

    private Seen look() {
        return new Seen(devices.stream().map(WriteWatch::settled).toList(), times());
    }

    private Optional<Times> times() {
        return file >= 0 && FileStatus.ofDescriptor(kernel, file) instanceof FileStatus.Known(FileStatus status)
                ? Optional.of(new Times(status.modifiedNanos(), status.changedNanos()))
                : Optional.empty();
    }

    /** A write that follows the last one at once could get the same stamp; whole seconds are what some file systems keep. */
    private void awaitNextStamp() {
        Optional<Times> last = times();
        if (last.isEmpty()) {
            return;
        }
        long stamp = Math.max(last.get().modifiedNanos(), last.get().changedNanos());
        long step = stamp % SECOND_NANOS == 0 ? 2 * SECOND_NANOS : TICK_NANOS;
        long ageNanos = System.currentTimeMillis() * 1_000_000L - stamp;
        if (ageNanos < step) {
            try {
                Thread.sleep(Math.min(step, step - Math.min(ageNanos, 0)) / 1_000_000L + 1);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Counts of a disk and of its partitions are read one after the other; what is read twice alike belongs together. */
    private static OptionalLong settled(BlockDevice device) {
        OptionalLong last = sectors(device);
        for (int i = 0; i < TRIES; i++) {
            OptionalLong again = sectors(device);
            if (again.equals(last)) {
                break;
            }
            last = again;
        }
        return last;
    }

    /** Sectors that went to this device, and for a partition those that went to its disk alone. */
    private static OptionalLong sectors(BlockDevice device) {
        OptionalLong own = device.sectorsChanged();
        if (own.isEmpty() || !device.partition()) {
            return own;
        }
        BlockDevice whole = device.whole();
        OptionalLong all = whole.sectorsChanged();
        if (all.isEmpty()) {
            return own;
        }
        List<BlockDevice> parts = new ArrayList<>(whole.partitions());
        long sum = own.getAsLong() + all.getAsLong();
        for (BlockDevice part : parts) {
            sum -= part.sectorsChanged().orElse(0);
        }
        return OptionalLong.of(sum);
    }
}
