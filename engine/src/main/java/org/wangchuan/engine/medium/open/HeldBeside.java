package org.wangchuan.engine.medium.open;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.wangchuan.engine.patience.Patience;

/**
 * What came of holding something that is erased with a medium.
 *
 * @param open what is open, and to be closed whatever came of it
 * @param notHeld why it could not be held; empty if it is
 */
record HeldBeside<T>(Optional<T> open, Optional<String> notHeld) {

    static <T> HeldBeside<T> not(String why) {
        return new HeldBeside<>(Optional.empty(), Optional.of(why));
    }

    /**
     * Asks within a bounded time: opening a device, and looking at it, can be stuck in the kernel. What is opened when nobody waits any more is closed.
     *
     * @param name for people
     */
    static <T> HeldBeside<T> ask(
            String name, Callable<HeldBeside<T>> question, Consumer<T> close, long patienceMillis) {
        return Patience.ask(question, patienceMillis, late -> late.open().ifPresent(close))
                .orElseGet(
                        () -> not(name + ": expected an answer within " + patienceMillis + " ms, found none so far"));
    }
}
