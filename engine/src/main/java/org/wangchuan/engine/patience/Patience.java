package org.wangchuan.engine.patience;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks with a time limit, of which what this program is stopped for does not count. A question that is stuck in the kernel keeps its daemon thread until the kernel lets go;
 * nobody waits for it any longer than was said. Thread-safe.
 */
public final class Patience {
    /**
     * For a device that is looked at or opened, in milliseconds: twice what one command to a drive that has to spin up
     * may take ({@code KernelPort.TIMEOUT_MILLIS}). Nothing was written yet, so that giving up costs a second try only.
     */
    public static final long DEVICE_MILLIS = 30_000;

    private Patience() {}

    /** The answer; empty if there was none in time. */
    public static <T> Optional<T> ask(Callable<T> question, long withinMillis) {
        return ask(question, withinMillis, _ -> {});
    }

    /**
     * The answer; empty if there was none in time.
     *
     * @param ifLate given an answer that came when nobody waited for it any more, such as a descriptor to be closed; each
     *     answer goes to the caller or here, never to both and never to neither
     * @throws IllegalStateException if the question itself failed in time; the cause says how
     */
    public static <T> Optional<T> ask(Callable<T> question, long withinMillis, Consumer<T> ifLate) {
        Awake awake = new Awake();
        return await(start(question, ifLate), awake, System.nanoTime(), withinMillis);
    }

    /** The answers to questions that are asked at once, in their order; empty where none came in time. */
    public static <T> List<Optional<T>> askAll(List<Callable<T>> questions, long withinMillis) {
        return askAll(questions, withinMillis, _ -> {});
    }

    /**
     * The answers to questions that are asked at once, in their order; empty where none came in time.
     *
     * @param ifLate given each answer that came when nobody waited for it any more, by any thread
     */
    public static <T> List<Optional<T>> askAll(List<Callable<T>> questions, long withinMillis, Consumer<T> ifLate) {
        Awake awake = new Awake();
        long askedNanos = System.nanoTime();
        List<CompletableFuture<Optional<T>>> asked = new ArrayList<>();
        for (Callable<T> question : questions) {
            asked.add(start(question, ifLate));
        }
        List<Optional<T>> answers = new ArrayList<>();
        for (CompletableFuture<Optional<T>> answer : asked) {
            answers.add(await(answer, awake, askedNanos, withinMillis));
        }
        return answers;
    }

    private static <T> CompletableFuture<Optional<T>> start(Callable<T> question, Consumer<T> ifLate) {
        CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
        Thread.ofPlatform().daemon().name("question").start(() -> {
            try {
                T given = question.call();
                if (!answer.complete(Optional.of(given))) {
                    ifLate.accept(given);
                }
            } catch (Exception | Error broken) {
                answer.completeExceptionally(broken);
            }
        });
        return answer;
    }

    private static <T> Optional<T> await(
            CompletableFuture<Optional<T>> answer, Awake awake, long askedNanos, long withinMillis) {
        boolean interrupted = false;
        try {
            while (true) {
                long leftMillis = Math.max(withinMillis - awake.millisSince(askedNanos), 0);
                try {
                    return answer.get(Math.min(leftMillis, Awake.STEP_MILLIS), TimeUnit.MILLISECONDS);
                } catch (InterruptedException _) {
                    interrupted = true; // the wait is short anyway, and what comes of it has to be known
                } catch (TimeoutException _) {
                    if (leftMillis > 0) {
                        continue;
                    }
                    // Whoever is first decides: what came in between counts.
                    answer.complete(Optional.empty());
                    return answer.get();
                }
            }
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException("a question to a device failed", failed.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
