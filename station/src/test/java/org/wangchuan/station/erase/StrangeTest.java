package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.job.JobEnd;

/** What is said of a medium on which a job can't be gone on with: to clerks and owners too, who have no command line. */
class StrangeTest {
    @ParameterizedTest
    @EnumSource(JobEnd.Why.class)
    void itIsOnlySaidToHoldSomethingElseWhereSomethingWasWritten(JobEnd.Why why) {
        LaneEnd end = Strange.refused(new JobEnd.NotRecognised("one", "another", why));
        assertThat(end).isInstanceOfSatisfying(LaneEnd.Refused.class, refused -> {
            Refusal refusal = refused.refusal();
            assertThat(refusal.code()).isEqualTo("NOT_RECOGNISED");
            assertThat(refusal.reason().en())
                    .contains("one", "another", "from the beginning")
                    .doesNotContain("--");
            assertThat(refusal.reason().zh()).contains("one", "another", "从头擦除").doesNotContain("--");
            boolean indistinct = why == JobEnd.Why.INDISTINCT || why == JobEnd.Why.INDISTINCT_AND_UNTOUCHED;
            assertThat(refusal.reason().en().contains("can't be told from another of its kind"))
                    .isEqualTo(indistinct);
            assertThat(refusal.reason().en().contains("does not hold")).isNotEqualTo(indistinct);
            assertThat(refusal.reason().zh().contains("同类")).isEqualTo(indistinct);
            assertThat(refusal.cure())
                    .isEqualTo(
                            switch (why) {
                                case OTHER_CONTENTS, UNREADABLE -> Refusal.Cure.NEW_JOB;
                                case INDISTINCT -> Refusal.Cure.NEW_JOB_IF_MEANT;
                                case INDISTINCT_AND_UNTOUCHED -> Refusal.Cure.NEW_JOB_AT_ONCE;
                            });
        });
    }
}
