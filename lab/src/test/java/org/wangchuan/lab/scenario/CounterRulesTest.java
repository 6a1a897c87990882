package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Cells;
import org.wangchuan.lab.fault.Blocks;

/** The bench says that something is wrong by the rule set that counters offer first: a drive's own block erase, or else overwriting. */
class CounterRulesTest {
    private static final String BLOCK = "sanitize-block";
    private static final Planted.Left ALL = new Planted.Left(10, 10);
    private static final Planted.Left SOME = new Planted.Left(5, 10);
    private static final Planted.Left NONE = new Planted.Left(0, 10);

    @TempDir
    private Path folder;

    private static List<String> wrong(String scenario, String verdict, long left, int passes, String... told) {
        Scenario found = Scenarios.named(scenario).orElseThrow();
        Planted.Left peers = switch (found.expected().data()) {
            case ALL -> ALL;
            case SOME -> SOME;
            case NONE -> NONE;
        };
        CarriedOut how = new CarriedOut(List.of(told), passes);
        return Judge.wrong(
                found,
                found.expected().claim(),
                peers,
                Map.of(CounterRules.POLICY, new Outcome.Conclusion(verdict, left, "", how, 0)));
    }

    @Test
    void anHonestDriveThatOffersABlockEraseEndsPurgedByItAlone() {
        for (String drive : List.of(
                "nvme-honest-block",
                "ata-honest-block",
                "scsi-honest-block",
                "ata-frozen-thaws",
                "ata-amac-hidden",
                "ata-hpa-dco-hidden",
                "ata-antifreeze",
                "scsi-short",
                "scsi-short-shown-only")) {
            assertThat(wrong(drive, "purged", 0, 0, BLOCK)).isEmpty();
            assertThat(wrong(drive, "cleared", 0, 1))
                    .containsExactly("gb-46864-2025: cleared of an honest drive, and not purged");
            assertThat(wrong(drive, "unproven", 0, 0, BLOCK)).hasSize(1);
            assertThat(wrong(drive, "purged", 0, 1, BLOCK))
                    .containsExactly("gb-46864-2025: purged, with 1 passes and not 0");
            assertThat(wrong(drive, "purged", 0, 0)).as("nothing is on record").hasSize(2);
        }
    }

    @Test
    void oneThatRefusesEndsClearedByAPass() {
        for (String drive : List.of("nvme-refusing", "ata-half-hidden")) {
            assertThat(wrong(drive, "cleared", 0, 1, BLOCK)).isEmpty();
            assertThat(wrong(drive, "unproven", 50, 0, BLOCK))
                    .containsExactly("gb-46864-2025: unproven of an honest drive, and not cleared");
            assertThat(wrong(drive, "cleared", 0, 0, BLOCK))
                    .containsExactly("gb-46864-2025: cleared, with 0 passes and not 1");
            assertThat(wrong(drive, "cleared", 1, 1, BLOCK))
                    .containsExactly("gb-46864-2025: cleared, and 1 % of the data are left");
            assertThat(wrong(drive, "purged", 0, 1, BLOCK)).isNotEmpty();
        }
    }

    /** What it left is there for everybody to read, and the pass takes it. */
    @Test
    void oneThatErasesTheNewestAloneEndsClearedByAPass() {
        for (String drive : List.of("nvme-newest-only", "ata-newest-only", "scsi-newest-only")) {
            assertThat(wrong(drive, "cleared", 0, 1, BLOCK)).isEmpty();
            assertThat(wrong(drive, "unproven", 50, 0, BLOCK)).hasSize(1);
            assertThat(wrong(drive, "purged", 50, 0, BLOCK)).isNotEmpty();
        }
    }

    @Test
    void nothingGoodMayBeSaidOfOneThatLiesOrFails() {
        for (String drive : List.of(
                "nvme-lying",
                "nvme-at-once",
                "nvme-failing",
                "nvme-stuck",
                "nvme-vanishing",
                "nvme-another",
                "nvme-canary-keeper",
                "ata-lying",
                "ata-last-result",
                "scsi-lying",
                "scsi-at-once")) {
            assertThat(wrong(drive, "failed", 50, 0, BLOCK)).isEmpty();
            assertThat(wrong(drive, "unproven", 50, 0, BLOCK)).isEmpty();
            assertThat(wrong(drive, "purged", 0, 0, BLOCK))
                    .contains("gb-46864-2025: purged, which must never be said of it");
            assertThat(wrong(drive, "cleared", 0, 1, BLOCK))
                    .contains("gb-46864-2025: cleared, which must never be said of it");
            assertThat(wrong(drive, "unproven", 0, 1, BLOCK))
                    .containsExactly("gb-46864-2025: it was overwritten after an erasure of its own that forbids that");
        }
        assertThat(wrong("nvme-already-running", "cleared", 0, 1)).isNotEmpty();
        assertThat(wrong("ata-locked", "cleared", 0, 1)).isNotEmpty();
        assertThat(wrong("nvme-spoiled", "purged", 0, 0, BLOCK)).isNotEmpty();
        assertThat(wrong("nvme-spoiled", "cleared", 0, 1, BLOCK))
                .as("a part can't be read back")
                .isNotEmpty();
        assertThat(wrong("nvme-spoiled", "partial", 0, 1, BLOCK)).isEmpty();
    }

