package org.wangchuan.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** When a plan reverts a drive by its PSID, and why not otherwise. */
class RevertPlanTest {
    @Test
    void whereThePsidIsAtHandEveryRuleSetThatOverwritesOpensTheDriveFirst() {
        for (String id : List.of("gb-46864-2025", "nist-clear")) {
            Plan plan = plan(id, true, true, List.of());
            assertThat(plan.nativeIds()).as(id).containsExactly("tcg-psid-revert");
            assertThat(plan.techniques().getFirst().reason().en()).contains("PSID printed on the label");
            assertThat(plan.techniques().getLast().id()).isEqualTo("overwrite");
            assertThat(plan.passes()).isEqualTo(policy(id).passesFor(MediumClass.FLASH));
            assertThat(plan.verify()).isEqualTo(VerifyMode.FULL);
            assertThat(plan.obstacles()).isEmpty();
        }
    }

    /** By the first version the drive was reverted and overwritten; who brings its PSID gets that still. */
    @Test
    void whoBringsThePsidHasItRevertedAndNotSanitized() {
        Plan with = plan("gb-46864-2025", true, true, List.of(), flag(FactName.BLOCK_ERASE, true));
        assertThat(with.nativeIds()).containsExactly("tcg-psid-revert");
        assertThat(with.overwritesOnlyIfNeeded()).isFalse();
        assertThat(with.passes()).hasSize(1);
        assertThat(with.leftOut().stream().map(LeftOut::id)).contains("nvme-sanitize-block");
        Plan without = plan("gb-46864-2025", true, false, List.of(), flag(FactName.BLOCK_ERASE, true));
        assertThat(without.nativeIds()).containsExactly("nvme-sanitize-block");
        assertThat(leftOut(without).cure()).isEqualTo(LeftOut.Cure.PSID);
    }

    @Test
    void withoutItThePlanSaysThatItIsNeeded() {
        Plan plan = plan("nist-clear", true, false, List.of());
        assertThat(plan.nativeIds()).isEmpty();
        assertThat(why(plan)).contains("printed on the drive's label").doesNotContain("--");
        assertThat(leftOut(plan).cure()).isEqualTo(LeftOut.Cure.PSID);
    }

    @Test
    void whatWasNeverLockedInIsNotRevertedAndSaysWhy() {
        Plan plan = plan("nist-clear", false, true, List.of());
        assertThat(plan.nativeIds()).isEmpty();
        assertThat(why(plan)).contains("never enabled");
        assertThat(leftOut(plan).cure()).isEqualTo(LeftOut.Cure.NONE);
    }

    /** What Linux keeps back from a SATA drive is told with what to type; what a drive does not say by other commands is not. */
    @Test
    void whatLinuxDoesNotLetThroughIsSaidWithWhatToType() {
        Fact refused = new Fact(FactName.TCG, new Fact.Untold(Fact.Why.REFUSED, "sense 5/24/00"), "TRUSTED RECEIVE");
        Plan plan = plan("nist-clear", "ata", true, List.of(), List.of(flag(FactName.SECURITY, true), refused));
        assertThat(plan.nativeIds()).doesNotContain("tcg-psid-revert");
        assertThat(leftOut(plan).reason().en()).contains("libata.allow_tpm=1");
        assertThat(leftOut(plan).reason().zh()).contains("libata.allow_tpm=1");
        for (Fact other : List.of(
                new Fact(FactName.TCG, new Fact.Untold(Fact.Why.MALFORMED, ""), "TRUSTED RECEIVE"),
                new Fact(FactName.TCG, new Fact.Untold(Fact.Why.REFUSED, ""), "SECURITY PROTOCOL IN"),
                flag(FactName.TCG, true))) {
            Plan another = plan("nist-clear", "ata", true, List.of(), List.of(flag(FactName.SECURITY, true), other));
            assertThat(leftOut(another).reason().en()).doesNotContain("libata").contains("does not say");
        }
    }

    @Test
    void whereNoPassFollowsItIsLeftOut() {
        Plan plan = plan("nist-purge", true, true, List.of());
        assertThat(plan.nativeIds()).doesNotContain("tcg-psid-revert");
        assertThat(why(plan)).contains("nist-clear first");
    }

    @Test
    void otherNamespacesThatNothingIsPlantedOnStandInTheWay() {
        Plan plan = plan("nist-clear", true, true, List.of("other-parts"));
        assertThat(plan.obstacles().stream().map(Plan.Unsatisfiable::code)).contains("OTHER_PARTS");
    }

    private static String why(Plan plan) {
        return leftOut(plan).reason().en();
    }

    private static LeftOut leftOut(Plan plan) {
        return plan.leftOut().stream()
                .filter(left -> left.id().equals("tcg-psid-revert"))
                .findFirst()
                .orElseThrow();
    }

    private static Policy policy(String id) {
        return PolicyCatalogue.find(id).orElseThrow();
    }

    private static Plan plan(String policy, boolean enabled, boolean psid, List<String> caps, Fact... more) {
        List<Fact> facts = new ArrayList<>(List.of(
                flag(FactName.FORMAT, true),
                flag(FactName.TCG, true),
                new Fact(FactName.TCG_CLASS, new Fact.Word("opal-2"), "test"),
                flag(FactName.TCG_LOCKING_ENABLED, enabled),
                flag(FactName.TCG_ENCRYPTS, true)));
        facts.addAll(List.of(more));
        return plan(policy, "nvme", psid, caps, facts);
    }

    private static Plan plan(String policy, String bus, boolean psid, List<String> caps, List<Fact> facts) {
        MediumFacts medium = new MediumFacts(
                "fake",
                Optional.of("Model"),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                bus,
                1 << 20,
                512,
                MediumClass.FLASH,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                caps);
        DriveFacts told = DriveFacts.told(Reach.DIRECT, facts);
        return Planner.plan(medium, EvidenceScript.hidden(medium), policy(policy), VerifyMode.FULL, told, psid);
    }

    private static Fact flag(FactName name, boolean yes) {
        return new Fact(name, new Fact.Flag(yes), "test");
    }
}
