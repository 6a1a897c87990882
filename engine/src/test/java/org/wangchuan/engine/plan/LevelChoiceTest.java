package org.wangchuan.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.SanitizationLevel;

/** A level that is not reached is named, with the one that is, and the way on is none that leads nowhere. */
class LevelChoiceTest {
    @Test
    void whereNothingCanBeDoneToTryIsNoWayOn() {
        Plan.Unsatisfiable why = LevelChoice.outOfReach(SanitizationLevel.PURGED, List.of());
        assertThat(why.code()).isEqualTo("LEVEL_OUT_OF_REACH");
        assertThat(why.wayOn()).isEqualTo(Plan.WayOn.OVERWRITING_RULES);
        assertThat(why.reason().en()).contains("purged", "nothing can be done", "overwriting reaches cleared at most");
        assertThat(why.reason().zh()).contains("净化（Purge）", "什么也做不了", "覆写最多达到清除（Clear）");
    }

    @Test
    void whatOffersLessCanBeTriedAllTheSame() {
        Technique less = new Technique(
                "overwrite", new BilingualText("测试", "test"), SanitizationLevel.CLEARED, Optional.empty());
        Plan.Unsatisfiable why = LevelChoice.outOfReach(SanitizationLevel.PURGED, List.of(less));
        assertThat(why.wayOn()).isEqualTo(Plan.WayOn.TRY);
        assertThat(why.reason().en())
                .contains("purged", "reaches cleared at most")
                .doesNotContain("nothing can be");
    }

    @Test
    void aRuleSetOfDrivesThatClearThemselvesNamesItsOwnLevel() {
        assertThat(LevelChoice.outOfReach(SanitizationLevel.CLEARED, List.of())
                        .reason()
                        .en())
                .startsWith("the rule set asks for cleared, ");
    }
}
