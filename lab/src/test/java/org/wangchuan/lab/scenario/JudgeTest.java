package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bench says that something is wrong when it is. */
class JudgeTest {
    private static final Planted.Left ALL = new Planted.Left(10, 10);
    private static final Planted.Left SOME = new Planted.Left(5, 10);
    private static final Planted.Left NONE = new Planted.Left(0, 10);

    private static List<String> wrong(
            String scenario, String claim, Planted.Left left, String policy, String verdict, long in) {
        return Judge.wrong(
                Scenarios.named(scenario).orElseThrow(), claim, left, Map.of(policy, concluded(verdict, in)));
    }

    /** With a record that tells how it came to that: by the way that was ordered, or by a pass. */
    private static Outcome.Conclusion concluded(String verdict, long left) {
        return concluded(verdict, left, "");
    }

    private static Outcome.Conclusion concluded(String verdict, long left, String inexact) {
        CarriedOut how = switch (verdict) {
            case "purged" -> new CarriedOut(List.of("sanitize-block"), 0);
            case "cleared" -> new CarriedOut(List.of(), 1);
            default -> CarriedOut.NOTHING;
        };
        return new Outcome.Conclusion(verdict, left, inexact, how, 0);
    }

    private static List<String> wrong(String scenario, String policy, Outcome.Conclusion conclusion) {
        Scenario found = Scenarios.named(scenario).orElseThrow();
        Planted.Left left = switch (found.expected().data()) {
            case ALL -> ALL;
            case SOME -> SOME;
            case NONE -> NONE;
        };
        return Judge.wrong(found, found.expected().claim(), left, Map.of(policy, conclusion));
    }

    private static Outcome.Conclusion told(String verdict, String... ways) {
        return new Outcome.Conclusion(verdict, 0, "", new CarriedOut(List.of(ways), 0), 0);
    }

    private static Outcome.Conclusion reverted(String verdict, int times) {
        CarriedOut how = new CarriedOut(List.of(CarriedOut.REVERT), verdict.equals("cleared") ? 1 : 0);
        return new Outcome.Conclusion(verdict, 0, "", how, times);
    }

    @Test
    void aGoodVerdictOverDataThatAreLeftIsWrong() {
        assertThat(wrong("nvme-lying", "success", ALL, "nist-clear", "cleared", 1))
                .hasSize(1);
        assertThat(wrong("nvme-lying", "success", ALL, "nist-purge", "purged", 100))
                .hasSize(2);
        assertThat(wrong("nvme-honest-block", "success", NONE, "nist-purge", "purged", 1))
                .hasSize(1);
    }

    @Test
    void aVerdictThatMustNotBeIsWrongAlsoWhereDataAreGone() {
        assertThat(wrong("nvme-canary-keeper", "success", NONE, "nist-purge", "purged", 0))
                .containsExactly("nist-purge: purged, which must never be said of it");
    }

    @Test
    void ofOneThatNoHostCanTellNothingIsWrong() {
        assertThat(wrong("nvme-hiding", "success", ALL, "nist-purge", "purged", 100))
                .isEmpty();
    }

    @Test
    void aMadeDriveThatIsNotAsItIsMeantToBeIsWrong() {
        assertThat(wrong("nvme-lying", "success", NONE, "nist-purge", "failed", 0))
                .hasSize(1);
        assertThat(wrong("nvme-stuck", "success", ALL, "nist-purge", "unproven", 100))
                .hasSize(1);
        assertThat(wrong("nvme-stuck", "not run", ALL, "nist-purge", "unproven", 100))
                .hasSize(1);
    }

    @Test
    void whatIsAsItShouldBeIsRight() {
        assertThat(wrong("nvme-lying", "success", ALL, "nist-purge", "failed", 100))
                .isEmpty();
        assertThat(wrong("nvme-honest-block", "success", NONE, "nist-purge", "purged", 0))
                .isEmpty();
        assertThat(wrong("nvme-honest-block", "success", NONE, "nist-clear", "cleared", 0))
                .isEmpty();
    }

