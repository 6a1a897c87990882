package org.wangchuan.lab.scenario;

import static org.wangchuan.lab.scenario.Scenarios.NOTHING_GOOD;
import static org.wangchuan.lab.scenario.Scenarios.NO_PURGE;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.lab.fault.Blocks;
import org.wangchuan.lab.fault.Emulated;
import org.wangchuan.lab.fault.Emulated.Hardware;
import org.wangchuan.lab.fault.Emulated.Request;
import org.wangchuan.lab.fault.Fault;
import org.wangchuan.lab.fault.NullBlock;
import org.wangchuan.lab.fault.ScsiDebug;
import org.wangchuan.lab.scenario.Scenario.Data;
import org.wangchuan.lab.scenario.Scenario.Expected;
import org.wangchuan.lab.scenario.Scenario.Use;
import org.wangchuan.lab.scenario.Scenario.Words;

/** Devices that the kernel and QEMU make, with media that fail while they are overwritten, and discards that erase nothing. */
final class FaultScenarios {
    private static final Blocks MIDDLE = new Blocks(1000, 8);
    private static final Blocks FIRST = new Blocks(0, 1);
    private static final Blocks LAST = new Blocks(4095, 1);
    private static final Blocks ONE = new Blocks(2049, 1);
    private static final Blocks FEW = new Blocks(2049, 3);

    private static final Expected STOPS = new Expected("failed", Data.SOME);
    private static final Expected UNREAD = new Expected("failed", Data.ALL);
    private static final Expected KEEPS = new Expected("success", Data.ALL);
    private static final Expected GOES_WELL = new Expected("success", Data.NONE);

    /** Media that fail for good are trap 5; what comes late, trap 3. */
    private static final List<Integer> BAD_BLOCKS = List.of(5);

    private static final List<Integer> LATE = List.of(3);
    private static final List<Integer> UNTRUE = List.of(2);

    static final List<Scenario> ALL = Stream.of(nullBlocks(), scsiDebug(), emulated())
            .flatMap(List::stream)
            .toList();

    private FaultScenarios() {}

    private static List<Scenario> nullBlocks() {
        return List.of(
                one(
                        "null-bad-blocks",
                        new NullBlock(512, List.of(MIDDLE)),
                        Order.OVERWRITE,
                        new Words("has eight blocks that can neither be written nor read", "有八个块既不能写也不能读"),
                        BAD_BLOCKS,
                        STOPS,
                        NOTHING_GOOD),
                one(
                        "null-bad-ends",
                        new NullBlock(512, List.of(FIRST, MIDDLE, LAST)),
                        Order.OVERWRITE,
                        new Words(
                                "can neither write nor read its first block, its last, and eight between",
                                "第一块、最后一块及其间八个块既不能写也不能读"),
                        BAD_BLOCKS,
                        new Expected("failed", Data.ALL),
                        NOTHING_GOOD),
                one(
                        "null-bad-large-blocks",
                        new NullBlock(4096, List.of(MIDDLE)),
                        Order.OVERWRITE,
                        new Words(
                                "has blocks of 4096 bytes, of which one can neither be written nor read",
                                "块为 4096 字节，其中一个既不能写也不能读"),
                        BAD_BLOCKS,
                        STOPS,
                        NOTHING_GOOD));
    }

    private static List<Scenario> scsiDebug() {
        return List.of(
                bestEffort(
                        "debug-write-fails-at-first",
                        debug(ScsiDebug.Load.PLAIN, ScsiDebug.Answer.writeError(-8)),
                        Order.OVERWRITE,
                        new Words(
                                "fails its first eight writes, more than the kernel tries, and then writes",
                                "前八次写入失败（多于内核的重试次数），此后正常"),
                        BAD_BLOCKS,
                        new Expected("failed", Data.ALL),
                        NO_PURGE),
                bestEffort(
                        "debug-write-fails",
                        debug(ScsiDebug.Load.PLAIN, ScsiDebug.Answer.writeError(1)),
                        Order.OVERWRITE,
                        new Words("fails every write, and is given up", "每次写入都失败，不再尝试"),
                        BAD_BLOCKS,
                        new Expected("failed", Data.ALL),
                        NOTHING_GOOD),
                bestEffort(
                        "debug-write-silent-once",
                        debug(ScsiDebug.Load.PLAIN, ScsiDebug.Answer.none(-1, "0x2a")),
                        Order.OVERWRITE,
                        new Words(
                                "never answers one write, which the kernel gives up and sends again",
                                "有一次写入不应答，内核放弃后重发"),
                        LATE,
                        GOES_WELL,
                        NO_PURGE),
                bestEffort(
                        "debug-write-untrue",
                        debug(ScsiDebug.Load.PLAIN, ScsiDebug.Answer.good("0x2a")),
                        Order.OVERWRITE,
                        new Words("answers every write with success, and writes nothing", "每次写入都回答成功，却什么也不写"),
                        UNTRUE,
                        KEEPS,
                        NOTHING_GOOD),
                bestEffort(
                        "debug-unmap-keeps",
                        debug(ScsiDebug.Load.PLAIN),
                        Order.UNMAP,
                        new Words("unmaps, and keeps what was there, as it may (LBPRZ 0)", "解除映射后数据仍在：这是允许的（LBPRZ 0）"),
                        UNTRUE,
                        KEEPS,
                        NO_PURGE),
                bestEffort(
                        "debug-write-same-untrue",
                        debug(ScsiDebug.Load.PLAIN, ScsiDebug.Answer.good("0x93")),
                        Order.WRITE_SAME_UNMAP,
                        new Words("answers WRITE SAME with success, and does nothing", "对 WRITE SAME 回答成功，却什么也不做"),
                        UNTRUE,
                        KEEPS,
                        NO_PURGE),
                bestEffort(
                        "debug-slow",
                        debug(ScsiDebug.Load.SLOW),
                        Order.OVERWRITE,
                        new Words("takes a second for each command", "每个命令用一秒"),
                        List.of(),
                        GOES_WELL,
                        NO_PURGE),
                bestEffort(
                        "debug-unreadable",
                        new ScsiDebug(ScsiDebug.Load.UNREADABLE_BLOCKS, List.of(), List.of(ScsiDebug.UNREADABLE)),
                        Order.READ,
                        new Words("writes all of it, and can't read ten blocks", "全部可写，有十个块不能读"),
                        BAD_BLOCKS,
                        UNREAD,
                        NOTHING_GOOD));
    }

