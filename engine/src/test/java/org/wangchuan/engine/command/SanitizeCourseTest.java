package org.wangchuan.engine.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a device said before is never taken for the result of a command. */
class SanitizeCourseTest {
    private static final SanitizeState RUNNING = new SanitizeState.Running(7);
    private static final SanitizeState SUCCESS = new SanitizeState.LastSucceeded();
    private static final SanitizeState FAILURE = new SanitizeState.LastFailed();
    private static final SanitizeState NEVER = new SanitizeState.Never();
    private static final SanitizeState IDLE = new SanitizeState.Idle();
    private static final SanitizeState NOT_TOLD = new SanitizeState.NotTold();
    private static final SanitizeState NONE = new SanitizeState.NoSuccessOnRecord();
    private static final List<SanitizeState> ALL = List.of(RUNNING, SUCCESS, FAILURE, NEVER, IDLE, NOT_TOLD, NONE);

    static List<SanitizeState> states() {
        return ALL;
    }

    @Test
    void aSuccessAfterWorkThatWasSeenCounts() {
        assertThat(SanitizeCourse.of(SUCCESS, List.of(RUNNING, RUNNING, SUCCESS)))
                .isEqualTo(SanitizeCourse.RAN_AND_SUCCEEDED);
        assertThat(SanitizeCourse.of(NEVER, List.of(RUNNING, SUCCESS))).isEqualTo(SanitizeCourse.RAN_AND_SUCCEEDED);
    }

    @Test
    void aSuccessThatWasThereBeforeIsNone() {
        assertThat(SanitizeCourse.of(SUCCESS, List.of(SUCCESS))).isEqualTo(SanitizeCourse.STALE);
        assertThat(SanitizeCourse.of(NOT_TOLD, List.of(SUCCESS))).isEqualTo(SanitizeCourse.STALE);
        assertThat(SanitizeCourse.of(IDLE, List.of(SUCCESS))).isEqualTo(SanitizeCourse.STALE);
    }

    @Test
    void aSuccessWhereThereWasNoneIsNew() {
        for (SanitizeState before : List.of(NEVER, NONE, FAILURE)) {
            assertThat(SanitizeCourse.of(before, List.of(SUCCESS)))
                    .as("%s", before)
                    .isEqualTo(SanitizeCourse.BECAME_SUCCESS);
        }
    }

    @Test
    void aFailureAfterASuccessCounts() {
        assertThat(SanitizeCourse.of(SUCCESS, List.of(RUNNING, SUCCESS, FAILURE)))
                .isEqualTo(SanitizeCourse.FAILED);
        assertThat(SanitizeCourse.of(SUCCESS, List.of(FAILURE))).isEqualTo(SanitizeCourse.FAILED);
        assertThat(SanitizeCourse.of(FAILURE, List.of(FAILURE))).isEqualTo(SanitizeCourse.STALE);
    }

    @Test
    void whatIsIdleAfterWorkEndedAndNoMore() {
        assertThat(SanitizeCourse.of(IDLE, List.of(RUNNING, IDLE))).isEqualTo(SanitizeCourse.RAN_AND_ENDED);
        assertThat(SanitizeCourse.of(IDLE, List.of(IDLE))).isEqualTo(SanitizeCourse.NOT_SHOWN);
    }

    /** Whatever came in between, only an end of success after work, or after a state without success, is a success. */
    @ParameterizedTest
    @MethodSource("states")
    void noOtherEndIsASuccess(SanitizeState before) {
        for (SanitizeState first : ALL) {
            for (SanitizeState last : ALL) {
                SanitizeCourse course = SanitizeCourse.of(before, List.of(first, last));
                boolean success = course == SanitizeCourse.RAN_AND_SUCCEEDED || course == SanitizeCourse.BECAME_SUCCESS;
                boolean allowed = last.equals(SUCCESS)
                        && !before.equals(RUNNING)
                        && (first.equals(RUNNING)
                                || List.of(NEVER, NONE, FAILURE).contains(before));
                assertThat(success).as("%s, %s, %s", before, first, last).isEqualTo(allowed);
            }
        }
        assertThat(SanitizeCourse.of(RUNNING, List.of(before, SUCCESS))).isEqualTo(SanitizeCourse.NOT_OURS);
        assertThat(SanitizeCourse.of(before, List.of()))
                .isEqualTo(before.equals(RUNNING) ? SanitizeCourse.NOT_OURS : SanitizeCourse.NOT_SHOWN);
    }
}
