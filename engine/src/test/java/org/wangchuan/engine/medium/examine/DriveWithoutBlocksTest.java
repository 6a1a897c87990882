package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.Refused.Code;
import org.wangchuan.engine.medium.examine.DeviceInventory.Entry;
import org.wangchuan.engine.medium.examine.DeviceInventory.Silent;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.FakeMachine.Disk;
import org.wangchuan.engine.medium.testing.SequenceKernel;

/** Drives full of data of which Linux shows no block: a list that leaves one out looks complete. */
class DriveWithoutBlocksTest {
    private static final String SAS = "pci0000:00/0000:02:00.0/host3/port-3:0/end_device-3:0/target3:0:0/3:0:0:0";
    private static final String SATA = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0";
    private static final String NVME = "pci0000:00/0000:01:00.0/nvme/nvme0";

    private static final String READY = "000000000000";
    private static final String CAPACITY = "9e100000000000000000000000200000";
    private static final byte[] NONE = new byte[0];
    private static final long PATIENCE_MILLIS = 30_000;

    @TempDir
    Path folder;

    private FakeMachine machine;

    @BeforeEach
    void start() {
        machine = new FakeMachine(folder);
    }

    @Test
    void aDriveWithoutACapacityIsListedWithWhoItIsAndThatItWasNotErased() {
        sas();
        assertThat(list()).singleElement().isInstanceOfSatisfying(Silent.class, silent -> {
            assertThat(silent.name()).isEqualTo("sdb");
            assertThat(silent.labels().model()).contains("NETAPP X422_HCOBE600A10");
            assertThat(silent.labels().serial()).contains("Z1XABC12");
            assertThat(silent.refusal().code()).isEqualTo(Code.NO_CAPACITY);
            assertThat(silent.refusal().reason())
                    .contains(
                            "520 bytes",
                            "broken off",
                            "erasure of its own",
                            "NOT erased",
                            "nothing here erases it",
                            "sg_format",
                            "destroy it");
            assertThat(silent.refusal().about().getFirst()).endsWith("/sdb");
        });
    }

    /** A namespace with metadata, behind whatever driver; a bridge. */
    @ParameterizedTest
    @CsvSource({
        "nvme0n1, pci0000:00/0000:01:00.0/nvme/nvme0",
        "sda, pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0",
        "sdaa, pci0000:00/0000:00:14.0/usb2/2-1/2-1:1.0/host6/target6:0:0/6:0:0:0",
    })
    void soIsOneOnAnyBusOfDrives(String name, String place) {
        machine.disk(place, name, "8:0").with("size", "0");
        assertThat(list())
                .singleElement()
                .isInstanceOfSatisfying(
                        Silent.class,
                        silent -> assertThat(silent.refusal().code()).isEqualTo(Code.NO_CAPACITY));
    }

    @Test
    void whatNothingWasPutIntoIsNoDrive() {
        machine.disk(SATA, "sda", "8:0").with("size", "0").with("removable", "1");
        machine.disk("virtual", "loop0", "7:0").with("size", "0");
        machine.disk("virtual", "md0", "9:0").with("size", "0").with("md/level", "raid1");
        machine.disk("virtual", "nbd0", "43:0").with("size", "0");
        machine.disk("virtual", "nullb0", "252:0").with("size", "0");
        assertThat(list()).isEmpty();
    }

    @Test
    void whatLinuxDoesNotTakeIsToldByTheDriveItself() throws IOException {
        assertCause(
                new SequenceKernel(8, 16)
                        .scsi(READY, 0, 0, NONE, NONE)
                        .scsi(CAPACITY, 32, 0, hex("0000000045dd2faf00000208" + "00".repeat(20)), NONE),
                Code.BLOCK_LENGTH,
                "its blocks have 520 bytes");
    }

    /** What else it may say: ready or not, at once or after what it had to tell of before. */
    @ParameterizedTest
    @CsvSource({
        "02, 041b, AT_WORK, NOT known to be erased",
        "02, 0404, AT_WORK, NOT known to be erased",
        "03, 3100, FORMAT_BROKEN_OFF, NOT erased",
        "03, 3101, FORMAT_BROKEN_OFF, NOT erased",
        "03, 3103, SANITIZE_FAILED, sg_sanitize",
    })
    void whatADriveIsAtOrHasFailedAtIsToldByIt(String key, String codes, Code code, String words) throws IOException {
        assertCause(new SequenceKernel(8, 16).scsi(READY, 0, 2, NONE, sense(key, codes)), code, words);
        assertCause(
                new SequenceKernel(8, 16)
                        .scsi(READY, 0, 2, NONE, sense("06", "2900"))
                        .scsi(READY, 0, 2, NONE, sense(key, codes)),
                code,
                words);
        assertCause(
                new SequenceKernel(8, 16).scsi(READY, 0, 0, NONE, NONE).scsi(CAPACITY, 32, 2, NONE, sense(key, codes)),
                code,
                words);
    }

    /** It has ended since, and Linux has not looked again: that is no word of how it ended. */
    @Test
    void oneThatTellsACapacityByNowIsNotSaidToBeErased() throws IOException {
        assertCause(
                new SequenceKernel(8, 16)
                        .scsi(READY, 0, 0, NONE, NONE)
                        .scsi(CAPACITY, 32, 0, hex("0000000045dd2faf00000200" + "00".repeat(20)), NONE),
                Code.STALE_CAPACITY,
                "NOT known to be erased");
    }

