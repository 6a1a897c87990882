package org.wangchuan.station.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.testing.InMemoryPlatform;

/** The agent is cut off everywhere: each task has one end all the same, and nothing is erased that was not claimed. */
@Tag("slow")
class BenchAgentTest {
    private static final String POLICY = "gb-46864-2025";
    private static final int IMAGE_BYTES = 1 << 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final InMemoryPlatform platform = new InMemoryPlatform();
    private Optional<BenchAgent> agent = Optional.empty();
    private Path image = Path.of("");
    private byte[] before = new byte[0];

    @BeforeEach
    void anImageWithContent() throws IOException {
        image = folder.resolve("drive.img");
        before = new byte[IMAGE_BYTES];
        Arrays.fill(before, (byte) 'x');
        Files.write(image, before);
    }

    @AfterEach
    void stop() throws IOException {
        if (agent.isPresent()) {
            agent.get().close();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aTaskIsClaimedErasedAndEnded() throws Exception {
        start(_ -> {});
        Task task = platform.queue(lane(), POLICY);
        await(() -> platform.receipt(task.id()).isPresent());

        assertThat(platform.ends(task.id())).containsExactly("finished");
        assertThat(platform.receipt(task.id()).orElseThrow()).contains("\"statement\"");
        assertThat(Files.readAllBytes(image)).isNotEqualTo(before).hasSize(IMAGE_BYTES);
        assertThat(platform.told().indexOf("trust-list"))
                .isLessThan(platform.told().indexOf("END"));
        assertThat(AgentStatus.of(home()).open()).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatHangsOnThePhoneCablesIsTold() throws Exception {
        MadeSockets sockets = new MadeSockets();
        sockets.plug("1-4.2", 1);
        agent = Optional.of(BenchAgent.start(
                home(),
                InstantSource.system(),
                "test 1",
                platform,
                new Silent(),
                new BenchAgent.Options(List.of(image), false, Optional.empty(), Optional.empty(), Optional.of(sockets)),
                _ -> {}));
        await(() -> platform.phones().size() == 1);
        sockets.unplug("1-4.2");
        await(() -> platform.phones().isEmpty());
        await(() -> platform.told().contains("lanes"));

        stop();
        await(sockets::isClosed);
    }

    /** At each step the process dies, and another one starts later. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(
            value = Step.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"PREPARING_KEPT", "ALL_QUEUED", "LOOK_CLAIMED", "LOOK_ENDED", "LOOK_QUEUED"})
    void aTaskHasOneEndWhereverTheProcessDies(Step deadly) throws Exception {
        CountDownLatch died = new CountDownLatch(1);
        AtomicBoolean isDead = new AtomicBoolean();
        platformOf(isDead);
        start(step -> {
            if (isDead.get() || step == deadly) {
                isDead.set(true);
                died.countDown();
                throw new Killed();
            }
        });
        Task task = platform.queue(lane(), POLICY);
        assertThat(died.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        stop();

        isDead.set(false);
        start(_ -> {});
        await(() -> platform.receipt(task.id()).isPresent() && outbox() == 0);
        assertThat(new HashSet<>(platform.ends(task.id()))).containsExactly("finished");
        assertThat(Files.readAllBytes(image)).isNotEqualTo(before);
        assertThat(receipts(task.id())).isEqualTo(1);
        assertThat(AgentStatus.of(home()).refused()).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anErasureThatIsStoppedGoesOnAndHasOneEnd() throws Exception {
        before = new byte[64 << 20];
        Files.write(image, before);
        start(_ -> {});
        Task task = platform.queue(lane(), POLICY);
        await(() -> AgentStatus.of(home()).open().stream()
                .anyMatch(open -> open.state().equals("erasing")));
        stop();
        assertThat(platform.ends(task.id())).containsExactly("interrupted");

        start(_ -> {});
        await(() -> platform.receipt(task.id()).isPresent());
        assertThat(platform.ends(task.id())).containsExactly("interrupted", "finished");
        assertThat(receipts(task.id())).isEqualTo(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsClaimedComesToItsEndWithoutThePlatform() throws Exception {
        start(step -> {
            if (step == Step.CLAIM_KEPT) {
                platform.setGone(true);
            }
        });
        Task task = platform.queue(lane(), POLICY);
        await(() -> outbox() == 1);
        assertThat(platform.ends(task.id())).isEmpty();
        stop();

        start(_ -> {});
        platform.setGone(false);
        await(() -> platform.receipt(task.id()).isPresent());
        assertThat(platform.ends(task.id())).containsExactly("finished");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anotherMediumInTheLaneIsNotTouched() throws Exception {
        start(_ -> {});
        LaneState lane = lane();
        Files.delete(image);
        Files.write(image, before);
        Task task = platform.queue(lane, POLICY);
        await(() -> !platform.ends(task.id()).isEmpty());

        assertThat(platform.ends(task.id())).containsExactly("refused");
        assertThat(platform.isClaimed(task.id())).isFalse();
        assertThat(image).hasBinaryContent(before);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anotherSerialIsRefused() throws Exception {
        start(_ -> {});
        Task task = new Task(UUID.randomUUID(), "7F3K-22QX", lane().lane(), Optional.of("S1"), POLICY, 1, "WC-0001");
        platform.queue(task);
        await(() -> !platform.ends(task.id()).isEmpty());

        assertThat(platform.ends(task.id())).containsExactly("refused");
        assertThat(image).hasBinaryContent(before);
    }

    /** A newer station has another version as well: what was agreed to is carried out, and no other. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theVersionThatWasAgreedToIsCarriedOut() throws Exception {
        start(_ -> {});
        LaneState lane = lane();
        Task task = new Task(UUID.randomUUID(), "7F3K-22QX", lane.lane(), lane.serial(), POLICY, 1, "WC-0001");
        platform.queue(task);
        await(() -> platform.receipt(task.id()).isPresent());

        byte[] receipt = platform.receipt(task.id()).orElseThrow().getBytes(StandardCharsets.UTF_8);
        assertThat(StatementReader.read(Receipt.parse(receipt).clearing().statement()))
                .isInstanceOfSatisfying(
                        Statement.Clearing.class,
                        clearing ->
                                assertThat(clearing.claims().policy().version()).isEqualTo("1"));
        assertThat(PolicyCatalogue.find(POLICY).orElseThrow().version()).isGreaterThan(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aVersionThatThisStationDoesNotHaveIsRefusedBeforeTheClaim() throws Exception {
        start(_ -> {});
        LaneState lane = lane();
        long next = PolicyCatalogue.find(POLICY).orElseThrow().version() + 1;
        Task task = new Task(UUID.randomUUID(), "7F3K-22QX", lane.lane(), lane.serial(), POLICY, next, "WC-0001");
        platform.queue(task);
        await(() -> !platform.ends(task.id()).isEmpty());

        assertThat(platform.ends(task.id())).containsExactly("refused");
        assertThat(platform.codes(task.id())).containsExactly("UNKNOWN_POLICY");
        assertThat(platform.isClaimed(task.id())).isFalse();
        assertThat(image).hasBinaryContent(before);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anUnknownPolicyIsRefusedBeforeTheClaim() throws Exception {
        start(_ -> {});
        Task task = platform.queue(lane(), "of-next-year");
        await(() -> !platform.ends(task.id()).isEmpty());

        assertThat(platform.ends(task.id())).containsExactly("refused");
        assertThat(platform.isClaimed(task.id())).isFalse();
        assertThat(image).hasBinaryContent(before);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aWithdrawnTaskIsNotErased() throws Exception {
        start(_ -> {});
        LaneState lane = lane();
        stop();
        Task task = platform.queue(lane, POLICY);
        // It was in the answer, and is withdrawn before the claim.
        start(_ -> {}, new Slow(platform) {
            @Override
            public void claim(Task asked, String name, Optional<String> serial)
                    throws IOException, PlatformRefusedException, InterruptedException {
                platform.withdraw(asked.id());
                super.claim(asked, name, serial);
            }
        });
        await(() -> platform.told().contains("claim"));
        stop();
        assertThat(image).hasBinaryContent(before);
        assertThat(platform.ends(task.id())).isEmpty();
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void whatIsRefusedForGoodIsKeptAndBlocksNothing() throws Exception {
        new Outbox(home()).add(Message.end(UUID.randomUUID(), TaskEnd.finished("{}")));
        start(_ -> {});
        Task task = platform.queue(lane(), POLICY);
        await(() -> platform.receipt(task.id()).isPresent());

        assertThat(AgentStatus.of(home()).refused())
                .singleElement()
                .satisfies(refused -> assertThat(refused.code()).isEqualTo("TASK_NOT_FOUND"));
    }

    /** Cut off by a full disk, or spoilt on it: the task is neither begun anew nor called erased, and the others go on. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aTaskWhoseRecordIsDamagedIsToldAsUnknown() throws Exception {
        start(_ -> {});
        LaneState lane = lane();
        stop();
        Task lost = platform.queue(lane, POLICY);
        platform.claim(lost, lost.lane(), lost.serial());
        String name = damage(lost.id());
        assertThat(AgentStatus.of(home()).damagedTasks())
                .as("also where no agent runs")
                .containsExactly(name);

        start(_ -> {});
        await(() -> !platform.ends(lost.id()).isEmpty());
        assertThat(platform.ends(lost.id())).containsExactly("broken");
        assertThat(image).hasBinaryContent(before);
        assertThat(AgentFolder.of(home()).damagedTasks().resolve(name))
                .content()
                .isEqualTo("{\"format\"");
        assertThat(AgentStatus.of(home()).damagedTasks()).containsExactly(name);

        Task next = platform.queue(lane(), POLICY);
        await(() -> platform.receipt(next.id()).isPresent());
        stop();
        start(_ -> {});
        await(() -> outbox() == 0);
        assertThat(platform.ends(lost.id())).as("told once").containsExactly("broken");
    }

    /** What was signed is true, whatever became of the record: a bad erasure must not be lost with it. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theReceiptOfATaskWhoseRecordIsDamagedIsTold() throws Exception {
        start(step -> {
            if (step == Step.CLAIM_KEPT) {
                platform.setGone(true);
            }
        });
        Task task = platform.queue(lane(), POLICY);
        await(() -> outbox() == 1);
        stop();
        Files.delete(new Outbox(home()).files().getFirst());
        String name = damage(task.id());
        platform.setGone(false);
        platform.giveUp(task.id());

        start(_ -> {});
        await(() -> !platform.ends(task.id()).isEmpty());
        assertThat(platform.ends(task.id())).containsExactly("finished");
        assertThat(AgentStatus.of(home()).damagedTasks()).containsExactly(name);
        assertThat(receipts(task.id())).isEqualTo(1);
    }

    private String damage(UUID task) throws IOException {
        Path file = AgentFolder.of(home()).tasks().resolve(task + ".json");
        Files.writeString(file, "{\"format\"");
        return String.valueOf(file.getFileName());
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aSecondAgentOfTheSameStationDoesNotStart() throws Exception {
        start(_ -> {});
        Optional<BenchAgent> first = agent;
        assertThatThrownBy(() -> start(_ -> {})).isInstanceOf(AgentRunningException.class);
        agent = first;
    }

    /** A process that dies: nothing after this is done by it. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private AtomicBoolean dead = new AtomicBoolean();

    private void platformOf(AtomicBoolean isDead) {
        dead = isDead;
    }

    private void start(Consumer<Step> steps) throws IOException {
        start(steps, new Slow(platform));
    }

    private void start(Consumer<Step> steps, Platform reached) throws IOException {
        agent = Optional.of(BenchAgent.start(
                home(),
                InstantSource.system(),
                "test 1",
                reached,
                new Silent(),
                new BenchAgent.Options(List.of(image), false, Optional.empty(), Optional.empty()),
                steps));
    }

    /** The platform as a process reaches it: not at all once it is dead. */
    private class Slow implements Platform {
        private final Platform to;

        Slow(Platform to) {
            this.to = to;
        }

        private void reach() throws IOException {
            if (dead.get()) {
                throw new IOException("dead");
            }
        }

        @Override
        public void putTrustList(String trustList) throws IOException, PlatformRefusedException, InterruptedException {
            reach();
            to.putTrustList(trustList);
        }

        @Override
        public void putLanes(List<LaneState> lanes) throws IOException, PlatformRefusedException, InterruptedException {
            reach();
            to.putLanes(lanes);
        }

        @Override
        public void putPhones(List<PhoneState> phones)
                throws IOException, PlatformRefusedException, InterruptedException {
            reach();
            to.putPhones(phones);
        }

        @Override
        public List<Task> tasks(Duration wait) throws IOException, PlatformRefusedException, InterruptedException {
            reach();
            return to.tasks(wait);
        }

        @Override
        public void claim(Task task, String lane, Optional<String> serial)
                throws IOException, PlatformRefusedException, InterruptedException {
            reach();
            assertThat(image).hasBinaryContent(before);
            to.claim(task, lane, serial);
        }

        @Override
        public void putProgress(UUID task, TaskProgress progress)
                throws IOException, PlatformRefusedException, InterruptedException {
            reach();
            to.putProgress(task, progress);
        }

        @Override
        public void deliver(Message message) throws IOException, PlatformRefusedException, InterruptedException {
            reach();
            to.deliver(message);
        }
    }

    private StationHome home() {
        return new StationHome(folder.resolve("home"));
    }

    private LaneState lane() throws Exception {
        await(() -> platform.lanes().stream().anyMatch(LaneState::isReady));
        return platform.lanes().getFirst();
    }

    private int outbox() throws IOException {
        return new Outbox(home()).length();
    }

    private long receipts(UUID task) throws IOException {
        try (var files = Files.list(home().agent().resolve("receipts").resolve(task.toString()))) {
            return files.filter(file -> file.toString().endsWith(".receipt.json"))
                    .count();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition) throws Exception {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.sleep(20);
        }
    }

    /** Nobody listens. */
    static class Silent implements AgentNotes {
        @Override
        public void begins(Task task, boolean isResumed) {}

        @Override
        public void ends(Task task, String outcome, String code) {}

        @Override
        public void looks(Look look) {}

        @Override
        public void looked(Look look, String code) {}

        @Override
        public void unreachable(String reason) {}

        @Override
        public void unknownThere(String reason) {}

        @Override
        public void reachable() {}

        @Override
        public void held(String kind, String code, String detail) {}

        @Override
        public void refused(String kind, String code, String detail) {}

        @Override
        public void notAllBrought() {}

        @Override
        public void trouble(String reason) {}
    }
}
