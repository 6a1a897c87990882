package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.evidence.EventEdit.json;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.verdict.NativeScript.NVME_LOG;
import static org.wangchuan.engine.verdict.NativeScript.NVME_SANITIZE_BLOCK;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.log;
import static org.wangchuan.engine.verdict.NativeScript.nvme;
import static org.wangchuan.engine.verdict.NativeScript.read;
import static org.wangchuan.engine.verdict.NativeScript.registers;
import static org.wangchuan.engine.verdict.NativeScript.sending;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** What drives that erase themselves show, and what none of their tricks shows (the traps of others, as evidence). */
class NativeVerdictTest {
    private static final String OURS = "02020000";

    @Test
    void whoErasedItselfAndShowedItIsPurged() {
        Map<String, NativeScript> honest = new TreeMap<>(Map.of(
                "nvme block", NativeScript.nvmeBlock(),
                "nvme crypto",
                        NativeScript.nvme(
                                NativeTechnique.NVME_SANITIZE_CRYPTO, NativeScript.NVME_SANITIZE_CRYPTO, "04020000"),
                "nvme overwrite",
                        NativeScript.nvme(
                                NativeTechnique.NVME_SANITIZE_OVERWRITE,
                                NativeScript.NVME_SANITIZE_OVERWRITE,
                                "13020000"),
                "ata block", NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK),
                "ata crypto", NativeScript.ata(NativeTechnique.ATA_SANITIZE_CRYPTO, NativeScript.ATA_SANITIZE_CRYPTO),
                "ata overwrite",
                        NativeScript.ata(NativeTechnique.ATA_SANITIZE_OVERWRITE, NativeScript.ATA_SANITIZE_OVERWRITE),
                "ata enhanced", NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "02"),
                "scsi block", NativeScript.scsiBlock()));
        honest.forEach((name, script) -> {
            Verdict verdict = script.verdict();
            assertThat(verdict.level()).as(name).isEqualTo(Level.PURGED);
            assertThat(verdict.reasons()).as(name).isEmpty();
            assertThat(verdict.notProved())
                    .as(name)
                    .contains(NotProved.DEVICES_WORD, NotProved.SAMPLED_ONLY)
                    .doesNotContain(NotProved.SPARE_CELLS);
            assertThat(verdict.notProved().contains(NotProved.KEY_DESTRUCTION))
                    .as(name)
                    .isEqualTo(name.endsWith("crypto") || name.endsWith("enhanced"));
            assertThat(ConformityRules.satisfied(ConformityRules.judge(script.evidence())))
                    .as(name)
                    .isNotEqualTo(verdict.notProved().contains(NotProved.KEY_DESTRUCTION));
        });
    }

    @Test
    void aWayThatReachesClearReachesNoMore() {
        for (NativeScript script : List.of(
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_USER),
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_CRYPTO, NativeScript.NVME_FORMAT_CRYPTO),
                NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE, "00"))) {
            assertThat(script.verdict().level()).isEqualTo(Level.CLEARED);
            assertThat(script.verdict().reasons()).isEmpty();
            assertThat(script.verdict().notProved()).contains(NotProved.SPARE_CELLS);
        }
    }

    /** Trap 1: years of wipes that wiped nothing. */
    @Test
    void aFormatWithoutSecureEraseIsNone() {
        for (NativeTechnique technique :
                List.of(NativeTechnique.NVME_FORMAT_USER_DATA, NativeTechnique.NVME_FORMAT_CRYPTO)) {
            shows(
                    NativeScript.nvmeFormat(technique, NativeScript.NVME_FORMAT_NONE),
                    Level.UNPROVEN,
                    Reason.COMMAND_MISSING);
        }
        shows(
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_CRYPTO, NativeScript.NVME_FORMAT_USER),
                Level.UNPROVEN,
                Reason.COMMAND_MISSING);
    }

    @Test
    void aFormatOfOneNamespaceOfTwoIsNotOfTheDrive() {
        String one = NativeScript.bytes(72, "0:80", "4:01000000", "40:00020000");
        NativeScript script = NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, one);
        assertThat(script.verdict().level()).isEqualTo(Level.CLEARED);
        script.asked(
                nvme(NativeScript.NVME_CONTROLLER, NativeScript.CONTROLLER),
                nvme(NativeScript.NVME_LIST, NativeScript.bytes(4096, "0:0100000002000000")));
        shows(script, Level.UNPROVEN, Reason.NOT_SHOWN);
    }

    /** Trap 8: an idle drive reports the last one. */
    @Test
    void theLastResultIsNoResult() {
        shows(
                NativeScript.nvmeBlock()
                        .before(nvme(NVME_LOG, log("ffff", "0101", OURS)))
                        .steps(
                                sent(nvme(NVME_SANITIZE_BLOCK, "")),
                                answered(nvme(NVME_LOG, log("ffff", "0101", OURS)))),
                Level.UNPROVEN,
                Reason.OLD_RESULT);
        shows(
                ata().before(registers(NativeScript.ATA_STATUS, "80", "ffff"))
                        .steps(
                                sent(registers(NativeScript.ATA_SANITIZE_BLOCK, "80", "ffff")),
                                answered(registers(NativeScript.ATA_STATUS, "80", "ffff"))),
                Level.UNPROVEN,
                Reason.OLD_RESULT);
        shows(
                NativeScript.scsiBlock()
                        .steps(
                                sent(read(NativeScript.SCSI_SANITIZE_BLOCK, "")),
                                answered(read(NativeScript.SCSI_SENSE, "7200000000000000"))),
                Level.UNPROVEN,
                Reason.NOT_SHOWN);
    }

    /** Blocks were written before, so that the mark was clear; that it is set is new. */
    @Test
    void aMarkThatWasClearAndIsSetIsNew() {
        NativeScript fast = NativeScript.nvmeBlock()
                .before(nvme(NVME_LOG, log("ffff", "0100", OURS)))
                .steps(sent(nvme(NVME_SANITIZE_BLOCK, "")), answered(nvme(NVME_LOG, log("ffff", "0101", OURS))));
        assertThat(fast.verdict().level()).isEqualTo(Level.PURGED);
        assertThat(fast.verdict().notProved()).contains(NotProved.NOT_SEEN_RUNNING);
        shows(
                NativeScript.nvmeBlock()
                        .before(nvme(NVME_LOG, log("ffff", "0100", OURS)))
                        .steps(
                                sent(nvme(NVME_SANITIZE_BLOCK, "")),
                                answered(nvme(NVME_LOG, log("ffff", "0100", OURS)))),
                Level.UNPROVEN,
                Reason.OLD_RESULT);
    }

    /** Trap 7: one value for hours. */
    @Test
    void whoIsStillAtWorkHasShownNoEnd() {
        NativeScript stuck = NativeScript.nvmeBlock()
                .steps(
                        sent(nvme(NVME_SANITIZE_BLOCK, "")),
                        answered(nvme(NVME_LOG, log("0010", "0200", OURS))),
                        answered(nvme(NVME_LOG, log("0010", "0200", OURS))));
        shows(stuck, Level.UNPROVEN, Reason.STILL_RUNNING);
        NativeScript registersLost = ata().steps(
                        sent(registers(NativeScript.ATA_SANITIZE_BLOCK, "40", "0000")),
                        answered(registers(NativeScript.ATA_STATUS, "40", "0010")),
                        answered(registers(NativeScript.ATA_STATUS, "00", "0000")));
        shows(registersLost, Level.UNPROVEN, Reason.END_NOT_TOLD);
    }

    @Test
    void aFailureThatTheDriveTellsIsOne() {
        shows(
                NativeScript.nvmeBlock()
                        .steps(
                                sent(nvme(NVME_SANITIZE_BLOCK, "")),
                                answered(nvme(NVME_LOG, log("0010", "0200", OURS))),
                                answered(nvme(NVME_LOG, log("ffff", "0300", OURS)))),
                Level.FAILED,
                Reason.DEVICE_SAYS_FAILED);
        shows(
                ata().steps(
                                sent(registers(NativeScript.ATA_SANITIZE_BLOCK, "40", "0000")),
                                answered(registers(NativeScript.ATA_STATUS, "40", "0010")),
                                answered(registers(NativeScript.ATA_STATUS, "51", "04", "00", "0100")),
                                // cleared away, and then as if nothing had been
                                answered(registers(NativeScript.ATA_STATUS, "80", "ffff"))),
                Level.FAILED,
                Reason.DEVICE_SAYS_FAILED);
        shows(
                NativeScript.scsiBlock()
                        .steps(
                                sent(read(NativeScript.SCSI_SANITIZE_BLOCK, "")),
                                answered(read(NativeScript.SCSI_SENSE, "7202041b000000080206000080100000")),
                                answered(read(NativeScript.SCSI_SENSE, "7203310300000000")),
                                answered(read(NativeScript.SCSI_SENSE, "7200000000000000"))),
                Level.FAILED,
                Reason.DEVICE_SAYS_FAILED);
    }

    @Test
    void whatRanBeforeOrIsOfAnotherCommandIsNotOurs() {
        shows(
                NativeScript.nvmeBlock().before(nvme(NVME_LOG, log("0010", "0200", OURS))),
                Level.UNPROVEN,
                Reason.NOT_OURS);
        shows(
                NativeScript.nvmeBlock()
                        .steps(
                                sent(nvme(NVME_SANITIZE_BLOCK, "")),
                                answered(nvme(NVME_LOG, log("0010", "0200", "04020000"))),
                                answered(nvme(NVME_LOG, log("ffff", "0101", "04020000")))),
                Level.UNPROVEN,
                Reason.NOT_SHOWN);
    }

    @Test
    void aCommandThatWasNotAcceptedDidNothing() {
        for (int status : new int[] {2, 0x1d, 0x4001}) {
            shows(
                    NativeScript.nvmeBlock()
                            .steps(
                                    sent(nvme(NVME_SANITIZE_BLOCK, status, "")),
                                    answered(nvme(NVME_LOG, log("0010", "0200", OURS))),
                                    answered(nvme(NVME_LOG, log("ffff", "0101", OURS)))),
                    Level.UNPROVEN,
                    Reason.COMMAND_REFUSED);
        }
        shows(
                ata().steps(
                                sent(registers(NativeScript.ATA_SANITIZE_BLOCK, "51", "04", "00", "0300")),
                                answered(registers(NativeScript.ATA_STATUS, "40", "0010")),
                                answered(registers(NativeScript.ATA_STATUS, "80", "ffff"))),
                Level.UNPROVEN,
                Reason.COMMAND_REFUSED);
        // Another command than the one that the plan names.
        shows(
                NativeScript.nvme(NativeTechnique.NVME_SANITIZE_BLOCK, NativeScript.NVME_SANITIZE_CRYPTO, "04020000"),
                Level.UNPROVEN,
                Reason.COMMAND_MISSING);
        shows(
                NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, "85072000120000427200450000" + "40b400"),
                Level.UNPROVEN,
                Reason.COMMAND_MISSING);
    }

    @Test
    void whatWasNotOfferedWasNotDone() {
        shows(
                NativeScript.nvmeBlock()
                        .asked(nvme(
                                NativeScript.NVME_CONTROLLER,
                                NativeScript.bytes(4096, "4:53", "80:00040100", "256:0200", "328:05000000"))),
                Level.UNPROVEN,
                Reason.NOT_OFFERED);
        shows(NativeScript.nvmeBlock().asked(), Level.UNPROVEN, Reason.NOT_OFFERED);
        shows(
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_CRYPTO, NativeScript.NVME_FORMAT_CRYPTO)
                        .asked(
                                nvme(
                                        NativeScript.NVME_CONTROLLER,
                                        NativeScript.bytes(4096, "4:53", "80:00040100", "256:0200")),
                                nvme(NativeScript.NVME_LIST, NativeScript.LIST)),
                Level.UNPROVEN,
                Reason.NOT_OFFERED);
    }

    @Test
    void whatWasPlantedAndIsStillThereSaysThatItFailed() {
        shows(
                NativeScript.nvmeBlock().changing(set("sampling-finished", "canaryBytesFound", 512)),
                Level.FAILED,
                Reason.CANARY_FOUND);
        shows(
                NativeScript.nvmeBlock().thenOverwritten().changing(set("sampling-finished", "canaryBytesFound", 512)),
                Level.FAILED,
                Reason.CANARY_FOUND);
    }

    @Test
    void whoLooksNowhereHasVerifiedNothing() {
        shows(
                NativeScript.nvmeBlock().changing(set("sampling-finished", "end", "stopped")),
                Level.UNPROVEN,
                Reason.NOTHING_VERIFIED);
        shows(
                NativeScript.nvmeBlock().changing(set("sampling-finished", "canaryBytesRead", 15 * 512)),
                Level.UNPROVEN,
                Reason.ACCOUNTS_DO_NOT_ADD_UP);
        shows(
                NativeScript.nvmeBlock().changing(set("sampling-finished", "bytesPlanned", 1 << 20)),
                Level.UNPROVEN,
                Reason.ACCOUNTS_DO_NOT_ADD_UP);
    }

    @Test
    void aDriveThatKeepsItsPasswordIsLeftLocked() {
        for (String security : List.of("2300", "2700")) {
            shows(
                    NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "02")
                            .steps(
                                    sent(sending(
                                            NativeScript.ATA_ERASE_UNIT, NativeScript.bytes(512, "0:02", "2:7761"))),
                                    answered(read(NativeScript.ATA_IDENTIFY, NativeScript.identify(security)))),
                    Level.UNPROVEN,
                    Reason.LEFT_LOCKED);
        }
        shows(
                NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "00"),
                Level.UNPROVEN,
                Reason.COMMAND_MISSING);
    }

    @Test
    void anotherMediumAfterwardsIsNotTheOneThatWasErased() {
        shows(
                NativeScript.nvmeBlock().changing(set("rechecked", "differences", json("[\"serial\"]"))),
                Level.UNPROVEN,
                Reason.MEDIUM_CHANGED);
    }

    @Test
    void throughABridgeNothingIsTheDrivesOwnAnswer() {
        NativeScript bridged = ata().on(medium -> on(medium, "usb", List.of("bridge")))
                .changing(set("sampling-finished", "path", "device-cache"));
        shows(bridged, Level.UNPROVEN, Reason.NOT_THE_DRIVES_ANSWER);
        NativeScript overwritten = ata().on(medium -> on(medium, "usb", List.of("bridge")))
                .thenOverwritten()
                .changing(set("sampling-finished", "path", "device-cache"))
                .changing(set("verification-finished", "path", "device-cache"));
        assertThat(overwritten.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(overwritten.verdict().reasons()).contains(Reason.NOT_THE_DRIVES_ANSWER);
    }

    @Test
    void bothHaveToBeRightWherePassesFollow() {
        assertThat(NativeScript.nvmeBlock().thenOverwritten().verdict().level()).isEqualTo(Level.PURGED);
        NativeScript refused = NativeScript.nvmeBlock().thenOverwritten().steps(sent(nvme(NVME_SANITIZE_BLOCK, 2, "")));
        assertThat(refused.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(refused.verdict().reasons()).contains(Reason.COMMAND_REFUSED);
        shows(
                NativeScript.nvmeBlock().thenOverwritten().changing(set("pass-finished", "bytesWritten", 1 << 19)),
                Level.UNPROVEN,
                Reason.ACCOUNTS_DO_NOT_ADD_UP);
    }

    private static NativeScript ata() {
        return NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK);
    }

    private static void shows(NativeScript script, Level level, Reason reason) {
        Verdict verdict = script.verdict();
        assertThat(verdict.level()).as(reason + " " + verdict.reasons()).isEqualTo(level);
        assertThat(verdict.reasons()).contains(reason);
        assertThat(ConformityRules.satisfied(ConformityRules.judge(script.evidence())))
                .isFalse();
    }

    private static MediumFacts on(MediumFacts medium, String bus, List<String> caps) {
        return new MediumFacts(
                medium.name(),
                medium.model(),
                medium.serial(),
                medium.firmware(),
                medium.wwn(),
                bus,
                medium.capacityBytes(),
                medium.blockBytes(),
                medium.seenClass(),
                medium.declaredClass(),
                medium.scope(),
                caps);
    }
}
