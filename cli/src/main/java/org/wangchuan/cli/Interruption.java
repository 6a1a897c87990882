package org.wangchuan.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;

/**
 * Ctrl-C, SIGTERM and SIGHUP. The virtual machine answers them by running its shutdown hooks; ours
 * passes the wish on, waits for the command to come to a point where it can be resumed from, and
 * then ends the process with the command's own exit code. A command that promised no orderly end is
 * ended by the signal, as any process is.
 */
final class Interruption {
    /** How long lanes have to write down how far they are. */
    static final int WAIT_SECONDS = 10;

    private static final int TELL_MILLIS = 300;

    private final Cancellation cancellation;
    private final LastWord lastWord;
    private final Consumer<String> notes;
    private final Messages messages;
    private final AtomicReference<@Nullable ExitCode> result = new AtomicReference<>();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** @param notes takes a line for the person, above the live display if there is one */
    Interruption(Cancellation cancellation, LastWord lastWord, Consumer<String> notes, Messages messages) {
        this.cancellation = cancellation;
        this.lastWord = lastWord;
        this.notes = notes;
        this.messages = messages;
    }

    /** From here on signals stop the command in an orderly way. */
    void arm() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "interruption"));
    }

    /**
     * Ends the process with {@code code}; does not return. It halts instead of leaving in the polite
     * way: no other shutdown hook exists to wait for, everything that must be durable is so by now,
     * and the polite way first looks for a logger to tell.
     */
    void end(ExitCode code) {
        result.set(code);
        ended.countDown();
        leave(code);
    }

    /** The first who comes here ends the process; a second waits for that end. */
    private synchronized void leave(ExitCode code) {
        lastWord.say(code);
        Runtime.getRuntime().halt(code.number());
    }

    /** From a thread of its own and not for long: a terminal that takes no text must not keep us. */
    private void tell(String text) {
        Thread teller = Thread.ofPlatform().daemon().start(() -> notes.accept("wangchuan: " + text));
        try {
            teller.join(TELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop() {
        if (result.get() == null) {
            cancellation.request();
            Cancellation.Promise promise = cancellation.promised();
            switch (promise) {
                case NONE -> {
                    return;
                }
                case RESUMABLE -> tell(messages.text("interrupt.stopping"));
                case SERVING, ENDING -> tell(messages.text("interrupt.serving"));
            }
            try {
                if (!ended.await(WAIT_SECONDS, TimeUnit.SECONDS) && promise == Cancellation.Promise.RESUMABLE) {
                    tell(messages.text("interrupt.stuck", WAIT_SECONDS));
                }
            } catch (InterruptedException e) {
                // Nobody interrupts this thread; if somebody does, the process ends at once.
                Thread.currentThread().interrupt();
            }
        }
        ExitCode code = result.get();
        leave(code == null ? ExitCode.INTERRUPTED : code);
    }
}
