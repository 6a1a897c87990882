package org.wangchuan.engine.medium.hidden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.testing.ScriptedPort.data;
import static org.wangchuan.engine.medium.testing.ScriptedPort.sense;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.Media;
import org.wangchuan.engine.medium.testing.ScriptedPort;

/** The command blocks are those that hdparm 9.65 and sg_sat_identify 1.48 print with their verbose options. */
class HiddenAreaTest {
    private static final String IDENTIFY = "85 08 0e 00 00 00 01 00 00 00 00 00 00 40 ec 00";
    private static final String NATIVE_MAX = "85 07 20 00 00 00 00 00 00 00 00 00 00 40 27 00";
    private static final String NATIVE_MAX_28 = "85 06 20 00 00 00 00 00 00 00 00 00 00 40 f8 00";
    private static final String ACCESSIBLE_MAX = "85 07 20 00 00 00 00 00 00 00 00 00 00 40 78 00";
    private static final String OVERLAY = "85 08 0e 00 c2 00 01 00 00 00 00 00 00 40 b1 00";

    private static final long BLOCKS = 2_097_152;
    private static final Medium DISK = Media.ata(BLOCKS * 512);

    @Test
    void aDriveThatShowsAllItHasHidesNothing() {
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                .expect(NATIVE_MAX, 0, sense(AtaDrive.registers(0x50, 0, BLOCKS - 1)))
                .expect(OVERLAY, 512, data(AtaDrive.overlay(BLOCKS - 1)))) {
            HiddenAreaReport report = HiddenAreaExaminer.examine(DISK, port);
            assertThat(report.finding()).isInstanceOf(HiddenAreas.None.class);
            assertThat(report.commands())
                    .extracting(DeviceCommand::request)
                    .containsExactly(IDENTIFY.replace(" ", ""), NATIVE_MAX.replace(" ", ""), OVERLAY.replace(" ", ""));
            assertThat(report.commands())
                    .extracting(DeviceCommand::answer)
                    .as("as the drive gave them")
                    .containsExactly(
                            new DeviceCommand.Completed(0, 0, 0, "", hex(new AtaDrive().identify())),
                            new DeviceCommand.Completed(2, 0, 8, hex(AtaDrive.registers(0x50, 0, BLOCKS - 1)), ""),
                            new DeviceCommand.Completed(0, 0, 0, "", hex(AtaDrive.overlay(BLOCKS - 1))));
        }
    }

    @Test
    void blocksBeyondTheAccessibleOnesAreFound() {
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().withoutOverlay().identify()))
                .expect(NATIVE_MAX, 0, sense(AtaDrive.registers(0x50, 0, BLOCKS + 999)))) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding())
                    .isInstanceOfSatisfying(HiddenAreas.Found.class, found -> {
                        assertThat(found.nativeBlocks()).isEqualTo(BLOCKS + 1000);
                        assertThat(found.accessibleBlocks()).isEqualTo(BLOCKS);
                    });
        }
    }

    @Test
    void blocksBehindAnOverlayAreFoundAlthoughTheNativeMaximumHidesThem() {
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                .expect(NATIVE_MAX, 0, sense(AtaDrive.registers(0x50, 0, BLOCKS - 1)))
                .expect(OVERLAY, 512, data(AtaDrive.overlay(BLOCKS + 7)))) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding())
                    .isInstanceOfSatisfying(
                            HiddenAreas.Found.class,
                            found -> assertThat(found.nativeBlocks()).isEqualTo(BLOCKS + 8));
        }
    }

    @Test
    void aDriveOfTheNewerStandardIsAskedTheNewerCommand() {
        try (ScriptedPort port = new ScriptedPort()
                .expect(
                        IDENTIFY,
                        512,
                        data(new AtaDrive().accessibleMaxAddress().identify()))
                .expect(ACCESSIBLE_MAX, 0, sense(AtaDrive.registers(0x50, 0, BLOCKS)))) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding()).isInstanceOf(HiddenAreas.Found.class);
        }
    }

    @Test
    void aDriveWithoutLongAddressesIsAskedTheShortCommand() {
        AtaDrive old = new AtaDrive().word(83, 0x4000).word(86, 0).blocks(0);
        byte[] answer = AtaDrive.registers(0x50, 0, BLOCKS - 1);
        answer[10] = 0; // not a 48-bit command: bits 27:24 are in the device field
        answer[20] = 0x40;
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(old.identify()))
                .expect(NATIVE_MAX_28, 0, sense(answer))) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding()).isInstanceOf(HiddenAreas.None.class);
        }
    }

    @Test
    void aDriveThatTellsOfNoneOfTheThreeIsNotAskedFurtherAndNoMoreIsSaidOfIt() {
        try (ScriptedPort port = new ScriptedPort()
                .expect(
                        IDENTIFY,
                        512,
                        data(new AtaDrive().withoutHidingFeatures().identify()))) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding())
                    .isEqualTo(
                            new HiddenAreas.None("the drive tells of no host protected area, accessible max address or"
                                    + " device configuration overlay; " + BLOCKS + " can be addressed"));
        }
    }

    private static final String INQUIRY = "12 00 00 00 60 00";
    private static final String PAGES = "12 01 00 00 fc 00";
    private static final String DESIGNATORS = "12 01 83 00 fc 00";
    private static final String CHARACTERISTICS = "12 01 b1 00 fc 00";
    private static final String UNITS = "a0 00 00 00 00 00 00 00 08 00 00 00";
    private static final String ONE_UNIT = "00 00 00 08 00 00 00 00" + "00".repeat(8);
    private static final DeviceCommand.Answer UNKNOWN_COMMAND =
            sense(HexFormat.of().parseHex("70000500000000" + "0a00000000" + "200000000000"));
    private static final Medium SAS =
            Media.block("sdc", "8:32", new Attachment(Bus.SCSI, "sas", false, false, true), BLOCKS * 512, "SAS1");

    private static DeviceCommand.Answer standard(String vendor) {
        byte[] bytes = new byte[96];
        bytes[2] = 6;
        bytes[4] = 91;
        byte[] words = String.format("%-8s%-16s%-4s", vendor, "DISK", "1").getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(words, 0, bytes, 8, words.length);
        return data(bytes);
    }

    private static DeviceCommand.Answer bytes(String hexadecimal) {
        return data(HexFormat.of().parseHex(hexadecimal.replace(" ", "")));
    }

    @Test
    void aSasDriveHasNoAtaHiddenAreasAndMayHaveBeenMadeSmaller() {
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, UNKNOWN_COMMAND)
                .expect(INQUIRY, 96, standard("SEAGATE"))
                .expect(PAGES, 252, bytes("00 00 00 04 00 80 83 b1"))
                .expect(
                        DESIGNATORS,
                        252,
                        bytes("00 83 00 18 01 03 00 08 5000c50011223344 61 93 00 08 5000c50011223345"))
                .expect(CHARACTERISTICS, 252, bytes("00 b1 00 3c 1c20" + "00".repeat(58)))
                .expect(UNITS, 2048, bytes(ONE_UNIT))) {
            HiddenAreaReport report = HiddenAreaExaminer.examine(SAS, port);
            // One that was made smaller answers the same: nothing is known until it is told to show all.
            assertThat(report.finding().state()).isEqualTo("unreadable");
            assertThat(report.finding().detail()).contains("may have been made smaller (MODE SELECT)");
            assertThat(SasCapacity.isUntold(report.commands())).isTrue();
            assertThat(SasDrive.others(report.commands())).isZero();
        }
    }

    /** In the failure of a sanitize it looks at no command that it does not know, and says what it is all the same. */
    @Test
    void aSasDriveWhoseLastSanitizeFailedHasNoneEither() {
        DeviceCommand.Answer failed = sense(HexFormat.of().parseHex("70000300000000" + "0a00000000" + "310300000000"));
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, failed)
                .expect(INQUIRY, 96, standard("SEAGATE"))
                .expect(PAGES, 252, bytes("00 00 00 04 00 80 83 b1"))
                .expect(DESIGNATORS, 252, bytes("00 83 00 0c 61 93 00 08 5000c50011223345"))
                .expect(CHARACTERISTICS, 252, bytes("00 b1 00 3c 1c20" + "00".repeat(58)))
                .expect(UNITS, 2048, bytes(ONE_UNIT))) {
            assertThat(SasCapacity.isUntold(
                            HiddenAreaExaminer.examine(SAS, port).commands()))
                    .isTrue();
        }
        try (ScriptedPort port =
                new ScriptedPort().expect(IDENTIFY, 512, failed).expect(INQUIRY, 96, standard("ATA"))) {
            assertThat(HiddenAreaExaminer.examine(SAS, port).finding().state()).isEqualTo("unreadable");
        }
        DeviceCommand.Answer format = sense(HexFormat.of().parseHex("70000300000000" + "0a00000000" + "310100000000"));
        try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, format)) {
            assertThat(HiddenAreaExaminer.examine(SAS, port).finding().state())
                    .as("another failure than that of a sanitize")
                    .isEqualTo("unreadable");
        }
    }

    /** A volume of an array with SAS ports of its own speaks SAS, and nobody has asked the drives beneath it. */
    @Test
    void aUnitThatTellsNoRotationMayBeManyDrives() {
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, UNKNOWN_COMMAND)
                .expect(INQUIRY, 96, standard("ARRAY"))
                .expect(PAGES, 252, bytes("00 00 00 04 00 80 83 b1"))
                .expect(DESIGNATORS, 252, bytes("00 83 00 0c 61 93 00 08 5000c50011223345"))
                .expect(CHARACTERISTICS, 252, bytes("00 b1 00 3c 0000" + "00".repeat(58)))) {
            assertThat(HiddenAreaExaminer.examine(SAS, port).finding().state()).isEqualTo("unreadable");
        }
    }

    /** Of a logical unit the field of a protocol says nothing. */
    @Test
    void aProtocolThatALogicalUnitNamesIsNone() {
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, UNKNOWN_COMMAND)
                .expect(INQUIRY, 96, standard("SEAGATE"))
                .expect(PAGES, 252, bytes("00 00 00 04 00 80 83 b1"))
                .expect(DESIGNATORS, 252, bytes("00 83 00 0c 61 83 00 08 5000c50011223345"))) {
            assertThat(HiddenAreaExaminer.examine(SAS, port).finding().state()).isEqualTo("unreadable");
        }
    }

    /** A translation that keeps the drive's commands back is no SAS drive: what it says of itself shows it. */
    @Test
    void whatOnlyRefusesAtaCommandsMayStillHideSomething() {
        try (ScriptedPort port =
                new ScriptedPort().expect(IDENTIFY, 512, UNKNOWN_COMMAND).expect(INQUIRY, 96, standard("ATA"))) {
            assertThat(HiddenAreaExaminer.examine(SAS, port).finding().state()).isEqualTo("unreadable");
        }
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, UNKNOWN_COMMAND)
                .expect(INQUIRY, 96, standard("ADAPTER"))
                .expect(PAGES, 252, bytes("00 00 00 04 00 80 83 89"))) {
            assertThat(HiddenAreaExaminer.examine(SAS, port).finding().state()).isEqualTo("unreadable");
        }
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, UNKNOWN_COMMAND)
                .expect(INQUIRY, 96, standard("RAID"))
                .expect(PAGES, 252, bytes("00 00 00 03 00 80 83"))
                .expect(DESIGNATORS, 252, bytes("00 83 00 0c 01 03 00 08 6000c50011223344"))) {
            assertThat(HiddenAreaExaminer.examine(SAS, port).finding().state()).isEqualTo("unreadable");
        }
        DeviceCommand.Answer aborted = sense(HexFormat.of().parseHex("70000b000000000a00000000000000000000"));
        try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, aborted)) {
            assertThat(HiddenAreaExaminer.examine(SAS, port).finding().state()).isEqualTo("unreadable");
        }
        try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, UNKNOWN_COMMAND)) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding().state())
                    .as("of a drive on a SATA port nothing else is asked")
                    .isEqualTo("unreadable");
        }
    }

    /** Seen behind bridges: less than the capacity, nothing, all ones, more than there are addresses. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2_097_150, 0xffff_ffff_ffffL, 0xffff_ffff_fffeL})
    void aNativeMaximumThatCantBeIsNoFinding(long nonsense) {
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                .expect(NATIVE_MAX, 0, sense(AtaDrive.registers(0x50, 0, nonsense)))) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding().state()).isEqualTo("unreadable");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 2_097_150, 1L << 48, Long.MAX_VALUE, Long.MIN_VALUE})
    void anOverlayMaximumThatCantBeIsNoFinding(long nonsense) {
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                .expect(NATIVE_MAX, 0, sense(AtaDrive.registers(0x50, 0, BLOCKS - 1)))
                .expect(OVERLAY, 512, data(AtaDrive.overlay(nonsense)))) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding().state()).isEqualTo("unreadable");
        }
    }

    @Test
    void aRefusedCommandIsUnreadableWhicheverItIs() {
        DeviceCommand.Answer aborted = sense(AtaDrive.registers(0x51, 0x04, 0));
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                .expect(NATIVE_MAX, 0, aborted)) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding().detail())
                    .contains("refused by the drive");
        }
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                .expect(NATIVE_MAX, 0, sense(AtaDrive.registers(0x50, 0, BLOCKS - 1)))
                .expect(OVERLAY, 512, aborted)) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding().state()).isEqualTo("unreadable");
        }
        try (ScriptedPort port =
                new ScriptedPort().expect(IDENTIFY, 512, new DeviceCommand.NotSent(Errno.EPERM.number()))) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding().detail())
                    .contains("EPERM");
        }
    }

    @Test
    void anAnswerWithoutTheDrivesRegistersIsUnreadable() {
        byte[] fixed = HexFormat.of().parseHex("f00001005040ff0a80000000001d00000000");
        for (DeviceCommand.Answer answer : new DeviceCommand.Answer[] {
            sense(fixed), // 24 bits of an address are not enough
            sense(new byte[0]),
            new DeviceCommand.Completed(0, 0, 0, "", ""), // a bridge that ignores CK_COND
            new DeviceCommand.Completed(2, 7, 0, hex(AtaDrive.registers(0x50, 0, BLOCKS - 1)), ""),
            new DeviceCommand.Completed(0x18, 0, 0, hex(AtaDrive.registers(0x50, 0, BLOCKS - 1)), ""),
            sense(AtaDrive.registers(0xd0, 0, BLOCKS - 1)), // busy
            sense(AtaDrive.registers(0x70, 0, BLOCKS - 1)), // device fault
            sense(AtaDrive.registers(0x00, 0, BLOCKS - 1)) // not even ready: a bridge's blank
        }) {
            try (ScriptedPort port = new ScriptedPort()
                    .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                    .expect(NATIVE_MAX, 0, answer)) {
                assertThat(HiddenAreaExaminer.examine(DISK, port).finding().state())
                        .isEqualTo("unreadable");
            }
        }
    }

    @Test
    void identifyDataThatDoesNotHoldTogetherIsUnreadable() {
        byte[] flipped = new AtaDrive().identify();
        flipped[100] ^= 1;
        for (byte[] wrong : new byte[][] {
            flipped,
            new byte[512],
            new byte[511],
            new byte[0],
            new AtaDrive().word(0, 0x8580).identify(), // ATAPI
            new AtaDrive().blocks(0).identify()
        }) {
            try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, data(wrong))) {
                assertThat(HiddenAreaExaminer.examine(DISK, port).finding().state())
                        .isEqualTo("unreadable");
            }
        }
    }

    @Test
    void aDriveThatTellsAnotherSizeThanTheKernelIsUnreadable() {
        for (AtaDrive drive : new AtaDrive[] {
            new AtaDrive().blocks(BLOCKS + 1),
            new AtaDrive().blocks(BLOCKS - 1),
            new AtaDrive().blocks(Long.MAX_VALUE),
            new AtaDrive().blocks(-1),
            new AtaDrive().word(106, 0x5000).word(117, 2048)
        }) {
            try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, data(drive.identify()))) {
                assertThat(HiddenAreaExaminer.examine(DISK, port).finding().state())
                        .isEqualTo("unreadable");
            }
        }
    }

    /** Hidden are the drive's own blocks, whatever size of block a bridge shows. */
    @Test
    void hiddenBytesAreCountedInTheBlocksOfTheDrive() {
        AtaDrive large = new AtaDrive()
                .withoutOverlay()
                .word(106, 0x5000)
                .word(117, 2048)
                .blocks(BLOCKS / 8);
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(large.identify()))
                .expect(NATIVE_MAX, 0, sense(AtaDrive.registers(0x50, 0, BLOCKS / 8 + 1)))) {
            assertThat(HiddenAreaExaminer.examine(DISK, port).finding())
                    .isInstanceOfSatisfying(
                            HiddenAreas.Found.class,
                            found -> assertThat(found.hiddenBytes()).isEqualTo(2 * 4096));
        }
    }

    /** More than any drive has, and more than a record can hold. */
    @Test
    void aNativeMaximumBeyondEightPebibytesIsNoFinding() {
        AtaDrive large = new AtaDrive()
                .withoutOverlay()
                .word(106, 0x5000)
                .word(117, 2048)
                .blocks(BLOCKS / 8);
        long blocks = (1L << 53) / 4096;
        for (long highest : new long[] {blocks - 1, blocks, (1L << 44) - 2}) {
            try (ScriptedPort port = new ScriptedPort()
                    .expect(IDENTIFY, 512, data(large.identify()))
                    .expect(NATIVE_MAX, 0, sense(AtaDrive.registers(0x50, 0, highest)))) {
                assertThat(HiddenAreaExaminer.examine(DISK, port).finding().state())
                        .isEqualTo("unreadable");
            }
        }
    }

    @Test
    void aBridgeThatMakesTheAnswerUpIsNotBelieved() {
        Medium behindBridge = Media.usb(BLOCKS * 512);
        byte[] invented = new AtaDrive().withoutHidingFeatures().unsignedIdentify();
        try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, data(invented))) {
            assertThat(HiddenAreaExaminer.examine(behindBridge, port).finding().detail())
                    .contains("checksum");
        }
        byte[] own = new AtaDrive().withoutHidingFeatures().identify();
        try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, data(own))) {
            assertThat(HiddenAreaExaminer.examine(behindBridge, port).finding().state())
                    .isEqualTo("none");
        }
    }

    @Test
    void mediaThatCanHaveNoneAreNotAsked() {
        try (ScriptedPort port = new ScriptedPort()) {
            assertThat(HiddenAreaExaminer.examine(Media.loop(4096), port)
                            .finding()
                            .state())
                    .isEqualTo("not-applicable");
            assertThat(HiddenAreaExaminer.examine(Media.image(4096), port)
                            .finding()
                            .state())
                    .isEqualTo("not-applicable");
        }
    }

    /** Whatever comes back, there is an answer, and "none" only where every number agrees. */
    @Test
    void randomAnswersNeverThrowAndNeverMakeAnythingUp() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 4_000; round++) {
            int kind = round;
            HiddenAreas finding = HiddenAreaExaminer.examine(DISK, (command, readBytes) -> {
                        if (kind % 2 == 0 && command[14] == (byte) 0xec) {
                            return data(new AtaDrive().identify());
                        }
                        byte[] sense = random.nextBoolean()
                                ? mutated(AtaDrive.registers(0x50, 0, random.nextLong()), random)
                                : bytes(random, random.nextInt(64));
                        byte[] data = random.nextBoolean()
                                ? mutated(new AtaDrive().identify(), random)
                                : bytes(random, random.nextInt(513));
                        return new DeviceCommand.Completed(
                                random.nextInt(3), random.nextInt(2), 0, hex(sense), hex(data));
                    })
                    .finding();
            assertThat(finding.state()).as("seed %d round %d", seed, round).isNotEqualTo("none");
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] mutated(byte[] bytes, Random random) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        return bytes;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