    /** Overwriting does not bring it back; in that state a SATA drive does not tell what it hides, and a SAS drive does not show all that it has. */
    @Test
    void nothingGoodOfADriveThatCouldBeBroughtBackIsWrong() {
        String refused = "refused: HIDDEN_AREAS_UNKNOWN";
        assertThat(wrong("nvme-failed-before", "success", NONE, "nist-purge", refused, 100))
                .hasSize(1);
        assertThat(wrong("nvme-failed-before", "success", NONE, "nist-purge", "purged", 0))
                .isEmpty();
        assertThat(wrong("nvme-failed-before", "success", NONE, "nist-clear", "failed", 100))
                .isEmpty();
        for (String drive : List.of("ata-failed-before", "scsi-failed-before", "scsi-failed-before-unrestricted")) {
            assertThat(wrong(drive, "success", NONE, "nist-purge", refused, 100))
                    .isEmpty();
        }
    }

    /** What shows all of itself when it is told to has to be erased as any other. */
    @Test
    void anHonestDriveThatHidesHasToBeErasedWhole() {
        for (String drive : List.of("ata-amac-hidden", "ata-dco-hidden", "scsi-short")) {
            Planted.Left left = drive.startsWith("ata") ? ALL : NONE;
            assertThat(wrong(drive, "success", left, "nist-clear", "cleared", 0))
                    .isEmpty();
            assertThat(wrong(drive, "success", left, "nist-clear", "cleared", 50))
                    .hasSize(1);
            assertThat(wrong(drive, "success", left, "nist-clear", "interrupted", 100))
                    .hasSize(1);
            assertThat(wrong(drive, "success", left, "nist-purge", "unproven", 50))
                    .hasSize(1);
        }
        assertThat(wrong("ata-dco-hidden", "refused", ALL, "nist-purge", "purged", 0))
                .as("the made drive is not as it was meant to be")
                .hasSize(1);
        assertThat(wrong("ata-dco-lying", "success", ALL, "nist-clear", "interrupted", 100))
                .isEmpty();
        assertThat(wrong("ata-dco-lying", "success", ALL, "nist-clear", "cleared", 50))
                .hasSize(1);
        assertThat(wrong("ata-amac-lying", "success", ALL, "nist-purge", "purged", 0))
                .hasSize(1);
    }

    /** Whatever it says of its own sanitize: nothing was planted in what it does not show. */
    @Test
    void ofASasDriveThatKeepsBlocksHiddenNothingGoodMayBeSaid() {
        assertThat(wrong("scsi-short-shown-only", "success", SOME, "nist-purge", "purged", 0))
                .isEmpty();
        assertThat(wrong("scsi-short-shown-only", "success", SOME, "nist-purge", "purged", 50))
                .containsExactly("nist-purge: purged, and 50 % of the data are left");
        assertThat(wrong("scsi-short-shown-only", "success", SOME, "nist-purge", "unproven", 50))
                .containsExactly("nist-purge: unproven of an honest drive, and not purged");
        for (String drive : List.of("scsi-short-refusing", "scsi-short-shown-only-refusing")) {
            Planted.Left left = drive.contains("only") ? SOME : NONE;
            assertThat(wrong(drive, "success", left, "nist-purge", "refused: HIDDEN_AREAS_UNKNOWN", 100))
                    .isEmpty();
            assertThat(wrong(drive, "success", left, "nist-purge", "purged", 0))
                    .containsExactly("nist-purge: purged, which must never be said of it");
        }
    }

    @Test
    void nothingGoodOfAnHonestDriveIsWrong() {
        assertThat(wrong("nvme-honest-block", "success", NONE, "nist-purge", "refused: LEVEL_OUT_OF_REACH", 100))
                .containsExactly("nist-purge: refused: LEVEL_OUT_OF_REACH of an honest drive, and not purged");
        assertThat(wrong("nvme-honest-block", "success", NONE, "nist-clear", "unproven", 0))
                .hasSize(1);
        assertThat(wrong("nvme-two-namespaces", "success", SOME, "nist-purge", "refused: OTHER_NAMESPACES", 100))
                .as("something stands in the way")
                .isEmpty();
    }

