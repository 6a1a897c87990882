package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Laboratory;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.identity.AttachmentReader;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.FakeMachine.Disk;
import org.wangchuan.engine.medium.told.Reach;

/** What a virtual machine emulates is a logical unit where it shows what it is; what a real drive shows never is. */
class EmulatedDrivesTest {
    private static final String AHCI = "pci0000:00/0000:00:1f.2";
    private static final String SATA = AHCI + "/ata1/host0/target0:0:0/0:0:0:0";
    private static final String SAS_ADAPTER = "pci0000:00/0000:00:02.0";
    private static final String SAS = SAS_ADAPTER + "/host3/port-3:0/end_device-3:0/target3:0:0/3:0:0:0";
    private static final String USB_ADAPTER = "pci0000:00/0000:00:14.0";
    private static final String USB = USB_ADAPTER + "/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0";
    private static final String BRIDGE = "pci0000:00/0000:00:01.0";
    private static final String NVME_FUNCTION = BRIDGE + "/0000:01:00.0";
    private static final String NVME = NVME_FUNCTION + "/nvme/nvme0";
    private static final String CARD_HOST = "pci0000:00/0000:00:03.0";
    private static final String CARD = CARD_HOST + "/mmc_host/mmc0/mmc0:0001";

    @TempDir
    Path folder;

    private FakeMachine machine;

    @BeforeEach
    void start() {
        machine = new FakeMachine(folder);
    }

    private BlockDevice device(Disk disk) {
        return machine.files().disks().stream()
                .filter(one -> one.name().equals(disk.name()))
                .findFirst()
                .orElseThrow();
    }

    private Attachment attachment(Disk disk) {
        return AttachmentReader.read(device(disk), false);
    }

    private DeviceInventory.Listed only() {
        List<DeviceInventory.Entry> entries = new DeviceInventory(Kernel.system(), machine.files()).list();
        assertThat(entries).hasSize(1);
        return (DeviceInventory.Listed) entries.getFirst();
    }

    /** A function of PCI as sysfs shows it. */
    private void function(String path, String maker, String own, String subsystemMaker, String subsystem)
            throws IOException {
        Path there = folder.resolve("sys/devices").resolve(path);
        Files.createDirectories(there);
        write(there.resolve("vendor"), maker);
        write(there.resolve("device"), own);
        write(there.resolve("subsystem_vendor"), subsystemMaker);
        write(there.resolve("subsystem_device"), subsystem);
    }

