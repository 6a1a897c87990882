package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.evidence.EventEdit.json;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.verdict.NativeScript.AT;
import static org.wangchuan.engine.verdict.NativeScript.SCSI_SENSE;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.bytes;
import static org.wangchuan.engine.verdict.NativeScript.nvme;
import static org.wangchuan.engine.verdict.NativeScript.read;
import static org.wangchuan.engine.verdict.NativeScript.registers;
import static org.wangchuan.engine.verdict.NativeScript.sending;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** Bits of requests and answers on which the verdict of a drive's own erasure hangs; bytes by hand from SBC-4, SPC-5, SAT-4, ACS-4 and NVMe Base 2.0. */
class NativeBytesTest {
    private static final String SCSI_OVERWRITE = "48810000000000000800";
    private static final String SCSI_RUNS = "7202041b000000080206000080100000";
    private static final String SCSI_IDLE = "7200000000000000";

    @Test
    void anOverwriteOfScsiIsWhatItsListSays() {
        assertThat(overwrite(SCSI_OVERWRITE, Optional.of("0100000400000000"))
                        .verdict()
                        .level())
                .isEqualTo(Level.PURGED);
        for (String list : List.of(
                "0000000400000000", // no pass
                "2100000400000000", // TEST
                "0100000000000000", // a pattern of no bytes
                "0100000500000000", // of more than there are
                "01000004000000", // shorter than announced
                "010000040000000000")) {
            shows(overwrite(SCSI_OVERWRITE, Optional.of(list)), Level.UNPROVEN, Reason.COMMAND_MISSING);
        }
        shows(overwrite(SCSI_OVERWRITE, Optional.empty()), Level.UNPROVEN, Reason.COMMAND_MISSING);
        shows(
                NativeScript.scsiBlock()
                        .steps(
                                sent(read("48820000000000000800", "")),
                                answered(read(SCSI_SENSE, SCSI_RUNS)),
                                answered(read(SCSI_SENSE, SCSI_IDLE))),
                Level.UNPROVEN,
                Reason.COMMAND_MISSING);
    }

    /** A command without IMMED was over when it was answered. */
    @Test
    void whatIsSeenAtWorkAfterAnAnswerAtTheEndIsAnother() {
        shows(
                NativeScript.scsiBlock()
                        .steps(
                                sent(read("48020000000000000000", "")),
                                answered(read(SCSI_SENSE, SCSI_RUNS)),
                                answered(read(SCSI_SENSE, SCSI_IDLE))),
                Level.UNPROVEN,
                Reason.NOT_OURS);
        shows(
                format("041800000000", Optional.of("00000000")), // IMMED clear
                Level.UNPROVEN,
                Reason.NOT_OURS);
    }

    @Test
    void aFormatUnitLeavesTheContentToTheDevice() {
        NativeScript left = format("041800000000", Optional.of("00020000"));
        assertThat(left.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(left.verdict().reasons()).isEmpty();
        assertThat(left.verdict().notProved()).contains(NotProved.CONTENT_LEFT_TO_DEVICE);
        NativeScript named = format("041800000000", Optional.of("000a000000010004" + "00000000"));
        assertThat(named.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(named.verdict().notProved()).doesNotContain(NotProved.CONTENT_LEFT_TO_DEVICE);
        // FFMT: without writing to the medium
        shows(format("041800000100", Optional.of("00020000")), Level.UNPROVEN, Reason.COMMAND_MISSING);
        shows(format("041800000000", Optional.empty()), Level.UNPROVEN, Reason.COMMAND_MISSING);
    }

    @Test
    void aFailureIsBelievedAlsoWhereItIsToldLate() {
        for (String code : List.of("01", "03")) {
            for (String sense :
                    List.of("730331" + code + "00000000", "710003000000000a00000000" + "31" + code + "00000000")) {
                NativeScript script = code.equals("03")
                        ? NativeScript.scsiBlock()
                                .steps(
                                        sent(read(NativeScript.SCSI_SANITIZE_BLOCK, "")),
                                        answered(read(SCSI_SENSE, SCSI_RUNS)),
                                        answered(read(SCSI_SENSE, sense)),
                                        answered(read(SCSI_SENSE, SCSI_IDLE)))
                        : format("041800000000", Optional.of("00020000"), sense);
                shows(script, Level.FAILED, Reason.DEVICE_SAYS_FAILED);
            }
        }
    }

    /** RECOVERED ERROR is a success; any other condition is none. */
    @Test
    void whatHadToBeHelpedAlongWasTaken() {
        for (String taken : List.of("7201170100000000", "700001000000000a00000000" + "17010000" + "0000")) {
            assertThat(answeredWith(taken).verdict().level()).as(taken).isEqualTo(Level.PURGED);
        }
        for (String not : List.of(
                "7301170100000000", // about an earlier one
                "7200000000000000",
                "7205200000000000",
                "7206290000000000",
                "72")) {
            shows(answeredWith(not), Level.UNPROVEN, Reason.COMMAND_REFUSED);
        }
        // An ATA command without its registers.
        DeviceCommand recovered = checked(NativeScript.ATA_SANITIZE_BLOCK, "7001000000000000");
        shows(
                NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK)
                        .steps(
                                sent(recovered),
                                answered(registers(NativeScript.ATA_STATUS, "40", "0010")),
                                answered(registers(NativeScript.ATA_STATUS, "80", "ffff"))),
                Level.UNPROVEN,
                Reason.COMMAND_REFUSED);
    }

    /** Linux makes fixed format of a failed command's sense, in two ways. */
    @Test
    void aDriveThatFailedSaysSoInEitherFormat() {
        for (String sense : List.of(
                "f0000b" + "04514000" + "0a" + "80010000" + "000000000000", // SAT-4: VALID
                "70000b" + "00000000" + "0a" + "04514000" + "00000000" + "80010000")) {
            NativeScript script = NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK)
                    .steps(
                            sent(registers(NativeScript.ATA_SANITIZE_BLOCK, "40", "0000")),
                            answered(registers(NativeScript.ATA_STATUS, "40", "0010")),
                            answered(checked(NativeScript.ATA_STATUS, sense)));
            shows(script, Level.FAILED, Reason.DEVICE_SAYS_FAILED);
        }
    }

