package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.bytes;
import static org.wangchuan.engine.verdict.NativeScript.nvme;
import static org.wangchuan.engine.verdict.NativeScript.read;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** A drive that says, whenever it is asked, that it is of another size than what was erased may have kept the rest. */
class ToldSizesTest {
    private static final long BLOCKS = NativeScript.CAPACITY / 512;
    private static final String READ_CAPACITY = "9e100000000000000000000000200000";
    private static final String INQUIRY = "120000006000";

    private static NativeScript ata() {
        return NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK);
    }

    private static DeviceCommand identify(long blocks) {
        return identify(new AtaDrive().blocks(blocks));
    }

    private static DeviceCommand identify(AtaDrive drive) {
        byte[] page = drive.serial(EvidenceScript.SERIAL)
                .model("Model")
                .word(59, 0xf000)
                .word(80, 0x0ff0)
                .word(128, 0x21)
                .identify();
        return read(NativeScript.ATA_IDENTIFY, HexFormat.of().formatHex(page));
    }

    private static DeviceCommand capacity(long blocks) {
        return read(READ_CAPACITY, bytes(32, "0:%016x".formatted(blocks - 1), "8:00000200"));
    }

    private static DeviceCommand inquiry(String names) {
        byte[] text = names.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        return read(INQUIRY, bytes(96, "2:06", "4:5b", "8:" + HexFormat.of().formatHex(text)));
    }

    /** @param size in blocks, least significant byte first */
    private static DeviceCommand namespace(int number, String size) {
        String request = bytes(72, "0:06", "4:%02x000000".formatted(number), "36:00100000");
        return nvme(request, bytes(4096, "0:" + size, "8:" + size, "16:" + size, "128:00000900"));
    }

    private static NativeScript with(NativeScript script, DeviceCommand question) {
        List<DeviceCommand> asked = new ArrayList<>(script.events().stream()
                .filter(DriveEvent.DriveAsked.class::isInstance)
                .map(DriveEvent.DriveAsked.class::cast)
                .findFirst()
                .orElseThrow()
                .commands());
        asked.add(question);
        return script.asked(asked.toArray(DeviceCommand[]::new));
    }

    private static NativeScript andThen(NativeScript script, DeviceCommand last) {
        List<Event> steps = new ArrayList<>(script.events().stream()
                .filter(event -> event instanceof DriveEvent.NativeCommanded || event instanceof DriveEvent.NativeTold)
                .toList());
        steps.add(answered(last));
        return script.steps(steps.toArray(Event[]::new));
    }

    private static void proves(Level level, NativeScript script) {
        assertThat(script.verdict().reasons()).isEmpty();
        assertThat(script.verdict().level()).isEqualTo(level);
    }

    private static void isUnknown(NativeScript script) {
        Verdict verdict = script.verdict();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.HIDDEN_AREAS_UNKNOWN);
        assertThat(HiddenOutcome.of(script.evidence()).state()).isEqualTo(Event.HiddenState.UNREADABLE);
    }

    @Test
    void ataDriveOfAnotherSizeBeforeOrAfterIsUnknown() {
        proves(Level.PURGED, with(ata(), identify(BLOCKS)));
        proves(Level.PURGED, andThen(ata(), identify(BLOCKS)));
        for (long blocks : List.of(2 * BLOCKS, BLOCKS + 1, BLOCKS - 1, Long.MAX_VALUE, Long.MIN_VALUE, -1L)) {
            isUnknown(with(ata(), identify(blocks)));
            isUnknown(andThen(ata(), identify(blocks)));
        }
        // As many blocks, of 4096 bytes each.
        AtaDrive larger = new AtaDrive().blocks(BLOCKS).word(106, 0x5000).word(117, 2048);
        isUnknown(with(ata(), identify(larger)));
        // Asked again in the same questions it has nothing other to tell, where nothing was hidden.
        isUnknown(ata().asked(identify(BLOCKS / 2), identify(BLOCKS)));
    }

    @Test
    void scsiDriveOfAnotherSizeBeforeOrAfterIsUnknown() {
        proves(Level.PURGED, with(NativeScript.scsiBlock(), capacity(BLOCKS)));
        proves(Level.PURGED, andThen(NativeScript.scsiBlock(), capacity(BLOCKS)));
        isUnknown(with(NativeScript.scsiBlock(), capacity(2 * BLOCKS)));
        isUnknown(andThen(NativeScript.scsiBlock(), capacity(2 * BLOCKS)));
    }

    @Test
    void passesThatStandInForTheDrivesWayReachNoMore() {
        NativeScript followed = NativeScript.nvmeBlock().elseOverwritten(true);
        assertThat(with(followed, namespace(1, "0010")).verdict().level()).isEqualTo(Level.UNPROVEN);
    }

    @Test
    void nvmeSanitizeOfANamespaceThatTellsAnotherSizeIsUnknown() {
        proves(Level.PURGED, with(NativeScript.nvmeBlock(), namespace(1, "0008")));
        isUnknown(with(NativeScript.nvmeBlock(), namespace(1, "0010")));
        isUnknown(andThen(with(NativeScript.nvmeBlock(), namespace(1, "0008")), namespace(1, "0010")));
    }

    /** Only the one that is erased counts: another one's size is its own affair. */
    @Test
    void anotherNamespaceDoesNotStandInForTheOneThatWasFormatted() {
        NativeScript formatted =
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_USER);
        NativeScript ofTwo = with(formatted, namespace(1, "0008"))
                .asked(
                        nvme(NativeScript.NVME_CONTROLLER, NativeScript.CONTROLLER),
                        namespace(1, "0008"),
                        nvme(NativeScript.NVME_LIST, bytes(4096, "0:0100000002000000")));
        Verdict swapped =
                andTold(ofTwo, namespace(1, "0010"), namespace(2, "0008")).verdict();
        assertThat(swapped.level()).isEqualTo(Level.UNPROVEN);
        assertThat(swapped.reasons()).contains(Reason.END_NOT_TOLD, Reason.HIDDEN_AREAS_UNKNOWN);
        Verdict honest =
                andTold(ofTwo, namespace(1, "0008"), namespace(2, "0010")).verdict();
        assertThat(honest.reasons()).doesNotContain(Reason.END_NOT_TOLD, Reason.HIDDEN_AREAS_UNKNOWN);
    }

    private static NativeScript andTold(NativeScript formatted, DeviceCommand... namespaces) {
        List<Event> steps = new ArrayList<>();
        steps.add(NativeScript.sent(nvme(NativeScript.NVME_FORMAT_USER, "")));
        for (DeviceCommand namespace : namespaces) {
            steps.add(answered(namespace));
        }
        return formatted.steps(steps.toArray(Event[]::new));
    }

    @Test
    void whatTellsNoSizeSaysNothing() {
        proves(Level.PURGED, with(ata(), read(NativeScript.ATA_IDENTIFY, bytes(512))));
        proves(Level.PURGED, with(NativeScript.scsiBlock(), read(READ_CAPACITY, bytes(8, "0:00"))));
        proves(
                Level.PURGED,
                andThen(with(NativeScript.nvmeBlock(), namespace(1, "0008")), namespace(7, "0010"))); // of another
    }

    /** An adapter makes zeros of no answer; what is told in full is told. */
    @Test
    void aSizeThatNoDriveHasIsAnother() {
        proves(Level.PURGED, with(NativeScript.scsiBlock(), read(READ_CAPACITY, bytes(32))));
        isUnknown(with(NativeScript.scsiBlock(), read(READ_CAPACITY, bytes(32, "0:fffffffffffffffe", "8:00000200"))));
        isUnknown(with(NativeScript.scsiBlock(), read(READ_CAPACITY, bytes(32, "0:00000000000007ff", "8:00000100"))));
        isUnknown(with(NativeScript.nvmeBlock(), namespace(1, "ffffffffffffff7f")));
    }

    @Test
    void inquiryOfAnotherModelIsAnotherDrives() {
        for (String own :
                List.of("ATA     Model           1", "MAKER   Model           1", "        Model           1")) {
            assertThat(with(NativeScript.scsiBlock(), inquiry(own)).verdict().reasons())
                    .as(own)
                    .isEmpty();
        }
        for (String other : List.of(
                "MAKER   MODEL           1",
                "MAKER   Mode            1",
                "MAKER   Model2          1",
                "MAKER   Model of a longe1")) {
            Verdict verdict = with(NativeScript.scsiBlock(), inquiry(other)).verdict();
            assertThat(verdict.reasons()).as(other).containsExactly(Reason.NOT_THE_DRIVES_ANSWER);
            assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        }
    }

    /** Only a field that is full may be the beginning of more. */
    @Test
    void aModelIsCutOffWhereTheFieldEnds() {
        NativeScript longer = with(NativeScript.scsiBlock(), inquiry("ATA     Model of a longe1"));
        assertThat(longer.on(medium -> named(medium, "Model of a longer name"))
                        .verdict()
                        .reasons())
                .isEmpty();
        NativeScript shorter = with(NativeScript.scsiBlock(), inquiry("ATA     Model of        1"));
        assertThat(shorter.on(medium -> named(medium, "Model of a longer name"))
                        .verdict()
                        .reasons())
                .containsExactly(Reason.NOT_THE_DRIVES_ANSWER);
    }

    private static MediumFacts named(MediumFacts medium, String model) {
        return new MediumFacts(
                medium.name(),
                Optional.of(model),
                medium.serial(),
                medium.firmware(),
                medium.wwn(),
                medium.bus(),
                medium.capacityBytes(),
                medium.blockBytes(),
                medium.seenClass(),
                medium.declaredClass(),
                medium.scope(),
                medium.caps());
    }
}
