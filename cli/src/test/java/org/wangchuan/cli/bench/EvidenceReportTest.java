package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.verdict.Verdict.Level;

/** What a verdict is said to mean. */
class EvidenceReportTest {
    @Test
    void ofADriveThatErasedItselfNobodySaysThatItWasOverwritten() {
        for (Level level : Level.values()) {
            assertThat(said("en", level, true)).doesNotContain("overwritten");
            assertThat(said("zh", level, true)).isNotBlank().doesNotContain("覆写");
        }
        assertThat(said("en", Level.CLEARED, true)).contains("erased itself");
    }

    @Test
    void ofOneThatWasOverwrittenItIsSaid() {
        for (Level level : new Level[] {Level.CLEARED, Level.PARTIAL}) {
            assertThat(said("en", level, false)).contains("overwritten");
            assertThat(said("zh", level, false)).contains("覆写");
        }
    }

    private static String said(String language, Level level, boolean byItself) {
        return Messages.in(language).text(EvidenceReport.meaning(level, byItself));
    }
}
