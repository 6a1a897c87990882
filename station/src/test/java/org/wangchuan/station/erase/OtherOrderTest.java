package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.home.StationHome;

/** An interrupted job is gone on with as it was ordered, and who orders otherwise is told the options that work. */
class OtherOrderTest {
    private static final String POLICY = "nist-clear";

    @TempDir
    Path folder;

    @BeforeEach
    void interruptAJobWithATag() throws IOException {
        Files.write(image(), new byte[1 << 20]);
        EraseOrder order = order(POLICY, Optional.of(MediumClass.MAGNETIC), Optional.of("tag-one"), false);
        if (bench().examine(order).getFirst() instanceof Candidate.Ready ready) {
            Files.createDirectories(order.out());
            assertThat(bench().erase(order, List.of(ready), controls -> controls.forEach(JobControl::stop)))
                    .hasOnlyElementsOfType(LaneEnd.Interrupted.class);
            return;
        }
        throw new AssertionError("refused");
    }

    @Test
    void isToldWithoutTheTag() throws IOException {
        for (EraseOrder other : List.of(
                order(POLICY, Optional.of(MediumClass.MAGNETIC), Optional.of("tag-two"), true),
                order(POLICY, Optional.empty(), Optional.empty(), true),
                order("nist-purge", Optional.of(MediumClass.MAGNETIC), Optional.empty(), true))) {
            assertThat(bench().examine(other).getFirst())
                    .isInstanceOfSatisfying(
                            Candidate.Rejected.class,
                            refused -> assertThat(refused.refusals())
                                    .filteredOn(refusal -> refusal.code().equals("OTHER_ORDER"))
                                    .singleElement()
                                    .satisfies(refusal -> {
                                        assertThat(refusal.typed())
                                                .isEqualTo(
                                                        "--resume --policy nist-clear --verify full --medium magnetic");
                                        assertThat(refusal.reason().en())
                                                .contains(POLICY)
                                                .doesNotContain("--", "tag-one", "tag-two");
                                    }));
        }
    }

    @Test
    void goesOnByWhatWasTold() throws IOException {
        assertThat(bench().examine(order(POLICY, Optional.of(MediumClass.MAGNETIC), Optional.empty(), true))
                        .getFirst())
                .isInstanceOf(Candidate.Ready.class);
    }

    private Path image() {
        return folder.resolve("a.img");
    }

    private Bench bench() {
        return new Bench(new StationHome(folder.resolve("home")), InstantSource.system(), "wangchuan test");
    }

    private EraseOrder order(String policy, Optional<MediumClass> declared, Optional<String> asset, boolean resume) {
        return new EraseOrder(
                List.of(image()),
                PolicyCatalogue.find(policy).orElseThrow(),
                declared,
                VerifyMode.FULL,
                folder.resolve("out"),
                asset,
                resume,
                false,
                JobOptions.DEFAULTS);
    }
}
