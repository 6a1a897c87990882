package org.wangchuan.engine.medium.examine;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Laboratory;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.ata.KernelPort;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.hidden.OtherParts;
import org.wangchuan.engine.medium.identity.AttachmentReader;
import org.wangchuan.engine.medium.inquiry.AtaInquirer;
import org.wangchuan.engine.medium.inquiry.MmcInquirer;
import org.wangchuan.engine.medium.inquiry.NvmeInquirer;
import org.wangchuan.engine.medium.inquiry.ScsiInquirer;
import org.wangchuan.engine.medium.inquiry.UfsInquirer;
import org.wangchuan.engine.medium.mmc.KernelMmcPort;
import org.wangchuan.engine.medium.nvme.KernelNvmePort;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.sysfs.UfsUnit;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.medium.use.OtherOpeners;
import org.wangchuan.engine.patience.Patience;

/**
 * Asks drives what they are and can do, by commands that change nothing; may be called from any thread, and returns in time whatever a drive
 * does. Only drives that can show their own answer are asked, and none that is in use: a command that gets stuck makes the kernel reset its
 * device.
 */
public final class DriveInquiry {
    /** For all drives of a list, in milliseconds: more than a sleeping disk needs to say who it is, less than people wait for a list. */
    public static final long LIST_MILLIS = 10_000;

    private static final Pattern WHOLE_CARD = Pattern.compile("mmcblk[0-9]+");
    private static final Set<String> SAS = Set.of("sas", Laboratory.SAS);

    /** Whose own answers say whether they take writes. */
    private static final Set<Bus> WRITES_ASKED = EnumSet.of(Bus.ATA, Bus.NVME, Bus.SCSI);

    private final Kernel kernel;
    private final SystemFiles files;
    private final DriveDoor door;
    private final ConcurrentMap<String, ReentrantLock> controllers = new ConcurrentHashMap<>();

    /** What an open drive is asked. */
    @FunctionalInterface
    private interface Question {
        List<Fact> ask(Medium medium, int descriptor);

        /** Whether it is held alone meanwhile, also when nobody waits for its answer any more. */
        default boolean holds() {
            return true;
        }
    }

    /** Of whoever is begun with though nothing was heard: a command that gets stuck keeps its descriptor, and an exclusive one would keep the job from opening its drive. */
    private record InPassing(Question question) implements Question {
        @Override
        public List<Fact> ask(Medium medium, int descriptor) {
            return question.ask(medium, descriptor);
        }

        @Override
        public boolean holds() {
            return false;
        }
    }

    /** Of this machine. */
    public DriveInquiry() {
        this(Kernel.system(), SystemFiles.real());
    }

    DriveInquiry(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
        this.door = new DriveDoor(kernel);
    }

    /**
     * Asks one.
     *
     * @param obstacles what stands in the way of erasing it
     * @param withinMillis milliseconds, after which nobody waits any longer
     */
    public DriveFacts ask(Medium medium, List<Obstacle> obstacles, long withinMillis) {
        return askAll(List.of(new DeviceInventory.Listed(medium, obstacles)), withinMillis)
                .getFirst();
    }

    /**
     * Asks one by a command or two only what keeps it from being written to: whether it is locked by an ATA password, or at an erasure of its own. Of what answers in a
     * drive's place that says nothing, and it is not asked. What somebody holds alone is not asked either, and nobody is kept from holding it meanwhile.
     *
     * @param obstacles what stands in the way of erasing it
     * @param withinMillis milliseconds, after which nobody waits any longer
     */
    public DriveFacts askWhetherItTakesWrites(Medium medium, List<Obstacle> obstacles, long withinMillis) {
        Reach reach = Reach.of(medium.attachment());
        if (reach != Reach.DIRECT || !WRITES_ASKED.contains(medium.bus())) {
            return DriveFacts.silent(reach, NotAsked.KIND, "");
        }
        return askAll(
                        List.of(new DeviceInventory.Listed(medium, obstacles)),
                        withinMillis,
                        new InPassing(this::writesOf))
                .getFirst();
    }

