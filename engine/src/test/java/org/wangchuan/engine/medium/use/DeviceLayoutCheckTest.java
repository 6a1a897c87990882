package org.wangchuan.engine.medium.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.kernel.DeviceMapperAnswers;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.MappedTargets.Target;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.identity.BlockExaminer;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.testing.AnsweringKernel;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.FakeMachine.Disk;

/** Devices that don't write in place, and devices of which nobody knows. The device mapper's answers are laid out as the kernel does. */
class DeviceLayoutCheckTest {
    private static final String SATA = "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0";

    @TempDir
    Path folder;

    private FakeMachine machine;
    private Disk disk;
    private final Map<String, List<Target>> mapped = new LinkedHashMap<>();

    @BeforeEach
    void start() {
        machine = new FakeMachine(folder);
        disk = machine.disk(SATA, "sda", "8:0");
    }

    @ParameterizedTest
    @CsvSource({
        "thin, copy-on-write",
        "thin-pool, copy-on-write",
        "snapshot, copy-on-write",
        "snapshot-origin, copy-on-write",
        "snapshot-merge, copy-on-write",
        "cache, copy-on-write",
        "writecache, copy-on-write",
        "vdo, copy-on-write",
        "integrity, journalled",
        "flakey, extents-unknown",
        "something-new, extents-unknown",
        "'', extents-unknown",
    })
    void aMappedDeviceThatMayKeepOldBlocksSaysSo(String target, String code) {
        map(volume("dm-0", "253:0", disk), new Target(target, ""));
        assertThat(codes("dm-0")).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"linear", "striped", "crypt", "mirror", "multipath"})
    void aMappedDeviceThatWritesInPlaceIsLikeItsDrives(String target) {
        map(volume("dm-0", "253:0", disk), new Target(target, ""), new Target(target, "more"));
        assertThat(codes("dm-0")).isEmpty();
    }

    @Test
    void oneThinTargetAmongPlainOnesCounts() {
        map(volume("dm-0", "253:0", disk), new Target("linear", ""), new Target("thin", "1024 2047"));
        assertThat(codes("dm-0")).containsExactly("copy-on-write");
    }

    @Test
    void anEncryptedVolumeOnAThinOneIsNoBetter() {
        Disk thin = volume("dm-0", "253:0", disk);
        map(thin, new Target("thin", ""));
        map(volume("dm-1", "253:1", thin), new Target("crypt", ""));
        Disk array = machine.disk("virtual", "md0", "9:0").with("md/consistency_policy", "resync");
        machine.stack(disk, array);
        machine.stack(thin, array);
        assertThat(codes("dm-1")).containsExactly("copy-on-write");
        assertThat(codes("md0")).containsExactly("copy-on-write");
    }

    @Test
    void aMappedDeviceThatNobodyCanTellOfIsNotPlain() {
        volume("dm-0", "253:0", disk);
        assertThat(codes("dm-0")).containsExactly("extents-unknown");
    }

    @Test
    void aMappedDeviceOnNothingIsNotPlain() {
        Disk bare = machine.disk("virtual/dm", "dm-0", "253:0").with("dm/name", "bare");
        map(bare, new Target("linear", ""));
        assertThat(codes("dm-0")).containsExactly("extents-unknown");
    }

    @Test
    void aRaidWithAJournalKeepsASecondCopy() {
        map(volume("dm-0", "253:0", disk), new Target("raid", "raid5_ls 3 AAA 8/8 idle 0 0 -"));
        assertThat(codes("dm-0")).isEmpty();
        map(volume("dm-1", "253:1", disk), new Target("raid", "raid5_ls 3 AAA 8/8 idle 0 0 A"));
        assertThat(codes("dm-1")).containsExactly("journalled");
        Disk plain = machine.disk("virtual/a", "md0", "9:0").with("md/consistency_policy", "bitmap");
        Disk journal = machine.disk("virtual/b", "md1", "9:1").with("md/consistency_policy", "journal");
        machine.stack(disk, plain);
        machine.stack(disk, journal);
        assertThat(codes("md0")).isEmpty();
        assertThat(codes("md1")).containsExactly("journalled");
    }

    /** Documentation/driver-api/md/raid5-ppl.rst: what stands on the data blocks of a stripe that a write leaves goes to the log, of three drives as it is. */
    @Test
    void aRaidWithAPartialParityLogKeepsASecondCopy() {
        Disk array = machine.disk("virtual/c", "md2", "9:2").with("md/consistency_policy", "ppl");
        machine.stack(disk, array);
        assertThat(codes("md2")).containsExactly("journalled");
    }

    @Test
    void aRaidThatDoesNotSayHowItStaysConsistentMayKeepASecondCopy() {
        machine.stack(disk, machine.disk("virtual/c", "md3", "9:3").with("md/level", "raid5"));
        machine.stack(disk, machine.disk("virtual/d", "md4", "9:4").with("md/consistency_policy", "unknown"));
        machine.stack(disk, machine.disk("virtual/e", "md5", "9:5").with("md/consistency_policy", "none"));
        assertThat(codes("md3")).containsExactly("extents-unknown");
        assertThat(codes("md4")).containsExactly("extents-unknown");
        assertThat(codes("md5")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "zd0, copy-on-write",
        "bcache0, copy-on-write",
        "pmem0s, copy-on-write",
        "zram7, compressed",
        "ublkb0, extents-unknown",
        "dasda, extents-unknown",
        "neverseen0, extents-unknown",
    })
    void aDeviceOfAKindThatIsNotKnownToWriteInPlaceSaysSo(String name, String code) {
        machine.disk("virtual/" + name, name, "230:0");
        assertThat(codes(name)).containsExactly(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sda", "vdb", "xvda", "pmem0", "ram0", "nullb1", "mmcblk0", "nvme0n1"})
    void aDriveOrADiskOfAKnownKindSaysNothing(String name) {
        if (!name.equals("sda")) {
            machine.disk("virtual/" + name, name, "230:0").with("device/transport", "pcie");
        }
        assertThat(codes(name)).isEmpty();
    }

    @Test
    void aPartitionIsAsItsDisk() {
        Disk zvol = machine.disk("virtual/zd0", "zd0", "230:0");
        machine.partition(zvol, "zd0p1", "230:1");
        assertThat(codes("zd0p1")).containsExactly("copy-on-write");
    }

    @Test
    void whatStandsOnADeviceOverANetworkIsReachedOverIt() {
        Disk remote = machine.disk("virtual/nbd0", "nbd0", "43:0");
        map(volume("dm-0", "253:0", remote), new Target("linear", ""));
        assertThat(check("dm-0")).singleElement().satisfies(obstacle -> {
            assertThat(obstacle.code()).isEqualTo(Code.FABRICS);
            assertThat(obstacle.blocking()).isTrue();
        });
    }

    private Disk volume(String name, String number, Disk lower) {
        Disk upper = machine.disk("virtual/" + name, name, number).with("dm/name", name);
        machine.stack(lower, upper);
        return upper;
    }

    private void map(Disk device, Target... targets) {
        BlockDevice known = device(device.name());
        mapped.put(known.number().toString(), List.of(targets));
    }

    private BlockDevice device(String name) {
        return machine.files().disks().stream()
                .flatMap(whole -> Stream.concat(Stream.of(whole), whole.partitions().stream()))
                .filter(device -> device.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> codes(String name) {
        return check(name).stream().map(obstacle -> obstacle.code().id()).toList();
    }

    private List<Obstacle> check(String name) {
        Kernel kernel = new AnsweringKernel(DeviceMapperAnswers.of(mapped));
        Medium medium = ((Examined) new BlockExaminer(kernel, machine.files()).ofSysfs(device(name))).medium();
        return new DeviceLayoutCheck(kernel, machine.files()).check(medium);
    }
}
