package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.testing.InMemoryPlatform;
import org.wangchuan.station.testing.Loops;

/** What a station tells of rule sets that a counter may choose, before anybody does. */
@Tag("slow")
class RuleSetsOfALaneTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String OVERWRITES = "gb-46864-2025";

    @TempDir
    Path folder;

    private final InMemoryPlatform platform = new InMemoryPlatform();

    /** What it says of a rule set is what becomes of the task by it. */
    @Test
    void ofALoopDeviceEveryRuleSetIsToldAndTheTaskSaysTheSame() throws Exception {
        Path file = Files.write(folder.resolve("drive.img"), new byte[1 << 20]);
        try (Loops loop = Loops.over(file);
                BenchAgent _ = start(loop.path())) {
            await(() -> platform.lanes().stream().anyMatch(LaneState::isReady));
            assertThat(platform.lanes().getFirst().rules())
                    .as("no rule set was named")
                    .isEmpty();

            platform.offers(List.of(OVERWRITES, "nist-purge", "of-another-year"));
            await(() -> platform.lanes().getFirst().rules().size() == 3);

            LaneState lane = platform.lanes().getFirst();
            assertThat(lane.rules())
                    .extracting(LaneState.Rules::policy)
                    .containsExactly(OVERWRITES, "nist-purge", "of-another-year");
            assertThat(lane.rules()).extracting(LaneState.Rules::isMet).containsExactly(true, false, false);
            assertThat(lane.rules().getFirst().plan()).isEqualTo(lane.plan()).isNotEmpty();
            assertThat(codes(lane, 1)).startsWith("LEVEL_OUT_OF_REACH");
            assertThat(codes(lane, 2)).containsExactly("UNKNOWN_POLICY");

            for (int rules = 1; rules <= 2; rules++) {
                Task task = platform.queue(lane, lane.rules().get(rules).policy());
                await(() -> !platform.ends(task.id()).isEmpty());
                assertThat(platform.ends(task.id())).containsExactly("refused");
                assertThat(platform.codes(task.id()))
                        .containsExactly(codes(lane, rules).getFirst());
            }
        }
    }

    @Test
    void everyRuleSetOfThisProgramIsToldIfAPlatformNamesIt() throws Exception {
        Path image = Files.write(folder.resolve("drive.img"), new byte[1 << 20]);
        platform.offers(PolicyCatalogue.IDS);
        try (BenchAgent _ = start(image)) {
            await(() -> !platform.lanes().isEmpty()
                    && !platform.lanes().getFirst().rules().isEmpty());
            assertThat(platform.lanes().getFirst().rules())
                    .extracting(LaneState.Rules::policy)
                    .containsExactlyElementsOf(PolicyCatalogue.IDS);
        }
    }

    /** A lane that tells of no rule set says no to nothing: what waits for its word would be begun. */
    @Test
    void nothingIsToldOfLanesBeforeThePlatformHasNamedItsRuleSets() throws Exception {
        Path image = Files.write(folder.resolve("drive.img"), new byte[1 << 20]);
        platform.offers(List.of("nist-purge"));
        CountDownLatch looks = new CountDownLatch(2);
        List<Integer> told = new CopyOnWriteArrayList<>();
        Platform slow = (Platform) Proxy.newProxyInstance(
                Platform.class.getClassLoader(), new Class<?>[] {Platform.class}, (_, method, arguments) -> {
                    switch (method.getName()) {
                        case "looks" -> looks.countDown(); // as each look at the bench asks
                        case "tasks" -> looks.await();
                        case "putLanes" ->
                            ((List<?>) arguments[0])
                                    .forEach(lane ->
                                            told.add(((LaneState) lane).rules().size()));
                        default -> {}
                    }
                    try {
                        return method.invoke(platform, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try (BenchAgent _ = start(image, slow)) {
            await(() -> !told.isEmpty());
            assertThat(told).containsOnly(1);
        }
    }

    private static List<String> codes(LaneState lane, int rules) {
        return lane.rules().get(rules).obstacles().stream()
                .map(LaneState.Obstacle::code)
                .toList();
    }

    private BenchAgent start(Path lane) throws IOException {
        return start(lane, platform);
    }

    private BenchAgent start(Path lane, Platform reached) throws IOException {
        return BenchAgent.start(
                new StationHome(folder.resolve("home")),
                InstantSource.system(),
                "test 1",
                reached,
                new BenchAgentTest.Silent(),
                new BenchAgent.Options(List.of(lane), false, Optional.empty(), Optional.empty()),
                _ -> {});
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
