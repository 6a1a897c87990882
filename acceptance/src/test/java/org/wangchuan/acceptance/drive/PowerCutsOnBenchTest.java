package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.lab.scenario.PowerCuts;
import org.wangchuan.lab.scenario.Product;

/** A computer whose power goes while it erases goes on afterwards, and concludes nothing that is not so. */
@Tag("long")
@Timeout(14_400)
class PowerCutsOnBenchTest {
    private static final int ROUNDS = Integer.getInteger("wangchuan.cuts", 52) / 4;

    /** Longer than an erasure of these drives takes in a guest that is emulated. */
    private static final Duration LONGEST = Duration.ofSeconds(45);

    @TempDir
    private Path work;

    @Test
    void eachJobIsGoneOnWithAndEndsRight() throws Exception {
        Program _ = new Program(work.resolve("station")); // which builds what the guest runs
        Product product = new Product(Program.modules(), Path.of(System.getProperty("java.home")));
        PowerCuts bench = new PowerCuts(work.resolve("cuts"), product);
        long seed = Long.getLong("wangchuan.seed", System.nanoTime());
        RandomGenerator random = new SplittableRandom(seed);
        System.out.println("seed " + seed);
        List<PowerCuts.Cut> cuts = new ArrayList<>();
        for (int round = 1; round <= ROUNDS; round++) {
            String policy = round % 2 == 1 ? "nist-purge" : "nist-clear";
            for (PowerCuts.Cut cut : bench.round(round, policy, LONGEST, random)) {
                System.out.println(policy + " " + cut);
                cuts.add(cut);
                assertThat(cut.verdict())
                        .as("%s under %s, seed %d", cut, policy, seed)
                        .isEqualTo(policy.equals("nist-purge") ? "purged" : "cleared");
                assertThat(cut.left()).as("%s under %s", cut, policy).isZero();
            }
        }
        assertThat(cuts).as("power went before and after drives were told").anyMatch(PowerCuts.Cut::isOrdered);
    }
}