    @Test
    void whereEachNamespaceIsNamedNothingStandsInTheWay() {
        assertThat(wrong("nvme-two-namespaces-named", "success", NONE, "nist-purge", "refused: OTHER_NAMESPACES", 100))
                .containsExactly("nist-purge: refused: OTHER_NAMESPACES of an honest drive, and not purged");
        assertThat(wrong("nvme-two-namespaces-named", "success", NONE, "nist-purge", "purged", 50))
                .containsExactly("nist-purge: purged, and 50 % of the data are left");
        assertThat(wrong("nvme-two-namespaces-lying", "success", ALL, "nist-purge", "purged", 75))
                .hasSize(2);
        assertThat(wrong("nvme-two-namespaces-lying", "success", ALL, "nist-purge", "failed", 75))
                .isEmpty();
        assertThat(wrong("nvme-two-namespaces-first-only", "success", SOME, "nist-purge", "purged", 50))
                .hasSize(2);
        assertThat(wrong("nvme-two-namespaces-first-only", "success", SOME, "nist-purge", "failed", 50))
                .isEmpty();
    }

    /** Whoever has its label opens it and overwrites it; without that nothing is to be had of it. */
    @Test
    void aLockedDriveIsJudgedByWhetherItsLabelIsAtHand() {
        assertThat(wrong("nvme-psid-locked", "success", NONE, "nist-clear", "unproven", 0))
                .containsExactly("nist-clear: unproven of an honest drive, and not cleared");
        assertThat(wrong("nvme-psid-locked", "success", NONE, "nist-clear", "cleared", 0))
                .isEmpty();
        assertThat(wrong("nvme-psid-locked", "success", NONE, "nist-purge", "failed", 100))
                .isEmpty();
        assertThat(wrong("nvme-psid-locked", "success", NONE, "nist-purge", "purged", 100))
                .hasSize(2);
        assertThat(wrong("nvme-psid-open", "success", NONE, "nist-purge", "unproven", 0))
                .hasSize(1);
        assertThat(wrong("nvme-psid-other-label", "refused", ALL, "nist-clear", "interrupted", 100))
                .isEmpty();
    }

    /** A revert that kept what was planted shows, though the host has overwritten all of it. */
    @Test
    void whatARevertKeptIsNotClearedByItsPasses() {
        assertThat(wrong("nvme-psid-lying-open", "success", ALL, "nist-clear", "cleared", 0))
                .containsExactly("nist-clear: cleared, which must never be said of it");
        assertThat(wrong("nvme-psid-lying-open", "success", ALL, "nist-clear", "failed", 0))
                .isEmpty();
    }

    @Test
    void whatIsLeftInAnotherNamespaceIsLeft() {
        assertThat(wrong("nvme-two-namespaces", "success", SOME, "nist-clear", "cleared", 50))
                .containsExactly("nist-clear: cleared, and 50 % of the data are left");
    }

    @Test
    void rangesThatDifferFromWhatIsLeftAreWrong() {
        Scenario spoiled = Scenarios.named("nvme-spoiled").orElseThrow();
        Outcome.Conclusion inexact = concluded("partial", 1, "2 blocks are left in no range");
        assertThat(Judge.wrong(spoiled, "success", NONE, Map.of("nist-clear", inexact)))
                .containsExactly("nist-clear: partial, and 2 blocks are left in no range");
        assertThat(Judge.wrong(spoiled, "success", NONE, Map.of("nist-clear", concluded("partial", 1))))
                .isEmpty();
        assertThat(Judge.wrong(spoiled, "success", NONE, Map.of("nist-clear", concluded("cleared", 1))))
                .hasSize(1);
    }

