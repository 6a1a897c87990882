package org.wangchuan.platform.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.HoldReason;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.ReleaseReason;
import org.wangchuan.platform.testing.Browser;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.proof.statement.Verdict;

@Tag("slow")
final class ClaimTest extends PlatformTest {
    private static final int ROUNDS = 25;

    private final Shop shop = newShop();

    /** A change of mind against a claim, by withdrawing from the bench and by going home: each time exactly one of them wins. */
    @Test
    void ofAClaimAndAChangeOfMindExactlyOneWins() throws Exception {
        int claimed = 0;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                BenchOrder order = BenchOrder.consented(shop);
                UUID task = order.queue();
                boolean isGoingHome = round % 2 == 0;
                CountDownLatch go = new CountDownLatch(1);
                Future<Browser.Answer> claim = threads.submit(() -> {
                    go.await();
                    return order.station.claim(task, BenchOrder.LANE, order.serial);
                });
                Future<Boolean> mind = threads.submit(() -> {
                    go.await();
                    return changesMind(order, isGoingHome);
                });
                go.countDown();
                boolean isClaimed = claim.get().status() == 200;
                assertThat(isClaimed).as("round %d", round).isNotEqualTo(mind.get());
                OrderState other = isGoingHome ? OrderState.RETURNED_UNTOUCHED : OrderState.CONSENTED;
                assertThat(order.state()).isEqualTo(isClaimed ? OrderState.ERASING : other);
                assertThat(claim.get().status()).isIn(200, 409);
                claimed += isClaimed ? 1 : 0;
            }
        }
        // Not a promise, but a race in which always the same one wins was none.
        System.getLogger("race").log(System.Logger.Level.INFO, "claimed {0} of {1}", claimed, ROUNDS);
    }

    private static boolean changesMind(BenchOrder order, boolean isGoingHome) {
        try {
            if (isGoingHome) {
                bean(Orders.class).move(order.order, OrderState.RETURNED_UNTOUCHED, "returned", Actor.owner());
            } else {
                bean(BenchTasks.class).withdraw(order.order, Actor.owner());
            }
            return true;
        } catch (OrderException | BenchException e) {
            return false;
        }
    }

    /** The process dies when the hold is durable, and before anything that follows it: the lane does not begin when the hold is over. */
    @Test
    void aLaneDoesNotOutliveTheHoldOfItsOrder() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        UUID task = order.queue();

        assertThatThrownBy(
                        () -> dyingAfter(() -> bean(Counter.class).hold(order.order, HoldReason.STOLEN, order.account)))
                .hasMessage("died");
        assertThat(order.state()).as("durable").isEqualTo(OrderState.HELD);
        bean(Counter.class).release(order.order, ReleaseReason.MISTAKE, Optional.empty(), order.account);

        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.station.claim(task, BenchOrder.LANE, order.serial).body())
                .contains("TASK_WITHDRAWN");
        assertThat(order.station.get("/tasks").body()).doesNotContain(task.toString());
        assertThat(order.state()).isEqualTo(OrderState.NOT_CLEARED);
        assertThat(order.queue()).as("another lane can be chosen").isNotEqualTo(task);
    }

    /** Nor does it go if the hold does not come about. */
    @Test
    void aHoldThatFailsLeavesTheLane() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.queue();
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(undone -> {
            step(() -> bean(Counter.class).hold(order.order, HoldReason.STOLEN, order.account));
            assertThat(bean(TaskTable.class).find(task).orElseThrow().state()).isEqualTo(Task.State.WITHDRAWN);
            undone.setRollbackOnly();
        });
        assertThat(order.state()).isEqualTo(OrderState.AT_BENCH);
        assertThat(order.station.claim(task, BenchOrder.LANE, order.serial).status())
                .isEqualTo(200);
    }

    /** A lane is chosen while the order is held: of the two one comes first, and no lane is left for what is held. */
    @Test
    void noLaneIsChosenForWhatIsHeldMeanwhile() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.erases(order.serial, Verdict.FAILED);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch isHeld = new CountDownLatch(1);
            CountDownLatch isAsked = new CountDownLatch(1);
            Future<?> held = threads.submit(() -> new TransactionTemplate(bean(PlatformTransactionManager.class))
                    .executeWithoutResult(_ -> {
                        step(() -> bean(Counter.class).hold(order.order, HoldReason.STOLEN, order.account));
                        isHeld.countDown();
                        step(isAsked::await);
                    }));
            isHeld.await();
            Future<UUID> queued = threads.submit(order::queue);
            try {
                // It waits for the hold; nothing tells when it does, so the hold is let go on after a moment.
                assertThatThrownBy(() -> queued.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            } finally {
                isAsked.countDown();
            }
            held.get();
            assertThatThrownBy(queued::get).hasRootCauseInstanceOf(BenchException.class);
        }
        assertThat(order.state()).isEqualTo(OrderState.HELD);
        assertThat(order.station.get("/tasks").body()).contains("\"tasks\":[]");
    }

    private interface Doing {
        void run() throws Exception;
    }

    private static void step(Doing doing) {
        try {
            doing.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is done is durable, and nothing runs that was to follow the commit. */
    private static void dyingAfter(Doing doing) {
        new TransactionTemplate(bean(PlatformTransactionManager.class)).executeWithoutResult(_ -> {
            step(doing);
            step(() -> DataSourceUtils.getConnection(bean(DataSource.class)).commit());
            throw new IllegalStateException("died");
        });
    }

    @Test
    void aClaimIsSafeToRepeatAndBelongsToItsLane() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.queue();
        assertThat(order.station.claim(task, BenchOrder.LANE, "another").body()).contains("LANE_DIFFERS");
        assertThat(order.station.claim(task, "sdz", order.serial).body()).contains("LANE_DIFFERS");
        assertThat(order.state()).isEqualTo(OrderState.AT_BENCH);
        assertThat(order.station.claim(task, BenchOrder.LANE, order.serial).body())
                .contains("\"isClaimed\":true");
        assertThat(order.station.claim(task, BenchOrder.LANE, order.serial).status())
                .isEqualTo(200);
        assertThat(order.state()).isEqualTo(OrderState.ERASING);
        assertThatThrownBy(() -> bean(BenchTasks.class).withdraw(order.order, Actor.owner()))
                .isInstanceOfSatisfying(
                        BenchException.class, e -> assertThat(e.code()).isEqualTo(BenchException.Code.CLAIMED));
    }

    /** Owners are told when what they see is old; nothing of the erasure rests on it. */
    @Test
    void aStationThatTellsNothingForTenSecondsIsSilent() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        BenchTasks bench = bean(BenchTasks.class);
        UUID task = order.queue();
        assertThat(isSilent(order)).as("has not begun").isFalse();
        order.station.claim(task, BenchOrder.LANE, order.serial);
        assertThat(isSilent(order)).as("has just begun").isFalse();
        earlier("claimed_at", task);
        assertThat(isSilent(order)).as("began, and told nothing").isTrue();
        bean(StationTasks.class)
                .progress(
                        bean(Stations.class).find(order.station.paired.id()).orElseThrow(),
                        task,
                        new Progress("overwrite", 1, 1, 1, 2, 1, 1, Instant.now()));
        assertThat(isSilent(order)).as("has just told").isFalse();
        earlier("progress_at", task);
        assertThat(isSilent(order)).as("told once").isTrue();
        bench.giveUp(order.order, order.account);
        assertThat(isSilent(order)).as("has ended").isFalse();
    }

    private static boolean isSilent(BenchOrder order) {
        return bean(BenchTasks.class)
                .standing(order.order)
                .map(Standing::isSilent)
                .orElse(false);
    }

    private static void earlier(String column, UUID task) {
        jdbc().sql("UPDATE bench.task SET " + column + " = now() - interval '11 seconds' WHERE id = ?")
                .param(task)
                .update();
    }

    @Test
    void anotherDeviceInTheLaneIsRefused() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.tellLane(BenchOrder.LANE, "somebody else's");
        assertThatThrownBy(order::queue)
                .isInstanceOfSatisfying(
                        BenchException.class,
                        e -> assertThat(e.code()).isEqualTo(BenchException.Code.LANE_SERIAL_DIFFERS));
        assertThat(order.state()).isEqualTo(OrderState.CONSENTED);
    }

    @Test
    void aStationSeesAndTouchesItsOwnTasksOnly() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        UUID task = order.queue();
        SigningStation neighbour = new SigningStation(newStation(shop.site()));
        SigningStation elsewhere = new SigningStation(newStation(shop.otherSite()));
        for (SigningStation other : java.util.List.of(neighbour, elsewhere)) {
            assertThat(other.claim(task, BenchOrder.LANE, order.serial).status())
                    .isEqualTo(404);
            assertThat(other.finish(task, "{}").body()).contains("TASK_NOT_FOUND");
            assertThat(other.get("/tasks").body()).doesNotContain(task.toString());
        }
        assertThat(order.station.call("no-such-token", "GET", "/tasks", "").status())
                .isEqualTo(401);
        assertThat(order.station.get("/tasks").body()).contains(task.toString(), order.device.code());
        assertThat(order.state()).isEqualTo(OrderState.AT_BENCH);
    }

    @Test
    void whoWaitsForTasksIsAnsweredWhenThereAreOthers() throws Exception {
        BenchOrder order = BenchOrder.consented(shop);
        order.station.get("/tasks");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            long began = System.nanoTime();
            Future<Browser.Answer> waiting = threads.submit(() -> order.station.get("/tasks?wait=20"));
            Thread.sleep(300);
            UUID task = order.queue();
            assertThat(waiting.get().body()).contains(task.toString());
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
        }
    }
}
