package org.wangchuan.engine.medium.backing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/**
 * What a medium stands on: a loop device can stand on a loop device, and so on down to a file.
 *
 * @param levels the block devices from the medium itself downwards, each with the same bytes or a part of those of the next
 * @param file the last file; empty if there is none, or none that can be told
 * @param known whether the way down was followed to its end
 */
public record Foundations(List<BlockDevice> levels, Optional<BackingFile> file, boolean known) {
    private static final int LEVELS_MAX = 16;

    public Foundations {
        levels = List.copyOf(levels);
    }

    public static Foundations of(Kernel kernel, SystemFiles files, Medium medium) {
        Optional<BlockDevice> top = DeviceNumber.parse(medium.number()).flatMap(files::device);
        return descend(kernel, files, top, medium.backing(), medium.bus() == Bus.LOOP);
    }

    /** Of a device that the medium is composed of. */
    public static Foundations of(Kernel kernel, SystemFiles files, BlockDevice part) {
        boolean loop = part.whole().has("loop");
        return descend(
                kernel, files, Optional.of(part), loop ? LoopBacking.of(kernel, files, part) : Optional.empty(), loop);
    }

    private static Foundations descend(
            Kernel kernel,
            SystemFiles files,
            Optional<BlockDevice> top,
            Optional<BackingFile> firstFile,
            boolean onLoop) {
        Map<DeviceNumber, BlockDevice> levels = new LinkedHashMap<>();
        Optional<BlockDevice> level = top;
        level.ifPresent(device -> levels.put(device.number(), device));
        Optional<BackingFile> file = firstFile;
        boolean loop = onLoop;
        while (file.isPresent() && file.get().represents().isPresent()) {
            level = file.get().represents().flatMap(DeviceNumber::parse).flatMap(files::device);
            if (level.isEmpty() || levels.size() == LEVELS_MAX) {
                return new Foundations(List.copyOf(levels.values()), Optional.empty(), false);
            }
            BlockDevice device = level.get();
            levels.put(device.number(), device);
            loop = device.whole().has("loop");
            file = loop ? LoopBacking.of(kernel, files, device) : Optional.empty();
        }
        return new Foundations(List.copyOf(levels.values()), file, file.isPresent() || !loop);
    }

    /**
     * Every block device that has bytes in common with the medium, itself among them: a disk with its partitions, a partition with its
     * disk, what an array or a mapped device is made of, and the same for all that lies below. Each has a page cache of its own.
     */
    public List<BlockDevice> sharing() {
        Map<DeviceNumber, BlockDevice> found = new LinkedHashMap<>();
        levels.forEach(level -> collect(level, found));
        return List.copyOf(found.values());
    }

    private static void collect(BlockDevice device, Map<DeviceNumber, BlockDevice> found) {
        if (found.putIfAbsent(device.number(), device) != null) {
            return;
        }
        BlockDevice whole = device.whole();
        found.putIfAbsent(whole.number(), whole);
        if (!device.partition()) {
            device.partitions().forEach(partition -> found.putIfAbsent(partition.number(), partition));
        }
        whole.slaves().forEach(slave -> collect(slave, found));
    }
}
