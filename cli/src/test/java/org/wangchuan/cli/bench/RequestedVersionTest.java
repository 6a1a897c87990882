package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.Policy;

/** A rule set is planned and carried out by the version that was asked for, and by the current one where none was. */
class RequestedVersionTest {
    private static final String GB = "gb-46864-2025";

    @Test
    void theVersionThatWasAskedForIsTheOneOfPlanAndErasure() throws Exception {
        for (Policy first : List.of(
                PlanPrint.order(plan().by(1)).policy(),
                BenchErase.order(erasure().by(1)).policy())) {
            assertThat(first.version()).isEqualTo(1);
            assertThat(first.techniquesFor(MediumClass.FLASH))
                    .as("no drive is told to erase itself")
                    .isEmpty();
        }
        for (Policy current : List.of(
                PlanPrint.order(plan()).policy(), BenchErase.order(erasure()).policy())) {
            assertThat(current.version())
                    .isEqualTo(Choices.policy(GB).version())
                    .isGreaterThan(1);
        }
    }

    @Test
    void whatIsNotKnownIsRefused() {
        assertThatExceptionOfType(UserError.class)
                .isThrownBy(() -> BenchErase.order(erasure().by(99)))
                .returns("POLICY", UserError::code);
    }

    private static PlanService.Request plan() {
        return new PlanService.Request(List.of("a.img"), GB, Optional.empty(), false, false);
    }

    private static EraseRequest erasure() {
        return new EraseRequest(
                List.of("a.img"),
                GB,
                Optional.empty(),
                VerifyMode.FULL,
                Optional.empty(),
                List.of(),
                List.of(),
                Optional.empty(),
                false,
                false,
                180,
                0,
                new PsidSource.None(),
                false);
    }
}