    @Test
    void aPasswordThatWasSetCountsWhateverCameOfTheErasure() {
        DeviceCommand set = sending(NativeScript.ATA_SET_PASSWORD, bytes(512, "2:7761"));
        DeviceCommand refused = new DeviceCommand(
                "ATA",
                NativeScript.ATA_ERASE_UNIT,
                Optional.of(bytes(512, "0:02", "2:7761")),
                Instant.parse(AT),
                1,
                new DeviceCommand.Completed(2, 0, 8, "720b00000000000e" + "090c010400000000000000004051", ""));
        DeviceCommand enabled = read(NativeScript.ATA_IDENTIFY, NativeScript.identify("2300"));
        DeviceCommand open = read(NativeScript.ATA_IDENTIFY, NativeScript.identify("2100"));
        Verdict left = enhanced().steps(sent(set), sent(refused)).verdict();
        assertThat(left.reasons()).contains(Reason.LEFT_LOCKED, Reason.COMMAND_REFUSED);
        assertThat(enhanced()
                        .steps(sent(set), sent(refused), answered(enabled))
                        .verdict()
                        .reasons())
                .contains(Reason.LEFT_LOCKED);
        assertThat(enhanced()
                        .steps(sent(set), sent(refused), answered(open))
                        .verdict()
                        .reasons())
                .doesNotContain(Reason.LEFT_LOCKED);
        // Nobody knows whether it was set.
        DeviceCommand lost = new DeviceCommand(
                "ATA",
                NativeScript.ATA_SET_PASSWORD,
                Optional.of(bytes(512, "2:7761")),
                Instant.parse(AT),
                1,
                new DeviceCommand.Completed(0, 3, 0, "", ""));
        assertThat(enhanced().steps(sent(lost)).verdict().reasons()).contains(Reason.LEFT_LOCKED);
    }

    /** In an attempt before the one that counts. */
    @Test
    void aPasswordOfAnEarlierAttemptCounts() throws Exception {
        List<Event> events = new ArrayList<>(NativeScript.ata(
                        NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK)
                .changing(set("plan", "techniques", json("[\"ata-sanitize-block\",\"ata-security-erase-enhanced\"]")))
                .changing(event -> event instanceof DriveEvent.NativeStarted e
                        ? new DriveEvent.NativeStarted(2, "ata-security-erase-enhanced", e.before(), e.at())
                        : NativeOrderTest.second(event))
                .events());
        int started = index(events, DriveEvent.NativeStarted.class);
        DeviceCommand set = sending(NativeScript.ATA_SET_PASSWORD, bytes(512, "2:7761"));
        events.addAll(
                started,
                List.of(
                        new DriveEvent.NativeStarted(1, "ata-sanitize-block", List.of(), AT),
                        sent(set),
                        new DriveEvent.NativeFinished(1, DriveEvent.NativeEnd.REFUSED, 1, 1, AT)));
        assertThat(VerdictRules.judge(Evidence.read(SealedRecord.of(events))).reasons())
                .contains(Reason.LEFT_LOCKED);
        events.remove(started + 1);
        assertThat(VerdictRules.judge(Evidence.read(SealedRecord.of(events))).reasons())
                .doesNotContain(Reason.LEFT_LOCKED);
    }

