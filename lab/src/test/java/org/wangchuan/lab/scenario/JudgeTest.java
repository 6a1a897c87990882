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
                Scenarios.named(scenario).orElseThrow(),
                claim,
                left,
                Map.of(policy, new Outcome.Conclusion(verdict, in)));
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

    /** Overwriting does not bring it back, and a SATA drive does not tell in that state what it hides. */
    @Test
    void nothingGoodOfADriveThatCouldBeBroughtBackIsWrong() {
        String refused = "refused: HIDDEN_AREAS_UNKNOWN";
        for (String drive : List.of("nvme-failed-before", "scsi-failed-before", "scsi-failed-before-unrestricted")) {
            assertThat(wrong(drive, "success", NONE, "nist-purge", refused, 100))
                    .hasSize(1);
            assertThat(wrong(drive, "success", NONE, "nist-purge", "purged", 0)).isEmpty();
            assertThat(wrong(drive, "success", NONE, "nist-clear", "failed", 100))
                    .isEmpty();
        }
        assertThat(wrong("ata-failed-before", "success", NONE, "nist-purge", refused, 100))
                .isEmpty();
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
        Outcome.Conclusion inexact = new Outcome.Conclusion("partial", 1, "2 blocks are left in no range");
        assertThat(Judge.wrong(spoiled, "success", NONE, Map.of("nist-clear", inexact)))
                .containsExactly("nist-clear: partial, and 2 blocks are left in no range");
        assertThat(Judge.wrong(spoiled, "success", NONE, Map.of("nist-clear", new Outcome.Conclusion("partial", 1))))
                .isEmpty();
        assertThat(Judge.wrong(spoiled, "success", NONE, Map.of("nist-clear", new Outcome.Conclusion("cleared", 1))))
                .hasSize(1);
    }

    @Test
    void ofMediaThatFailRangesAreComparedWhateverTheVerdict() {
        Scenario bad = Scenarios.named("null-bad-blocks").orElseThrow();
        Outcome.Conclusion inexact = new Outcome.Conclusion("failed", 1, "1 blocks are left or bad, in no range");
        assertThat(Judge.wrong(bad, "failed", SOME, Map.of("nist-clear", inexact)))
                .containsExactly("nist-clear: failed, and 1 blocks are left or bad, in no range");
        assertThat(Judge.wrong(
                        Scenarios.named("debug-write-untrue").orElseThrow(),
                        "success",
                        ALL,
                        Map.of("nist-clear", inexact)))
                .as("nothing is known of the rest where what was read differs")
                .isEmpty();
        assertThat(Judge.wrong(bad, "failed", SOME, Map.of("nist-clear", new Outcome.Conclusion("cleared", 0))))
                .containsExactly("nist-clear: cleared, which must never be said of it");
        assertThat(Judge.wrong(bad, "failed", SOME, Map.of("nist-clear", new Outcome.Conclusion("partial", 1))))
                .isEmpty();
    }

    @Test
    void anErrorThatPassesHasToEndAsIfItHadNotBeen() {
        Scenario once = Scenarios.named("virtio-write-fails-once").orElseThrow();
        assertThat(Judge.wrong(once, "failed", SOME, Map.of("nist-clear", new Outcome.Conclusion("partial", 0))))
                .containsExactly("nist-clear: partial of an honest drive, and not cleared");
        Scenario unknown = Scenarios.named("debug-write-silent-once").orElseThrow();
        assertThat(Judge.wrong(unknown, "success", NONE, Map.of("nist-clear", new Outcome.Conclusion("unproven", 0))))
                .isEmpty();
        assertThat(Judge.wrong(unknown, "success", NONE, Map.of("nist-clear", new Outcome.Conclusion("failed", 0))))
                .hasSize(1);
        assertThat(Judge.wrong(
                        unknown,
                        "success",
                        NONE,
                        Map.of("nist-clear", new Outcome.Conclusion("unproven", 5, "9 blocks are left or bad"))))
                .containsExactly("nist-clear: unproven, and 9 blocks are left or bad");
    }
}
