package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.command.ata.AtaSanitize;
import org.wangchuan.engine.command.nvme.NvmeErase;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.ata.KernelPort;
import org.wangchuan.engine.medium.nvme.KernelNvmePort;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.FaultyKernel;
import org.wangchuan.engine.medium.testing.Media;
import org.wangchuan.engine.medium.testing.SequenceKernel;
import org.wangchuan.engine.medium.testing.TcgDrive;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.medium.told.Topic;
import org.wangchuan.engine.medium.told.Way;

/** What goes to the kernel, to the byte, when drives are asked; and what is made of what comes back. */
@Timeout(60)
class DriveInquiryTest {
    private static final String IDENTIFY = "85080e0000000100000000000040ec00";
    private static final String NATIVE_MAX = "85072000000000000000000000402700";
    private static final String OVERLAY = "85080e00c20001000000000000" + "40b100";
    private static final String READY = "000000000000";
    private static final String SANITIZE_STATUS = "8507200000000000000000000040b400";
    private static final long BLOCKS = 2_097_152;
    private static final long PATIENCE_MILLIS = 30_000;
    private static final byte[] NONE = new byte[0];
    private static final Medium NVME =
            Media.block("nvme0n1", "259:0", new Attachment(Bus.NVME, "pcie", false, false, true), 1 << 30, "NV1");

    @TempDir
    Path folder;

    private int machines;

    @Test
    void anAtaDriveThatCanSanitizeIsAskedHowTheLastOneEnded() {
        AtaDrive drive =
                new AtaDrive().word(59, 0xb000).word(80, 0x07f0).word(128, 0x29).word(89, 30);
        try (SequenceKernel kernel = new SequenceKernel(8, 0)
                .scsi(IDENTIFY, 512, 0, drive.identify(), NONE)
                .scsi(NATIVE_MAX, 0, 2, NONE, AtaDrive.registers(0x50, 0, BLOCKS + 99))
                .scsi(OVERLAY, 512, 0, AtaDrive.overlay(BLOCKS + 99), NONE)
                .scsi(SANITIZE_STATUS, 0, 2, NONE, sanitized())) {
            DriveFacts facts = ask(kernel, Media.ata(BLOCKS * 512));
            assertThat(facts.reach()).isEqualTo(Reach.DIRECT);
            assertThat(facts.notAsked()).isEmpty();
            assertThat(said(facts, FactName.CRYPTO_ERASE)).isEqualTo("yes from IDENTIFY DEVICE (ECh)");
            assertThat(said(facts, FactName.OVERWRITE)).isEqualTo("no from IDENTIFY DEVICE (ECh)");
            assertThat(said(facts, FactName.SANITIZE_STATE)).isEqualTo("last-succeeded from SANITIZE STATUS EXT");
            assertThat(said(facts, FactName.SECURITY_FROZEN)).isEqualTo("yes from IDENTIFY DEVICE (ECh)");
            assertThat(said(facts, FactName.ERASE_MINUTES)).isEqualTo("60 from IDENTIFY DEVICE (ECh)");
            assertThat(said(facts, FactName.HIDDEN)).isEqualTo("found from DEVICE CONFIGURATION IDENTIFY (B1h)");
            assertThat(said(facts, FactName.NATIVE_BLOCKS)).startsWith((BLOCKS + 100) + " ");
            assertThat(said(facts, FactName.ADDRESSABLE_BLOCKS)).startsWith(BLOCKS + " ");
            assertThat(Way.of(facts))
                    .containsExactly(
                            new Way(
                                    "ata-sanitize",
                                    Way.Standing.OFFERED,
                                    List.of("crypto-erase", "block-erase"),
                                    List.of()),
                            new Way(
                                    "ata-security-erase",
                                    Way.Standing.HINDERED,
                                    List.of("security"),
                                    List.of("security-frozen")),
                            new Way("tcg-psid-revert", Way.Standing.NOT_TOLD, List.of(), List.of()));
            assertThat(kernel.opened()).containsExactly("/dev/sda 80880"); // read-only, alone, not waiting
        }
    }

    @Test
    void aDriveThatDoesNotSayIsNotOneThatSaysNo() {
        try (SequenceKernel kernel = new SequenceKernel(8, 0)
                .scsi(IDENTIFY, 512, 0, new AtaDrive().withoutHidingFeatures().identify(), NONE)) {
            DriveFacts facts = ask(kernel, Media.ata(BLOCKS * 512));
            assertThat(said(facts, FactName.BLOCK_ERASE)).isEqualTo("not-in-answer from IDENTIFY DEVICE (ECh)");
            assertThat(facts.no(FactName.BLOCK_ERASE)).isFalse();
            assertThat(Way.of(facts))
                    .extracting(way -> way.id() + " " + way.standing().id())
                    .containsExactly(
                            "ata-sanitize not-told", "ata-security-erase not-offered", "tcg-psid-revert not-told");
        }
    }

