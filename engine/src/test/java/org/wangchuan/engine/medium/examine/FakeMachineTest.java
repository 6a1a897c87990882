package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Laboratory;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.identity.AttachmentReader;
import org.wangchuan.engine.medium.identity.BlockExaminer;
import org.wangchuan.engine.medium.identity.DeviceAnswers;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.FakeMachine.Disk;
import org.wangchuan.engine.medium.testing.Program;
import org.wangchuan.engine.medium.testing.ScriptedPort;

/** Machines that are not here: what their sysfs would show, and what is read of it. */
class FakeMachineTest {
    private static final String SATA = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0";
    private static final String SATA_2 = "pci0000:00/0000:00:17.0/ata2/host1/target1:0:0/1:0:0:0";
    private static final String USB = "pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0";
    private static final String RAID = "pci0000:00/0000:03:00.0/host2/target2:2:0/2:2:0:0";
    private static final String SAS = "pci0000:00/0000:02:00.0/host3/port-3:0/end_device-3:0/target3:0:0/3:0:0:0";

    private static final String IDENTIFY = "85 08 0e 00 00 00 01 00 00 00 00 00 00 40 ec 00";

    @TempDir
    Path folder;

    private FakeMachine machine;

    @BeforeEach
    void start() {
        machine = new FakeMachine(folder);
    }

    @Test
    void aSataDiskTellsItsOwnLabelsAndThatItRotates() {
        machine.disk(SATA, "sda", "8:0")
                .with("queue/rotational", "0") // the kernel's guess, wrong here
                .with("device/vendor", "ATA     ")
                .with("device/model", "WDC WD10EZEX-00B")
                .with("device/rev", "1A01")
                .with("device/wwid", "naa.50014ee212345678")
                .with("device/vpd_pg89", new AtaDrive().informationPage());
        Medium medium = only().medium();
        assertThat(medium.bus()).isEqualTo(Bus.ATA);
        assertThat(medium.model()).contains("WDC WD10EZEX-00BN5A0");
        assertThat(medium.serial()).contains("WD-WX12345678");
        assertThat(medium.labels().firmware()).contains("01.01A01");
        assertThat(medium.labels().wwn()).contains("naa.50014ee212345678");
        assertThat(medium.capacityBytes()).isEqualTo(1L << 30);
        assertThat(medium.geometry().physicalBlockBytes()).isEqualTo(4096);
        assertThat(medium.mediumClass()).isEqualTo(MediumClass.MAGNETIC);
        assertThat(medium.mediumClassSource()).isEqualTo(MediumClassSource.DEVICE);
        assertThat(medium.confirmation()).isEqualTo("WD-WX12345678");
        assertThat(only().obstacles()).isEmpty();
    }

    @Test
    void aSataDriveWithoutRotationIsFlash() {
        machine.disk(SATA, "sda", "8:0")
                .with("queue/rotational", "1")
                .with("device/vpd_pg89", new AtaDrive().rotationRate(1).informationPage());
        assertThat(only().medium().mediumClass()).isEqualTo(MediumClass.FLASH);
    }

    @Test
    void aDriveThatDoesNotSayIsUnknownWhateverTheKernelThinks() {
        machine.disk(SATA, "sda", "8:0").with("queue/rotational", "0");
        assertThat(only().medium().mediumClass()).isEqualTo(MediumClass.UNKNOWN);
        assertThat(only().medium().mediumClassSource()).isEqualTo(MediumClassSource.NONE);
    }

    @Test
    void aDriveBehindABridgeIsUnknownAndMarked() {
        machine.disk(USB, "sdb", "8:16")
                .with("queue/rotational", "0")
                .with("device/vendor", "JMicron ")
                .with("device/model", "Generic         ")
                .with("device/vpd_pgb1", HexFormat.of().parseHex("00b1003c0001"))
                .with("device/vpd_pg80", "\0\u0080\0\u0008ABC 1234");
        // The attribute above is text and so starts with two bytes for U+0080: not a page.
        assertThat(only().medium().serial()).isEmpty();
        assertThat(only().medium().bus()).isEqualTo(Bus.USB);
        assertThat(only().medium().attachment().bridge()).isTrue();
        assertThat(only().medium().model()).contains("JMicron Generic");
        assertThat(only().medium().mediumClass()).isEqualTo(MediumClass.UNKNOWN);
        assertThat(codes()).containsExactly(Obstacle.Code.BRIDGE);
    }

