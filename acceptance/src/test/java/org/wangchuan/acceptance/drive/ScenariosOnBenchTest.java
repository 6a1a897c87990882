package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.lab.scenario.Bench;
import org.wangchuan.lab.scenario.Family;
import org.wangchuan.lab.scenario.Outcome;
import org.wangchuan.lab.scenario.Product;
import org.wangchuan.lab.scenario.Scenarios;

/** No made drive is said to be erased that is not, whatever it claims; each family shares one boot. */
@Tag("slow")
@Timeout(1_200)
class ScenariosOnBenchTest {
    @TempDir
    private Path work;

    @ParameterizedTest
    @EnumSource
    void nothingIsConcludedThatIsNotSo(Family family) throws Exception {
        Program _ = new Program(work.resolve("station")); // which builds what the guest runs
        Product product = new Product(Program.modules(), Path.of(System.getProperty("java.home")));
        List<String> wrong = new ArrayList<>();
        for (Outcome one : new Bench(work.resolve("bench"), Optional.of(product), Bench.POLICIES)
                .run(Scenarios.all().stream()
                        .filter(scenario -> scenario.family() == family)
                        .toList())) {
            one.wrong().forEach(what -> wrong.add(one.scenario().name() + ": " + what));
            // A run in which the product said nothing of a drive shows nothing.
            one.concluded()
                    .forEach((policy, conclusion) -> assertThat(conclusion.verdict())
                            .as(one.scenario().name() + ", " + policy)
                            .isNotEqualTo("not run"));
        }
        assertThat(wrong).isEmpty();
    }
}
