package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.evidence.EventEdit.without;
import static org.wangchuan.engine.verdict.NativeScript.bytes;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.RecordForm;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** What a record tells of the blocks that were read where a drive had erased itself, and what follows from it; in the form of now and in that of before. */
class NativeContentsRecordTest {
    private static final long ALL = SealedRecord.AS_PLANNED;
    private static final long SOME = 65_536;

    private static NativeScript overwrite() {
        return NativeScript.nvme(
                NativeTechnique.NVME_SANITIZE_OVERWRITE, NativeScript.NVME_SANITIZE_OVERWRITE, "13020000");
    }

    private static UnaryOperator<Event> read(long zeros, long ones, Optional<DriveEvent.OtherBlocks> others) {
        return event -> event instanceof DriveEvent.SamplingFinished e
                ? new DriveEvent.SamplingFinished(
                        e.end(),
                        e.path(),
                        e.bytesPlanned(),
                        e.bytesRead(),
                        e.canaryBytesRead(),
                        e.canaryBytesFound(),
                        zeros,
                        ones,
                        others,
                        e.unreadable(),
                        e.durationMillis(),
                        e.at())
                : event;
    }

    private static UnaryOperator<Event> read(long zeros, long ones, long repeating, long noise, long content) {
        return read(zeros, ones, Optional.of(new DriveEvent.OtherBlocks(repeating, noise, content)));
    }

    /** As a program of before wrote it. */
    private static UnaryOperator<Event> before(long zeros) {
        UnaryOperator<Event> counts = read(zeros, 0, Optional.empty());
        return event -> event instanceof Event.Opened e
                ? new Event.Opened(RecordForm.BEFORE, e.job(), e.tool(), e.at())
                : counts.apply(event);
    }

    private static void shows(NativeScript script, Level level, Reason... reasons) {
        Verdict verdict = script.verdict();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        assertThat(verdict.reasons()).containsExactly(reasons);
    }

