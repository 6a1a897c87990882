package org.wangchuan.engine.medium;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks several devices at once, and waits for none of them longer than it is worth. */
final class Patience {
    private Patience() {}

    /**
     * The answers in the order of the questions; empty where none came in time. A question that is stuck in the kernel keeps its daemon thread
     * until the kernel lets go.
     */
    static <T> List<Optional<T>> ask(List<Callable<T>> questions, int withinMillis) {
        List<FutureTask<T>> tasks = new ArrayList<>();
        for (Callable<T> question : questions) {
            FutureTask<T> task = new FutureTask<>(question);
            Thread.ofPlatform().daemon().name("ask-device").start(task);
            tasks.add(task);
        }
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(withinMillis);
        List<Optional<T>> answers = new ArrayList<>();
        for (FutureTask<T> task : tasks) {
            answers.add(await(task, deadline));
        }
        return answers;
    }

    private static <T> Optional<T> await(FutureTask<T> task, long deadline) {
        try {
            return Optional.of(task.get(Math.max(deadline - System.nanoTime(), 0), TimeUnit.NANOSECONDS));
        } catch (TimeoutException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException broken) {
            throw new IllegalStateException("asking a device", broken.getCause());
        }
    }
}