    @Test
    void aDriveThatDoesNotSayWhetherItHasPasswordsIsNotOneWithoutThem() {
        for (int[] words : List.of(new int[] {0, 0, 0}, new int[] {0xffff, 0xffff, 0xffff}, new int[] {2, 0x4000, 0})) {
            AtaDrive drive = new AtaDrive()
                    .withoutHidingFeatures()
                    .word(82, words[0])
                    .word(83, words[1])
                    .word(128, words[2]);
            try (SequenceKernel kernel = new SequenceKernel(8, 0).scsi(IDENTIFY, 512, 0, drive.identify(), NONE)) {
                DriveFacts facts = ask(kernel, Media.ata(BLOCKS * 512));
                assertThat(said(facts, FactName.SECURITY)).startsWith("not-in-answer");
                assertThat(facts.no(FactName.SECURITY)).isFalse();
            }
        }
    }

    /** Whoever erases it holds it alone. */
    @Test
    void whatIsHeldAloneIsNotAsked() {
        try (SequenceKernel kernel = new SequenceKernel(8, 0).held("/dev/sda")) {
            assertThat(ask(kernel, Media.ata(BLOCKS * 512)).notAsked()).contains(NotAsked.IN_USE);
        }
    }

    /** A command that is not answered resets their controller. */
    @Test
    void aNamespaceIsNotAskedWhileAnotherOfItsControllerIsInUse() {
        FakeMachine machine = new FakeMachine(folder.resolve("namespaces"));
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n1", "259:0");
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n2", "259:1");
        try (SequenceKernel kernel = new SequenceKernel(259, 0).held("/dev/nvme0n2")) {
            DriveFacts facts = new DriveInquiry(kernel, machine.files()).ask(NVME, List.of(), PATIENCE_MILLIS);
            assertThat(facts.notAsked()).contains(NotAsked.IN_USE);
            assertThat(kernel.opened()).containsExactly("/dev/nvme0n2 80880");
        }
    }

    /** They are asked side by side, and each is opened alone. */
    @RepeatedTest(20)
    void namespacesOfOneControllerDoNotTakeEachOtherForInUse() {
        FakeMachine machine = new FakeMachine(folder.resolve("pair"));
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n1", "259:0");
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n2", "259:1");
        Medium second =
                Media.block("nvme0n2", "259:1", new Attachment(Bus.NVME, "pcie", false, false, true), 1 << 30, "NV2");
        try (SequenceKernel kernel = new SequenceKernel(8, 8).exclusive()) {
            List<DriveFacts> facts = new DriveInquiry(kernel, machine.files())
                    .askAll(
                            List.of(
                                    new DeviceInventory.Listed(NVME, List.of()),
                                    new DeviceInventory.Listed(second, List.of())),
                            PATIENCE_MILLIS);
            assertThat(facts).allSatisfy(one -> assertThat(one.notAsked()).contains(NotAsked.CHANGED));
        }
    }

    @Test
    void refusalsAreKeptAsTheyCame() {
        byte[] sense = {0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x20, 0, 0, 0, 0, 0};
        try (SequenceKernel kernel = new SequenceKernel(8, 16).scsi(IDENTIFY, 512, 2, NONE, sense)) {
            DriveFacts facts = ask(kernel, Media.usb(BLOCKS * 512));
            assertThat(facts.reach()).isEqualTo(Reach.BRIDGE);
            assertThat(facts.about(FactName.CRYPTO_ERASE).orElseThrow().value())
                    .isEqualTo(new Fact.Untold(
                            Fact.Why.REFUSED, "status 02h, sense 70000500000000" + "0a00000000200000000000"));
            assertThat(said(facts, FactName.HIDDEN)).startsWith("refused");
        }
        try (SequenceKernel kernel = new SequenceKernel(8, 0).scsiRefused(IDENTIFY, 512, Errno.ENOTTY.number())) {
            DriveFacts facts = ask(kernel, Media.ata(BLOCKS * 512));
            assertThat(said(facts, FactName.SECURITY)).startsWith("not-passed-on");
            assertThat(said(facts, FactName.HIDDEN)).startsWith("not-passed-on");
        }
    }

    /** What a bridge makes up has no checksum of the drive's; nor is it asked for what only the drive could know. */
    @Test
    void aBridgeIsNotTakenForTheDrive() {
        AtaDrive drive = new AtaDrive().withoutHidingFeatures().word(59, 0x9000).word(80, 0x07f0);
        try (SequenceKernel kernel = new SequenceKernel(8, 16).scsi(IDENTIFY, 512, 0, drive.unsignedIdentify(), NONE)) {
            DriveFacts facts = ask(kernel, Media.usb(BLOCKS * 512));
            assertThat(said(facts, FactName.BLOCK_ERASE)).startsWith("not-the-drives");
            assertThat(said(facts, FactName.SECURITY)).startsWith("not-the-drives");
        }
        try (SequenceKernel kernel = new SequenceKernel(8, 16).scsi(IDENTIFY, 512, 0, drive.identify(), NONE)) {
            DriveFacts facts = ask(kernel, Media.usb(BLOCKS * 512));
            assertThat(said(facts, FactName.BLOCK_ERASE)).startsWith("yes");
            assertThat(said(facts, FactName.SANITIZE_STATE)).startsWith("not-asked");
        }
    }

