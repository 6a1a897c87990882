package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.verdict.NativeScript.CONTROLLER;
import static org.wangchuan.engine.verdict.NativeScript.CONTROLLER_PURGING;
import static org.wangchuan.engine.verdict.NativeScript.NVME_CONTROLLER;
import static org.wangchuan.engine.verdict.NativeScript.NVME_LOG;
import static org.wangchuan.engine.verdict.NativeScript.NVME_SANITIZE_PURGING;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.bytes;
import static org.wangchuan.engine.verdict.NativeScript.log;
import static org.wangchuan.engine.verdict.NativeScript.nvme;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** A drive that was told to purge or to fail: it is never said more of it than of one that was not, and what speaks against it counts. */
class NvmePurgeVerdictTest {
    private static final int INVALID_FIELD = 0x4002;
    private static final String PURGING = "0a0a0000";
    private static final String PLAIN = "0a020000";
    private static final String SANITIZE_PLAIN = bytes(72, "0:84", "40:" + PLAIN);
    private static final String PURGED = "0109"; // success, nothing written since, purged
    private static final String SUCCESS = "0101";

    private static void shows(NativeScript script, Level level, Reason... reasons) {
        Verdict verdict = script.verdict();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        assertThat(verdict.reasons()).containsExactly(reasons);
    }

    /** It refuses to be told so, and takes the same without it. */
    static Event[] refusedThenPlain() {
        return refusedThen(PLAIN, SUCCESS);
    }

    private static Event[] refusedThen(String startedBy, String status) {
        return new Event[] {
            sent(nvme(NVME_SANITIZE_PURGING, INVALID_FIELD, "")),
            sent(nvme(SANITIZE_PLAIN, "")),
            answered(nvme(NVME_LOG, log("0010", "0200", startedBy))),
            answered(nvme(NVME_LOG, log("ffff", status, startedBy)))
        };
    }

    private static Event[] logs(String startedBy, String... statuses) {
        Event[] out = new Event[statuses.length + 1];
        out[0] = sent(nvme(NVME_SANITIZE_PURGING, ""));
        for (int i = 0; i < statuses.length; i++) {
            String progress = statuses[i].startsWith("02") ? "0010" : "ffff";
            out[i + 1] = answered(nvme(NVME_LOG, log(progress, statuses[i], startedBy)));
        }
        return out;
    }

    @Test
    void whoReportsThatItPurgedIsSaidWhatIsSaidOfAnyOther() {
        Verdict plain = NativeScript.nvmeBlock().verdict();
        Verdict purging = NativeScript.nvmePurging(PURGED).verdict();
        assertThat(purging.level()).isEqualTo(Level.PURGED);
        assertThat(purging.reasons()).isEmpty();
        assertThat(purging.notProved()).as("nothing is proved by it").isEqualTo(plain.notProved());
    }

    @Test
    void aSuccessThatIsNotToldToHavePurgedIsUnproven() {
        shows(NativeScript.nvmePurging(SUCCESS), Level.UNPROVEN, Reason.PURGE_NOT_TOLD);
        for (String other : List.of("0181", "0111", "0105", "0103")) { // bits beside it
            shows(NativeScript.nvmePurging(other), Level.UNPROVEN, Reason.PURGE_NOT_TOLD);
        }
    }

    /** Whatever it says at another time. */
    @Test
    void whatEverSpokeAgainstItCounts() {
        shows(
                NativeScript.nvmePurging(PURGED).steps(logs(PURGING, "0200", SUCCESS, PURGED)),
                Level.UNPROVEN,
                Reason.PURGE_NOT_TOLD);
        shows(
                NativeScript.nvmePurging(PURGED).steps(logs(PURGING, "0200", PURGED, SUCCESS)),
                Level.UNPROVEN,
                Reason.PURGE_NOT_TOLD);
    }

