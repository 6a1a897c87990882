package org.wangchuan.engine.medium.examine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Examination;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.identity.BlockExaminer;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.use.UseCheck;
import org.wangchuan.engine.patience.Patience;

/** Lists the whole block devices of the machine from sysfs alone; a device that hangs is named and passed over. */
public final class DeviceInventory {
    private static final int ANSWER_MILLIS = 1_000;

    private final Kernel kernel;
    private final SystemFiles files;
    private final BlockExaminer examiner;
    private final ObstacleCheck obstacles;

    /** Of this machine. */
    public DeviceInventory() {
        this(Kernel.system(), SystemFiles.real());
    }

    DeviceInventory(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
        this.examiner = new BlockExaminer(kernel, files);
        this.obstacles = new ObstacleCheck(kernel, files);
    }

    /** One device of the list. */
    public sealed interface Entry {}

    /**
     * A device with what sysfs tells of it.
     *
     * @param obstacles without those that only opening it would show
     */
    public record Listed(Medium medium, List<Obstacle> obstacles) implements Entry {
        public Listed {
            obstacles = List.copyOf(obstacles);
        }
    }

    /** A device that can't be listed, and why. */
    public record Silent(String name, Refused refusal) implements Entry {}

    /** All whole devices that hold a medium, by name; without optical drives, memory disks and paths hidden behind a multipath device. */
    public List<Entry> list() {
        List<BlockDevice> disks = files.disks().stream()
                .filter(disk -> !disk.name().matches("(sr|ram|zram|fd)[0-9]+") && !disk.flag("hidden"))
                .toList();
        List<Callable<Examination>> questions = new ArrayList<>();
        disks.forEach(disk -> questions.add(() -> examiner.ofSysfs(disk)));
        List<Optional<Examination>> answers = Patience.askAll(questions, ANSWER_MILLIS);
        UseCheck use = new UseCheck(kernel, files);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < disks.size(); i++) {
            entry(disks.get(i), answers.get(i), use).ifPresent(entries::add);
        }
        return entries;
    }

    private Optional<Entry> entry(BlockDevice disk, Optional<Examination> answer, UseCheck use) {
        if (answer.isEmpty()) {
            return Optional.of(
                    new Silent(disk.name(), Refused.noAnswer(files.dev().resolve(disk.name()), ANSWER_MILLIS)));
        }
        return switch (answer.get()) {
            case Examined(Medium medium) -> Optional.of(new Listed(medium, obstacles.fromSystem(medium, use)));
            case Refused refused ->
                refused.code() == Refused.Code.EMPTY ? Optional.empty() : Optional.of(new Silent(disk.name(), refused));
        };
    }
}
