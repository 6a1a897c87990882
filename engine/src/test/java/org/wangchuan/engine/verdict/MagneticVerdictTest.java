package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.verdict.NativeScript.AT;
import static org.wangchuan.engine.verdict.NativeScript.ATA_IDENTIFY;
import static org.wangchuan.engine.verdict.NativeScript.SCSI_SENSE;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.bytes;
import static org.wangchuan.engine.verdict.NativeScript.read;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.ShortSas;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** What a drive that turns says that it did to itself: it writes no faster than its heads, and lets go of blocks only where it says that it can. */
class MagneticVerdictTest {
    /** At 4 GB/s ten milliseconds and some microseconds. */
    private static final long CAPACITY = 80_000L * 512;

    private static final long FAST_ENOUGH = 10;

    @Test
    void oneThatOverwroteItselfFasterThanAnyDiskWritesIsUnproven() {
        for (NativeScript script : List.of(ataOverwrite(), scsiOverwrite(), securityErase(), formatWithPattern())) {
            Verdict possible = taking(FAST_ENOUGH, turning(script)).verdict();
            assertThat(possible.level()).as(possible.toString()).isIn(Level.PURGED, Level.CLEARED);
            assertThat(possible.reasons()).isEmpty();
            Verdict tooFast = taking(FAST_ENOUGH - 1, script).verdict();
            assertThat(tooFast.level()).isEqualTo(Level.UNPROVEN);
            assertThat(tooFast.reasons()).containsExactly(Reason.IMPOSSIBLE_PACE);
        }
    }

    /** Flash overwrites many cells at a time. */
    @Test
    void ofFlashItIsNotTooFast() {
        for (NativeScript script : List.of(ataOverwrite(), scsiOverwrite())) {
            assertThat(taking(FAST_ENOUGH - 1, of(MediumClass.FLASH, script))
                            .verdict()
                            .reasons())
                    .isEmpty();
        }
    }

    /** An enhanced erase may be a change of a key, as its maker has it (ACS-4), and a format that names no content leaves to the drive whether it writes. */
    @Test
    void whatNeedNotWriteIsNotTooFast() {
        NativeScript enhanced = NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "02");
        NativeScript crypto = NativeScript.ata(NativeTechnique.ATA_SANITIZE_CRYPTO, NativeScript.ATA_SANITIZE_CRYPTO);
        NativeScript format = NativeBytesTest.format("041800000000", Optional.of("00020000"));
        for (NativeScript script : List.of(enhanced, crypto, format)) {
            assertThat(taking(0, turning(script)).verdict().reasons()).doesNotContain(Reason.IMPOSSIBLE_PACE);
        }
    }

    /** Drives that record in shingles may, and answer for such blocks without a look at the medium. */
    @Test
    void oneThatSaysThatItLetsGoOfBlocksHasCellsThatWereNotRead() {
        NativeScript ata = turning(ataOverwrite());
        assertThat(taking(FAST_ENOUGH, ata).verdict().notProved()).doesNotContain(NotProved.CELLS_NOT_READ);
        ata.asked(read(ATA_IDENTIFY, identify("0100")));
        assertThat(taking(FAST_ENOUGH, ata).verdict().notProved()).contains(NotProved.CELLS_NOT_READ);
        ata.asked(read(ATA_IDENTIFY, identify("ffff")));
        assertThat(taking(FAST_ENOUGH, ata).verdict().notProved())
                .as("a word that is not filled in")
                .doesNotContain(NotProved.CELLS_NOT_READ);
        assertThat(taking(FAST_ENOUGH, of(MediumClass.FLASH, ataOverwrite()))
                        .verdict()
                        .notProved())
                .contains(NotProved.CELLS_NOT_READ);
    }

    @Test
    void soHasASasDriveThatSaysItWhereItTellsItsSize() {
        ShortSas keeps = new ShortSas(CAPACITY / 512, CAPACITY / 512);
        assertThat(found(keeps).notProved()).doesNotContain(NotProved.CELLS_NOT_READ);
        Verdict lets = found(keeps.lettingGo());
        assertThat(lets.level()).isEqualTo(Level.PURGED);
        assertThat(lets.notProved()).contains(NotProved.CELLS_NOT_READ);
    }

    private static Verdict found(ShortSas drive) {
        Event.HiddenAreas found = Event.HiddenAreas.of(drive.toldToShowAll());
        return taking(FAST_ENOUGH, turning(scsiOverwrite()))
                .changing(event -> event instanceof Event.HiddenAreas ? found : event)
                .verdict();
    }

    private static NativeScript ataOverwrite() {
        return NativeScript.ata(NativeTechnique.ATA_SANITIZE_OVERWRITE, NativeScript.ATA_SANITIZE_OVERWRITE);
    }

    private static NativeScript securityErase() {
        return NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE, "00");
    }

    private static NativeScript formatWithPattern() {
        return NativeBytesTest.format("041800000000", Optional.of("000a0000" + "00010001" + "00"));
    }

    private static NativeScript scsiOverwrite() {
        DeviceCommand overwrite = new DeviceCommand(
                "SCSI",
                "48810000000000000800",
                Optional.of("01000004" + "00000000"),
                Instant.parse(AT),
                1,
                new DeviceCommand.Completed(0, 0, 0, "", ""));
        NativeTechnique technique = NativeTechnique.SCSI_SANITIZE_OVERWRITE;
        return NativeScript.scsiBlock()
                .asked(read("a30c02480001000020000000", "0003000a" + "0".repeat(20)))
                .steps(
                        sent(overwrite),
                        answered(read(SCSI_SENSE, "7202041b000000080206000080100000")),
                        answered(read(SCSI_SENSE, "7200000000000000")))
                .changing(event -> switch (event) {
                    case Event.PlanChosen e ->
                        new Event.PlanChosen(e.effectiveClass(), e.passes(), e.verify(), List.of(technique.id()));
                    case DriveEvent.NativeStarted e ->
                        new DriveEvent.NativeStarted(1, technique.id(), e.before(), e.at());
                    default -> event;
                });
    }

    /** As {@link NativeScript#identify}, with word 169. */
    private static String identify(String word169) {
        return bytes(512, "0:4000", "118:00f0", "160:0008", "164:0200", "166:0040", "256:2100", "338:" + word169);
    }

    private static NativeScript turning(NativeScript script) {
        return of(MediumClass.MAGNETIC, script);
    }

    /** A larger medium, with what was planted all over it. */
    private static NativeScript of(MediumClass kind, NativeScript script) {
        List<ByteRange> places = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            places.add(new ByteRange(CAPACITY / 512 / 16 * i * 512, 512));
        }
        return script.on(medium -> medium(kind, medium)).changing(event -> switch (event) {
            case DriveEvent.CanariesPlanted e -> new DriveEvent.CanariesPlanted(e.secretDigest(), places, e.at());
            default -> event;
        });
    }

    private static NativeScript taking(long millis, NativeScript script) {
        return script.changing(event -> event instanceof DriveEvent.NativeFinished e
                ? new DriveEvent.NativeFinished(1, e.end(), millis, e.longestPauseMillis(), e.at())
                : event);
    }

    private static MediumFacts medium(MediumClass kind, MediumFacts flash) {
        return new MediumFacts(
                flash.name(),
                flash.model(),
                flash.serial(),
                flash.firmware(),
                flash.wwn(),
                flash.bus(),
                CAPACITY,
                EvidenceScript.medium(kind).blockBytes(),
                kind,
                flash.declaredClass(),
                flash.scope(),
                flash.caps());
    }
}
