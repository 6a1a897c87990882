package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.acceptance.program.Program;
import org.wangchuan.lab.scenario.Bench;
import org.wangchuan.lab.scenario.Family;
import org.wangchuan.lab.scenario.Machines;
import org.wangchuan.lab.scenario.Outcome;
import org.wangchuan.lab.scenario.Product;
import org.wangchuan.lab.scenario.Scenario;
import org.wangchuan.lab.scenario.Scenarios;

/** No made drive is said to be erased that is not, whatever it claims. */
@Timeout(5_400)
class ScenariosOnBenchTest {
    private static final Set<Family> OWN = Set.of(Family.NVME, Family.ATA, Family.SCSI);

    /** Of each bus some that claim what they have not done: at once, by what was there before, in another's place, or over all the time that it takes. */
    private static final Set<String> LIARS =
            Set.of("nvme-lying", "nvme-last-result", "nvme-another", "ata-last-result", "scsi-at-once");

    @TempDir
    private Path work;

    /**
     * All that CI has of the bench's drives, in one boot. To programs of others those of the bench's own tell what they are meant to tell, and their cells
     * hold what they are meant to hold: in each run those that lie, and each sixth of the list; devices of the kernel fail as they are meant to. Then the
     * product is told through the kernel, as people start it, to erase those that claim what they have not done, and believes none. The rest of them, and the
     * other rule sets, are met below.
     */
    @Test
    @Tag("slow")
    void drivesAreWhatTheyAreMeantToBeAndThoseThatClaimWhatTheyHaveNotDoneAreNotBelieved() throws Exception {
        List<Scenario> own = among(one -> OWN.contains(one.family()));
        List<Scenario> some = among(one -> one.family() == Family.NULL_BLK
                || LIARS.contains(one.name())
                || (own.contains(one) && own.indexOf(one) % 6 == 0));
        assertThat(some).extracting(Scenario::family).containsAll(OWN).contains(Family.NULL_BLK);
        List<Outcome> outcomes = new Bench(work.resolve("bench"), Optional.of(product()), List.of("nist-purge"))
                .giving((scenario, _) -> LIARS.contains(scenario.name()))
                .run(some);
        assertThat(wrong(outcomes)).isEmpty();
        assertThat(outcomes)
                .filteredOn(one -> one.concluded().containsKey("nist-purge"))
                .extracting(one -> one.scenario().name())
                .containsExactlyInAnyOrderElementsOf(LIARS);
    }

    @Test
    @Tag("long")
    void eachDriveIsWhatItIsMeantToBe() throws Exception {
        assertThat(wrong(new Bench(work, Optional.empty(), List.of()).run(among(one -> OWN.contains(one.family())))))
                .isEmpty();
    }

    /**
     * The product concludes nothing that is not so, and of honest drives the best; those of a family share one boot, unless they need machines
     * apart.
     */
    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void nothingIsConcludedThatIsNotSo(Family family) throws Exception {
        Product product = product();
        List<Outcome> outcomes = new ArrayList<>();
        Map<String, List<Scenario>> machines = Machines.of(among(one -> one.family() == family));
        for (Map.Entry<String, List<Scenario>> machine : machines.entrySet()) {
            Path place = work.resolve(machine.getKey());
            outcomes.addAll(new Bench(place, Optional.of(product), Bench.POLICIES).run(machine.getValue()));
        }
        assertThat(wrong(outcomes)).isEmpty();
    }

    private Product product() throws IOException {
        Program _ = new Program(work.resolve("station")); // which builds what the guest runs
        return new Product(Program.modules(), Path.of(System.getProperty("java.home")));
    }

    private static List<Scenario> among(Predicate<Scenario> which) {
        return Scenarios.all().stream().filter(which).toList();
    }

    private static List<String> wrong(List<Outcome> outcomes) {
        List<String> out = new ArrayList<>();
        for (Outcome one : outcomes) {
            one.wrong().forEach(what -> out.add(one.scenario().name() + ": " + what));
        }
        return out;
    }
}