    /** Asks all at once; the answers are in their order. */
    public List<DriveFacts> askAll(List<DeviceInventory.Listed> drives, long withinMillis) {
        return askAll(drives, withinMillis, this::allOf);
    }

    private List<DriveFacts> askAll(List<DeviceInventory.Listed> drives, long withinMillis, Question question) {
        List<Callable<DriveFacts>> questions = new ArrayList<>();
        drives.forEach(drive -> questions.add(() -> askSafely(drive.medium(), drive.obstacles(), question)));
        List<Optional<DriveFacts>> answers = Patience.askAll(questions, withinMillis);
        List<DriveFacts> out = new ArrayList<>();
        for (int i = 0; i < drives.size(); i++) {
            Reach reach = Reach.of(drives.get(i).medium().attachment());
            out.add(answers.get(i)
                    .orElseGet(() ->
                            DriveFacts.silent(reach, NotAsked.NO_ANSWER, "no answer within " + withinMillis + " ms")));
        }
        return out;
    }

    /** Whatever one of them answers, of the others there is something to be told. */
    private DriveFacts askSafely(Medium medium, List<Obstacle> obstacles, Question question) {
        try {
            return askNow(medium, obstacles, question);
        } catch (RuntimeException e) {
            return DriveFacts.silent(Reach.of(medium.attachment()), NotAsked.UNSOUND, e.toString());
        }
    }

    private DriveFacts askNow(Medium medium, List<Obstacle> obstacles, Question question) {
        Reach reach = Reach.of(medium.attachment());
        Optional<NotAsked> why = unasked(medium, reach, obstacles);
        if (why.isPresent()) {
            return DriveFacts.silent(reach, why.get(), "");
        }
        List<BlockDevice> beside = OtherParts.disksBeside(files, medium);
        if (beside.isEmpty()) {
            return askAlone(medium, reach, beside, question);
        }
        // Namespaces of one controller, or units of one, one after the other: each is opened alone, and would be taken
        // for in use by the others.
        ReentrantLock controller = controllers.computeIfAbsent(firstOf(medium, beside), _ -> new ReentrantLock());
        controller.lock();
        try {
            return askAlone(medium, reach, beside, question);
        } finally {
            controller.unlock();
        }
    }

    private static String firstOf(Medium medium, List<BlockDevice> beside) {
        return Stream.concat(Stream.of(medium.name()), beside.stream().map(BlockDevice::name))
                .sorted()
                .toList()
                .getFirst();
    }

    private DriveFacts askAlone(Medium medium, Reach reach, List<BlockDevice> beside, Question question) {
        if (isOpenElsewhere(Foundations.of(kernel, files, medium)) || isUsed(beside)) {
            return DriveFacts.silent(reach, NotAsked.IN_USE, "");
        }
        // Alone: whoever erases it holds it alone, too, and what was seen of it may have been some time ago.
        String path = medium.realPath().toString();
        int descriptor = question.holds() ? door.openAlone(path) : door.openInPassing(path);
        if (Errno.EBUSY.is(descriptor)) {
            return DriveFacts.silent(reach, NotAsked.IN_USE, "");
        }
        if (descriptor < 0) {
            boolean rights = Errno.EPERM.is(descriptor) || Errno.EACCES.is(descriptor);
            return DriveFacts.silent(
                    reach, rights ? NotAsked.NO_RIGHTS : NotAsked.NOT_OPENED, Errno.describe(descriptor));
        }
        try {
            return door.isOf(medium, descriptor)
                    ? DriveFacts.told(reach, question.ask(medium, descriptor))
                    : DriveFacts.silent(reach, NotAsked.CHANGED, "");
        } finally {
            kernel.close(descriptor);
        }
    }

    private boolean isOpenElsewhere(Foundations device) {
        return OtherOpeners.look(kernel, files, device).who().isPresent();
    }

    /** Where a command is not answered Linux resets the whole NVMe or UFS controller, under its other namespaces or units as well. */
    private boolean isUsed(List<BlockDevice> beside) {
        return beside.stream()
                .anyMatch(other ->
                        isOpenElsewhere(Foundations.of(kernel, files, other)) || door.isHeld("/dev/" + other.name()));
    }