    /** Only a hard drive's maker knows what an enhanced erase does. */
    @Test
    void anEnhancedEraseMayBeThatOfAKey() {
        assertThat(enhanced().verdict().notProved()).contains(NotProved.KEY_DESTRUCTION);
        assertThat(NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE, "00")
                        .verdict()
                        .notProved())
                .doesNotContain(NotProved.KEY_DESTRUCTION);
    }

    @Test
    void aNamespaceThatIsAtWorkOrMissingIsNotFormatted() {
        String half = bytes(4096, "0:0008", "8:0008", "16:0008", "32:b2", "128:00000900"); // FPI: 50 % remain
        String done = bytes(4096, "0:0008", "8:0008", "16:0008", "32:80", "128:00000900");
        shows(formatted(nvme(NativeScript.NVME_NAMESPACE, half)), Level.UNPROVEN, Reason.STILL_RUNNING);
        assertThat(formatted(nvme(NativeScript.NVME_NAMESPACE, done)).verdict().level())
                .isEqualTo(Level.CLEARED);
        String second = bytes(72, "0:06", "4:02000000", "36:00100000");
        DeviceCommand two = nvme(NativeScript.NVME_LIST, bytes(4096, "0:0100000002000000"));
        DeviceCommand controller = nvme(NativeScript.NVME_CONTROLLER, NativeScript.CONTROLLER);
        shows(
                formatted(nvme(NativeScript.NVME_NAMESPACE, done)).asked(controller, two),
                Level.UNPROVEN,
                Reason.END_NOT_TOLD);
        assertThat(formatted(nvme(NativeScript.NVME_NAMESPACE, done), nvme(second, done))
                        .asked(controller, two)
                        .verdict()
                        .level())
                .isEqualTo(Level.CLEARED);
    }

    /** FNA bit 1: then the secure erase of a format is one of all namespaces, whichever was named; bit 0 alone, of formats, says nothing of it. */
    @Test
    void aFormatOfOneNamespaceIsOneOfAllOnlyWhereTheControllerSaysSo() {
        String done = bytes(4096, "0:0008", "8:0008", "16:0008", "32:80", "128:00000900");
        String second = bytes(72, "0:06", "4:02000000", "36:00100000");
        String one = bytes(72, "0:80", "4:01000000", "40:00020000");
        DeviceCommand two = nvme(NativeScript.NVME_LIST, bytes(4096, "0:0100000002000000"));
        for (int fna = 0; fna < 8; fna++) {
            String controller = bytes(
                    4096,
                    "4:53455249414c2d31",
                    "80:00040100",
                    "256:0200",
                    "328:07000000",
                    "516:02000000",
                    "524:0" + fna);
            Verdict verdict = NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, one)
                    .on(NativeBytesTest::withOthers)
                    .beside(2)
                    .steps(
                            sent(nvme(one, "")),
                            answered(nvme(NativeScript.NVME_NAMESPACE, done)),
                            answered(nvme(second, done)))
                    .asked(nvme(NativeScript.NVME_CONTROLLER, controller), two)
                    .verdict();
            boolean all = (fna & 2) != 0;
            assertThat(verdict.level()).as("FNA %d: %s", fna, verdict).isEqualTo(all ? Level.CLEARED : Level.UNPROVEN);
            if (all) {
                assertThat(verdict.reasons()).isEmpty();
            } else {
                assertThat(verdict.reasons()).contains(Reason.NOT_SHOWN, Reason.OTHER_PARTS);
            }
        }
    }

    @Test
    void whatWasPlantedInOneHalfProvesNothingOfTheOther() {
        shows(planted(0, 32_768), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows(planted(NativeScript.CAPACITY / 2, 32_768), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        shows(planted(131_584, 57_344), Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        assertThat(planted(131_072, 57_344).verdict().level()).isEqualTo(Level.PURGED);
    }

    /** A sample stands for the rest; what can't be read can't be named away. */
    @Test
    void whatCannotBeReadAgainIsUnprovenWhereNothingWasOverwritten() {
        shows(unreadable(NativeScript.nvmeBlock(), 65_536), Level.UNPROVEN, Reason.UNREACHABLE_BLOCKS);
        Verdict both =
                unreadable(NativeScript.nvmeBlock().thenOverwritten(), 65_536).verdict();
        assertThat(both.level()).isEqualTo(Level.PARTIAL);
        assertThat(both.reasons()).contains(Reason.UNREACHABLE_BLOCKS);
    }

    private static NativeScript unreadable(NativeScript script, long offset) {
        return script.changing(set("sampling-finished", "canaryBytesRead", 15 * 512))
                .changing(set(
                        "sampling-finished",
                        "unreadable",
                        json("[{\"offset\":" + offset + ",\"length\":512,\"errno\":5}]")));
    }

    private static NativeScript planted(long from, long apart) {
        return NativeScript.nvmeBlock().changing(event -> {
            if (!(event instanceof DriveEvent.CanariesPlanted e)) {
                return event;
            }
            List<ByteRange> ranges = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                ranges.add(new ByteRange(from + i * apart, 512));
            }
            return new DriveEvent.CanariesPlanted(e.secretDigest(), ranges, e.at());
        });
    }

    private static NativeScript formatted(DeviceCommand... told) {
        List<Event> steps = new ArrayList<>();
        steps.add(sent(nvme(NativeScript.NVME_FORMAT_USER, "")));
        for (DeviceCommand command : told) {
            steps.add(answered(command));
        }
        return NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_USER)
                .steps(steps.toArray(Event[]::new));
    }

    private static MediumFacts withOthers(MediumFacts one) {
        return new MediumFacts(
                one.name(),
                one.model(),
                one.serial(),
                one.firmware(),
                one.wwn(),
                one.bus(),
                one.capacityBytes(),
                one.blockBytes(),
                one.seenClass(),
                one.declaredClass(),
                one.scope(),
                List.of("other-parts"));
    }

    private static NativeScript overwrite(String request, Optional<String> list) {
        return scsi(
                NativeTechnique.SCSI_SANITIZE_OVERWRITE,
                "a30c02480001000020000000",
                SCSI_RUNS,
                SCSI_IDLE,
                new DeviceCommand(
                        "SCSI", request, list, Instant.parse(AT), 1, new DeviceCommand.Completed(0, 0, 0, "", "")));
    }

    static NativeScript format(String request, Optional<String> list) {
        return format(request, list, SCSI_IDLE);
    }

    private static NativeScript format(String request, Optional<String> list, String end) {
        return scsi(
                        NativeTechnique.SCSI_FORMAT_UNIT,
                        "a30c01040000000020000000",
                        "72020404000000080206000080100000",
                        end,
                        new DeviceCommand(
                                "SCSI",
                                request,
                                list,
                                Instant.parse(AT),
                                1,
                                new DeviceCommand.Completed(0, 0, 0, "", "")))
                .under(org.wangchuan.engine.policy.Policies.clearByItself());
    }

    private static NativeScript scsi(
            NativeTechnique technique, String offer, String runs, String end, DeviceCommand command) {
        return NativeScript.scsiBlock()
                .asked(read(offer, "0003000a" + "0".repeat(20)))
                .steps(sent(command), answered(read(SCSI_SENSE, runs)), answered(read(SCSI_SENSE, end)))
                .changing(event -> switch (event) {
                    case Event.PlanChosen e ->
                        new Event.PlanChosen(e.effectiveClass(), e.passes(), e.verify(), List.of(technique.id()));
                    case DriveEvent.NativeStarted e ->
                        new DriveEvent.NativeStarted(1, technique.id(), e.before(), e.at());
                    default -> event;
                });
    }

    private static NativeScript answeredWith(String sense) {
        return NativeScript.scsiBlock()
                .steps(
                        sent(checked(NativeScript.SCSI_SANITIZE_BLOCK, sense)),
                        answered(read(SCSI_SENSE, SCSI_RUNS)),
                        answered(read(SCSI_SENSE, SCSI_IDLE)));
    }

    private static DeviceCommand checked(String request, String sense) {
        return new DeviceCommand(
                "SCSI", request, Instant.parse(AT), 1, new DeviceCommand.Completed(2, 0, 8, sense, ""));
    }

    private static NativeScript enhanced() {
        return NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "02");
    }

    private static int index(List<Event> events, Class<? extends Event> type) {
        for (int i = 0; i < events.size(); i++) {
            if (type.isInstance(events.get(i))) {
                return i;
            }
        }
        throw new AssertionError(type);
    }

    private static void shows(NativeScript script, Level level, Reason reason) {
        Verdict verdict = script.verdict();
        assertThat(verdict.level()).as(reason + " " + verdict.reasons()).isEqualTo(level);
        assertThat(verdict.reasons()).contains(reason);
    }
}