    @Test
    void aSasDriveAnswersThroughItsPages() {
        machine.disk(SAS, "sdc", "8:32")
                .with("device/vendor", "SEAGATE ")
                .with("device/model", "ST4000NM0023    ")
                .with("device/vpd_pg80", HexFormat.of().parseHex("00800008" + "5a31584142433132"))
                .with("device/vpd_pgb1", HexFormat.of().parseHex("00b1003c1c20"));
        assertThat(only().medium().serial()).contains("Z1XABC12");
        assertThat(only().medium().mediumClass()).isEqualTo(MediumClass.MAGNETIC);
        assertThat(only().obstacles()).isEmpty();
    }

    @Test
    void aControllersVolumeIsNotADriveWhateverItSaysOfItself() {
        machine.disk(RAID, "sdd", "8:48")
                .with("device/vendor", "LSI     ")
                .with("device/vpd_pgb1", HexFormat.of().parseHex("00b1003c1c20"));
        assertThat(only().medium().mediumClass()).isEqualTo(MediumClass.UNKNOWN);
        assertThat(codes()).containsExactly(Obstacle.Code.VIRTUAL);
        assertThat(only().obstacles().getFirst().blocking()).isFalse();
    }

    @Test
    void aLocalNvmeDriveIsFlash() {
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n1", "259:0")
                .with("device/model", "Samsung SSD 980 PRO 1TB                 ")
                .with("device/serial", "S5GXNX0T123456      ")
                .with("device/firmware_rev", "5B2QGXA7")
                .with("device/transport", "pcie")
                .with("wwid", "eui.002538b111b12345");
        Medium medium = only().medium();
        assertThat(medium.mediumClass()).isEqualTo(MediumClass.FLASH);
        assertThat(medium.serial()).contains("S5GXNX0T123456");
        assertThat(medium.labels().wwn()).contains("eui.002538b111b12345");
        assertThat(codes()).containsExactly(Obstacle.Code.PARTS_UNKNOWN);
    }

    @Test
    void anNvmeDriveOverANetworkIsRefused() {
        machine.disk("virtual/nvme-fabrics/ctl/nvme1", "nvme1n1", "259:1").with("device/transport", "tcp");
        assertThat(codes()).containsExactly(Obstacle.Code.FABRICS);
        assertThat(only().obstacles().getFirst().blocking()).isTrue();
        assertThat(only().medium().mediumClass()).isEqualTo(MediumClass.UNKNOWN);
    }

    /** The switch is the laboratory's alone, and nothing but what the laboratory makes passes by it. */
    @Test
    void whatTheLaboratoryMakesPassesForADriveByItsSwitchAlone() {
        BlockDevice nvme = device(machine.disk("virtual/nvme-fabrics/ctl/nvme1", "nvme1n1", "259:1")
                .with("device/transport", "tcp"));
        assertThat(AttachmentReader.read(nvme, false).fabrics()).isTrue();
        assertThat(AttachmentReader.read(nvme, true))
                .isEqualTo(new Attachment(Bus.NVME, Laboratory.NVME, false, false, true));
        assertThat(Laboratory.passes(AttachmentReader.read(nvme, true))).isTrue();
        assertThat(Laboratory.passes(AttachmentReader.read(nvme, false))).isFalse();

        String loop = "tcm_loop_0/tcm_loop_adapter_0/host2/target2:0:1/2:0:1:0";
        BlockDevice sata = device(machine.disk(loop, "sdx", "65:112").with("device/vendor", "ATA     "));
        assertThat(AttachmentReader.read(sata, false).plainDrive()).isFalse();
        assertThat(AttachmentReader.read(sata, true))
                .isEqualTo(new Attachment(Bus.ATA, Laboratory.SATA, false, false, true));

        BlockDevice rdma = device(machine.disk("virtual/nvme-fabrics/ctl/nvme2", "nvme2n1", "259:2")
                .with("device/transport", "rdma"));
        assertThat(AttachmentReader.read(rdma, true).fabrics()).isTrue();
    }

    @Test
    void oneNetworkPathAmongSeveralMakesANetwork() {
        machine.disk("virtual/nvme-subsystem/nvme-subsys0", "nvme0n1", "259:0")
                .with("device/nvme0/transport", "pcie")
                .with("device/nvme1/transport", "rdma");
        assertThat(only().medium().attachment().fabrics()).isTrue();
        assertThat(only().medium().attachment().transport()).isEqualTo("rdma");
    }