    @Test
    void ofMediaThatFailRangesAreComparedWhateverTheVerdict() {
        Scenario bad = Scenarios.named("null-bad-blocks").orElseThrow();
        Outcome.Conclusion inexact = concluded("failed", 1, "1 blocks are left or bad, in no range");
        assertThat(Judge.wrong(bad, "failed", SOME, Map.of("nist-clear", inexact)))
                .containsExactly("nist-clear: failed, and 1 blocks are left or bad, in no range");
        assertThat(Judge.wrong(
                        Scenarios.named("debug-write-untrue").orElseThrow(),
                        "success",
                        ALL,
                        Map.of("nist-clear", inexact)))
                .as("nothing is known of the rest where what was read differs")
                .isEmpty();
        assertThat(Judge.wrong(bad, "failed", SOME, Map.of("nist-clear", concluded("cleared", 0))))
                .containsExactly("nist-clear: cleared, which must never be said of it");
        assertThat(Judge.wrong(bad, "failed", SOME, Map.of("nist-clear", concluded("partial", 1))))
                .isEmpty();
    }

    @Test
    void anErrorThatPassesHasToEndAsIfItHadNotBeen() {
        Scenario once = Scenarios.named("virtio-write-fails-once").orElseThrow();
        assertThat(Judge.wrong(once, "failed", SOME, Map.of("nist-clear", concluded("partial", 0))))
                .containsExactly("nist-clear: partial of an honest drive, and not cleared");
        Scenario unknown = Scenarios.named("debug-write-silent-once").orElseThrow();
        assertThat(Judge.wrong(unknown, "success", NONE, Map.of("nist-clear", concluded("unproven", 0))))
                .isEmpty();
        assertThat(Judge.wrong(unknown, "success", NONE, Map.of("nist-clear", concluded("failed", 0))))
                .hasSize(1);
        assertThat(Judge.wrong(
                        unknown,
                        "success",
                        NONE,
                        Map.of("nist-clear", concluded("unproven", 5, "9 blocks are left or bad"))))
                .containsExactly("nist-clear: unproven, and 9 blocks are left or bad");
    }

    /** Whatever the drive is: a product that says nothing, or was not run, passes nowhere. */
    @Test
    void noConclusionIsWrongOfEveryDrive() {
        for (String words : List.of("no verdict", "not run", "not-started", "error: INTERNAL", "refused: NO_ANSWER")) {
            for (String drive : List.of("nvme-lying", "nvme-two-namespaces", "nvme-format-lying", "null-bad-blocks")) {
                assertThat(wrong(drive, "nist-purge", concluded(words, 100)))
                        .containsExactly("nist-purge: " + words + ", which concludes nothing");
            }
        }
    }

    @Test
    void aDriveWithOneWayThatWasToldAnotherIsWrong() {
        assertThat(wrong("nvme-honest-crypto", "nist-purge", told("purged", "sanitize-crypto")))
                .isEmpty();
        assertThat(wrong("nvme-honest-crypto", "nist-purge", told("purged", "sanitize-block")))
                .containsExactly("nist-purge: it was told sanitize-block, and is about sanitize-crypto");
        assertThat(wrong("nvme-honest-crypto", "nist-purge", told("purged", "sanitize-block", "sanitize-crypto")))
                .as("another was tried before")
                .hasSize(1);
        assertThat(wrong("nvme-last-result", "nist-purge", told("failed", "sanitize-block")))
                .as("also of one that lies")
                .hasSize(1);
        assertThat(wrong("nvme-refusing", "nist-purge", told("unproven", "sanitize-block", "sanitize-overwrite")))
                .as("it is about none")
                .isEmpty();
    }

    /** It has two ways, and the rule set comes to its key last. */
    @Test
    void aMagneticDriveThatWasNotToldToOverwriteItselfIsWrong() {
        for (String drive : List.of("ata-honest-overwrite", "scsi-honest-overwrite")) {
            assertThat(wrong(drive, "nist-purge", told("purged", "sanitize-overwrite")))
                    .isEmpty();
            assertThat(wrong(drive, "nist-purge", told("purged", "sanitize-crypto")))
                    .containsExactly("nist-purge: it was told sanitize-crypto, and is about sanitize-overwrite");
        }
    }

