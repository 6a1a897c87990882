package org.wangchuan.engine.medium.examine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Examination;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.identity.BlockExaminer;
import org.wangchuan.engine.medium.identity.WithoutBlocks;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.NvmeController;
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

    /**
     * A device that can't be listed, and why.
     *
     * @param labels as sysfs shows them; none of one that gives no answer
     */
    public record Silent(String name, Refused refusal, Labels labels) implements Entry {
        /** The same for another reason. */
        public Silent because(Refused other) {
            return new Silent(name, other, labels);
        }
    }

    private record Seen(Examination examination, Labels labels) {}

    /**
     * All whole devices that hold a medium, by name; without optical drives, readers with nothing in them, memory disks and paths hidden behind a
     * multipath device. Drives of which Linux shows no block are among them, and after all others NVMe drives of which it shows no disk.
     */
    public List<Entry> list() {
        List<BlockDevice> disks = files.disks().stream()
                .filter(disk -> !disk.name().matches("(sr|ram|zram|fd)[0-9]+") && !disk.flag("hidden"))
                .toList();
        List<Callable<Seen>> questions = new ArrayList<>();
        disks.forEach(disk -> questions.add(() -> see(disk)));
        List<Optional<Seen>> answers = Patience.askAll(questions, ANSWER_MILLIS);
        UseCheck use = new UseCheck(kernel, files);
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < disks.size(); i++) {
            entry(disks.get(i), answers.get(i), use).ifPresent(entries::add);
        }
        for (NvmeController controller : files.nvmeControllers()) {
            if (controller.isOfDrive() && !controller.hasAny(disks)) {
                Refused refused =
                        WithoutBlocks.withoutDisk(files.dev().resolve(controller.name()), controller.trouble());
                entries.add(new Silent(controller.name(), refused, controller.labels()));
            }
        }
        return entries;
    }

    /** NVMe drives of this computer that its firmware hides from every list. */
    public long hiddenByFirmware() {
        return files.remappedNvme();
    }

    /**
     * The same entries; drives on SCSI of which Linux shows no capacity are opened and asked why, all at once. Whoever does not answer in time stays as it is.
     *
     * @param withinMillis milliseconds, after which nobody waits any longer
     */
    public List<Entry> askWhy(List<Entry> entries, long withinMillis) {
        List<Callable<Entry>> questions = new ArrayList<>();
        entries.forEach(entry -> questions.add(() -> asked(entry)));
        List<Optional<Entry>> answers = Patience.askAll(questions, withinMillis);
        List<Entry> out = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            out.add(answers.get(i).orElse(entries.get(i)));
        }
        return out;
    }

    private Seen see(BlockDevice disk) {
        Examination examination = examiner.ofSysfs(disk);
        return new Seen(examination, examination instanceof Refused ? BlockExaminer.labels(disk) : Labels.NONE);
    }

    private Entry asked(Entry entry) {
        if (!(entry instanceof Silent silent) || silent.refusal().code() != Refused.Code.NO_CAPACITY) {
            return entry;
        }
        return files.disks().stream()
                .filter(disk -> disk.name().equals(silent.name()))
                .findFirst()
                .map(disk -> examiner.examine(files.dev().resolve(disk.name()), disk.number()))
                .filter(answer ->
                        answer instanceof Refused refused && refused.code().isOfDriveWithoutBlocks())
                .<Entry>map(answer -> silent.because((Refused) answer))
                .orElse(entry);
    }

    private Optional<Entry> entry(BlockDevice disk, Optional<Seen> answer, UseCheck use) {
        if (answer.isEmpty()) {
            Refused refused = Refused.noAnswer(files.dev().resolve(disk.name()), ANSWER_MILLIS);
            return Optional.of(new Silent(disk.name(), refused, Labels.NONE));
        }
        return switch (answer.get().examination()) {
            case Examined(Medium medium) -> Optional.of(new Listed(medium, obstacles.fromSystem(medium, use)));
            case Refused refused ->
                refused.code() == Refused.Code.EMPTY
                        ? Optional.empty()
                        : Optional.of(
                                new Silent(disk.name(), refused, answer.get().labels()));
        };
    }
}