    @Test
    void anNvmeDriveOfUnknownTransportCountsAsANetwork() {
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n1", "259:0");
        assertThat(codes()).containsExactly(Obstacle.Code.FABRICS);
    }

    @ParameterizedTest
    @CsvSource({
        "nbd0, virtual/nbd, nbd",
        "rbd1, virtual/rbd, rbd",
        "drbd0, virtual/drbd, drbd",
        "etherd!e1.0, virtual/aoe, etherd",
        "rnbd0, virtual/rnbd, rnbd",
        "sdb, platform/vhci_hcd.0/usb5/5-1/5-1:1.0/host9/target9:0:0/9:0:0:0, usbip",
        "sdb, platform/host2/session1/target2:0:0/2:0:0:0, iscsi",
        "sdb, pci0000:00/0000:03:00.0/host7/rport-7:0-1/target7:0:0/7:0:0:0, fc",
    })
    void aDiskThatIsInAnotherMachineIsRefused(String name, String place, String transport) {
        machine.disk(place, name, "43:0");
        assertThat(only().medium().attachment().transport()).isEqualTo(transport);
        assertThat(codes()).contains(Obstacle.Code.FABRICS);
        assertThat(only().obstacles().getFirst().blocking()).isTrue();
    }

    @Test
    void aDiskOverScsiOnRdmaIsKnownByTheDriverOfItsHost() throws IOException {
        machine.disk("pci0000:00/0000:03:00.0/host7/target7:0:0/7:0:0:0", "sdb", "8:16");
        Path host = folder.resolve("sys/devices/pci0000:00/0000:03:00.0/host7/scsi_host/host7");
        Files.writeString(Files.createDirectories(host).resolve("proc_name"), "ib_srp\n");
        assertThat(codes()).containsExactly(Obstacle.Code.FABRICS);
    }

    @Test
    void aVolumeThatWritesElsewhereIsNotTakenForOneThatOverwrites() {
        machine.disk("virtual/zd0", "zd0", "230:0");
        assertThat(new ObstacleCheck(Kernel.system(), machine.files()).check(only().medium()))
                .extracting(Obstacle::code)
                .contains(Obstacle.Code.COPY_ON_WRITE);
    }

    @Test
    void aMemoryCardIsFlash() {
        machine.disk("platform/mmc/mmc_host/mmc0/mmc0:0001", "mmcblk0", "179:0")
                .with("device/name", "SD32G")
                .with("device/serial", "0x12345678")
                .with("device/type", "SD");
        assertThat(only().medium().bus()).isEqualTo(Bus.MMC);
        assertThat(only().medium().mediumClass()).isEqualTo(MediumClass.FLASH);
        assertThat(only().medium().serial()).contains("0x12345678");
    }

    @Test
    void whatElseIsOnAnEmmcIsNamed() throws IOException {
        String card = "platform/mmc/mmc_host/mmc0/mmc0:0001";
        machine.disk(card, "mmcblk0", "179:0").with("device/type", "MMC");
        machine.disk("platform/mmc/mmc_host/mmc1/mmc1:0001", "mmcblk1", "179:96");
        assertThat(codes(listed("mmcblk0"))).isEmpty();
        machine.disk(card + "/block/mmcblk0", "mmcblk0boot0", "179:32");
        Files.createDirectories(folder.resolve("sys/devices").resolve(card).resolve("mmcblk0rpmb"));
        assertThat(listed("mmcblk0").obstacles()).singleElement().satisfies(obstacle -> {
            assertThat(obstacle.code()).isEqualTo(Obstacle.Code.OTHER_PARTS);
            assertThat(obstacle.detail()).contains("mmcblk0boot0, mmcblk0rpmb").doesNotContain("mmcblk1");
        });
        assertThat(codes(listed("mmcblk0boot0"))).containsExactly(Obstacle.Code.OTHER_PARTS);
        assertThat(codes(listed("mmcblk1"))).isEmpty();
    }

