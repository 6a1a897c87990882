package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.told.NotAsked;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.MadeOutlook;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.erase.Survey;

/** When what lies at the bench is looked at anew. */
final class LanesTest {
    @TempDir
    Path folder;

    /** What plugs a drive in looks into it first: for that moment nobody else may open it. */
    @Test
    void whatAnotherProgramHadOpenIsLookedAtAgain() throws Exception {
        assertThat(examinations("IN_USE")).isEqualTo(3);
    }

    @Test
    void whatIsRefusedForWhatItIsIsNotOpenedAgainAndAgain() throws Exception {
        assertThat(examinations("READ_ONLY")).isEqualTo(1);
    }

    /** One that the drive was asked for them is one too many: it could be at work, or fall over. */
    @Test
    void everyRuleSetIsToldByOneExamination() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Lanes lanes = new Lanes(
                path -> {
                    count.incrementAndGet();
                    return MadeOutlook.ofNvmeThatSanitizes(path);
                },
                List.of(image),
                false);

        assertThat(told(lanes, List.of())).isEmpty();
        List<LaneState.Rules> told = told(lanes, List.of("gb-46864-2025", "nist-purge", "none-such"));
        assertThat(told(lanes, List.of("nist-clear")))
                .extracting(LaneState.Rules::policy)
                .containsExactly("nist-clear");
        assertThat(count).hasValue(1);

