package org.wangchuan.engine.job;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks what may never be answered. The thread that asks is abandoned with its question. */
final class Patient {
    private Patient() {}

    /** The answer; empty if there was none in time. */
    static <T> Optional<T> ask(Callable<T> question, long patienceMillis) {
        FutureTask<T> asking = new FutureTask<>(question);
        Thread.ofPlatform().daemon().name("question").start(asking);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return Optional.of(asking.get(patienceMillis, TimeUnit.MILLISECONDS));
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a question to a device failed", e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