    @Test
    void anNvmeControllerThatCanSanitizeIsAskedForItsLog() {
        try (SequenceKernel kernel = new SequenceKernel(259, 0)
                .nvme(0x06, 0, 1, 4096, 0, controller(7, 0x0a, 4))
                .nvme(0x02, -1, 127 << 16 | 0x81, 512, 0, log(0xffff, 0x0103))
                .nvme(0x06, 0, 2, 4096, 0, numbers(1, 2))
                .nvme(0x06, 0, 0x10, 4096, 0, numbers(1, 2, 3))
                .nvme(0x06, 1, 0, 4096, 0, namespace())) {
            DriveFacts facts = ask(kernel, NVME);
            assertThat(said(facts, FactName.BLOCK_ERASE)).isEqualTo("yes from Identify Controller");
            assertThat(said(facts, FactName.SANITIZE_STATE)).isEqualTo("last-failed from Get Log Page Sanitize Status");
            assertThat(said(facts, FactName.GLOBAL_DATA_ERASED)).startsWith("yes");
            assertThat(said(facts, FactName.FORMAT_CRYPTO_ERASE)).startsWith("yes");
            assertThat(said(facts, FactName.ERASES_ALL)).startsWith("no");
            assertThat(said(facts, FactName.NAMESPACES_ATTACHED)).startsWith("2 ");
            assertThat(said(facts, FactName.NAMESPACES_ALLOCATED)).startsWith("3 ");
            assertThat(said(facts, FactName.NAMESPACE)).isEqualTo("1 from sysfs");
            assertThat(said(facts, FactName.BLOCK_BYTES)).startsWith("512 ");
            assertThat(said(facts, FactName.METADATA_BYTES)).isEqualTo("0 from Identify Namespace");
            assertThat(said(facts, FactName.PROTECTION_TYPE)).isEqualTo("0 from Identify Namespace");
            assertThat(said(facts, FactName.BOOT_PARTITION_BYTES))
                    .as("of 1.4, which has no log for it")
                    .isEqualTo("not-asked from Identify Controller");
            assertThat(Way.of(facts))
                    .extracting(way -> way.id() + " " + way.standing().id() + way.kinds())
                    .containsExactly(
                            "nvme-sanitize offered[crypto-erase, block-erase, overwrite]",
                            "nvme-format offered[format-nvm]",
                            "tcg-psid-revert not-offered[]");
        }
    }

    @Test
    void anNvmeControllerTellsWhetherItReportsPurging() {
        for (int claims : new int[] {0, 1}) {
            byte[] controller = controller(0x20 | 2, 0, 4);
            controller[81] = (byte) claims;
            controller[82] = 2;
            try (SequenceKernel kernel = new SequenceKernel(259, 0)
                    .nvme(0x06, 0, 1, 4096, 0, controller)
                    .nvme(0x02, -1, 127 << 16 | 0x81, 512, 0, log(0xffff, 0))
                    .nvme(0x06, 0, 2, 4096, 0, numbers(1))
                    .nvme(0x06, 1, 0, 4096, 0, namespace())) {
                DriveFacts facts = ask(kernel, NVME);
                if (claims == 0) {
                    assertThat(facts.about(FactName.PURGE_REPORTING)).as("2.0").isEmpty();
                } else {
                    assertThat(said(facts, FactName.PURGE_REPORTING)).isEqualTo("yes from Identify Controller");
                }
                assertThat(Way.of(facts).getFirst().kinds())
                        .as("it is no way of its own")
                        .containsExactly("block-erase");
            }
        }
    }

    /** MS of the format in use, and DPS (NVM Command Set 1.0, figure 97). */
    @Test
    void aNamespaceWhoseBlocksCarryMoreThanDataIsNotOneToFormat() {
        for (int[] carried : new int[][] {{8, 0}, {0, 3}, {64, 1}}) {
            byte[] namespace = namespace();
            namespace[128] = (byte) carried[0];
            namespace[29] = (byte) carried[1];
            try (SequenceKernel kernel = new SequenceKernel(259, 0)
                    .nvme(0x06, 0, 1, 4096, 0, controller(0, 0x02, 4))
                    .nvme(0x06, 0, 2, 4096, 0, numbers(1))
                    .nvme(0x06, 1, 0, 4096, 0, namespace)) {
                DriveFacts facts = ask(kernel, NVME);
                assertThat(said(facts, FactName.METADATA_BYTES)).startsWith(carried[0] + " ");
                assertThat(said(facts, FactName.PROTECTION_TYPE)).startsWith(carried[1] + " ");
                assertThat(Way.of(facts))
                        .contains(new Way(
                                "nvme-format",
                                Way.Standing.HINDERED,
                                List.of("format-nvm"),
                                List.of("more-than-data")));
            }
        }
    }

