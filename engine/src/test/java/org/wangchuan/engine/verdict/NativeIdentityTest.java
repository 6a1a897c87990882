package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.nvme;
import static org.wangchuan.engine.verdict.NativeScript.read;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** Answers are the drive's own, and a drive is left without a password: what it says of itself in IDENTIFY before, during and after. */
class NativeIdentityTest {
    private static final String MODEL = "Model";

    private static NativeScript ata() {
        return NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK);
    }

    private static DeviceCommand identify(String serial, String model, int security) {
        byte[] page = new AtaDrive()
                .blocks(NativeScript.CAPACITY / 512)
                .serial(serial)
                .model(model)
                .word(59, 0xf000)
                .word(80, 0x0ff0)
                .word(128, security)
                .identify();
        return read(NativeScript.ATA_IDENTIFY, HexFormat.of().formatHex(page));
    }

    private static DeviceCommand own(int security) {
        return identify(EvidenceScript.SERIAL, MODEL, security);
    }

    private static DeviceCommand controller(String serial, String model) {
        return nvme(
                NativeScript.NVME_CONTROLLER,
                NativeScript.bytes(
                        4096,
                        "4:" + ascii(serial),
                        "24:" + ascii(model),
                        "80:00040100",
                        "256:0200",
                        "328:07000000",
                        "516:01000000"));
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static NativeScript andThen(DeviceCommand last) {
        List<Event> steps = new ArrayList<>(ata().events().stream()
                .filter(event -> event instanceof DriveEvent.NativeCommanded || event instanceof DriveEvent.NativeTold)
                .toList());
        steps.add(answered(last));
        return ata().steps(steps.toArray(Event[]::new));
    }

    private static void shows(NativeScript script, Reason reason) {
        Verdict verdict = script.verdict();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(reason);
    }

    @Test
    void theDrivesOwnAnswersNameIt() {
        assertThat(ata().asked(own(0x21)).verdict().level()).isEqualTo(Level.PURGED);
        assertThat(andThen(own(0x21)).verdict().level()).isEqualTo(Level.PURGED);
        NativeScript controller = NativeScript.nvmeBlock().asked(controller(EvidenceScript.SERIAL, MODEL));
        assertThat(controller.verdict().level()).isEqualTo(Level.PURGED);
        // What the system shows of a long model is its beginning.
        assertThat(ata().asked(identify(EvidenceScript.SERIAL, MODEL + " of a longer name", 0x21))
                        .verdict()
                        .level())
                .isEqualTo(Level.PURGED);
    }

    @Test
    void answersOfAnotherDriveProveNothingOfThisOne() {
        shows(ata().asked(identify("OTHER-1", MODEL, 0x21)), Reason.NOT_THE_DRIVES_ANSWER);
        shows(ata().asked(identify(EvidenceScript.SERIAL, "Another", 0x21)), Reason.NOT_THE_DRIVES_ANSWER);
        shows(andThen(identify("OTHER-1", MODEL, 0x21)), Reason.NOT_THE_DRIVES_ANSWER);
        shows(NativeScript.nvmeBlock().asked(controller("OTHER-1", MODEL)), Reason.NOT_THE_DRIVES_ANSWER);
        shows(
                NativeScript.nvmeBlock().asked(controller(EvidenceScript.SERIAL, "Another")),
                Reason.NOT_THE_DRIVES_ANSWER);
    }

    /** A sanitize takes no password away: whoever had set one, the next owner can't use the drive. */
    @Test
    void aPasswordThatWasThereBeforeIsNotForgotten() {
        shows(ata().asked(own(0x23)), Reason.LEFT_LOCKED);
        assertThat(ata().asked(own(0x23), own(0x21)).verdict().level()).isEqualTo(Level.PURGED);
        shows(ata().asked(own(0x21), own(0x23)), Reason.LEFT_LOCKED);
        shows(andThen(own(0x23)), Reason.LEFT_LOCKED);
    }
}