    @Test
    void otherNamespacesOfAnNvmeDeviceAreNamed() {
        String controller = "pci0000:00/0000:01:00.0/nvme/nvme0";
        machine.disk(controller, "nvme0n1", "259:0").with("device/transport", "pcie");
        machine.disk("pci0000:00/0000:02:00.0/nvme/nvme1", "nvme1n1", "259:1").with("device/transport", "pcie");
        assertThat(codes(listed("nvme0n1"))).containsExactly(Obstacle.Code.PARTS_UNKNOWN);
        Disk second = machine.disk(controller, "nvme0n2", "259:2");
        assertThat(codes(listed("nvme0n1"))).containsExactly(Obstacle.Code.OTHER_PARTS, Obstacle.Code.PARTS_UNKNOWN);
        assertThat(codes(listed("nvme1n1"))).containsExactly(Obstacle.Code.PARTS_UNKNOWN);
        // A path of its own, hidden behind the one that is seen, is no part.
        second.with("hidden", "1");
        assertThat(codes(listed("nvme0n1"))).containsExactly(Obstacle.Code.PARTS_UNKNOWN);
    }

    @Test
    void namespacesOfOneSubsystemAreOneDevice() {
        for (int controller = 0; controller < 2; controller++) {
            String name = "nvme" + controller;
            machine.disk("pci0000:00/0000:0" + controller + ":00.0/nvme/" + name, name + "n1", "259:" + controller)
                    .with("device/transport", "pcie")
                    .with("device/subsysnqn", "nqn.2014-08.org.nvmexpress:one");
        }
        assertThat(codes(listed("nvme0n1"))).containsExactly(Obstacle.Code.OTHER_PARTS, Obstacle.Code.PARTS_UNKNOWN);
    }

    @Test
    void aMemberOfAMountedArrayIsHeldAndMounted() {
        Disk member = machine.disk(SATA, "sda", "8:0");
        Disk array = machine.disk("virtual", "md0", "9:0").with("md/level", "raid1");
        machine.stack(member, array);
        machine.mount("9:0", "/srv/data", "xfs", "/dev/md0");
        assertThat(codes(listed("sda"))).containsExactly(Obstacle.Code.HELD, Obstacle.Code.MOUNTED);
        assertThat(listed("sda").medium().holders()).containsExactly("md0");
        assertThat(codes(listed("md0"))).containsExactly(Obstacle.Code.MOUNTED, Obstacle.Code.COMPOSED);
    }

    @Test
    void theSystemsDiskIsKnownThroughEncryptionAndPartitions() {
        Disk disk = machine.disk(SATA, "sda", "8:0");
        Disk second = machine.partition(disk, "sda2", "8:2");
        machine.partition(disk, "sda3", "8:3");
        Disk crypt = machine.disk("virtual", "dm-0", "253:0")
                .with("dm/name", "cryptroot")
                .with("dm/uuid", "CRYPT-LUKS2-0");
        machine.stack(second, crypt);
        machine.mount("253:0", "/", "ext4", "/dev/mapper/cryptroot");
        assertThat(codes(listed("sda")))
                .containsExactlyInAnyOrder(
                        Obstacle.Code.SYSTEM_DISK,
                        Obstacle.Code.SYSTEM_DISK,
                        Obstacle.Code.SYSTEM_DISK,
                        Obstacle.Code.MOUNTED,
                        Obstacle.Code.HELD);
        assertThat(listed("sda").obstacles())
                .extracting(Obstacle::detail)
                .contains("this machine runs from sda", "dm-0 on sda is mounted at /");
        Medium unused = partition("8:3");
        assertThat(unused.partition()).isTrue();
        assertThat(unused.capacityBytes()).isEqualTo(256 << 20);
        assertThat(new ObstacleCheck(Kernel.system(), machine.files()).fromSystem(unused))
                .extracting(Obstacle::code)
                .containsExactly(Obstacle.Code.PARTITION);
        assertThat(new ObstacleCheck(Kernel.system(), machine.files()).fromSystem(partition("8:2")))
                .extracting(Obstacle::code)
                .contains(Obstacle.Code.SYSTEM_DISK, Obstacle.Code.MOUNTED, Obstacle.Code.HELD);
    }

    @Test
    void everyDeviceOfAMountedBtrfsIsMountedAlthoughTheTableNamesOne() {
        Disk first = machine.disk(SATA, "sda", "8:0");
        Disk second = machine.disk(SATA_2, "sdb", "8:16");
        machine.mount("0:45", "/srv", "btrfs", "/dev/sda");
        machine.btrfs("0d3c7d4e-9d8f-4d2e-8f0a-000000000000", first, second);
        assertThat(codes(listed("sda"))).containsExactly(Obstacle.Code.MOUNTED);
        assertThat(codes(listed("sdb"))).containsExactly(Obstacle.Code.MOUNTED);
    }

