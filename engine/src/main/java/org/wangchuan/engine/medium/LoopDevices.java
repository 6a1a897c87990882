package org.wangchuan.engine.medium;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.patience.Patience;

/** The loop devices of the machine, and what each stands on. */
final class LoopDevices {
    /** The kernel asks the file system of the backing file, which can be one that hangs. */
    private static final int ANSWER_MILLIS = 500;

    private static final String UNKNOWN = "unknown";

    private final Map<BlockDevice, BackingFile> backings;

    private LoopDevices(Map<BlockDevice, BackingFile> backings) {
        this.backings = backings;
    }

    static LoopDevices of(Kernel kernel, SystemFiles files) {
        List<BlockDevice> loops = new ArrayList<>();
        List<Callable<Optional<BackingFile>>> questions = new ArrayList<>();
        for (BlockDevice disk : files.disks()) {
            if (disk.has("loop/backing_file")) {
                loops.add(disk);
                questions.add(() -> backing(kernel, files, disk));
            }
        }
        List<Optional<Optional<BackingFile>>> answers = Patience.askAll(questions, ANSWER_MILLIS);
        Map<BlockDevice, BackingFile> backings = new LinkedHashMap<>();
        for (int i = 0; i < loops.size(); i++) {
            BlockDevice loop = loops.get(i);
            backings.put(loop, answers.get(i).flatMap(answer -> answer).orElseGet(() -> byName(loop)));
        }
        return new LoopDevices(backings);
    }

    /** From the device where this process may open it: a path can have been replaced since, or lie in another mount namespace. */
    private static Optional<BackingFile> backing(Kernel kernel, SystemFiles files, BlockDevice loop) {
        int descriptor = kernel.open(
                files.dev().resolve(loop.name()).toString(),
                OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return LoopBacking.ofSysfs(kernel, loop);
        }
        try {
            return LoopBacking.of(kernel, loop, descriptor);
        } finally {
            kernel.close(descriptor);
        }
    }

    private static BackingFile byName(BlockDevice loop) {
        return new BackingFile(UNKNOWN, 0, 0, loop.raw("loop/backing_file").orElse(UNKNOWN), Optional.empty());
    }

    /** Loops over this file. */
    List<BlockDevice> standingOn(BackingFile wanted) {
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
    List<BlockDevice> standingOn(DeviceNumber number) {
        List<BlockDevice> found = new ArrayList<>();
        backings.forEach((loop, file) -> {
            if (file.represents().equals(Optional.of(number.toString()))) {
                found.add(loop);
            }
        });
        return found;
    }
}
