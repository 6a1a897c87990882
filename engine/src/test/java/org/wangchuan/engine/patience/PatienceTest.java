package org.wangchuan.engine.patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nobody waits longer than was said, and no answer is lost or given twice. */
@Timeout(60)
class PatienceTest {
    private static final long LONG = 30_000;

    @Test
    void whatAnswersIsHeard() {
        assertThat(Patience.ask(() -> "yes", LONG)).contains("yes");
    }

    @Test
    void whatFailsSaysHow() {
        assertThatThrownBy(() -> Patience.ask(
                        () -> {
                            throw new IOException("broken");
                        },
                        LONG))
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("broken");
    }

    @Test
    void anAnswerThatComesTooLateIsHandedOverOnce() throws InterruptedException {
        CountDownLatch hang = new CountDownLatch(1);
        BlockingQueue<String> late = new LinkedBlockingQueue<>();
        Optional<String> answer = Patience.ask(
                () -> {
                    hang.await();
                    return "descriptor";
                },
                20,
                late::add);
        assertThat(answer).isEmpty();
        assertThat(late).isEmpty();
        hang.countDown();
        assertThat(late.poll(LONG, TimeUnit.MILLISECONDS)).isEqualTo("descriptor");
        assertThat(late.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    @Test
    void eachAnswerGoesToTheCallerOrIsLateNeverBothAndNeverNeither() throws InterruptedException {
        for (int round = 0; round < 200; round++) {
            CountDownLatch ended = new CountDownLatch(1);
            AtomicInteger late = new AtomicInteger();
            Optional<Integer> answer = Patience.ask(
                    () -> {
                        ended.countDown(); // about when the limit is reached, which is at once
                        return 1;
                    },
                    0,
                    late::addAndGet);
            assertThat(ended.await(LONG, TimeUnit.MILLISECONDS)).isTrue();
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONG);
            while (answer.isEmpty() && late.get() == 0 && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(answer.orElse(0) + late.get()).isEqualTo(1);
        }
    }

    @Test
    void oneThatHangsCostsTheOthersNothing() {
        CountDownLatch hang = new CountDownLatch(1);
        List<Optional<Integer>> answers = Patience.askAll(
                List.of(
                        () -> {
                            hang.await();
                            return 1;
                        },
                        () -> 2,
                        () -> 3),
                1_500);
        hang.countDown();
        assertThat(answers).containsExactly(Optional.empty(), Optional.of(2), Optional.of(3));
    }

    @Test
    void anInterruptIsKeptForLaterAndCostsNoAnswer() {
        Thread.currentThread().interrupt();
        assertThat(Patience.ask(() -> "yes", LONG)).contains("yes");
        assertThat(Thread.interrupted()).isTrue();
    }
}