    /** What it would make of its own orders says nothing of it: it is told none. */
    @Test
    void aDriveWithoutABlockEraseIsOverwritten() {
        for (String drive : List.of(
                "nvme-honest-crypto",
                "nvme-last-result",
                "nvme-format-lying",
                "ata-security-erase-failing",
                "ata-frozen",
                "ata-frozen-again",
                "scsi-format-unit")) {
            assertThat(wrong(drive, "cleared", 0, 1)).isEmpty();
            assertThat(wrong(drive, "failed", 50, 0)).hasSize(1);
            assertThat(wrong(drive, "cleared", 1, 1)).isNotEmpty();
        }
        assertThat(wrong("nvme-honest-crypto", "purged", 0, 0, "sanitize-crypto"))
                .contains("gb-46864-2025: it was told sanitize-crypto, which the rule set does not name for it");
        assertThat(wrong("nvme-refusing", "cleared", 0, 1, BLOCK, "sanitize-overwrite"))
                .containsExactly(
                        "gb-46864-2025: it was told sanitize-overwrite, which the rule set does not name for it");
    }

    @Test
    void aMagneticDriveIsOverwrittenThreeTimes() {
        for (String drive : List.of("ata-honest-overwrite", "scsi-honest-overwrite")) {
            assertThat(wrong(drive, "cleared", 0, 3)).isEmpty();
            assertThat(wrong(drive, "cleared", 0, 1))
                    .containsExactly("gb-46864-2025: cleared, with 1 passes and not 3");
            assertThat(wrong(drive, "purged", 0, 0, "sanitize-overwrite")).isNotEmpty();
        }
    }

    /** Where somebody's password, erasure, part or translation is in the way it may have nothing to show. */
    @Test
    void ofOneThatIsBarredNothingGoodHasToBe() {
        for (String drive : List.of(
                "ata-locked",
                "ata-swallowed",
                "ata-stale-identify",
                "ata-failed-before",
                "scsi-failed-before",
                "scsi-failed-before-unrestricted",
                "scsi-short-refusing",
                "scsi-short-shown-only-refusing",
                "nvme-two-namespaces",
                "ata-amac-frozen",
                "ata-dco-frozen",
                "ata-dco-refusing",
                "ata-dco-lying")) {
            assertThat(wrong(drive, "refused: HIDDEN_AREAS_UNKNOWN", 100, 0)).isEmpty();
        }
        assertThat(wrong("nvme-failed-before", "failed", 100, 0)).hasSize(1);
        assertThat(wrong("nvme-two-namespaces-named", "refused: OTHER_NAMESPACES", 100, 0))
                .as("each namespace is named")
                .hasSize(1);
        assertThat(wrong("nvme-two-namespaces-named", "purged", 0, 0, BLOCK)).isEmpty();
    }

    /** They are what a verdict of a part has to name, though nothing is left in them. */
    @Test
    void whatCanNotBeReadOfASpoiledDriveIsKnownByItsBlocks() throws Exception {
        Scenario spoiled = Scenarios.named("nvme-spoiled").orElseThrow();
        Blocks bad = spoiled.bad().getFirst();
        Path file =
                MadeDrive.make(folder, List.of(spoiled), List.of()).getFirst().cells();
        try (Cells cells = new Cells(file, false)) {
            cells.spoil();
            for (int block = 0; block < cells.bytes() / 512; block++) {
                assertThat(cells.unreadable(block * 512L, 512))
                        .as("block %d", block)
                        .isEqualTo(block >= bad.first() && block <= bad.last());
            }
        }
    }

    @Test
    void drivesOfTheBenchsOwnWithoutLocksMeetIt() throws Exception {
        List<MadeDrive> made = MadeDrive.make(
                folder,
                Scenarios.all().stream()
                        .filter(one -> List.of("nvme-lying", "nvme-psid-open", "null-bad-blocks", "scsi-honest-crypto")
                                .contains(one.name()))
                        .toList(),
                List.of(CounterRules.POLICY));
        assertThat(made)
                .filteredOn(one -> one.use().equals(CounterRules.POLICY))
                .extracting(one -> one.scenario().name())
                .containsExactlyInAnyOrder("nvme-lying", "scsi-honest-crypto");
    }
}
