package org.wangchuan.engine.medium.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.kernel.DeviceMapperAnswers;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.MappedTargets.Target;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.AnsweringKernel;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.FakeMachine.Disk;
import org.wangchuan.engine.medium.testing.FaultyKernel;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.MountedFolder;
import org.wangchuan.engine.medium.testing.Program;

/** An image whose file system lies on a device that keeps old blocks, or on none; some hosts can't ask the device mapper. */
class BeneathFileLayoutTest {
    private static final String SATA = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0";
    private static final String LVM = "LVM-" + "a".repeat(64);
    private static final long SMB2 = 0xfe534d42L; // linux/magic.h

    @TempDir
    Path folder;

    private FakeMachine machine;
    private Disk disk;
    private final Map<String, List<Target>> mapped = new LinkedHashMap<>();

    @BeforeEach
    void start() {
        machine = new FakeMachine(folder.resolve("machine"));
        disk = machine.disk(SATA, "sda", "8:0");
    }

    private static Medium image(String device) {
        Path path = Path.of("/srv/image");
        return new Medium(
                MediumKind.IMAGE,
                path,
                path,
                "image",
                "",
                Labels.NONE,
                new Attachment(Bus.FILE, "", false, false, false),
                new Geometry(4096, 1, 1),
                false,
                false,
                0,
                MediumClass.IMAGE,
                MediumClassSource.NONE,
                Optional.empty(),
                List.of(),
                Optional.of(new BackingFile(device, 12, 0, path.toString(), Optional.empty())),
                1,
                0);
    }

    private List<Code> codes(String device) {
        Kernel kernel = new AnsweringKernel(DeviceMapperAnswers.of(mapped));
        return new DeviceLayoutCheck(kernel, machine.files())
                .check(image(device)).stream().map(Obstacle::code).toList();
    }

    private Disk volume(String name, String number, String uuid, Disk lower) {
        Disk upper = machine.disk("virtual/" + name, name, number)
                .with("dm/name", name)
                .with("dm/uuid", uuid);
        machine.stack(lower, upper);
        return upper;
    }

    @Test
    void onAPlainDiskOrPartitionNothingIsKept() {
        machine.partition(disk, "sda1", "8:1");
        assertThat(codes("8:0")).isEmpty();
        assertThat(codes("8:1")).isEmpty();
        // A number of no device: its file system is judged by its type.
        assertThat(codes("0:42")).isEmpty();
    }

    @Test
    void aDeviceThatNobodyKnowsMayKeepAnything() {
        assertThat(codes("8:77")).containsExactly(Code.EXTENTS_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "linear, ''",
        "crypt, ''",
        "thin, copy-on-write",
        "snapshot-origin, copy-on-write",
        "integrity, journalled"
    })
    void whatIsMappedIsLookedAt(String target, String code) {
        volume("dm-0", "253:0", "", disk);
        mapped.put("253:0", List.of(new Target(target, "")));
        assertThat(codes("253:0").stream().map(Code::id).toList())
                .isEqualTo(code.isEmpty() ? List.of() : List.of(code));
    }

    @Test
    void whoCantAskGoesByTheNamesOfPlainVolumesAlone() {
        Disk encrypted = volume("dm-0", "253:0", "CRYPT-LUKS2-" + "0".repeat(32) + "-disk", disk);
        volume("dm-1", "253:1", LVM, encrypted);
        volume("dm-2", "253:2", LVM, disk);
        assertThat(codes("253:0")).isEmpty();
        assertThat(codes("253:1")).isEmpty();
        assertThat(codes("253:2")).isEmpty();
    }

    @Test
    void whoCantAskBelievesNoOtherName() {
        Disk pool = volume("dm-3", "253:3", LVM + "-tpool", disk);
        volume("dm-4", "253:4", LVM, pool);
        Disk real = volume("dm-5", "253:5", LVM + "-real", disk);
        volume("dm-6", "253:6", LVM, real);
        volume("dm-7", "253:7", "CRYPT-VERITY-" + "0".repeat(32) + "-disk", disk);
        volume("dm-8", "253:8", "", disk);
        for (String number : List.of("253:3", "253:4", "253:5", "253:6", "253:7", "253:8")) {
            assertThat(codes(number)).as(number).contains(Code.EXTENTS_UNKNOWN);
        }
    }

    /** It is refused where a device is composed of it; a file on it is only one of which less is known. */
    @Test
    void onADiskOfANetworkNothingIsKnownOfIt() {
        machine.disk("virtual/nbd0", "nbd0", "43:0");
        assertThat(codes("43:0")).containsExactly(Code.EXTENTS_UNKNOWN);
    }

    /** A share lists extents as if they were its own. */
    @Test
    void onAServersFileSystemNothingIsKnownOfIt() throws Exception {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 256L << 20)) {
            Program.run("mkfs.btrfs", "-q", loop.path().toString());
            try (MountedFolder mounted = MountedFolder.of(loop.path(), folder.resolve("mnt"))) {
                Path image = Files.write(mounted.path().resolve("image"), new byte[1 << 20]);
                FaultyKernel kernel = new FaultyKernel(Kernel.system());
                kernel.answerType(SMB2); // an anonymous number, and extents, as cifs has
                assertThat(new FileLayoutCheck(kernel, SystemFiles.real(), false).check(examined(image)))
                        .extracting(Obstacle::code)
                        .containsExactly(Code.EXTENTS_UNKNOWN);
            }
        }
    }
}
