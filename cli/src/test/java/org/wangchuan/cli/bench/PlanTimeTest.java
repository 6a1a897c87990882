package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.plan.PlannedTime;

/** Whose time a plan shows is said beside it, and one is never taken for another. */
class PlanTimeTest {
    @ParameterizedTest
    @EnumSource(PlannedTime.Basis.class)
    void whoseTimeItIsIsSaidInBothLanguages(PlannedTime.Basis basis) {
        String key = "plan.time." + basis.id();
        boolean drives = basis != PlannedTime.Basis.CLASS;
        assertThat(Messages.in("en").text(key, "2 h").contains("the drive says"))
                .isEqualTo(drives);
        assertThat(Messages.in("zh").text(key, "2 h").contains("自称")).isEqualTo(drives);
        assertThat(Messages.in("en").text(key, "2 h")).contains("2 h");
    }
}