    /** By a log that only one is asked for that lists it: the header, and nothing of what they hold. */
    @Test
    void anNvmeControllerTellsItsBootPartitions() {
        byte[] header = {0x15, 0, 0, 0, 0x10, 0, 0, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0};
        assertThat(boot(logs(true), 0, header)).isEqualTo("2097152 from Get Log Page Boot Partition");
        header[4] = 0;
        assertThat(boot(logs(true), 0, header)).isEqualTo("0 from Get Log Page Boot Partition");
        assertThat(boot(logs(true), 0x4109, NONE)).isEqualTo("refused from Get Log Page Boot Partition");
        assertThat(boot(logs(true), 0, NONE))
                .as("a buffer that nobody wrote to is no zero")
                .isEqualTo("malformed from Get Log Page Boot Partition");
        assertThat(boot(logs(false), 0, NONE)).isEqualTo("not-in-answer from Get Log Page Supported Log Pages");
        assertThat(boot(NONE, 0, NONE)).isEqualTo("malformed from Get Log Page Supported Log Pages");
    }

    private String boot(byte[] logs, int status, byte[] header) {
        byte[] controller = controller(0, 0, 0);
        controller[81] = 0; // 2.0
        controller[82] = 2;
        controller[261] = 0x20;
        boolean isListed = logs.length > 0 && logs[4 * 0x15] == 1;
        try (SequenceKernel kernel = new SequenceKernel(259, 0)
                .nvme(0x06, 0, 1, 4096, 0, controller)
                .nvme(0x06, 0, 2, 4096, 0, numbers(1))
                .nvme(0x06, 1, 0, 4096, 0, namespace())
                .nvme(0x02, -1, 255 << 16, 1024, 0, logs)) {
            if (isListed) {
                kernel.nvme(0x02, 0, 3 << 16 | 0x15, 16, status, header);
            }
            return said(ask(kernel, NVME), FactName.BOOT_PARTITION_BYTES);
        }
    }

    /** Some that every controller has, with or without that of boot partitions. */
    private static byte[] logs(boolean boot) {
        byte[] out = new byte[1024];
        for (int page : new int[] {0x00, 0x01, 0x02, 0x03, 0x81}) {
            out[4 * page] = 1;
        }
        out[4 * 0x15] = (byte) (boot ? 1 : 0);
        return out;
    }

    /** Those of the command that would be sent: with no-deallocate the log has fields of their own, where the controller modifies the media for it. */
    @Test
    void anNvmeControllerTellsHowLongItsSanitizesTake() {
        assertThat(times(0x0000_0007)).containsExactly("100 ", "untold", "1600 ");
        assertThat(times(0x8000_0007)).containsExactly("140 ", "30 ", "untold");
        assertThat(times(0xa000_0007)).as("no-deallocate inhibited").containsExactly("100 ", "untold", "1600 ");
        assertThat(times(0x0000_0002))
                .as("a block erase alone")
                .containsExactly("never asked", "untold", "never asked");
    }

    private List<String> times(int capabilities) {
        byte[] controller = controller(0, 0, 4);
        ByteBuffer.wrap(controller).order(ByteOrder.LITTLE_ENDIAN).putInt(328, capabilities);
        ByteBuffer log = ByteBuffer.wrap(log(0xffff, 0x0101)).order(ByteOrder.LITTLE_ENDIAN);
        log.putInt(8, 1600).putInt(12, -1).putInt(16, 100);
        log.putInt(20, -1).putInt(24, 30).putInt(28, 140);
        try (SequenceKernel kernel = new SequenceKernel(259, 0)
                .nvme(0x06, 0, 1, 4096, 0, controller)
                .nvme(0x02, -1, 127 << 16 | 0x81, 512, 0, log.array())
                .nvme(0x06, 0, 2, 4096, 0, numbers(1))
                .nvme(0x06, 1, 0, 4096, 0, namespace())) {
            DriveFacts facts = ask(kernel, NVME);
            return FactName.about(Topic.SANITIZE_TIMES).stream()
                    .map(name -> facts.about(name).isEmpty() ? "never asked" : said(facts, name))
                    .map(text -> text.startsWith("not-in-answer")
                            ? "untold"
                            : text.replace("from Get Log Page Sanitize Status", ""))
                    .toList();
        }
    }