    private static List<Scenario> emulated() {
        return List.of(
                one(
                        "virtio-write-fails-once",
                        Emulated.failingOnce(Hardware.VIRTIO, Request.WRITE, FEW),
                        Order.OVERWRITE,
                        new Words("fails once at each of three blocks that are written", "写三个块时各失败一次"),
                        BAD_BLOCKS,
                        STOPS,
                        NO_PURGE),
                one(
                        "virtio-write-fails",
                        Emulated.failing(Hardware.VIRTIO, FEW, Request.WRITE),
                        Order.OVERWRITE,
                        new Words("can't write three blocks, and reads them", "有三个块不能写，但能读"),
                        BAD_BLOCKS,
                        STOPS,
                        NOTHING_GOOD),
                one(
                        "virtio-read-fails-once",
                        Emulated.failingOnce(Hardware.VIRTIO, Request.READ, FEW),
                        Order.READ,
                        new Words("fails once at each of three blocks that are read", "读三个块时各失败一次"),
                        BAD_BLOCKS,
                        UNREAD,
                        NO_PURGE),
                one(
                        "virtio-read-fails",
                        Emulated.failing(Hardware.VIRTIO, FEW, Request.READ),
                        Order.READ,
                        new Words("can't read three blocks, and writes them", "有三个块不能读，但能写"),
                        BAD_BLOCKS,
                        UNREAD,
                        NOTHING_GOOD),
                one(
                        "virtio-flush-fails",
                        new Emulated(
                                Hardware.VIRTIO,
                                List.of(new Emulated.Rule(Request.FLUSH, Optional.empty(), false)),
                                List.of()),
                        Order.OVERWRITE,
                        new Words("writes, and fails every flush", "能写，但每次刷新都失败"),
                        LATE,
                        new Expected("failed", Data.NONE),
                        NOTHING_GOOD),
                // It says that it manages namespaces, and tells no capacity.
                bestEffort(
                        "qemu-nvme-write-fails",
                        Emulated.failing(Hardware.NVME, ONE, Request.WRITE, Request.WRITE_ZEROES),
                        Order.OVERWRITE,
                        new Words("can't write one block", "有一个块不能写"),
                        BAD_BLOCKS,
                        STOPS,
                        NOTHING_GOOD),
                one(
                        "qemu-sata-write-fails",
                        Emulated.failing(Hardware.SATA, ONE, Request.WRITE),
                        Order.OVERWRITE,
                        new Words("can't write one block", "有一个块不能写"),
                        BAD_BLOCKS,
                        STOPS,
                        NOTHING_GOOD),
                one(
                        "qemu-sata-zeroout",
                        new Emulated(Hardware.SATA, List.of(), List.of()),
                        Order.ZERO_OUT,
                        new Words("has the kernel write zeros to all of it (BLKZEROOUT)", "由内核将全部写零（BLKZEROOUT）"),
                        List.of(),
                        GOES_WELL,
                        NO_PURGE),
                one(
                        "qemu-sata-trim-untrue",
                        new Emulated(Hardware.SATA, List.of(), List.of()),
                        Order.DISCARD,
                        new Words("answers TRIM with success, and erases nothing", "对 TRIM 回答成功，却什么也不擦除"),
                        UNTRUE,
                        KEEPS,
                        NO_PURGE),
                bestEffort(
                        "qemu-scsi-unmap-untrue",
                        new Emulated(Hardware.SCSI, List.of(), List.of()),
                        Order.DISCARD,
                        new Words("answers UNMAP with success, and erases nothing", "对 UNMAP 回答成功，却什么也不擦除"),
                        UNTRUE,
                        KEEPS,
                        NO_PURGE),
                bestEffort(
                        "qemu-ufs",
                        new Emulated(Hardware.UFS, List.of(), List.of()),
                        Order.OVERWRITE,
                        new Words("is a UFS device of one unit", "是只有一个逻辑单元的 UFS 设备"),
                        List.of(),
                        GOES_WELL,
                        NOTHING_GOOD),
                bestEffort(
                        "qemu-ufs-another-unit",
                        new Emulated(Hardware.UFS_BESIDE, List.of(), List.of()),
                        Order.OVERWRITE,
                        new Words("is one of two units of a UFS device", "是 UFS 设备的两个逻辑单元之一"),
                        List.of(),
                        GOES_WELL,
                        NOTHING_GOOD),
                one(
                        "qemu-sd",
                        new Emulated(Hardware.SD, List.of(), List.of()),
                        Order.OVERWRITE,
                        new Words("is an SD card", "是 SD 卡"),
                        List.of(),
                        GOES_WELL,
                        NO_PURGE),
                one(
                        "qemu-sd-discard",
                        new Emulated(Hardware.SD_ERASED, List.of(), List.of()),
                        Order.DISCARD,
                        new Words(
                                "is an SD card, and erases what the kernel discards (CMD38)", "是 SD 卡，擦除内核丢弃的块（CMD38）"),
                        List.of(),
                        GOES_WELL,
                        NO_PURGE),
                one(
                        "qemu-sd-write-untrue",
                        // None of them is bad: the card does not say which.
                        new Emulated(
                                Hardware.SD,
                                List.of(new Emulated.Rule(Request.WRITE, Optional.of(FEW), false)),
                                List.of()),
                        Order.OVERWRITE,
                        new Words(
                                "is an SD card that can't write three blocks, and answers each write with success",
                                "是 SD 卡，有三个块不能写，却对每次写入都回答成功"),
                        UNTRUE,
                        new Expected("success", Data.SOME),
                        NOTHING_GOOD),
                of(
                        "usb-bridge",
                        new Emulated(Hardware.USB_STORAGE, List.of(), List.of()),
                        Use.ALSO_PURGED,
                        Order.UNMAP,
                        new Words(
                                "is behind a USB bridge that answers UNMAP with success and erases nothing",
                                "位于 USB 桥接器之后，桥接器对 UNMAP 回答成功，却什么也不擦除"),
                        UNTRUE,
                        KEEPS,
                        NO_PURGE),
                of(
                        "usb-bridge-attached",
                        new Emulated(Hardware.USB_ATTACHED, List.of(), List.of()),
                        Use.ALSO_PURGED,
                        Order.DISCARD,
                        new Words(
                                "the same by USB Attached SCSI, and the kernel discards",
                                "同上，经 USB Attached SCSI，由内核丢弃"),
                        UNTRUE,
                        KEEPS,
                        NO_PURGE),
                bestEffort(
                        "usb-bridge-overwritten",
                        new Emulated(Hardware.USB_STORAGE, List.of(), List.of()),
                        Order.WRITE_SAME_UNMAP,
                        new Words("is behind a USB bridge that keeps ATA commands back", "位于 USB 桥接器之后，桥接器不传 ATA 命令"),
                        List.of(6),
                        GOES_WELL,
                        NOTHING_GOOD),
                bestEffort(
                        "usb-bridge-write-fails",
                        Emulated.failing(Hardware.USB_STORAGE, FEW, Request.WRITE),
                        Order.OVERWRITE,
                        new Words("is behind a USB bridge, and can't write three blocks", "位于 USB 桥接器之后，有三个块不能写"),
                        BAD_BLOCKS,
                        STOPS,
                        NOTHING_GOOD));
    }

