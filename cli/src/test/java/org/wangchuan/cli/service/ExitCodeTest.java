package org.wangchuan.cli.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void theNumbersArePublished() {
        assertThat(ExitCode.OK.number()).isZero();
        assertThat(ExitCode.USAGE.number()).isEqualTo(1);
        assertThat(ExitCode.NOT_SATISFIED.number()).isEqualTo(2);
        assertThat(ExitCode.REFUSED.number()).isEqualTo(3);
        assertThat(ExitCode.DOES_NOT_VERIFY.number()).isEqualTo(4);
        assertThat(ExitCode.UNTRUSTED.number()).isEqualTo(5);
        assertThat(ExitCode.INTERRUPTED.number()).isEqualTo(6);
        assertThat(ExitCode.INTERNAL.number()).isEqualTo(70);
        assertThat(ExitCode.OUTPUT_LOST.number()).isEqualTo(74);
    }

    @Test
    void theWorstOfSeveralIsTheOneThatMustNotPassForAMilderOne() {
        assertThat(ExitCode.worstOf(List.of(ExitCode.OK, ExitCode.REFUSED, ExitCode.NOT_SATISFIED)))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(ExitCode.worstOf(List.of(ExitCode.INTERRUPTED, ExitCode.REFUSED)))
                .isEqualTo(ExitCode.INTERRUPTED);
        assertThat(ExitCode.worstOf(List.of(ExitCode.UNTRUSTED, ExitCode.DOES_NOT_VERIFY)))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(ExitCode.worstOf(List.of(ExitCode.INTERNAL, ExitCode.NOT_SATISFIED)))
                .isEqualTo(ExitCode.INTERNAL);
        assertThat(ExitCode.worstOf(List.of())).isEqualTo(ExitCode.OK);
    }
}