    /** What no namespace has, and memory that is in none: the one is the device's word, the other what Linux shows. */
    @Test
    void whatAnNvmeDeviceHasOutsideItsNamespacesIsTold() {
        assertThat(outside(capacities(4096, 1024), "cmbloc : x00000062\ncmbsz  : x0000401d"))
                .containsExactly("1024 from Identify Controller", "16384 from sysfs", "not-asked from sysfs");
        // 3 units of 64 KiB
        assertThat(outside(capacities(4096, 0), "cmbloc : x00000062\ncmbsz  : x0000311d"))
                .containsExactly("0 from Identify Controller", "196608 from sysfs", "not-asked from sysfs");
        assertThat(outside(capacities(0, 0), ""))
                .containsExactly(
                        "not-in-answer from Identify Controller", "not-in-answer from sysfs", "not-asked from sysfs");
        // A unit that is reserved, and something else than is expected.
        assertThat(outside(capacities(0, 0), "cmbloc : x00000062\ncmbsz  : x0000371d")
                        .get(1))
                .isEqualTo("malformed from sysfs");
        assertThat(outside(capacities(0, 0), "none").get(1)).isEqualTo("malformed from sysfs");
    }

    private List<String> outside(byte[] controller, String memoryBuffer) {
        FakeMachine machine = new FakeMachine(folder.resolve("outside" + machines++));
        FakeMachine.Disk disk = machine.disk("pci0000:00/nvme/nvme0", "nvme0n1", "259:0");
        if (!memoryBuffer.isEmpty()) {
            disk.with("device/cmb", memoryBuffer);
        }
        try (SequenceKernel kernel = new SequenceKernel(259, 0)
                .nvme(0x06, 0, 1, 4096, 0, controller)
                .nvme(0x06, 0, 2, 4096, 0, numbers(1))
                .nvme(0x06, 0, 0x10, 4096, 0, numbers(1))) {
            DriveFacts facts = new DriveInquiry(kernel, machine.files()).ask(NVME, List.of(), PATIENCE_MILLIS);
            return List.of(
                    said(facts, FactName.UNALLOCATED_BYTES),
                    said(facts, FactName.CONTROLLER_MEMORY_BYTES),
                    said(facts, FactName.PERSISTENT_MEMORY_BYTES));
        }
    }

    /** OACS: namespace management; TNVMCAP and UNVMCAP. */
    private static byte[] capacities(int total, int unallocated) {
        ByteBuffer out = ByteBuffer.wrap(controller(0, 0x08, 0)).order(ByteOrder.LITTLE_ENDIAN);
        return out.putInt(280, total).putInt(296, unallocated).array();
    }

    /** Before an NVMe namespace is overwritten its device is asked what else it has, by commands that only read. */
    @Test
    void anNvmeDeviceIsAskedWhatItHidesByItsOwnCommands() {
        byte[] whole = namespace();
        whole[2] = whole[10] = whole[18] = 0x20; // 2^21 blocks, as the kernel has it
        for (byte[] told : List.of(whole, namespace())) {
            FakeMachine machine = new FakeMachine(folder.resolve("hides" + told[2]));
            try (SequenceKernel kernel = new SequenceKernel(259, 0)
                    .nvme(0x06, 0, 1, 4096, 0, capacities(4096, 1024))
                    .nvme(0x06, 0, 2, 4096, 0, numbers(1))
                    .nvme(0x06, 0, 0x10, 4096, 0, numbers(1))
                    .nvme(0x06, 1, 0, 4096, 0, told)) {
                HiddenAreaReport report = new MediumExaminer(kernel, machine.files()).hiddenAreas(NVME);
                assertThat(report.finding().state()).isEqualTo(Arrays.equals(told, whole) ? "found" : "unreadable");
                assertThat(report.commands()).hasSize(4);
            }
        }
    }

    @Test
    void aControllerWithoutSanitizeIsNotAskedForItsLog() {
        try (SequenceKernel kernel = new SequenceKernel(259, 0)
                .nvme(0x06, 0, 1, 4096, 0, controller(0, 0, 0))
                .nvme(0x06, 0, 2, 4096, 0x4002, NONE)
                .nvme(0x06, 1, 0, 4096, 0, namespace())) {
            DriveFacts facts = ask(kernel, NVME);
            assertThat(said(facts, FactName.BLOCK_ERASE)).startsWith("no ");
            assertThat(facts.about(FactName.SANITIZE_STATE)).isEmpty();
            assertThat(facts.about(FactName.FORMAT_CRYPTO_ERASE)).isEmpty();
            assertThat(facts.about(FactName.NAMESPACES_ATTACHED).orElseThrow().value())
                    .isEqualTo(new Fact.Untold(Fact.Why.REFUSED, "status 4002h"));
            assertThat(Way.of(facts))
                    .extracting(Way::standing)
                    .containsExactly(Way.Standing.NOT_OFFERED, Way.Standing.NOT_OFFERED, Way.Standing.NOT_OFFERED);
        }
    }

