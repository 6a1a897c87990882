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
    private static final SanitizeState READ = new SanitizeState.ResultRead();
    private static final List<SanitizeState> ALL =
            List.of(RUNNING, SUCCESS, FAILURE, NEVER, IDLE, NOT_TOLD, NONE, READ);

    static List<SanitizeState> states() {
        return ALL;
    }

    @Test
    void aSuccessAfterWorkThatWasSeenCounts() {
        assertThat(of(SUCCESS, RUNNING, RUNNING, SUCCESS)).isEqualTo(SanitizeCourse.RAN_AND_SUCCEEDED);
        assertThat(of(NEVER, RUNNING, SUCCESS)).isEqualTo(SanitizeCourse.RAN_AND_SUCCEEDED);
        assertThat(of(NEVER, RUNNING, NOT_TOLD, SUCCESS, NOT_TOLD)).isEqualTo(SanitizeCourse.RAN_AND_SUCCEEDED);
    }

    @Test
    void aSuccessThatWasThereBeforeIsNone() {
        assertThat(of(SUCCESS, SUCCESS)).isEqualTo(SanitizeCourse.STALE);
        assertThat(of(NOT_TOLD, SUCCESS)).isEqualTo(SanitizeCourse.STALE);
        assertThat(of(IDLE, SUCCESS)).as("two means of asking").isEqualTo(SanitizeCourse.STALE);
    }

    @Test
    void aSuccessWhereThereWasNoneIsNew() {
        for (SanitizeState before : List.of(NEVER, NONE, FAILURE, READ)) {
            assertThat(of(before, SUCCESS)).as("%s", before).isEqualTo(SanitizeCourse.BECAME_SUCCESS);
        }
    }

    /** Reading the status of a purge clears it: one look too many must not make a result of any kind. */
    @Test
    void aResultThatIsToldOnceIsToldOnce() {
        assertThat(of(READ, RUNNING, FAILURE, READ)).isEqualTo(SanitizeCourse.FAILED);
        assertThat(of(READ, FAILURE, READ)).isEqualTo(SanitizeCourse.FAILED);
        assertThat(of(READ, RUNNING, SUCCESS, READ)).isEqualTo(SanitizeCourse.RAN_AND_SUCCEEDED);
        assertThat(of(READ, SUCCESS, READ)).isEqualTo(SanitizeCourse.BECAME_SUCCESS);
        assertThat(of(READ, RUNNING, READ)).as("read by another").isEqualTo(SanitizeCourse.END_NOT_TOLD);
        assertThat(of(READ, READ)).isEqualTo(SanitizeCourse.NOT_SHOWN);
    }

    @Test
    void aFailureStaysOne() {
        assertThat(of(SUCCESS, RUNNING, SUCCESS, FAILURE)).isEqualTo(SanitizeCourse.FAILED);
        assertThat(of(SUCCESS, FAILURE)).isEqualTo(SanitizeCourse.FAILED);
        assertThat(of(FAILURE, FAILURE)).isEqualTo(SanitizeCourse.STALE);
        assertThat(of(IDLE, RUNNING, FAILURE, IDLE)).isEqualTo(SanitizeCourse.FAILED);
        assertThat(of(IDLE, FAILURE, IDLE)).isEqualTo(SanitizeCourse.FAILED);
        assertThat(of(NEVER, RUNNING, FAILURE, RUNNING, SUCCESS)).isEqualTo(SanitizeCourse.FAILED);
    }

    @Test
    void workAfterAnEndIsNotOurs() {
        assertThat(of(NEVER, RUNNING, SUCCESS, RUNNING, SUCCESS)).isEqualTo(SanitizeCourse.NOT_OURS);
        assertThat(of(IDLE, RUNNING, IDLE, RUNNING)).isEqualTo(SanitizeCourse.NOT_OURS);
        assertThat(of(NEVER, new SanitizeState.Running(60_000), new SanitizeState.Running(5), SUCCESS))
                .as("progress that falls")
                .isEqualTo(SanitizeCourse.NOT_OURS);
        SanitizeState unknown = new SanitizeState.Running(SanitizeState.Running.UNKNOWN_PROGRESS);
        assertThat(of(NEVER, RUNNING, unknown, RUNNING, SUCCESS)).isEqualTo(SanitizeCourse.RAN_AND_SUCCEEDED);
    }

    @Test
    void whatIsIdleAfterWorkEndedAndNoMore() {
        assertThat(of(IDLE, RUNNING, IDLE)).isEqualTo(SanitizeCourse.RAN_AND_ENDED);
        assertThat(of(IDLE, IDLE)).isEqualTo(SanitizeCourse.NOT_SHOWN);
        for (SanitizeState end : List.of(NEVER, NONE, NOT_TOLD)) {
            assertThat(of(IDLE, RUNNING, end)).as("%s", end).isEqualTo(SanitizeCourse.END_NOT_TOLD);
        }
    }

    /** Whatever came in between: no success without one being told, and none where a failure followed work. */
    @ParameterizedTest
    @MethodSource("states")
    void noOtherCourseIsASuccess(SanitizeState before) {
        for (SanitizeState first : ALL) {
            for (SanitizeState second : ALL) {
                for (SanitizeState third : ALL) {
                    List<SanitizeState> after = List.of(first, second, third);
                    SanitizeCourse course = SanitizeCourse.of(before, after);
                    boolean success =
                            course == SanitizeCourse.RAN_AND_SUCCEEDED || course == SanitizeCourse.BECAME_SUCCESS;
                    boolean fresh = List.of(NEVER, NONE, FAILURE, READ).contains(before);
                    boolean worked = after.contains(RUNNING) && after.indexOf(RUNNING) < after.lastIndexOf(SUCCESS);
                    boolean may = after.contains(SUCCESS) && !before.equals(RUNNING) && (fresh || worked);
                    assertThat(!success || may).as("%s, %s", before, after).isTrue();
                    boolean failed = after.contains(RUNNING) && after.indexOf(RUNNING) < after.lastIndexOf(FAILURE);
                    boolean good = success || course == SanitizeCourse.RAN_AND_ENDED;
                    assertThat(good && failed).as("%s, %s", before, after).isFalse();
                }
            }
        }
        assertThat(of(RUNNING, before, SUCCESS)).isEqualTo(SanitizeCourse.NOT_OURS);
        assertThat(of(before)).isEqualTo(before.equals(RUNNING) ? SanitizeCourse.NOT_OURS : SanitizeCourse.NOT_SHOWN);
    }

    private static SanitizeCourse of(SanitizeState before, SanitizeState... after) {
        return SanitizeCourse.of(before, List.of(after));
    }
}