    @Test
    void oneThatSaysNothingOfItKeepsAllReasons() throws IOException {
        assertCause(
                new SequenceKernel(8, 16)
                        .scsi(READY, 0, 2, NONE, sense("04", "4400"))
                        .scsi(CAPACITY, 32, 2, NONE, sense("04", "4400")),
                Code.NO_CAPACITY,
                "defective");
        assertCause(
                new SequenceKernel(8, 16)
                        .scsi(READY, 0, 0, NONE, NONE)
                        .scsi(CAPACITY, 32, 0, hex("ffffffffffffffff00000200" + "00".repeat(20)), NONE),
                Code.NO_CAPACITY,
                "defective");
        assertCause(
                new SequenceKernel(8, 16).scsiRefused(READY, 0, 25).scsiRefused(CAPACITY, 32, 25),
                Code.NO_CAPACITY,
                "defective");
    }

    /** A bridge answers in the drive's place, and SATA drives are kept from no capacity by their blocks. */
    @Test
    void whatIsNotOnScsiIsNotAsked() throws IOException {
        machine.disk(SATA, "sdb", "8:16").with("size", "0");
        try (SequenceKernel kernel = new SequenceKernel(8, 16).withoutBlocks()) {
            assertThat(asked(kernel).code()).isEqualTo(Code.NO_CAPACITY);
        }
    }

    @Test
    void anNvmeDriveOfWhichLinuxShowsNoDiskIsListed() {
        machine.disk(SATA, "sda", "8:0");
        machine.nvme(NVME).with("model", "KXG60ZNV1T02 TOSHIBA    ").with("serial", "X9FS10ABCDEF        ");
        List<Entry> entries = list();
        assertThat(entries).hasSize(2);
        assertThat(entries.getLast()).isInstanceOfSatisfying(Silent.class, silent -> {
            assertThat(silent.name()).isEqualTo("nvme0");
            assertThat(silent.labels().serial()).contains("X9FS10ABCDEF");
            assertThat(silent.refusal().code()).isEqualTo(Code.NO_NAMESPACE);
            assertThat(silent.refusal().reason())
                    .contains("deleted or detached", "NOT erased", "nothing here erases it", "nvme create-ns")
                    .doesNotContain("its controller is");
        });
    }

    /** The hidden path to a namespace of a kind that Linux does not take is no disk. */
    @Test
    void aDiskThatIsHiddenIsNone() {
        machine.nvme(NVME).with("state", "dead");
        machine.disk(NVME, "nvme0c0n1", "259:9").with("hidden", "1");
        assertThat(list())
                .singleElement()
                .isInstanceOfSatisfying(
                        Silent.class,
                        silent -> assertThat(silent.refusal().reason()).contains("(its controller is dead)"));
    }

    @Test
    void oneWhoseDiskIsThereIsListedOnce() {
        machine.nvme(NVME);
        machine.disk(NVME, "nvme0n1", "259:0");
        machine.nvme("pci0000:00/0000:03:00.0/nvme/nvme1");
        machine.disk("virtual/nvme-subsystem/nvme-subsys1", "nvme1n1", "259:1").with("device/nvme1/transport", "pcie");
        assertThat(list()).hasSize(2).allSatisfy(entry -> assertThat(entry).isInstanceOf(DeviceInventory.Listed.class));
    }

    @Test
    void whatHasNoBlocksByItsKindOrLiesInAnotherComputerIsNoDriveOfThisOne() {
        machine.nvme("virtual/nvme-fabrics/ctl/nvme2").with("transport", "tcp");
        machine.nvme("pci0000:00/0000:03:00.0/nvme/nvme1").with("cntrltype", "admin");
        assertThat(list()).isEmpty();
    }

    @Test
    void drivesThatTheFirmwareHidesAreCounted() {
        assertThat(inventory(Kernel.system()).hiddenByFirmware()).isZero();
        machine.pci("0000:00:1f.0");
        machine.pci("0000:00:16.0").with("remapped_nvme", "0");
        assertThat(inventory(Kernel.system()).hiddenByFirmware()).isZero();
        machine.pci("0000:00:17.0").with("remapped_nvme", "2");
        machine.pci("0000:00:18.0").with("remapped_nvme", "1");
        machine.pci("0000:00:19.0").with("remapped_nvme", "-1");
        assertThat(inventory(Kernel.system()).hiddenByFirmware()).isEqualTo(3);
    }

    private Disk sas() {
        return machine.disk(SAS, "sdb", "8:16")
                .with("size", "0")
                .with("device/vendor", "NETAPP  ")
                .with("device/model", "X422_HCOBE600A10")
                .with("device/vpd_pg80", HexFormat.of().parseHex("00800008" + "5a31584142433132"));
    }

    private void assertCause(SequenceKernel answers, Code code, String words) throws IOException {
        machine = new FakeMachine(Files.createTempDirectory(folder, "machine"));
        sas();
        try (SequenceKernel kernel = answers.withoutBlocks()) {
            Refused refused = asked(kernel);
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.reason()).contains(words, "nothing here erases it");
        }
    }

    private Refused asked(SequenceKernel kernel) throws IOException {
        Files.createFile(machine.files().dev().resolve("sdb"));
        Entry entry = inventory(kernel).askWhy(list(), PATIENCE_MILLIS).getFirst();
        Silent silent = (Silent) entry;
        assertThat(silent.name()).isEqualTo("sdb");
        assertThat(kernel.opened()).hasSize(1);
        return silent.refusal();
    }

    private List<Entry> list() {
        return inventory(Kernel.system()).list();
    }

    private DeviceInventory inventory(Kernel kernel) {
        return new DeviceInventory(kernel, machine.files());
    }

    private static byte[] sense(String key, String codes) {
        return hex("7000" + key + "00000000" + "0a" + "00000000" + codes + "00000000");
    }

    private static byte[] hex(String bytes) {
        return HexFormat.of().parseHex(bytes);
    }
}