    /** Success, and nobody wrote a byte: zeros would read as "no namespaces", and as a controller that can do nothing. */
    @Test
    void aBufferThatNobodyWroteToIsNoAnswer() {
        try (SequenceKernel kernel = new SequenceKernel(259, 0).nvme(0x06, 0, 1, 4096, 0, NONE)) {
            DriveFacts facts = ask(kernel, NVME);
            assertThat(said(facts, FactName.BLOCK_ERASE)).startsWith("malformed");
            assertThat(said(facts, FactName.FORMAT)).startsWith("malformed");
            assertThat(Way.of(facts)).extracting(Way::standing).containsOnly(Way.Standing.NOT_TOLD);
        }
    }

    /** One knows it, one does not, and one answers in a manner of its maker's, which tells nothing. */
    @Test
    void aSasDriveIsAskedWhichSanitizesItKnows() {
        String asks = "a30c0248000%d000002000000";
        try (SequenceKernel kernel = new SequenceKernel(8, 32)
                .scsi(READY, 0, 0, NONE, NONE)
                .scsi(asks.formatted(3), 512, 0, new byte[] {0, 3, 0, 10}, NONE)
                .scsi(asks.formatted(2), 512, 0, new byte[] {0, 1, 0, 0}, NONE)
                .scsi(asks.formatted(1), 512, 0, new byte[] {0, 5, 0, 10}, NONE)
                .scsi("a30c01040000000002000000", 512, 0, new byte[] {0, 3, 0, 6}, NONE)
                .scsi("a20000008000000000010000", 512, 0, TcgDrive.protocols(0, 0x20), NONE)) {
            DriveFacts facts = ask(kernel, scsi("sas", false, true));
            assertThat(said(facts, FactName.CRYPTO_ERASE)).isEqualTo("yes from REPORT SUPPORTED OPERATION CODES");
            assertThat(said(facts, FactName.BLOCK_ERASE)).startsWith("no ");
            assertThat(said(facts, FactName.OVERWRITE)).startsWith("not-in-answer");
            assertThat(Way.of(facts))
                    .containsExactly(
                            new Way("scsi-sanitize", Way.Standing.OFFERED, List.of("crypto-erase"), List.of()),
                            new Way("scsi-format-unit", Way.Standing.OFFERED, List.of("format-unit"), List.of()),
                            new Way("tcg-psid-revert", Way.Standing.NOT_OFFERED, List.of(), List.of()));
        }
    }

    /** Rules that only overwrite ask for no more: one command, and one more of a drive that can sanitize. */
    @Test
    void whatKeepsAnAtaDriveFromBeingWrittenToIsAskedAlone() {
        AtaDrive locked = new AtaDrive().word(59, 0).word(80, 0x07f0).word(128, 0x07);
        try (SequenceKernel kernel = new SequenceKernel(8, 0).scsi(IDENTIFY, 512, 0, locked.identify(), NONE)) {
            assertThat(barring(kernel, Media.ata(BLOCKS * 512))).containsExactly("security-locked");
        }
        AtaDrive sanitizes = new AtaDrive().word(59, 0xb000).word(80, 0x07f0).word(128, 0x21);
        try (SequenceKernel kernel = new SequenceKernel(8, 0)
                .scsi(IDENTIFY, 512, 0, sanitizes.identify(), NONE)
                .scsi(SANITIZE_STATUS, 0, 2, NONE, sanitizing())) {
            assertThat(barring(kernel, Media.ata(BLOCKS * 512))).containsExactly("sanitize-state");
        }
        try (SequenceKernel kernel = new SequenceKernel(8, 0)
                .scsi(IDENTIFY, 512, 0, sanitizes.identify(), NONE)
                .scsi(SANITIZE_STATUS, 0, 2, NONE, sanitized())) {
            assertThat(barring(kernel, Media.ata(BLOCKS * 512))).isEmpty();
        }
    }

    /** A way that it has is not told as one that it would take now. */
    @Test
    void aRunningSanitizeHindersEveryWay() {
        AtaDrive drive = new AtaDrive()
                .withoutHidingFeatures()
                .word(59, 0xb000)
                .word(80, 0x07f0)
                .word(82, 0x0002)
                .word(128, 0x21);
        try (SequenceKernel kernel = new SequenceKernel(8, 0)
                .scsi(IDENTIFY, 512, 0, drive.identify(), NONE)
                .scsi(SANITIZE_STATUS, 0, 2, NONE, sanitizing())) {
            assertThat(Way.of(ask(kernel, Media.ata(BLOCKS * 512))))
                    .filteredOn(way -> way.id().startsWith("ata-"))
                    .hasSize(2)
                    .allSatisfy(way -> assertThat(way.hindrances()).containsExactly("sanitize-running"));
        }
    }