    private static Fault debug(ScsiDebug.Load load, ScsiDebug.Answer... answers) {
        return new ScsiDebug(load, List.of(answers), List.of());
    }

    private static Scenario one(
            String name,
            Fault fault,
            Order order,
            Words words,
            List<Integer> traps,
            Expected expected,
            List<String> never) {
        return of(name, fault, Use.OVERWRITTEN, order, words, traps, expected, never);
    }

    /** One that the product refuses to overwrite unless it is told to do what it can. */
    private static Scenario bestEffort(
            String name,
            Fault fault,
            Order order,
            Words words,
            List<Integer> traps,
            Expected expected,
            List<String> never) {
        Words more = new Words(words.english() + " (--best-effort)", words.chinese() + "（--best-effort）");
        return of(name, fault, Use.BEST_EFFORT, order, more, traps, expected, never);
    }

    private static Scenario of(
            String name,
            Fault fault,
            Use use,
            Order order,
            Words words,
            List<Integer> traps,
            Expected expected,
            List<String> never) {
        return new Scenario(
                name, new Scenario.Maker.Theirs(family(fault), fault, use), order, words, traps, expected, never);
    }

    private static Family family(Fault fault) {
        return switch (fault) {
            case NullBlock _ -> Family.NULL_BLK;
            case ScsiDebug _ -> Family.SCSI_DEBUG;
            case Emulated _ -> Family.QEMU;
        };
    }
}