    /** What a drive has that clears alone is not used to purge. */
    @Test
    void aDriveThatCanNotPurgeIsRefusedOrClears() {
        for (String drive :
                List.of("nvme-format-crypto", "nvme-format-lying", "ata-security-erase", "scsi-format-unit")) {
            assertThat(wrong(drive, "nist-purge", concluded("refused: LEVEL_OUT_OF_REACH", 100)))
                    .isEmpty();
            assertThat(wrong(drive, "nist-purge", concluded("failed", 0)))
                    .as(drive)
                    .hasSize(1);
            assertThat(wrong(drive, "nist-clear", concluded("cleared", 0))).isEmpty();
        }
        assertThat(wrong("scsi-format-unit", "nist-clear-native", told("cleared", "format-unit")))
                .isEmpty();
        assertThat(wrong(
                        "nvme-format-crypto",
                        "nist-clear-native",
                        told("cleared", "format-user-data", "format-crypto")))
                .isEmpty();
        assertThat(wrong("nvme-format-user-data", "nist-clear-native", told("cleared", "format-crypto")))
                .containsExactly("nist-clear-native: it was told format-crypto, and is about format-user-data");
        assertThat(wrong("scsi-format-unit", "nist-clear-native", concluded("unproven", 0)))
                .containsExactly("nist-clear-native: unproven of an honest drive, and not cleared");
        assertThat(wrong("ata-security-erase-lying", "nist-clear-native", concluded("cleared", 100)))
                .isNotEmpty();
    }

    @Test
    void aGoodVerdictWhoseRecordTellsOfNothingIsWrong() {
        assertThat(wrong("nvme-honest-block", "nist-clear", told("cleared"))).hasSize(1);
        assertThat(wrong("nvme-hiding", "nist-purge", told("purged"))).hasSize(2);
        Outcome.Conclusion overwritten = new Outcome.Conclusion("purged", 0, "", new CarriedOut(List.of(), 1), 0);
        assertThat(wrong("nvme-honest-block", "nist-purge", overwritten))
                .containsExactly("nist-purge: purged, and its record tells of nothing that the drive did by itself");
    }

    /** Where nothing keeps the label from opening it, a job that comes to no end is no result. */
    @Test
    void aDriveWithLocksWhoseLabelIsAtHandComesToAVerdict() {
        for (String drive : List.of("nvme-psid-lying", "nvme-psid-broken-off", "nvme-psid-unmoved")) {
            assertThat(wrong(drive, "nist-clear", reverted("interrupted", 1))).hasSize(1);
            assertThat(wrong(drive, "nist-clear", concluded("refused: PSID_NEEDED", 100)))
                    .hasSize(1);
            assertThat(wrong(drive, "nist-clear", reverted("failed", 1))).isEmpty();
        }
        for (String drive :
                List.of("nvme-psid-other-label", "nvme-psid-locked-out", "nvme-psid-refusing", "nvme-psid-vanishing")) {
            assertThat(wrong(drive, "nist-clear", reverted("interrupted", 0))).isEmpty();
            assertThat(wrong(drive, "nist-clear", reverted("failed", 0))).isEmpty();
            assertThat(wrong(drive, "nist-clear", concluded("refused: PSID_NEEDED", 100)))
                    .hasSize(1);
        }
        assertThat(wrong("nvme-psid-lying", "nist-purge", concluded("interrupted", 100)))
                .as("nobody gave its label")
                .isEmpty();
    }

    /** As the drive counts: what the product has in its record it may have done more often. */
    @Test
    void aRevertIsTakenOnceAndOnlyWithALabel() {
        assertThat(wrong("nvme-psid-locked", "nist-clear", reverted("cleared", 1)))
                .isEmpty();
        assertThat(wrong("nvme-psid-locked", "nist-clear", reverted("cleared", 2)))
                .containsExactly("nist-clear: it took Revert 2 times");
        assertThat(wrong("nvme-psid-locked", "nist-purge", reverted("failed", 1)))
                .containsExactly("nist-purge: it took Revert, and nobody gave its label");
    }

