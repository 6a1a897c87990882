package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.lab.scenario.Bench;
import org.wangchuan.lab.scenario.Family;
import org.wangchuan.lab.scenario.Outcome;
import org.wangchuan.lab.scenario.Product;
import org.wangchuan.lab.scenario.Scenario;
import org.wangchuan.lab.scenario.Scenarios;

/** No made drive is said to be erased that is not, whatever it claims. */
@Timeout(1_800)
class ScenariosOnBenchTest {
    @TempDir
    private Path work;

    /** To programs of others each drive tells what it is meant to tell, and its cells hold what they are meant to hold. All share one boot. */
    @Test
    @Tag("slow")
    void theDrivesAreWhatTheyAreMeantToBe() throws Exception {
        assertThat(wrong(new Bench(work, Optional.empty(), List.of()).run(Scenarios.all())))
                .isEmpty();
    }

    /**
     * The product concludes nothing that is not so, and of honest drives the best; each family shares one boot, and those whose machine sleeps
     * another.
     */
    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void nothingIsConcludedThatIsNotSo(Family family) throws Exception {
        Program _ = new Program(work.resolve("station")); // which builds what the guest runs
        Product product = new Product(Program.modules(), Path.of(System.getProperty("java.home")));
        List<Outcome> outcomes = new ArrayList<>();
        for (boolean sleeps : new boolean[] {false, true}) {
            List<Scenario> some = Scenarios.all().stream()
                    .filter(scenario -> scenario.family() == family && scenario.sleeps() == sleeps)
                    .toList();
            if (!some.isEmpty()) {
                Path place = work.resolve(sleeps ? "sleeping" : "bench");
                outcomes.addAll(new Bench(place, Optional.of(product), Bench.POLICIES).run(some));
            }
        }
        assertThat(wrong(outcomes)).isEmpty();
    }

    private static List<String> wrong(List<Outcome> outcomes) {
        List<String> out = new ArrayList<>();
        for (Outcome one : outcomes) {
            one.wrong().forEach(what -> out.add(one.scenario().name() + ": " + what));
        }
        return out;
    }
}
