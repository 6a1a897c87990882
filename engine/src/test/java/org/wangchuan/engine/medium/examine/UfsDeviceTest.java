package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
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
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.ata.RecordedPort;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.MadeUfs;
import org.wangchuan.engine.medium.testing.SequenceKernel;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Way;

/** How a UFS device is told from sysfs, which units it has, and what it says of itself. */
class UfsDeviceTest {
    private static final long PATIENCE_MILLIS = 30_000;

    @TempDir
    Path folder;

    private FakeMachine machine;

    @BeforeEach
    void start() {
        machine = new FakeMachine(folder);
    }

    @Test
    void itIsKnownByTheDriverOfItsHostAndMayHaveSpaceThatNoUnitHas() {
        new MadeUfs(folder, machine, 1).unit(0, "sda", "8:0");
        Medium medium = listed("sda").medium();
        assertThat(medium.attachment()).isEqualTo(new Attachment(Bus.UFS, "ufs", false, false, true));
        assertThat(medium.mediumClass()).isEqualTo(MediumClass.FLASH);
        assertThat(medium.model()).contains("MAKER KM8V9001JM-B813");
        assertThat(HiddenAreaExaminer.examine(medium, new RecordedPort(List.of()))
                        .finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
    }

    /** By its folder alone nothing is known of what it hides, as before. */
    @Test
    void withoutItsDriverItIsADiskThatNothingIsKnownOf() {
        machine.disk("platform/soc@0/1d84000.ufshc/host0/target0:0:0/0:0:0:0", "sda", "8:0");
        Medium medium = listed("sda").medium();
        assertThat(medium.attachment()).isEqualTo(new Attachment(Bus.SCSI, "ufs", false, false, true));
        assertThat(medium.mediumClass()).isEqualTo(MediumClass.UNKNOWN);
        assertThat(HiddenAreaExaminer.examine(medium, new RecordedPort(List.of()))
                        .finding())
                .isInstanceOf(HiddenAreas.Unreadable.class);
    }

    @Test
    void itsOtherUnitsAreNamedAndWellKnownOnesAreNoUnitsForData() {
        MadeUfs ufs = new MadeUfs(folder, machine, 4);
        ufs.unit(0, "sda", "8:0");
        assertThat(codes(listed("sda").obstacles())).containsExactly(Code.PARTS_UNKNOWN);
        ufs.unit(1, "sdb", "8:16");
        ufs.unit(12, "sdc", "8:32");
        ufs.bare(3);
        assertThat(listed("sda").obstacles())
                .extracting(Obstacle::code)
                .containsExactly(Code.OTHER_PARTS, Code.PARTS_UNKNOWN);
        assertThat(listed("sda").obstacles().getFirst().detail()).endsWith("sdb, sdc, unit 3");
        assertThat(listed("sdb").obstacles().getFirst().detail()).endsWith("sda, sdc, unit 3");
    }

    /** Whoever lists disks asks no device for it; whoever erases one does. */
    @ParameterizedTest
    @CsvSource({"0x01, false", "0x02, true", "0x20, true", "0x00, true", "none, true", "1, true", "0x, true"})
    void aUnitIsAloneOnlyByTheDevicesOwnWord(String units, boolean others) {
        MadeUfs ufs = new MadeUfs(folder, machine, 1);
        ufs.unit(0, "sda", "8:0");
        if (units.equals("none")) {
            ufs.keeps("device_descriptor/number_of_luns");
        } else {
            ufs.says("device_descriptor/number_of_luns", units);
        }
        Medium medium = listed("sda").medium();
        assertThat(codes(listed("sda").obstacles())).containsExactly(Code.PARTS_UNKNOWN);
        ObstacleCheck check = new ObstacleCheck(Kernel.system(), machine.files());
        assertThat(codes(check.check(medium)).contains(Code.OTHER_PARTS)).isEqualTo(others);
        assertThat(codes(check.checkForReading(medium)).contains(Code.OTHER_PARTS))
                .isEqualTo(others);
    }

    @Test
    void oneThatKeepsSilentIsListedAndHoldsUpNobodyWhoErases() throws IOException {
        MadeUfs ufs = new MadeUfs(folder, machine, 1);
        ufs.unit(0, "sda", "8:0");
        Path pipe = ufs.hangs("device_descriptor/number_of_luns");
        Medium medium = listed("sda").medium();
        assertThat(codes(new ObstacleCheck(Kernel.system(), machine.files(), 100).check(medium)))
                .containsExactly(Code.NO_ANSWER);
        new RandomAccessFile(pipe.toFile(), "rw").close(); // who waits for it may go
    }

    /** What is in use is not asked: it would be reset with everything that is on it. */
    @Test
    void whatIsMountedIsNotAskedForItsUnits() {
        MadeUfs ufs = new MadeUfs(folder, machine, 2);
        ufs.unit(0, "sda", "8:0");
        machine.mount("8:0", "/srv/data", "ext4", "/dev/sda");
        assertThat(codes(new ObstacleCheck(Kernel.system(), machine.files())
                        .check(listed("sda").medium())))
                .contains(Code.MOUNTED)
                .doesNotContain(Code.OTHER_PARTS);
    }

    @Test
    void itsDescriptorsTellWhatItCanDoAndWhichUnitsItHas() {
        MadeUfs ufs = new MadeUfs(folder, machine, 3);
        ufs.unit(2, "sdc", "8:32").with("device/unit_descriptor/boot_lun_id", "0x01");
        // The result of a purge is told once: whoever reads it here waits for ever.
        ufs.hangs("attributes/purge_status");
        DriveFacts facts = ask("sdc");
        assertThat(value(facts, FactName.UFS_VERSION)).isEqualTo(new Fact.Word("3.1"));
        assertThat(value(facts, FactName.UFS_UNMAPS)).isEqualTo(new Fact.Flag(true));
        assertThat(value(facts, FactName.UFS_UNMAPPED_ZEROS)).isEqualTo(new Fact.Flag(true));
        assertThat(value(facts, FactName.UFS_WRITE_PROTECTION)).isEqualTo(new Fact.Word("none"));
        assertThat(value(facts, FactName.UFS_SPARE_BLOCKS)).isEqualTo(new Fact.Word("warning"));
        assertThat(value(facts, FactName.UFS_LIFE_TENTHS)).isEqualTo(new Fact.Count(5));
        assertThat(value(facts, FactName.UFS_UNIT_COUNT)).isEqualTo(new Fact.Count(3));
        assertThat(value(facts, FactName.UFS_UNIT)).isEqualTo(new Fact.Count(2));
        assertThat(value(facts, FactName.UFS_BOOT_UNIT)).isEqualTo(new Fact.Flag(true));
        assertThat(value(facts, FactName.UFS_WELL_KNOWN)).isEqualTo(new Fact.Count(4));
        // This version carries none out, and no field says whether the device has one.
        assertThat(Way.of(facts)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0x00, false, none", "0x02, true, false", "0x03, true, true"})
    void whetherAUnitCanBeUnmappedIsItsOwnWord(String type, boolean unmaps, String zeros) {
        new MadeUfs(folder, machine, 1).unit(0, "sda", "8:0").with("device/unit_descriptor/provisioning_type", type);
        DriveFacts facts = ask("sda");
        assertThat(value(facts, FactName.UFS_UNMAPS)).isEqualTo(new Fact.Flag(unmaps));
        assertThat(facts.about(FactName.UFS_UNMAPPED_ZEROS)
                        .map(fact -> fact.yes() ? "true" : "false")
                        .orElse("none"))
                .isEqualTo(zeros);
    }

    /** Reserved, longer than a byte, no number, and nothing at all: none of it is a no. */
    @ParameterizedTest
    @ValueSource(strings = {"0x01", "0x04", "0xFF", "0x0200", "2", "thin", ""})
    void whatNoStandardHasIsNotTold(String type) {
        new MadeUfs(folder, machine, 1)
                .unit(0, "sda", "8:0")
                .with("device/unit_descriptor/provisioning_type", type)
                .with("device/unit_descriptor/lun_write_protect", "0x03")
                .with("device/unit_descriptor/boot_lun_id", "0x07");
        DriveFacts facts = ask("sda");
        for (FactName name : List.of(FactName.UFS_UNMAPS, FactName.UFS_WRITE_PROTECTION, FactName.UFS_BOOT_UNIT)) {
            assertThat(value(facts, name)).as(name.id()).isInstanceOf(Fact.Untold.class);
        }
    }

    @Test
    void whatTheKernelDoesNotHandOnIsNotTold() {
        MadeUfs ufs = new MadeUfs(folder, machine, 1);
        ufs.unit(0, "sda", "8:0");
        for (String gone : List.of(
                "device_descriptor/specification_version",
                "device_descriptor/number_of_luns",
                "device_descriptor/number_of_wluns",
                "health_descriptor/eol_info",
                "health_descriptor/life_time_estimation_a",
                "health_descriptor/life_time_estimation_b")) {
            ufs.keeps(gone);
        }
        DriveFacts facts = ask("sda");
        for (FactName name : List.of(
                FactName.UFS_VERSION,
                FactName.UFS_UNIT_COUNT,
                FactName.UFS_WELL_KNOWN,
                FactName.UFS_SPARE_BLOCKS,
                FactName.UFS_LIFE_TENTHS)) {
            assertThat(value(facts, name)).as(name.id()).isInstanceOf(Fact.Untold.class);
        }
        assertThat(facts.yes(FactName.UFS_UNMAPS)).isTrue();
    }

    /** One query that gets stuck resets the device, under all of its units. */
    @Test
    void oneWhoseOtherUnitIsInUseIsNotAsked() {
        MadeUfs ufs = new MadeUfs(folder, machine, 2);
        ufs.unit(0, "sda", "8:0");
        ufs.unit(1, "sdb", "8:16");
        try (SequenceKernel kernel = new SequenceKernel(8, 0).held("/dev/sdb")) {
            DriveFacts facts =
                    new DriveInquiry(kernel, machine.files()).ask(listed("sda").medium(), List.of(), PATIENCE_MILLIS);
            assertThat(facts.notAsked()).contains(NotAsked.IN_USE);
        }
    }

    /** Units of a device have its serial number, and by that number alone nobody can say which of them is meant. */
    @Test
    void unitsThatShareANumberAreNotLetThrough() {
        MadeUfs ufs = new MadeUfs(folder, machine, 2);
        byte[] serial = {0, (byte) 0x80, 0, 4, 'S', '0', '0', '1'};
        ufs.unit(0, "sda", "8:0").with("device/vpd_pg80", serial);
        ufs.unit(1, "sdb", "8:16").with("device/vpd_pg80", serial);
        Medium first = listed("sda").medium();
        Medium second = listed("sdb").medium();
        assertThat(first.serial()).contains("S001");
        assertThat(Duplicates.sameSerial(machine.files(), List.of(first, second)))
                .hasSize(1);
    }

    /** A job is gone on with only where SCSI calls the unit itself by a name. */
    @Test
    void aUnitWithoutANameOfItsOwnIsNotKnownAgain() throws IOException {
        new MadeUfs(folder, machine, 1).unit(0, "sda", "8:0");
        assertThat(listed("sda").medium().namesItself()).isTrue();
        Files.delete(folder.resolve("sys/devices/platform/soc@0/1d84000.ufshc/host0/target0:0:0/0:0:0:0/wwid"));
        assertThat(listed("sda").medium().namesItself()).isFalse();
    }

    private DriveFacts ask(String name) {
        Medium medium = listed(name).medium();
        String[] number = medium.number().split(":", -1);
        try (SequenceKernel kernel = new SequenceKernel(Integer.parseInt(number[0]), Integer.parseInt(number[1]))) {
            DriveFacts facts = new DriveInquiry(kernel, machine.files()).ask(medium, List.of(), PATIENCE_MILLIS);
            assertThat(facts.notAsked()).isEmpty();
            return facts;
        }
    }

    private static Fact.Value value(DriveFacts facts, FactName name) {
        return facts.about(name).orElseThrow().value();
    }

    private static List<Code> codes(List<Obstacle> obstacles) {
        return obstacles.stream().map(Obstacle::code).toList();
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
}