        assertThat(told)
                .extracting(LaneState.Rules::policy)
                .containsExactly("gb-46864-2025", "nist-purge", "none-such");
        LaneState.Rules purge = told.get(1);
        assertThat(purge.isMet()).isTrue();
        assertThat(purge.plan()).isNotEmpty().isNotEqualTo(told.getFirst().plan());
        LaneState.Rules unknown = told.getLast();
        assertThat(unknown.isMet()).isFalse();
        assertThat(unknown.plan()).isEmpty();
        assertThat(unknown.obstacles()).extracting(LaneState.Obstacle::code).containsExactly("UNKNOWN_POLICY");
    }

    /** It can be met, and a person has to answer for a clause afterwards: platforms of before show the plan, which says it as well. */
    @Test
    void whatADriveLeavesOpenIsToldWithTheRuleSet() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        Lanes lanes = new Lanes(path -> MadeOutlook.ofAta(path, false), List.of(image), false);
        LaneState.Rules purge = told(lanes, List.of("nist-purge")).getFirst();
        assertThat(purge.isMet()).isTrue();
        assertThat(purge.obstacles()).extracting(LaneState.Obstacle::code).containsExactly("CLAUSES_UNDETERMINED");
        assertThat(purge.plan().getLast())
                .isEqualTo(purge.obstacles().getFirst().text());
        assertThat(purge.plan().getLast().en()).contains("qualified person", "no copy of a key is kept");
        Lanes block = new Lanes(MadeOutlook::ofNvmeThatSanitizes, List.of(image), false);
        assertThat(told(block, List.of("nist-purge")).getFirst().obstacles()).isEmpty();
    }

    /** An order is carried out by the version that was agreed to, and not by the newest: those that come to the same are told together. */
    @Test
    void eachVersionOfARuleSetIsToldAsItsOwnTaskWouldBePlanned() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        Lanes lanes = new Lanes(path -> MadeOutlook.ofAta(path, false), List.of(image), false);
        List<LaneState.Rules> told = told(lanes, List.of("nist-purge", "nist-clear"));
        LaneState.Rules purge = told.getFirst();
        assertThat(purge.versions()).containsExactly(4L);
        assertThat(purge.earlier()).flatExtracting(LaneState.Rules::versions).containsExactlyInAnyOrder(1L, 2L, 3L);
        LaneState.Rules third = of(purge, 3);
        assertThat(third.isMet()).isTrue();
        assertThat(third.policy()).isEqualTo("nist-purge");
        assertThat(third.obstacles()).as("version 3 has no such clause").isEmpty();
        assertThat(third.plan())
                .isNotEmpty()
                .noneSatisfy(line -> assertThat(line.en()).contains("qualified person"));
        assertThat(of(purge, 1).isMet()).as("version 1 names no way of a drive").isFalse();
        assertThat(told.getLast().versions()).containsExactly(1L);
        assertThat(told.getLast().earlier()).isEmpty();

        Lanes block = new Lanes(MadeOutlook::ofNvmeThatSanitizes, List.of(image), false);
        LaneState.Rules alike = told(block, List.of("nist-purge")).getFirst();
        assertThat(alike.versions()).contains(3L, 4L);
        assertThat(told(block, List.of("none-such")).getFirst().versions()).isEmpty();
    }

    private static LaneState.Rules of(LaneState.Rules newest, long version) {
        return newest.earlier().stream()
                .filter(one -> one.versions().contains(version))
                .findFirst()
                .orElseThrow();
    }

    /** The order of an earlier version could have no lane otherwise; nor would a drive be looked at again that refuses for now. */
    @Test
    void aLaneIsReadyIfAnEarlierVersionCanBeMet() {
        LaneState.Rules earlier =
                new LaneState.Rules("nist-purge", List.of(3L), true, List.of(), List.of(), 60, List.of());
        LaneState.Obstacle hindered =
                new LaneState.Obstacle(LaneState.Rules.MAY_PASS, new BilingualText("这种状态可能会过去", "this may pass"));
        LaneState.Rules now =
                new LaneState.Rules("nist-purge", List.of(2L), false, List.of(hindered), List.of(), 0, List.of());
        LaneState.Rules newest =
                new LaneState.Rules("nist-purge", List.of(4L), false, List.of(), List.of(), 0, List.of(earlier));
        LaneState none = new LaneState(
                "sdb",
                Optional.empty(),
                Optional.empty(),
                5,
                "flash",
                Optional.of("ata"),
                false,
                List.of(hindered),
                List.of(),
                0);
        assertThat(none.with(List.of(newest)).isReady()).isTrue();
        assertThat(newest.mayPass()).isFalse();
        LaneState.Rules passing =
                new LaneState.Rules("nist-purge", List.of(4L), false, List.of(), List.of(), 0, List.of(now));
        assertThat(none.with(List.of(passing)).isReady()).isFalse();
        assertThat(passing.mayPass()).isTrue();
    }

    /** By the rule set that counts by default nothing can be done there, and by another all the same. */
    @Test
    void aLaneIsReadyIfAnyRuleSetThatIsNamedCanBeMet() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        Lanes lanes = new Lanes(MadeOutlook::ofNvmeWithDeletedNamespaces, List.of(image), false);

        assertThat(lanes.look(Set.of(), List.of("nist-clear")))
                .singleElement()
                .satisfies(lane -> assertThat(lane.state().isReady()).isFalse());
        assertThat(lanes.look(Set.of(), List.of("nist-clear", "nist-purge")))
                .singleElement()
                .satisfies(lane -> {
                    assertThat(lane.state().isReady()).isTrue();
                    assertThat(lane.state().obstacles())
                            .extracting(LaneState.Obstacle::code)
                            .containsExactly("HIDDEN_AREAS_FOUND");
                    assertThat(lane.state().rules())
                            .extracting(LaneState.Rules::isMet)
                            .containsExactly(false, true);
                });
        assertThat(lanes.look(Set.of(), List.of()))
                .singleElement()
                .satisfies(lane -> assertThat(lane.state().isReady()).isFalse());
    }

    /** What could not be asked says neither yes nor no; after a few looks it is left alone. */
    @Test
    void aDriveThatWasInUseForAMomentIsNoDriveThatCanNotEraseItself() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Lanes lanes = new Lanes(
                path -> count.incrementAndGet() == 1
                        ? MadeOutlook.ofNvmeInUse(path)
                        : MadeOutlook.ofNvmeThatSanitizes(path),
                List.of(image),
                false);
        List<String> rules = List.of("gb-46864-2025", "nist-purge");
        assertThat(told(lanes, rules)).extracting(LaneState.Rules::policy).doesNotContain("nist-purge");
        assertThat(told(lanes, rules))
                .filteredOn(one -> one.policy().equals("nist-purge"))
                .extracting(LaneState.Rules::isMet)
                .containsExactly(true);
        assertThat(told(lanes, rules)).hasSize(2);
        assertThat(count).hasValue(2);

        AtomicInteger never = new AtomicInteger();
        Lanes held = new Lanes(
                path -> {
                    never.incrementAndGet();
                    return MadeOutlook.ofNvmeInUse(path);
                },
                List.of(image),
                false);
        for (int look = 0; look < 20; look++) {
            assertThat(told(held, rules)).extracting(LaneState.Rules::policy).doesNotContain("nist-purge");
        }
        assertThat(never).hasValueLessThan(10);
    }

    /** A computer has slept, or a sanitize came to its end: nothing that the system lists of the drive has changed by that. */
    @Test
    void whatADriveRefusesForNowIsToldAsSuchAndLookedAtAgainOnceAMinute() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Lanes lanes = new Lanes(path -> MadeOutlook.ofAta(path, count.incrementAndGet() == 1), List.of(image), false);
        List<String> rules = List.of("nist-clear", "nist-clear-native", "nist-purge");

        LaneState.Rules frozen = told(lanes, rules).get(1);
        assertThat(frozen.isMet()).isFalse();
        assertThat(frozen.obstacles())
                .extracting(LaneState.Obstacle::code)
                .startsWith("LEVEL_OUT_OF_REACH", "WAY_LEFT_OUT")
                .endsWith("MAY_PASS");
        assertThat(frozen.obstacles())
                .as("nobody who reads it has a command line")
                .flatExtracting(one -> List.of(one.text().en(), one.text().zh()))
                .noneMatch(said -> said.contains("--"));
        for (int look = 1; look < SeenLane.RESTS_HINDERED; look++) {
            assertThat(told(lanes, rules).get(1).isMet()).isFalse();
        }
        assertThat(count).hasValue(1);
        lanes.look(Set.of(image), rules);
        assertThat(count).as("nothing is asked while something is under way").hasValue(1);

        Lanes idle = new Lanes(path -> MadeOutlook.ofAta(path, count.getAndIncrement() == 1), List.of(image), false);
        for (int look = 0; look <= SeenLane.RESTS_HINDERED; look++) {
            assertThat(told(idle, rules).get(1).isMet()).isFalse();
        }
        assertThat(told(idle, rules).get(1).isMet()).isTrue();
        int thawed = count.get();
        for (int look = 0; look < 2 * SeenLane.RESTS_HINDERED; look++) {
            assertThat(told(idle, rules).get(1).isMet()).isTrue();
        }
        assertThat(count).hasValue(thawed);
    }

    @Test
    void aSanitizeComesToItsEndAndWhatADriveDoesNotHaveNeverComes() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        Lanes atWork = new Lanes(MadeOutlook::ofNvmeAtWork, List.of(image), false);
        assertThat(told(atWork, List.of("nist-purge")).getFirst().mayPass()).isTrue();

        AtomicInteger count = new AtomicInteger();
        Lanes without = new Lanes(
                path -> {
                    count.incrementAndGet();
                    return MadeOutlook.ofNvmeWithoutSanitize(path);
                },
                List.of(image),
                false);
        for (int look = 0; look < 3 * SeenLane.RESTS_HINDERED; look++) {
            LaneState.Rules never = told(without, List.of("nist-purge")).getFirst();
            assertThat(never.isMet()).isFalse();
            assertThat(never.mayPass()).isFalse();
        }
        assertThat(count).hasValue(1);
    }

    /** For whatever reason it was not heard: a few times in a row, and then now and then, for as long as it lies there. */
    @ParameterizedTest
    @EnumSource(
            value = NotAsked.class,
            names = {"IN_USE", "NO_ANSWER", "CHANGED", "UNSOUND", "NOT_OPENED", "NO_RIGHTS"})
    void aDriveThatWasNotHeardIsAskedAgain(NotAsked why) throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Lanes lanes = new Lanes(
                path -> count.incrementAndGet() <= 6
                        ? MadeOutlook.ofNvmeUnheard(path, why)
                        : MadeOutlook.ofNvmeThatSanitizes(path),
                List.of(image),
                false);
        List<String> rules = List.of("nist-clear", "nist-purge");
        for (int look = 0; look < SeenLane.RESTS_UNHEARD; look++) {
            assertThat(told(lanes, rules)).hasSize(1);
        }
        assertThat(count).hasValue(5);
        for (int look = 0; look < SeenLane.RESTS_UNHEARD; look++) {
            assertThat(told(lanes, rules)).hasSize(1);
        }
        assertThat(count).hasValue(6);
        for (int look = 0; look < SeenLane.RESTS_UNHEARD; look++) {
            List<LaneState.Rules> _ = told(lanes, rules);
        }
        assertThat(told(lanes, rules)).extracting(LaneState.Rules::isMet).containsExactly(true, true);
        assertThat(count).hasValue(7);
    }

    /** While nobody could open it nothing was learned of it, and that is no try. */
    @Test
    void looksAtADriveThatIsInUseAreNotCounted() throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Lanes lanes = new Lanes(
                path -> switch (count.incrementAndGet()) {
                    case 9 -> MadeOutlook.ofNvmeInUse(path);
                    case 10 -> MadeOutlook.ofNvmeThatSanitizes(path);
                    default -> rejected(path, "IN_USE");
                },
                List.of(image),
                false);
        for (int look = 0; look < 9; look++) {
            List<LaneState.Rules> _ = told(lanes, List.of("nist-purge"));
        }
        assertThat(told(lanes, List.of("nist-purge")).getFirst().isMet()).isTrue();
    }

    /** Two drives behind bridges that make their number up: pulling out the one leaves the other with nothing against it. */
    @Test
    void whatIsRefusedForItsTwinIsLookedAtAgainWhenThatIsGone() throws Exception {
        Path path = Path.of("/dev/nvme9n1");
        Medium own =
                MadeOutlook.ofNvmeThatSanitizes(path).outlook().orElseThrow().medium();
        Medium twin = MadeOutlook.twin();
        List<DeviceInventory.Listed> attached = new ArrayList<>(List.of(listed(own), listed(twin)));
        List<Path> examined = new ArrayList<>();
        Lanes lanes = new Lanes(
                looked -> {
                    examined.add(looked);
                    Survey seen = MadeOutlook.ofNvmeThatSanitizes(looked);
                    return attached.size() == 1 ? seen : MadeOutlook.refusedFor(seen, twin);
                },
                List.of(),
                () -> List.copyOf(attached));

        for (int look = 0; look < 2 * SeenLane.RESTS_HINDERED; look++) {
            assertThat(lanes.look(Set.of(), List.of("nist-purge"))).hasSize(2).allSatisfy(lane -> {
                assertThat(lane.state().isReady()).isFalse();
                assertThat(lane.state().obstacles())
                        .extracting(LaneState.Obstacle::code)
                        .containsExactly("SAME_SERIAL");
                assertThat(lane.state().rules()).isEmpty();
            });
        }
        assertThat(examined).as("once each, as long as both are there").containsExactlyInAnyOrder(path, twin.path());

        attached.removeLast();
        assertThat(lanes.look(Set.of(), List.of("nist-purge"))).singleElement().satisfies(lane -> {
            assertThat(lane.state().isReady()).isTrue();
            assertThat(lane.state().rules()).extracting(LaneState.Rules::isMet).containsExactly(true);
        });
        lanes.look(Set.of(), List.of("nist-purge"));
        assertThat(examined).hasSize(3);

        attached.add(listed(twin));
        assertThat(lanes.look(Set.of(), List.of("nist-purge")))
                .as("one that comes back speaks against both again")
                .hasSize(2)
                .noneMatch(lane -> lane.state().isReady());
    }

    private static DeviceInventory.Listed listed(Medium medium) {
        return new DeviceInventory.Listed(medium, List.of());
    }

    private static List<LaneState.Rules> told(Lanes lanes, List<String> rules) throws Exception {
        return lanes.look(Set.of(), rules).getFirst().state().rules();
    }

    private int examinations(String code) throws Exception {
        Path image = Files.writeString(folder.resolve("drive.img"), "contents");
        AtomicInteger count = new AtomicInteger();
        Lanes lanes = new Lanes(
                path -> {
                    count.incrementAndGet();
                    return rejected(path, code);
                },
                List.of(image),
                false);
        for (int look = 0; look < 3; look++) {
            assertThat(lanes.look(Set.of(), List.of("nist-purge")))
                    .singleElement()
                    .satisfies(lane -> assertThat(lane.state().isReady()).isFalse());
        }
        return count.get();
    }

    private static Survey rejected(Path path, String code) {
        Refusal refusal = new Refusal(Refusal.Kind.SAFETY, code, new BilingualText("不可", "not now"));
        return new Survey(new Candidate.Rejected(path, Optional.empty(), List.of(refusal)), Optional.empty());
    }
}