    @Test
    void whoSaysThatItFailedFailed() {
        shows(
                NativeScript.nvmePurging(PURGED).steps(logs(PURGING, "0200", "0300")),
                Level.FAILED,
                Reason.DEVICE_SAYS_FAILED);
        shows(
                NativeScript.nvmePurging(PURGED).steps(logs(PURGING, "0200", "0308")),
                Level.FAILED,
                Reason.DEVICE_SAYS_FAILED);
    }

    /** SCDW10: what the drive began with has to be what was sent. */
    @Test
    void anotherCommandThanTheOneThatWasSentIsNobodys() {
        for (String another : List.of(PLAIN, "02020000", "0a080000", "0c0a0000", "0a0e0000")) {
            shows(
                    NativeScript.nvmePurging(PURGED).steps(logs(another, "0200", PURGED)),
                    Level.UNPROVEN,
                    Reason.NOT_SHOWN);
        }
        shows(NativeScript.nvmePurging(PURGED).steps(refusedThen(PURGING, PURGED)), Level.UNPROVEN, Reason.NOT_SHOWN);
    }

    @Test
    void itCountsOnlyWhereTheControllerHadToldOfIt() {
        for (String controller : List.of(
                CONTROLLER,
                bytes(4096, "4:53455249414c2d31", "80:00010200", "328:07000000"),
                bytes(4096, "4:53455249414c2d31", "80:00000200", "328:27000000"), // 2.0, where it is reserved
                bytes(4096, "4:53455249414c2d31", "80:00040100", "328:27000000"))) {
            shows(
                    NativeScript.nvmePurging(PURGED).asked(nvme(NVME_CONTROLLER, controller)),
                    Level.UNPROVEN,
                    Reason.NOT_OFFERED);
        }
        shows(
                NativeScript.nvmePurging(PURGED)
                        .asked(nvme(NVME_CONTROLLER, CONTROLLER_PURGING), nvme(NVME_CONTROLLER, CONTROLLER)),
                Level.UNPROVEN,
                Reason.NOT_OFFERED);
    }

    /** As it was before anybody asked for more. */
    @Test
    void ofOneThatWasNotToldSoNothingMoreIsAsked() {
        NativeScript plain = NativeScript.nvme(NativeTechnique.NVME_SANITIZE_BLOCK, SANITIZE_PLAIN, PLAIN);
        shows(plain.asked(nvme(NVME_CONTROLLER, CONTROLLER_PURGING)), Level.PURGED);
    }

    @Test
    void aDriveThatRefusesItIsJudgedByWhatItTook() {
        shows(NativeScript.nvmePurging(PURGED).steps(refusedThenPlain()), Level.PURGED);
        shows(NativeScript.nvmePurging(PURGED).steps(refusedThen(PLAIN, PURGED)), Level.PURGED);
        shows(
                NativeScript.nvmePurging(PURGED)
                        .steps(
                                sent(nvme(NVME_SANITIZE_PURGING, INVALID_FIELD, "")),
                                sent(nvme(SANITIZE_PLAIN, INVALID_FIELD, "")),
                                answered(nvme(NVME_LOG, log("0010", "0200", PLAIN))),
                                answered(nvme(NVME_LOG, log("ffff", PURGED, PLAIN)))),
                Level.UNPROVEN,
                Reason.COMMAND_REFUSED);
    }

    /** EMVS, and bits that mean nothing that is known. */
    @Test
    void otherBitsBesideItAreAnotherCommand() {
        for (String word10 : List.of("0a0e0000", "0a1a0000", "0a0a0100", "0a8a0000", "0a0a0080")) {
            String request = bytes(72, "0:84", "40:" + word10);
            shows(
                    NativeScript.nvmePurging(PURGED)
                            .steps(
                                    sent(nvme(request, "")),
                                    answered(nvme(NVME_LOG, log("0010", "0200", word10))),
                                    answered(nvme(NVME_LOG, log("ffff", PURGED, word10)))),
                    Level.UNPROVEN,
                    Reason.COMMAND_MISSING);
        }
    }
}
