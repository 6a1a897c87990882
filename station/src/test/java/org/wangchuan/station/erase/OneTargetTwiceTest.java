package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.testing.Loops;

/** Targets are looked at side by side, and each look opens the device alone: the two must not be taken for somebody else. */
@Tag("slow")
class OneTargetTwiceTest {
    @TempDir
    Path folder;

    @RepeatedTest(40)
    void isSaidToBeTheSame() throws Exception {
        Path image = Files.write(folder.resolve("image"), new byte[1 << 20]);
        try (Loops device = Loops.over(image)) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), device.path());
            EraseOrder order = new EraseOrder(
                    List.of(device.path(), link),
                    PolicyCatalogue.find("nist-clear").orElseThrow(),
                    Optional.empty(),
                    VerifyMode.FULL,
                    folder.resolve("out"),
                    Optional.empty(),
                    false,
                    false,
                    JobOptions.DEFAULTS);
            Bench bench = new Bench(new StationHome(folder.resolve("home")), InstantSource.system(), "wangchuan test");
            assertThat(bench.examine(order))
                    .allSatisfy(candidate -> assertThat(candidate)
                            .isInstanceOfSatisfying(
                                    Candidate.Rejected.class,
                                    refused -> assertThat(refused.refusals())
                                            .extracting(Refusal::code)
                                            .startsWith("SAME_MEDIUM")
                                            .doesNotContain("IN_USE")));
        }
    }
}
