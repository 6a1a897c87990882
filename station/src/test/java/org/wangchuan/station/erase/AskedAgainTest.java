package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;

/** When a drive is asked what it can do by itself: also where only the plan that a job was begun with has it do so. */
class AskedAgainTest {
    private static final Policy CLEAR = PolicyCatalogue.find("nist-clear").orElseThrow();

    private static Optional<BegunPlan> begun(String technique) {
        Plan plan = new Plan(
                CLEAR,
                MediumClass.FLASH,
                VerifyMode.SAMPLE,
                List.of(),
                List.of(new Technique(
                        technique, new BilingualText("测试", "test"), SanitizationLevel.CLEARED, Optional.empty())),
                CLEAR.passesFor(MediumClass.FLASH),
                List.of(),
                List.of());
        Event.HiddenAreas hidden = new Event.HiddenAreas(Event.HiddenState.NOT_APPLICABLE, 0, "none", List.of());
        return Optional.of(new BegunPlan(plan, hidden, false));
    }

    /** Whoever goes on without the PSID is told that it is needed, and not that namespaces of a drive that was never asked are unseen. */
    @Test
    void aDriveWhoseJobWasBegunWithItsPsidIsAskedWithoutItToo() {
        assertThat(CLEAR.techniquesFor(MediumClass.FLASH)).isEmpty();
        assertThat(Examiner.mattersWhatItTells(CLEAR, MediumClass.FLASH, Psids.none(), begun("tcg-psid-revert")))
                .isTrue();
        assertThat(Examiner.mattersWhatItTells(CLEAR, MediumClass.FLASH, Psids.none(), begun("overwrite")))
                .isFalse();
        assertThat(Examiner.mattersWhatItTells(CLEAR, MediumClass.FLASH, Psids.none(), Optional.empty()))
                .isFalse();
        assertThat(Examiner.mattersWhatItTells(CLEAR, MediumClass.FLASH, Psids.offered(), Optional.empty()))
                .isTrue();
    }
}