    @Test
    void soOfAnNvmeController() {
        for (int state : new int[] {0x0102, 0x0101}) {
            try (SequenceKernel kernel = new SequenceKernel(259, 0)
                    .nvme(0x06, 0, 1, 4096, 0, controller(7, 0x0a, 4))
                    .nvme(0x02, -1, 127 << 16 | 0x81, 512, 0, log(0x8000, state))) {
                assertThat(barring(kernel, NVME)).hasSize(state == 0x0102 ? 1 : 0);
            }
        }
        try (SequenceKernel kernel = new SequenceKernel(259, 0).nvme(0x06, 0, 1, 4096, 0, controller(0, 0x0a, 4))) {
            assertThat(barring(kernel, NVME)).isEmpty();
        }
    }

    /** Fixed and descriptor format; a drive that has to be started, or was just reset, is at nothing. */
    @Test
    void aSasDriveThatIsAtASanitizeOrAFormatSaysSoToWhateverItIsAsked() {
        Medium sas = scsi("sas", false, true);
        for (String sense : List.of(
                "700002000000000a00000000041b00000000",
                "700002000000000a00000000040400000000",
                "7202041b00000000",
                "7202040400000000")) {
            try (SequenceKernel kernel = new SequenceKernel(8, 32)
                    .scsi(READY, 0, 2, NONE, HexFormat.of().parseHex(sense))) {
                assertThat(barring(kernel, sas)).as(sense).containsExactly("sanitize-state");
            }
        }
        for (String sense : List.of(
                "7202040200000000",
                "7206290000000000",
                "7302041b00000000",
                "700002000000000a00000000310300000000",
                "")) {
            try (SequenceKernel kernel = new SequenceKernel(8, 32)
                    .scsi(
                            READY,
                            0,
                            sense.isEmpty() ? 0 : 2,
                            NONE,
                            HexFormat.of().parseHex(sense))) {
                assertThat(barring(kernel, sas)).as(sense).isEmpty();
            }
        }
    }

    /** It is begun with though nothing was heard of it, while a command that got stuck still has its descriptor. */
    @Test
    void whatIsAskedWhetherItTakesWritesIsNotHeldAloneMeanwhile() {
        AtaDrive drive = new AtaDrive().word(59, 0).word(80, 0x07f0).word(128, 0x07);
        try (SequenceKernel kernel = new SequenceKernel(8, 0).scsi(IDENTIFY, 512, 0, drive.identify(), NONE)) {
            assertThat(barring(kernel, Media.ata(BLOCKS * 512))).containsExactly("security-locked");
            assertThat(kernel.opened())
                    .as("alone to see that nobody holds it, closed, and then as any reader")
                    .containsExactly("/dev/sda 80880", "/dev/sda 80800");
        }
        try (SequenceKernel kernel = new SequenceKernel(8, 0).held("/dev/sda")) {
            DriveFacts facts = new DriveInquiry(kernel, new FakeMachine(folder).files())
                    .askWhetherItTakesWrites(Media.ata(BLOCKS * 512), List.of(), PATIENCE_MILLIS);
            assertThat(facts.notAsked()).contains(NotAsked.IN_USE);
            assertThat(kernel.opened()).containsExactly("/dev/sda 80880");
        }
    }

    /** What a bridge tells may be what the drive once said. */
    @Test
    void whetherItTakesWritesNothingIsAskedInADrivesPlace() {
        for (Medium other : List.of(
                Media.usb(BLOCKS * 512), Media.loop(1 << 20), Media.image(1 << 20), scsi("iscsi", true, false))) {
            try (SequenceKernel kernel = new SequenceKernel(0, 0)) {
                assertThat(barring(kernel, other)).isEmpty();
                assertThat(kernel.opened()).isEmpty();
            }
        }
    }

    private List<String> barring(SequenceKernel kernel, Medium medium) {
        FakeMachine machine = new FakeMachine(folder.resolve("machine" + machines++));
        machine.disk("pci0000:00/nvme/nvme0", "nvme0n1", "259:0").with("nsid", "1");
        DriveFacts facts = new DriveInquiry(kernel, machine.files())
                .askWhetherItTakesWrites(medium, List.of(), PATIENCE_MILLIS)
                .barringWrites();
        return facts.facts().stream().map(fact -> fact.name().id()).toList();
    }

    @Test
    void whatCannotShowItsOwnAnswerIsNotEvenOpened() {
        assertThat(unasked(Media.loop(1 << 20))).isEqualTo(NotAsked.NO_DRIVE);
        assertThat(unasked(Media.image(1 << 20))).isEqualTo(NotAsked.NO_DRIVE);
        assertThat(unasked(scsi("iscsi", true, false))).isEqualTo(NotAsked.FABRICS);
        assertThat(unasked(Media.block(
                        "nvme0n1", "259:0", new Attachment(Bus.NVME, "tcp", false, true, false), 1 << 20, "")))
                .isEqualTo(NotAsked.FABRICS);
        assertThat(unasked(scsi("virtio", false, false))).isEqualTo(NotAsked.LOGICAL_UNIT);
        assertThat(unasked(scsi("ufs", false, true))).isEqualTo(NotAsked.KIND);
        assertThat(unasked(Media.ata(1 << 20), new Obstacle(Obstacle.Code.MOUNTED, "it is mounted")))
                .isEqualTo(NotAsked.IN_USE);
    }

