package org.wangchuan.engine.medium.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.health.MadeAnswers.answered;
import static org.wangchuan.engine.medium.health.MadeAnswers.refused;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.ReadOnlyCommands;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.health.CountQuestion.Language;
import org.wangchuan.engine.medium.testing.AtaDrive;

/** What a drive tells of its condition, by its answers. */
class DriveCountsTest {

    @Test
    void anAtaDriveTellsByItsStatistics() {
        DriveCounts told = read(
                answered(CountQuestion.ATA_ROTATING_MEDIA, MadeAnswers.rotating(3, 2)),
                answered(CountQuestion.ATA_GENERAL_ERRORS, MadeAnswers.errors(7)));
        assertThat(told.of(DriveCount.REPLACED)).hasValue(3);
        assertThat(told.of(DriveCount.PENDING)).hasValue(2);
        assertThat(told.of(DriveCount.UNCORRECTABLE)).hasValue(7);
        assertThat(told.makersOwn()).isFalse();
    }

    /** Bit 63 says that a statistic is supported, bit 62 that its value is valid: without both there is none, and least of all a zero. */
    @Test
    void aStatisticThatIsNotValidIsNotTold() {
        for (int flags : new int[] {0, 0x80, 0x40, 0x3f}) {
            assertThat(read(answered(CountQuestion.ATA_ROTATING_MEDIA, MadeAnswers.rotating(3, 2, flags)))
                            .told())
                    .as("%x", flags)
                    .isEmpty();
        }
        assertThat(read(answered(CountQuestion.ATA_ROTATING_MEDIA, MadeAnswers.errors(7)))
                        .told())
                .as("another page")
                .isEmpty();
        assertThat(read(answered(CountQuestion.ATA_ROTATING_MEDIA, new byte[512]))
                        .told())
                .isEmpty();
    }

    /** What an attribute means is its maker's; only a number that is nothing but one is taken for one. */
    @Test
    void attributesAreReadWhereTheyArePlainNumbers() {
        DriveCounts told = attributes(5, 9, 197, 1, 198, 4, 194, 0x0014_0028_001eL);
        assertThat(told.of(DriveCount.REPLACED)).hasValue(9);
        assertThat(told.of(DriveCount.PENDING)).hasValue(1);
        assertThat(told.of(DriveCount.UNCORRECTABLE)).hasValue(4);
        assertThat(told.makersOwn()).isTrue();
        assertThat(attributes(5, 0x1_0000_0003L).told())
                .as("something in the upper words")
                .isEmpty();
        assertThat(attributes(5, 0x1_0003L).told()).isEmpty();
        assertThat(attributes(5, 1, 5, 2).told()).as("twice").isEmpty();
        byte[] wrong = MadeAnswers.attributes(5, 9);
        wrong[100]++;
        assertThat(read(answered(CountQuestion.ATA_ATTRIBUTES, wrong)).told())
                .as("a checksum that is wrong")
                .isEmpty();
    }

    private static DriveCounts attributes(long... pairs) {
        return read(answered(CountQuestion.ATA_ATTRIBUTES, MadeAnswers.attributes(pairs)));
    }

    @Test
    void aSasDriveTellsHowManyDefectsGrewAndWhatItCouldNotCorrect() {
        assertThat(defects("000c000000000018").of(DriveCount.REPLACED)).hasValue(3);
        assertThat(defects("000c000000000000").of(DriveCount.REPLACED)).hasValue(0);
        assertThat(defects("000800000000000c").of(DriveCount.REPLACED))
                .as("short blocks, of four bytes")
                .hasValue(3);
        assertThat(defects("001c000000000018").told())
                .as("the primary list among it")
                .isEmpty();
        assertThat(defects("0004000000000018").told()).as("no list").isEmpty();
        assertThat(defects("000e000000000018").told())
                .as("a format of the maker's")
                .isEmpty();
        assertThat(defects("000c000000000017").told()).as("no whole address").isEmpty();
        assertThat(counters("0006020400000002", "0005020101" + "000602080000000000000005"))
                .hasValue(7);
        assertThat(counters("0005020101", "00060201ff"))
                .as("one of the two is missing")
                .isEmpty();
        assertThat(counters("0006020900000000000000000100", "00060201ff")).isEmpty();
        assertThat(counters("00060204000000", "00060201ff")).as("cut off").isEmpty();
        assertThat(counters("0006020800" + "1fffffffffffff", "0006020101"))
                .as("more than a document holds of a number")
                .isEmpty();
        assertThat(counters("0006020800" + "1ffffffffffffe", "0006020101")).hasValue((1L << 53) - 1);
    }

    private static DriveCounts defects(String hex) {
        return read(answered(CountQuestion.SCSI_GROWN_DEFECTS, HexFormat.of().parseHex(hex)));
    }

    private static OptionalLong counters(String written, String readBack) {
        return read(
                        answered(CountQuestion.SCSI_WRITE_ERRORS, page(2, written)),
                        answered(CountQuestion.SCSI_READ_ERRORS, page(3, readBack)))
                .of(DriveCount.UNCORRECTABLE);
    }

    private static byte[] page(int number, String parameters) {
        String head = "%02x00%04x".formatted(number, parameters.length() / 2);
        return HexFormat.of().parseHex(head + parameters);
    }

