package org.wangchuan.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/** What of a drive that hides blocks is planned, and said before anything is done. */
class HiddenAreaPlanTest {
    private static final MediumFacts DISK = EvidenceScript.medium(MediumClass.MAGNETIC);

    private static Plan plan(Reach reach, DriveRecord drive) {
        Event.HiddenAreas found = new Event.HiddenAreas(Event.HiddenState.FOUND, 1536, "some", drive.commands());
        return Planner.plan(
                DISK,
                found,
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                VerifyMode.FULL,
                DriveFacts.silent(reach, NotAsked.KIND, ""));
    }

    @Test
    void eachKindIsAStepWithItsSizeInTheOrderInWhichItIsTakenAway() {
        DriveRecord drive = DriveRecord.of(DISK.capacityBytes(), EvidenceScript.SERIAL);
        Plan plan = plan(Reach.DIRECT, drive.protecting(1).overlaying(2));
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.hiddenAreas())
                .extracting(Plan.HiddenAreaStep::kind)
                .containsExactly(HiddenAreaKind.HOST_PROTECTED_AREA, HiddenAreaKind.DEVICE_CONFIGURATION_OVERLAY);
        assertThat(plan.hiddenAreas())
                .extracting(Plan.HiddenAreaStep::hiddenBytes)
                .containsExactly(512L, 1024L);
        assertThat(plan.hiddenAreaIds()).containsExactly("ata-hpa", "ata-dco");
        for (Plan.HiddenAreaStep step : plan.hiddenAreas()) {
            assertThat(step.reason().en()).contains("Not tried on real hardware");
            assertThat(step.reason().zh()).contains("未在真实硬件上试过").contains("其中的内容也一并擦除");
            assertThat(step.reason().en()).contains("What is in it is erased with the rest");
        }
    }

    @Test
    void behindABridgeNothingIsTakenAway() {
        DriveRecord drive = DriveRecord.of(DISK.capacityBytes(), EvidenceScript.SERIAL);
        Plan plan = plan(Reach.BRIDGE, drive.protecting(3));
        assertThat(plan.hiddenAreas()).isEmpty();
        assertThat(plan.obstacles()).extracting(Plan.Unsatisfiable::code).containsExactly("HIDDEN_AREAS_FOUND");
    }

    @Test
    void whereNothingIsHiddenNothingIsPlanned() {
        Plan plan = Planner.plan(
                DISK,
                EvidenceScript.hidden(DISK),
                PolicyCatalogue.find("nist-clear").orElseThrow(),
                VerifyMode.FULL);
        assertThat(plan.hiddenAreas()).isEqualTo(List.of());
    }

    /** What it hides such a drive tells when another sanitize has succeeded: who is refused is told the way there, where this policy has it. */
    @Test
    void whoseLastSanitizeFailedIsToldHowItIsBroughtBack() {
        Event.HiddenAreas unreadable = new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "aborted", List.of());
        for (String state : List.of("last-failed", "never")) {
            DriveFacts told = DriveFacts.told(
                    Reach.DIRECT,
                    List.of(
                            new Fact(FactName.OVERWRITE, new Fact.Flag(true), "test"),
                            new Fact(FactName.SANITIZE_STATE, new Fact.Word(state), "test")));
            for (String policy : List.of("nist-purge", "nist-clear")) {
                Plan plan = Planner.plan(
                        DISK, unreadable, PolicyCatalogue.find(policy).orElseThrow(), VerifyMode.FULL, told);
                assertThat(plan.obstacles())
                        .extracting(Plan.Unsatisfiable::code)
                        .containsExactly("HIDDEN_AREAS_UNKNOWN");
                BilingualText reason = plan.obstacles().getFirst().reason();
                boolean hasWay = state.equals("last-failed") && policy.equals("nist-purge");
                assertThat(reason.en().contains("its last sanitize failed")).isEqualTo(hasWay);
                assertThat(reason.zh().contains("上一次 Sanitize 失败")).isEqualTo(hasWay);
                assertThat(reason.en()).contains("aborted");
            }
        }
    }
}