    @Test
    void whatOnlyRefusesWritesIsAsked() {
        try (SequenceKernel kernel = new SequenceKernel(8, 0)
                .scsi(IDENTIFY, 512, 0, new AtaDrive().withoutHidingFeatures().identify(), NONE)) {
            Obstacle readOnly = new Obstacle(Obstacle.Code.READ_ONLY, "it is read-only");
            assertThat(ask(kernel, Media.ata(BLOCKS * 512), readOnly).facts()).isNotEmpty();
        }
    }

    @Test
    void anotherDeviceUnderItsNameIsNotAsked() {
        try (SequenceKernel kernel = new SequenceKernel(8, 48)) {
            assertThat(ask(kernel, Media.ata(BLOCKS * 512)).notAsked()).contains(NotAsked.CHANGED);
        }
    }

    /** Nobody waits for one that hangs any longer than was said. */
    @Test
    void aDriveThatHangsIsPassedOver() {
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        CountDownLatch hang = kernel.hangOpens();
        DriveFacts facts =
                new DriveInquiry(kernel, new FakeMachine(folder).files()).ask(Media.ata(1 << 20), List.of(), 100);
        hang.countDown();
        assertThat(facts.notAsked()).contains(NotAsked.NO_ANSWER);
        assertThat(facts.detail()).isEqualTo("no answer within 100 ms");
    }

    @Test
    void nothingThatChangesADeviceGoesThrough() {
        try (SequenceKernel kernel = new SequenceKernel(8, 0)) {
            byte[] erase = AtaSanitize.blockErase(AtaSanitize.AfterFailure.STAY).block();
            assertThatIllegalArgumentException().isThrownBy(() -> new KernelPort(kernel, 7).execute(erase, 0));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new KernelNvmePort(kernel, 7).execute(NvmeErase.blockErase()));
        }
    }

    private DriveFacts ask(Kernel kernel, Medium medium, Obstacle... obstacles) {
        FakeMachine machine = new FakeMachine(folder.resolve("machine" + machines++));
        machine.disk("pci0000:00/nvme/nvme0", "nvme0n1", "259:0").with("nsid", "1");
        return new DriveInquiry(kernel, machine.files()).ask(medium, List.of(obstacles), PATIENCE_MILLIS);
    }

    private static NotAsked unasked(Medium medium, Obstacle... obstacles) {
        try (SequenceKernel kernel = new SequenceKernel(0, 0)) {
            DriveFacts facts =
                    new DriveInquiry(kernel, SystemFiles.real()).ask(medium, List.of(obstacles), PATIENCE_MILLIS);
            assertThat(kernel.opened()).isEmpty();
            assertThat(facts.facts()).isEmpty();
            return facts.notAsked().orElseThrow();
        }
    }

    private static Medium scsi(String transport, boolean fabrics, boolean plain) {
        return Media.block("sdc", "8:32", new Attachment(Bus.SCSI, transport, false, fabrics, plain), 1 << 20, "");
    }

    private static String said(DriveFacts facts, FactName name) {
        Fact fact = facts.about(name).orElseThrow();
        String value = switch (fact.value()) {
            case Fact.Flag(boolean yes) -> yes ? "yes" : "no";
            case Fact.Count(long count) -> "" + count;
            case Fact.Word(String id) -> id;
            case Fact.Untold(Fact.Why why, String _) -> why.id();
        };
        return value + " from " + fact.source();
    }

    /** SANITIZE OPERATION COMPLETED WITHOUT ERROR: bit 15 of COUNT, and no progress. */
    private static byte[] sanitizing() {
        byte[] sense = AtaDrive.registers(0x50, 0, 0x8000);
        sense[12] = 0x40;
        return sense;
    }

    private static byte[] sanitized() {
        byte[] sense = AtaDrive.registers(0x50, 0, 0xffff);
        sense[12] = (byte) 0x80;
        return sense;
    }

    private static byte[] controller(int sanicap, int oacs, int fna) {
        byte[] out = new byte[4096];
        out[4] = 'N';
        out[81] = 4; // 1.4
        out[82] = 1;
        out[256] = (byte) oacs;
        out[328] = (byte) sanicap;
        out[516] = 8;
        out[524] = (byte) fna;
        return out;
    }

    private static byte[] log(int progress, int status) {
        ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        return out.putShort(0, (short) progress).putShort(2, (short) status).array();
    }

    private static byte[] numbers(int... numbers) {
        ByteBuffer out = ByteBuffer.allocate(4096).order(ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(numbers).forEach(out::putInt);
        return out.array();
    }

    private static byte[] namespace() {
        byte[] out = new byte[4096];
        out[2] = out[10] = out[18] = 0x10;
        out[130] = 9;
        return out;
    }
}