    private static void write(Path file, String number) throws IOException {
        Files.write(file, ("0x" + number + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private Disk sata(String model) {
        return machine.disk(SATA, "sda", "8:0")
                .with("device/vendor", "ATA     ")
                .with("device/model", model);
    }

    private Disk nvme(String model) {
        return machine.disk(NVME, "nvme0n1", "259:0")
                .with("device/transport", "pcie")
                .with("device/model", model);
    }

    private void assertUnit(Attachment found, Bus bus) {
        assertThat(found.plainDrive()).isFalse();
        assertThat(found.bus()).isEqualTo(bus);
        assertThat(Reach.of(found)).isEqualTo(Reach.LOGICAL_UNIT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QEMU HARDDISK   ",
                "VBOX HARDDISK   ",
                "VMware Virtual S",
                "VMware Virtual I",
                "Virtual HD      ",
                "BHYVE SATA DISK "
            })
    void anEmulatedSataDriveIsALogicalUnitByItsName(String model) {
        assertUnit(attachment(sata(model)), Bus.ATA);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "QEMU NVMe Ctrl                          ",
                "ORCL-VBOX-NVME-VER12                    ",
                "VMware Virtual NVMe Disk                ",
                "bhyve-NVMe                              ",
                "Amazon Elastic Block Store              ",
                "Amazon EC2 NVMe Instance Storage        ",
                "Alibaba Cloud Elastic Block Storage     ",
                "MSFT NVMe Accelerator v1.0              ",
                "nvme_card-pd                            ",
                "nvme_card                               ",
                "nvme_card12                             "
            })
    void soIsAnEmulatedOrACloudsNvmeDrive(String model) {
        assertUnit(attachment(nvme(model)), Bus.NVME);
    }

    @ParameterizedTest
    @CsvSource({
        "QEMU, QEMU HARDDISK",
        "VBOX, HARDDISK",
        "'VMware,', VMware Virtual S",
        "VMware, Virtual disk",
        "Msft, Virtual Disk",
        "ATA, QEMU HARDDISK"
    })
    void soIsADiskOnAnEmulatedSasAdapterOrUsbPort(String vendor, String model) {
        Disk sas =
                machine.disk(SAS, "sdb", "8:16").with("device/vendor", vendor).with("device/model", model);
        assertUnit(attachment(sas), Bus.SCSI);
        Disk usb =
                machine.disk(USB, "sdc", "8:32").with("device/vendor", vendor).with("device/model", model);
        assertUnit(attachment(usb), Bus.USB);
    }

    /** It is listed with what its statements say: no class by its own word, and a volume. */
    @Test
    void itIsListedAsAVirtualDisk() {
        sata("QEMU HARDDISK   ")
                .with("device/vpd_pg89", new AtaDrive().rotationRate(1).informationPage());
        assertThat(only().medium().mediumClass()).isEqualTo(MediumClass.UNKNOWN);
        assertThat(only().obstacles())
                .singleElement()
                .satisfies(one -> assertThat(one.code()).isEqualTo(Obstacle.Code.VIRTUAL))
                .satisfies(one -> assertThat(one.blocking()).isFalse());
    }

    @ParameterizedTest
    @CsvSource({
        "8086, 2922, 1af4, 1100", // QEMU, whatever its owner calls the drive
        "15ad, 07e0, 15ad, 07e0", // VMware
        "8086, 2829, 1ab8, 0400", // Parallels
        "8086, 7010, 5853, 0001", // Xen
        "80ee, beef, 0000, 0000", // VirtualBox
        "1d0f, 8061, 0000, 0000", // Amazon
        "1ae0, 001f, 1ae0, 001f", // Google
        "fb5d, 0a0a, 0000, 0000", // bhyve
        "1b36, 0010, 1af4, 1100" // QEMU's NVMe
    })
    void whateverItIsCalledItsControllerTells(String maker, String own, String subsystemMaker, String subsystem)
            throws IOException {
        for (String path : new String[] {AHCI, NVME_FUNCTION, SAS_ADAPTER, CARD_HOST}) {
            function(path, maker, own, subsystemMaker, subsystem);
        }
        assertUnit(attachment(sata("WDC WD10EZEX-00B")), Bus.ATA);
        assertUnit(attachment(nvme("Samsung SSD 980 PRO 1TB")), Bus.NVME);
        Disk sas = machine.disk(SAS, "sdb", "8:16")
                .with("device/vendor", "SEAGATE ")
                .with("device/model", "ST4000NM0023    ");
        assertUnit(attachment(sas), Bus.SCSI);
        Disk card = machine.disk(CARD, "mmcblk0", "179:0").with("device/type", "MMC");
        assertUnit(attachment(card), Bus.MMC);
    }

    @Test
    void soItDoesOfADiskWithSeveralControllers() throws IOException {
        function(NVME_FUNCTION, "1d0f", "8061", "0000", "0000");
        Path controller = folder.resolve("sys/devices").resolve(NVME);
        Files.createDirectories(controller);
        Files.createSymbolicLink(
                controller.resolve("device"), folder.resolve("sys/devices").resolve(NVME_FUNCTION));
        Disk disk = machine.disk("virtual/nvme-subsystem/nvme-subsys0", "nvme0n1", "259:0")
                .with("device/model", "Somebody's own word");
        Path link = folder.resolve("sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0");
        Files.createSymbolicLink(link, controller);
        write(controller.resolve("nsid"), "1");
        Files.writeString(controller.resolve("transport"), "pcie\n");
        assertUnit(attachment(disk), Bus.NVME);
    }

    @Test
    void anSdCardOfQemusIsKnownByItsName() {
        Disk card =
                machine.disk(CARD, "mmcblk0", "179:0").with("device/type", "SD").with("device/name", "QEMU!");
        assertUnit(attachment(card), Bus.MMC);
        assertThat(attachment(card).isSdCard()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"SD, true", "SDcombo, true", "MMC, false"})
    void anSdCardIsToldFromAnEmmc(String type, boolean sd) {
        Disk card = machine.disk(CARD, "mmcblk0", "179:0").with("device/type", type);
        assertThat(attachment(card).isSdCard()).isEqualTo(sd);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WDC WD10EZEX-00B",
                "SAMSUNG MZ7LN256",
                "VB0250EAVER     ", // HP's, made by Western Digital
                "VIRTUAL HD      ",
                "Virtual HD 2    ",
                "QEMU HARDDISK 2 ",
                "HARDDISK        "
            })
    void aRealSataDriveIsNone(String model) throws IOException {
        function(AHCI, "8086", "2922", "1028", "1100");
        assertThat(attachment(sata(model))).isEqualTo(new Attachment(Bus.ATA, "sata", false, false, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Samsung SSD 980 PRO 1TB                 ",
                "Microsoft NVMe Direct Disk v2           ",
                "nvme_cards                              ",
                "QEMU NVMe Ctrl 2                        "
            })
    void aRealNvmeDriveIsNoneAlsoWhereAVirtualMachineIsHandedIt(String model) throws IOException {
        function(BRIDGE, "1b36", "000c", "1af4", "1100");
        function(NVME_FUNCTION, "144d", "a80a", "144d", "a801");
        assertThat(attachment(nvme(model))).isEqualTo(new Attachment(Bus.NVME, "pcie", false, false, true));
    }

    @Test
    void aRealStickAtAnEmulatedPortStaysADriveBehindABridge() throws IOException {
        function(USB_ADAPTER, "1b36", "000d", "1af4", "1100");
        Disk stick =
                machine.disk(USB, "sdc", "8:32").with("device/vendor", "VMware").with("device/model", "USB Stick");
        assertThat(Reach.of(attachment(stick))).isEqualTo(Reach.BRIDGE);
    }

    /** What does not show what it is passes for a drive: that is said in docs/threat-model.md. */
    @Test
    void anEmulationThatShowsNothingPassesForADrive() throws IOException {
        function(AHCI, "8086", "a102", "1028", "06b9");
        assertThat(Reach.of(attachment(sata("WDC WD10EZEX-00B")))).isEqualTo(Reach.DIRECT);
    }

    @Test
    void inTheLaboratoryItPassesForADriveAndIsATest() {
        assertLab(sata("QEMU HARDDISK"), "lab-sata", Reach.DIRECT);
        assertLab(nvme("QEMU NVMe Ctrl"), "lab-pcie", Reach.DIRECT);
        assertLab(named(SAS, "sdb", "8:16"), "lab-sas", Reach.DIRECT);
        assertLab(named(USB, "sdc", "8:32"), "lab-usb", Reach.BRIDGE);
        Disk card =
                machine.disk(CARD, "mmcblk0", "179:0").with("device/type", "SD").with("device/name", "QEMU!");
        assertLab(card, "lab-sd", Reach.DIRECT);
        assertThat(AttachmentReader.read(device(card), true).isSdCard()).isTrue();
    }

    /** Nothing tries it. */
    @Test
    void anEmmcDoesNotPassThereEither() throws IOException {
        function(CARD_HOST, "1b36", "0007", "1af4", "1100");
        Disk card = machine.disk(CARD, "mmcblk0", "179:0").with("device/type", "MMC");
        assertUnit(AttachmentReader.read(device(card), true), Bus.MMC);
    }

    private Disk named(String path, String name, String number) {
        return machine.disk(path, name, number)
                .with("device/vendor", "QEMU    ")
                .with("device/model", "QEMU HARDDISK   ");
    }

    private void assertLab(Disk disk, String transport, Reach reach) {
        Attachment found = AttachmentReader.read(device(disk), true);
        assertThat(found.transport()).isEqualTo(transport);
        assertThat(found.plainDrive()).isTrue();
        assertThat(Reach.of(found)).isEqualTo(reach);
        assertThat(Laboratory.passes(found)).isTrue();
        assertThat(Laboratory.passes(attachment(disk))).isFalse();
    }
}