    private static List<String> wrongSecurity(String scenario, String use, String security) {
        return Judge.wrongSecurity(Scenarios.named(scenario).orElseThrow(), use, security);
    }

    /** Whoever gets the drive next does not know it. */
    @Test
    void aPasswordThatIsLeftIsWrongWhateverTheVerdict() {
        for (String drive : List.of("ata-security-erase", "ata-security-erase-failing", "ata-honest-block")) {
            for (String policy : Bench.POLICIES) {
                assertThat(wrongSecurity(drive, policy, "open")).isEmpty();
                assertThat(wrongSecurity(drive, policy, "frozen")).isEmpty();
                assertThat(wrongSecurity(drive, policy, "password"))
                        .containsExactly(policy + ": it is left with a password: password");
                assertThat(wrongSecurity(drive, policy, "password locked frozen"))
                        .hasSize(1);
            }
        }
        assertThat(wrongSecurity("ata-security-erase", "nist-purge", ""))
                .as("nobody looked")
                .containsExactly("nist-purge: it does not say whether a password is left set on it");
    }

    /** That of somebody else is his; that of an erasure which failed stays where another program had set it. */
    @Test
    void aPasswordThatIsLeftByARuleHasToBeThere() {
        assertThat(wrongSecurity("ata-locked", "nist-clear", "password locked")).isEmpty();
        assertThat(wrongSecurity("ata-locked", "nist-clear", "open"))
                .containsExactly("nist-clear: it was to keep a password, and is open");
        assertThat(wrongSecurity("ata-security-erase-failing", MadeDrive.PEER, "password"))
                .isEmpty();
        assertThat(wrongSecurity("ata-security-erase-failing", MadeDrive.PEER, "open"))
                .hasSize(1);
        assertThat(wrongSecurity("ata-security-erase", MadeDrive.PEER, "password"))
                .hasSize(1);
    }

    /** What is deallocated is answered from a table. */
    @Test
    void thatCellsWereReadIsSaidOfBlocksThatStayAllocatedAlone() {
        List<String> notRead = List.of("sampled-only", "cells-not-read");
        Scenario kept = Scenarios.named("nvme-no-deallocate").orElseThrow();
        assertThat(Judge.wrongCells(kept, "nist-purge", "purged", List.of("sampled-only")))
                .isEmpty();
        assertThat(Judge.wrongCells(kept, "nist-purge", "purged", notRead)).hasSize(1);
        for (String drive :
                List.of("nvme-no-deallocate-against", "nvme-no-deallocate-inhibited", "nvme-honest-block")) {
            Scenario scenario = Scenarios.named(drive).orElseThrow();
            assertThat(Judge.wrongCells(scenario, "nist-purge", "purged", notRead))
                    .isEmpty();
            assertThat(Judge.wrongCells(scenario, "nist-purge", "purged", List.of()))
                    .as(drive)
                    .hasSize(1);
            assertThat(Judge.wrongCells(scenario, "nist-clear", "cleared", List.of()))
                    .isEmpty();
        }
    }

    @Test
    void ofADriveThatTellsWhatItCountsARecordHoldsThatTwice() {
        Scenario counting = Scenarios.named("ata-counting").orElseThrow();
        assertThat(Judge.wrongCounts(counting, "nist-purge", "3, 5")).isEmpty();
        assertThat(Judge.wrongCounts(counting, "nist-purge", ""))
                .containsExactly("nist-purge: its record was to hold replaced blocks 3, 5, and holds none");
        assertThat(Judge.wrongCounts(counting, "nist-purge", "3")).hasSize(1);
        assertThat(Judge.wrongCounts(counting, "nist-purge", "3, 3")).hasSize(1);
        assertThat(Judge.wrongCounts(Scenarios.named("ata-lying").orElseThrow(), "nist-purge", ""))
                .isEmpty();
    }
}