    @Test
    void aSystemThatRunsFromALoopRunsFromTheDiskUnderIt() throws IOException {
        Path image = Files.createFile(folder.resolve("filesystem.squashfs"));
        if (!(FileStatus.ofPath(Kernel.system(), image.toString()) instanceof FileStatus.Known(FileStatus status))) {
            throw new AssertionError(image);
        }
        machine.disk(USB, "sdb", "8:16");
        machine.disk("virtual", "loop0", "7:0").with("loop/backing_file", image.toString());
        machine.mount("7:0", "/", "squashfs", "/dev/loop0");
        machine.mount(status.device().toString(), "/media/stick", "vfat", "/dev/sdb");
        // The file lies where this test runs, whose device number stands for the stick.
        Disk stick = machine.disk(SATA, "sdx", status.device().toString());
        assertThat(codes(listed(stick.name())))
                .containsExactlyInAnyOrder(Obstacle.Code.MOUNTED, Obstacle.Code.SYSTEM_DISK);
    }

    @Test
    void hostileLabelsAreMadeHarmless() {
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n1", "259:0")
                .with("device/transport", "pcie")
                .with("device/model", "A\u001b[31mB\u202eC\u0000D\u00a0E\r\nF" + "x".repeat(10_000))
                .with("device/serial", new byte[] {(byte) 0xff, (byte) 0xfe, 'S', '1', (byte) 0xc3, '\n'})
                .with("device/firmware_rev", "  \t ");
        Labels labels = only().medium().labels();
        assertThat(labels.model().orElseThrow()).startsWith("A [31mB C D E F").hasSize(256);
        assertThat(labels.serial()).contains("S1");
        assertThat(labels.firmware()).isEmpty();
    }

    @Test
    void devicesWithoutAMediumAndHiddenPathsAreNotListed() {
        machine.disk(USB, "sda", "8:0").with("size", "0").with("removable", "1");
        machine.disk("virtual", "loop0", "7:0").with("size", "0");
        machine.disk(SATA_2, "sr0", "11:0");
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0c0n1", "259:9").with("hidden", "1");
        machine.disk("virtual", "zram0", "254:0");
        assertThat(new DeviceInventory(Kernel.system(), machine.files()).list()).isEmpty();
    }

    @Test
    void aMachineThatShowsNothingListsNothing() {
        FakeMachine empty = new FakeMachine(folder.resolve("empty"));
        assertThat(new DeviceInventory(Kernel.system(), empty.files()).list()).isEmpty();
        assertThat(empty.files().mounts().entries()).hasSize(1);
        assertThat(empty.files().swapPaths().entries()).isEmpty();
    }

    @Test
    void whoUsesADiskIsNotKnownWithoutTheWholeTableOfMounts() throws IOException {
        machine.disk(SATA, "sda", "8:0");
        assertThat(codes()).isEmpty();
        Path table = folder.resolve("proc/self/mountinfo");
        String whole = Files.readString(table);
        Files.writeString(table, whole + "a line of a kernel to come\n");
        assertUseUnknown();
        Files.writeString(table, "");
        assertUseUnknown();
        Files.writeString(table, whole.repeat((16 << 20) / whole.length() + 1));
        assertUseUnknown();
        Files.delete(table);
        assertUseUnknown();
        Files.createDirectory(table); // open succeeds, read fails
        assertUseUnknown();
    }

    @Test
    void whoUsesADiskIsNotKnownWithoutTheTableOfSwapSpace() throws IOException {
        machine.disk(SATA, "sda", "8:0");
        Path table = folder.resolve("proc/swaps");
        Files.createDirectory(table);
        assertUseUnknown();
        Files.delete(table);
        Files.writeString(table, "");
        assertUseUnknown();
        Files.writeString(table, "Filename\tType\tSize\tUsed\tPriority\n");
        assertThat(codes()).isEmpty();
    }

    private void assertUseUnknown() {
        assertThat(codes()).containsExactly(Obstacle.Code.USE_UNKNOWN);
        assertThat(only().obstacles().getFirst().blocking()).isTrue();
    }

    @Test
    void aDeviceWithABlockSizeThatCantBeIsNamedAndNotOffered() {
        machine.disk(SATA, "sda", "8:0").with("queue/logical_block_size", "520");
        assertThat(new DeviceInventory(Kernel.system(), machine.files()).list())
                .singleElement()
                .isInstanceOfSatisfying(
                        DeviceInventory.Silent.class,
                        silent -> assertThat(silent.refusal().reason()).contains("520"));
    }