    @Test
    void anNvmeDriveTellsByItsHealthLog() {
        DriveCounts told = read(answered(CountQuestion.NVME_HEALTH, MadeAnswers.health(5, 97, 12, 4)));
        assertThat(told.of(DriveCount.WARNINGS)).hasValue(5);
        assertThat(told.of(DriveCount.SPARE_PERCENT)).hasValue(97);
        assertThat(told.of(DriveCount.USED_PERCENT)).hasValue(12);
        assertThat(told.of(DriveCount.UNCORRECTABLE)).hasValue(4);
        assertThat(told.of(DriveCount.REPLACED)).as("NVMe has no such field").isEmpty();
        assertThat(read(answered(CountQuestion.NVME_HEALTH, MadeAnswers.health(0, 101, 0, 0)))
                        .told())
                .isEmpty();
    }

    @Test
    void aRefusalTellsNothing() {
        for (CountQuestion question : CountQuestion.values()) {
            assertThat(read(refused(question)).told()).isEmpty();
            assertThat(read(MadeAnswers.with(question, new DeviceCommand.NotSent(5)))
                            .told())
                    .isEmpty();
        }
        DeviceCommand adapter = MadeAnswers.with(
                CountQuestion.ATA_ROTATING_MEDIA,
                new DeviceCommand.Completed(0, 7, 0, "", HexFormat.of().formatHex(MadeAnswers.rotating(3, 2))));
        assertThat(read(adapter).told()).as("an adapter that failed").isEmpty();
    }

    @Test
    void everyQuestionIsOneThatChangesNothing() {
        for (CountQuestion question : CountQuestion.values()) {
            byte[] block = question.block();
            assertThat(
                            question.language() == Language.NVME
                                    ? ReadOnlyCommands.nvme(block)
                                    : ReadOnlyCommands.scsi(block))
                    .as(question.title())
                    .isTrue();
        }
    }

    /** What each maker means by an attribute is asked only where the standard's own count is not told. */
    @Test
    void attributesAreAskedForWhereTheLogIsSilent() {
        assertThat(asked(true, List.of())).containsExactly("READ LOG EXT, page 03h", "READ LOG EXT, page 04h");
        assertThat(asked(false, List.of()))
                .containsExactly("READ LOG EXT, page 03h", "READ LOG EXT, page 04h", "SMART READ DATA");
    }

    private static List<String> asked(boolean tells, List<DeviceCommand> examined) {
        PassThrough drive = new PassThrough() {
            @Override
            public OptionalLong namespace() {
                return OptionalLong.empty();
            }

            @Override
            public DeviceCommand.Answer ask(byte[] command, int readBytes) {
                boolean answers = tells && command[14] == 0x2f && command[10] == 3;
                return answers
                        ? new DeviceCommand.Completed(
                                0, 0, 0, "", HexFormat.of().formatHex(MadeAnswers.rotating(0, 0)))
                        : new DeviceCommand.Completed(2, 0, 0, "", "");
            }

            @Override
            public DeviceCommand.Answer erase(
                    String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
                throw new AssertionError("a question");
            }
        };
        return CountInquirer.ask(Language.ATA, examined, drive).stream()
                .map(DeviceCommand::command)
                .toList();
    }

    /** Words 84 (General Purpose Logging), 82 and 85 (SMART), where they are filled in: some old drives hang on what they don't know. */
    @Test
    void whatADriveSaysThatItHasNotItIsNotAskedFor() {
        String attributes = "SMART READ DATA";
        assertThat(identified(0x4000, 0x4000, 1, 1, 0x4000)).containsExactly(attributes);
        assertThat(identified(0x4020, 0x4000, 0, 1, 0x4000)).hasSize(2).doesNotContain(attributes);
        assertThat(identified(0x4020, 0x4000, 1, 0, 0x4000))
                .as("switched off")
                .hasSize(2)
                .doesNotContain(attributes);
        assertThat(identified(0, 0, 0, 0, 0)).as("not filled in").hasSize(3);
    }

    private static List<String> identified(int logs, int filledIn, int smart, int on, int onFilledIn) {
        byte[] identify = new AtaDrive()
                .word(84, logs)
                .word(83, filledIn)
                .word(82, smart)
                .word(85, on)
                .word(87, onFilledIn)
                .identify();
        return asked(
                false,
                List.of(MadeAnswers.with(
                        CountQuestion.ATA_ATTRIBUTES,
                        new DeviceCommand.Completed(0, 0, 0, "", HexFormat.of().formatHex(identify)))));
    }

    /** A SATA drive behind a SAS adapter speaks ATA. */
    @Test
    void aDriveIsAskedInItsOwnLanguage() {
        assertThat(CountInquirer.language("nvme", List.of())).contains(Language.NVME);
        assertThat(CountInquirer.language("ata", List.of())).contains(Language.ATA);
        assertThat(CountInquirer.language("scsi", List.of())).contains(Language.SCSI);
        String identify = HexFormat.of().formatHex(new AtaDrive().serial("S1").identify());
        DeviceCommand behind =
                MadeAnswers.with(CountQuestion.ATA_ATTRIBUTES, new DeviceCommand.Completed(0, 0, 0, "", identify));
        assertThat(CountInquirer.language("scsi", List.of(behind))).contains(Language.ATA);
        for (String other : List.of("usb", "mmc", "ufs", "virtio", "file", "loop", "other")) {
            assertThat(CountInquirer.language(other, List.of(behind))).isEmpty();
        }
    }

    private static DriveCounts read(DeviceCommand... commands) {
        return DriveCounts.read(new ArrayList<>(List.of(commands)));
    }
}