    @Test
    void whatIsNoneOfTheKindsIsNeverGoodByWhateverTechnique() {
        Map<String, NativeScript> all = Map.of(
                "block", NativeScript.nvmeBlock(),
                "crypto",
                        NativeScript.nvme(
                                NativeTechnique.NVME_SANITIZE_CRYPTO, NativeScript.NVME_SANITIZE_CRYPTO, "04020000"),
                "overwrite", overwrite(),
                "format", NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_USER),
                "security erase", NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE, "00"),
                "enhanced", NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "02"),
                "scsi", NativeScript.scsiBlock());
        all.forEach((name, script) -> {
            Verdict verdict = script.changing(read(0, 0, 0, 0, ALL)).verdict();
            assertThat(verdict.level()).as(name).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).as(name).containsExactly(Reason.NOT_READ_AS_ERASED);
        });
    }

    /** Counts that leave something out are as good as those that tell of it. */
    @ParameterizedTest
    @CsvSource({"0,0,0,0,0", "65536,0,0,0,0", "65536,0,512,512,0", "0,0,0,65536,0"})
    void whatIsReadIsAccountedForWhole(long zeros, long ones, long repeating, long noise, long content) {
        NativeScript script =
                NativeScript.nvme(NativeTechnique.NVME_SANITIZE_CRYPTO, NativeScript.NVME_SANITIZE_CRYPTO, "04020000");
        shows(script, Level.PURGED);
        shows(
                script.changing(read(zeros, ones, repeating, noise, content)),
                Level.UNPROVEN,
                Reason.ACCOUNTS_DO_NOT_ADD_UP);
    }

    @Test
    void nobodyCountsMoreThanWasRead() {
        for (UnaryOperator<Event> more : List.of(
                read(ALL, 0, 512, 0, 0), read(ALL, 0, 0, 512, 0), read(ALL, 0, 0, 0, 512), read(0, ALL, 0, ALL, 0))) {
            assertThatThrownBy(() -> Evidence.read(SealedRecord.of(
                            NativeScript.nvmeBlock().changing(more).events())))
                    .isInstanceOf(EvidenceException.class)
                    .hasMessageContaining("at most");
        }
    }

    /** Zeros were told: of what an overwriting was told otherwise, in this record or another, its pattern may be there. */
    @Test
    void anOverwritingIsHeldAgainstWhatItWasTold() {
        shows(overwrite(), Level.PURGED);
        shows(overwrite().changing(read(0, ALL, 0, 0, 0)), Level.UNPROVEN, Reason.NOT_READ_AS_ERASED);
        shows(overwrite().changing(read(0, 0, ALL, 0, 0)), Level.UNPROVEN, Reason.NOT_READ_AS_ERASED);
        for (NativeScript other : List.of(
                NativeScript.nvme(
                        NativeTechnique.NVME_SANITIZE_OVERWRITE,
                        bytes(72, "0:84", "40:13020000", "44:33cc55aa"),
                        "13020000"),
                NativeScript.nvme(
                        NativeTechnique.NVME_SANITIZE_OVERWRITE, bytes(72, "0:84", "40:13030000"), "13030000"),
                NativeScript.ata(NativeTechnique.ATA_SANITIZE_OVERWRITE, "8507200014008100aa57004f0040b400"))) {
            shows(other.changing(read(0, 0, ALL, 0, 0)), Level.PURGED);
            shows(other.changing(read(0, 0, 0, ALL, 0)), Level.UNPROVEN, Reason.NOT_READ_AS_ERASED);
        }
    }

    @Test
    void passesThatFollowMakeItGood() {
        shows(
                NativeScript.nvmeBlock().thenOverwritten().changing(read(0, 0, 0, 0, ALL)),
                Level.CLEARED,
                Reason.NOT_READ_AS_ERASED);
        shows(
                NativeScript.nvmeBlock().elseOverwritten(true).changing(read(0, 0, 0, 0, ALL)),
                Level.CLEARED,
                Reason.NOT_READ_AS_ERASED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeatingBytes", "noiseBytes", "contentBytes"})
    void aRecordOfNowTellsOfAllOfIt(String member) {
        assertThatThrownBy(() -> NativeScript.nvmeBlock()
                        .changing(without("sampling-finished", member))
                        .events())
                .hasMessageContaining(member);
    }

    @Test
    void aRecordOfNowThatLeavesAllOfItOutIsRefused() {
        assertThatThrownBy(() -> Evidence.read(SealedRecord.of(NativeScript.nvmeBlock()
                        .changing(read(ALL, 0, Optional.empty()))
                        .events())))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("of which kind all is that was read");
    }

    /** What was signed of it then is what it says now, but where its own numbers are enough to say otherwise. */
    @Test
    void aRecordOfBeforeSaysWhatItSaid() {
        NativeScript block = NativeScript.nvmeBlock().changing(before(SOME));
        assertThat(new String(block.evidence().bytes(), StandardCharsets.UTF_8))
                .contains("\"format\":\"wangchuan-evidence/v1\"")
                .doesNotContain("contentBytes");
        shows(block, Level.PURGED);
        shows(overwrite().changing(before(ALL)), Level.PURGED);
        shows(overwrite().changing(before(SOME)), Level.UNPROVEN, Reason.NOT_READ_AS_ERASED);
        // It was begun by a program of before and gone on with by one of now, which tells of it.
        shows(
                NativeScript.nvmeBlock().changing(before(SOME)).changing(read(SOME, 0, 0, 0, 512)),
                Level.UNPROVEN,
                Reason.ACCOUNTS_DO_NOT_ADD_UP,
                Reason.NOT_READ_AS_ERASED);
    }

    @Test
    void nobodyReadsARecordOfAnotherForm() {
        assertThatThrownBy(() -> NativeScript.nvmeBlock()
                        .changing(set("opened", "format", "wangchuan-evidence/v3"))
                        .events())
                .hasMessageContaining("wangchuan-evidence/v2");
    }
}
