package org.wangchuan.engine.medium.backing;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.LoopStatus;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.patience.Patience;

/** The loop devices of the machine, and what each stands on. */
public final class LoopDevices {
    /** The kernel asks the file system of the backing file, which can be one that hangs. */
    private static final int ANSWER_MILLIS = 500;

    private static final String UNKNOWN = "unknown";

    private final Map<BlockDevice, BackingFile> backings;
    private final boolean allIdentified;

    private LoopDevices(Map<BlockDevice, BackingFile> backings, boolean allIdentified) {
        this.backings = backings;
        this.allIdentified = allIdentified;
    }

    /** Whether every device said itself on which file it stands; by its name alone another file may be found. */
    public boolean allIdentified() {
        return allIdentified;
    }

    public static LoopDevices of(Kernel kernel, SystemFiles files) {
        List<BlockDevice> loops = new ArrayList<>();
        List<Callable<Optional<Told>>> questions = new ArrayList<>();
        for (BlockDevice disk : files.disks()) {
            if (disk.has("loop/backing_file")) {
                loops.add(disk);
                questions.add(() -> backing(kernel, files, disk));
            }
        }
        List<Optional<Optional<Told>>> answers = Patience.askAll(questions, ANSWER_MILLIS);
        Map<BlockDevice, BackingFile> backings = new LinkedHashMap<>();
        boolean all = true;
        for (int i = 0; i < loops.size(); i++) {
            BlockDevice loop = loops.get(i);
            Optional<Told> told = answers.get(i).flatMap(answer -> answer);
            backings.put(loop, told.map(Told::file).orElseGet(() -> byName(loop)));
            // One that was detached meanwhile stands on nothing.
            all &= told.map(Told::byDevice).orElseGet(() -> !loop.has("loop/backing_file"));
        }
        return new LoopDevices(backings, all);
    }

    /** From the device where this process may open it: a path can have been replaced since, or lie in another mount namespace. */
    private static Optional<Told> backing(Kernel kernel, SystemFiles files, BlockDevice loop) {
        int descriptor = kernel.open(
                files.dev().resolve(loop.name()).toString(),
                OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return LoopBacking.ofSysfs(kernel, loop).map(file -> new Told(file, false));
        }
        try {
            boolean asked = LoopStatus.of(kernel, descriptor).isPresent();
            return LoopBacking.of(kernel, loop, descriptor).map(file -> new Told(file, asked));
        } finally {
            kernel.close(descriptor);
        }
    }

    /** @param byDevice whether the device itself said so */
    private record Told(BackingFile file, boolean byDevice) {}

    private static BackingFile byName(BlockDevice loop) {
        return new BackingFile(UNKNOWN, 0, 0, loop.raw("loop/backing_file").orElse(UNKNOWN), Optional.empty());
    }

    /** Loops over this file. */
    public List<BlockDevice> standingOn(BackingFile wanted) {
        List<BlockDevice> found = new ArrayList<>();
        backings.forEach((loop, file) -> {
            boolean sameName = file.device().equals(UNKNOWN) && file.path().equals(wanted.path());
            if (file.id().equals(wanted.id()) || sameName) {
                found.add(loop);
            }
        });
        return found;
    }

    /** Loops over the block device with this number. */
    public List<BlockDevice> standingOn(DeviceNumber number) {
        List<BlockDevice> found = new ArrayList<>();
        backings.forEach((loop, file) -> {
            if (file.represents().equals(Optional.of(number.toString()))) {
                found.add(loop);
            }
        });
        return found;
    }
}
