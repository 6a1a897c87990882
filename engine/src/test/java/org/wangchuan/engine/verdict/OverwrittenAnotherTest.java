package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.verdict.MmcScript.inRegister;
import static org.wangchuan.engine.verdict.MmcScript.register;
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
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** Passes are written to whatever answers: where that names itself as another drive, or is larger than what was written, they clear nothing. */
class OverwrittenAnotherTest {
    private static final String MODEL = "Model";

    private static NativeScript ata() {
        return NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK);
    }

    private static DeviceCommand identify(String serial, String model) {
        byte[] page = new AtaDrive()
                .blocks(NativeScript.CAPACITY / 512)
                .serial(serial)
                .model(model)
                .word(59, 0xf000)
                .word(80, 0x0ff0)
                .word(128, 0x21)
                .identify();
        return read(NativeScript.ATA_IDENTIFY, HexFormat.of().formatHex(page));
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

    private static NativeScript andThen(NativeScript script, DeviceCommand last) {
        List<Event> steps = new ArrayList<>(script.events().stream()
                .filter(event -> event instanceof DriveEvent.NativeCommanded || event instanceof DriveEvent.NativeTold)
                .toList());
        steps.add(answered(last));
        return script.steps(steps.toArray(Event[]::new));
    }

    private static void proves(Level level, NativeScript script) {
        assertThat(script.verdict().level()).as(script.verdict().toString()).isEqualTo(level);
        assertThat(script.verdict().reasons()).doesNotContain(Reason.NOT_THE_DRIVES_ANSWER);
    }

    private static void isAnothers(NativeScript script) {
        Verdict verdict = script.verdict();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.NOT_THE_DRIVES_ANSWER);
    }

    @Test
    void passesThatFollowOnADriveOfAnotherNameClearNothing() {
        proves(
                Level.PURGED,
                andThen(ata(), identify(EvidenceScript.SERIAL, MODEL)).thenOverwritten());
        isAnothers(andThen(ata(), identify("OTHER-1", MODEL)).thenOverwritten());
        isAnothers(andThen(ata(), identify(EvidenceScript.SERIAL, "Another")).thenOverwritten());
        isAnothers(ata().asked(identify("OTHER-1", MODEL)).thenOverwritten());
        isAnothers(NativeScript.nvmeBlock().asked(controller("OTHER-1", MODEL)).thenOverwritten());
    }

    @Test
    void passesThatStandInOnADriveOfAnotherNameClearNothing() {
        isAnothers(NativeScript.nvmeBlock().elseOverwritten(true).asked(controller("OTHER-1", MODEL)));
        isAnothers(NativeScript.nvmeBlock().elseOverwritten(true).asked(controller(EvidenceScript.SERIAL, "Another")));
    }

    /** What a bridge calls itself is no name of the drive behind it. */
    @Test
    void behindABridgeItsOwnNameMayBeAnother() {
        NativeScript bridged = ata().on(medium -> on(medium, "usb", List.of("bridge")))
                .asked(identify("OTHER-1", MODEL))
                .thenOverwritten()
                .changing(set("sampling-finished", "path", "device-cache"))
                .changing(set("verification-finished", "path", "device-cache"));
        assertThat(bridged.verdict().level()).isEqualTo(Level.CLEARED);
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

    /** A card that counts sectors, as those above 2 GiB do: what the kernel does not show of it nobody wrote to. */
    @Test
    void aCardThatTellsMoreThanWasWrittenIsNotCleared() throws Exception {
        String larger = register("168:00", "212:00000008"); // 64 GiB
        Verdict verdict = overwritten(larger);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.HIDDEN_AREAS_UNKNOWN);
    }

    /** The size of a small card is in another register, and this field of it may say anything. */
    @Test
    void ofACardThatCountsBytesThisFieldSaysNothing() throws Exception {
        assertThat(overwritten(register("168:00", "212:00000000")).level()).isEqualTo(Level.CLEARED);
        assertThat(overwritten(register("168:00")).level()).isEqualTo(Level.CLEARED);
    }

    private static Verdict overwritten(String register) throws Exception {
        List<Event> out = new ArrayList<>();
        MediumFacts card = on(EvidenceScript.medium(MediumClass.FLASH), "mmc", List.of());
        for (Event event :
                EvidenceScript.of("nist-clear", MediumClass.FLASH).on(card).events()) {
            out.add(event);
            if (event instanceof Event.PlanChosen) {
                out.add(new PartEvent.Asked(List.of(inRegister(register))));
            }
        }
        return VerdictRules.judge(Evidence.read(SealedRecord.of(out)));
    }
}