    @Test
    void aDeviceWhoseAnswersNeverComeIsNamedAndHoldsNobodyUp() throws IOException {
        machine.disk(SATA, "sda", "8:0");
        Disk stuck = machine.disk(SATA_2, "sdb", "8:16");
        // Reading a pipe that nobody writes to waits as a driver does for a drive that is gone.
        Path size = stuck.folder().resolve("size");
        Files.delete(size);
        Program.run("mkfifo", size.toString());
        List<DeviceInventory.Entry> entries = new DeviceInventory(Kernel.system(), machine.files()).list();
        assertThat(entries.getFirst()).isInstanceOf(DeviceInventory.Listed.class);
        assertThat(entries.getLast()).isInstanceOfSatisfying(DeviceInventory.Silent.class, silent -> {
            assertThat(silent.name()).isEqualTo("sdb");
            assertThat(silent.refusal().code()).isEqualTo(Refused.Code.NO_ANSWER);
        });
    }

    @Test
    void aDriveBehindABridgeIsBelievedOnlyWithItsOwnChecksum() {
        BlockDevice device = device(machine.disk(USB, "sdb", "8:16").with("device/vendor", "JMicron "));
        Attachment bridge = AttachmentReader.read(device);
        try (ScriptedPort port =
                new ScriptedPort().expect(IDENTIFY, 512, ScriptedPort.data(new AtaDrive().identify()))) {
            DeviceAnswers answers = DeviceAnswers.read(device, bridge, Optional.of(port));
            assertThat(answers.mediumClass()).isEqualTo(MediumClass.MAGNETIC);
            assertThat(answers.labels().serial()).contains("WD-WX12345678");
            assertThat(answers.labels().wwn()).contains("naa.50014ee212345678");
        }
        try (ScriptedPort port =
                new ScriptedPort().expect(IDENTIFY, 512, ScriptedPort.data(new AtaDrive().unsignedIdentify()))) {
            assertThat(DeviceAnswers.read(device, bridge, Optional.of(port)).mediumClass())
                    .isEqualTo(MediumClass.UNKNOWN);
        }
    }

    @Test
    void aStickIsNotAskedWhatItMightFallOverAt() {
        BlockDevice device = device(machine.disk(USB, "sdb", "8:16").with("removable", "1"));
        try (ScriptedPort port = new ScriptedPort()) {
            assertThat(DeviceAnswers.read(device, AttachmentReader.read(device), Optional.of(port))
                            .mediumClass())
                    .isEqualTo(MediumClass.UNKNOWN);
        }
    }

    @Test
    void aSasDriveWithoutCachedPagesIsAsked() {
        BlockDevice device = device(machine.disk(SAS, "sdc", "8:32").with("device/vendor", "SEAGATE "));
        try (ScriptedPort port = new ScriptedPort()
                .expect(
                        "12 01 b1 00 40 00",
                        64,
                        ScriptedPort.data(HexFormat.of().parseHex("00b1003c0001")))) {
            assertThat(DeviceAnswers.read(device, AttachmentReader.read(device), Optional.of(port))
                            .mediumClass())
                    .isEqualTo(MediumClass.FLASH);
        }
    }

    private BlockDevice device(Disk disk) {
        return machine.files().disks().stream()
                .filter(device -> device.name().equals(disk.name()))
                .findFirst()
                .orElseThrow();
    }

    private DeviceInventory.Listed only() {
        List<DeviceInventory.Entry> entries = new DeviceInventory(Kernel.system(), machine.files()).list();
        assertThat(entries).hasSize(1);
        return (DeviceInventory.Listed) entries.getFirst();
    }

    private DeviceInventory.Listed listed(String name) {
        for (DeviceInventory.Entry entry : new DeviceInventory(Kernel.system(), machine.files()).list()) {
            if (entry instanceof DeviceInventory.Listed listed
                    && listed.medium().name().equals(name)) {
                return listed;
            }
        }
        throw new AssertionError("not listed: " + name);
    }

    private Medium partition(String number) {
        return machine.files()
                .device(DeviceNumber.parse(number).orElseThrow())
                .map(device -> new BlockExaminer(Kernel.system(), machine.files()).ofSysfs(device))
                .map(answer -> ((Examined) answer).medium())
                .orElseThrow();
    }

    private List<Obstacle.Code> codes() {
        return codes(only());
    }

    private static List<Obstacle.Code> codes(DeviceInventory.Listed listed) {
        return listed.obstacles().stream().map(Obstacle::code).toList();
    }
}