    private static Optional<NotAsked> unasked(Medium medium, Reach reach, List<Obstacle> obstacles) {
        if (medium.partition()) {
            return Optional.of(NotAsked.PARTITION);
        }
        Optional<NotAsked> unreachable = switch (reach) {
            case NO_DRIVE -> Optional.of(NotAsked.NO_DRIVE);
            case FABRICS -> Optional.of(NotAsked.FABRICS);
            case LOGICAL_UNIT -> Optional.of(NotAsked.LOGICAL_UNIT);
            case BRIDGE -> medium.removable() ? Optional.of(NotAsked.STICK) : Optional.empty();
            case DIRECT -> Optional.empty();
        };
        if (unreachable.isPresent()) {
            return unreachable;
        }
        boolean known = switch (medium.bus()) {
            case ATA, NVME, USB, UFS -> true;
            case SCSI -> SAS.contains(medium.attachment().transport());
            // An SD card has no such register, and one of its parts is asked through the whole.
            case MMC ->
                medium.attachment().transport().equals(AttachmentReader.EMMC)
                        && WHOLE_CARD.matcher(medium.name()).matches();
            case VIRTIO, LOOP, MD, DM, FILE, OTHER -> false;
        };
        if (!known) {
            return Optional.of(NotAsked.KIND);
        }
        boolean used = obstacles.stream()
                .anyMatch(obstacle -> obstacle.blocking()
                        && obstacle.code() != Obstacle.Code.READ_ONLY
                        && obstacle.code() != Obstacle.Code.NO_RIGHTS);
        return used ? Optional.of(NotAsked.IN_USE) : Optional.empty();
    }

    private List<Fact> allOf(Medium medium, int descriptor) {
        Optional<BlockDevice> device = device(medium);
        KernelPort port = new KernelPort(kernel, descriptor);
        return switch (medium.bus()) {
            case NVME -> {
                OptionalLong namespace = device.isPresent() ? device.get().natural("nsid") : OptionalLong.empty();
                yield NvmeInquirer.ask(
                        namespace,
                        device.flatMap(found -> found.raw("device/cmb")),
                        new KernelNvmePort(kernel, descriptor));
            }
            case MMC -> MmcInquirer.ask(new KernelMmcPort(kernel, descriptor));
            // The kernel asks, for what sysfs shows: no command of ours.
            case UFS -> device.flatMap(UfsUnit::of).map(UfsInquirer::ask).orElse(List.of());
            case SCSI -> speaksAta(device) ? AtaInquirer.ask(subject(medium), port) : ScsiInquirer.ask(port);
            case ATA, USB, VIRTIO, LOOP, MD, DM, FILE, OTHER -> AtaInquirer.ask(subject(medium), port);
        };
    }

    private List<Fact> writesOf(Medium medium, int descriptor) {
        KernelPort port = new KernelPort(kernel, descriptor);
        return switch (medium.bus()) {
            case NVME -> NvmeInquirer.askWhetherItTakesWrites(new KernelNvmePort(kernel, descriptor));
            case SCSI ->
                speaksAta(device(medium))
                        ? AtaInquirer.askWhetherItTakesWrites(port)
                        : ScsiInquirer.askWhetherItTakesWrites(port);
            case ATA -> AtaInquirer.askWhetherItTakesWrites(port);
            case USB, MMC, UFS, VIRTIO, LOOP, MD, DM, FILE, OTHER -> List.of();
        };
    }

    private Optional<BlockDevice> device(Medium medium) {
        return DeviceNumber.parse(medium.number()).flatMap(files::device);
    }

    /** A SATA drive behind a SAS adapter: "ATA" is what the translation answers for its vendor (SAT-4). */
    private static boolean speaksAta(Optional<BlockDevice> device) {
        return device.flatMap(found -> found.text("device/vendor")).equals(Optional.of("ATA"));
    }

    private static HiddenAreaExaminer.Subject subject(Medium medium) {
        return new HiddenAreaExaminer.Subject(
                medium.bus(), medium.partition(), medium.attachment().bridge(), medium.capacityBytes());
    }
}
