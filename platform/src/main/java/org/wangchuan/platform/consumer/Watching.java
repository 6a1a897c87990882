package org.wangchuan.platform.consumer;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.wangchuan.platform.process.Ending;

/** Tells a page how far an erasure is, each second, until the page is gone. Thread-safe. */
@Component
class Watching {
    /** Each holds a connection open; {@code benchmarks/watchers.sh} measures what many cost, and was run with 200. */
    static final int AT_ONCE = 1000;

    private static final Duration LIMIT = Duration.ofMinutes(10);

    /** Also what is no news is told now and then: a page that hears nothing knows that it is cut off, and says so. */
    private static final int TELL_AGAIN_ROUNDS = 10;

    /** Nothing new is known for so long: the page is let go, and comes back by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WatchBoard board;
    private final Ending ending;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Watching(WatchBoard board, Ending ending) {
        this.board = board;
        this.ending = ending;
    }

    SseEmitter watch(UUID order) {
        if (!places.tryAcquire()) {
            throw full();
        }
        Optional<WatchBoard.Sheet> sheet = Optional.empty();
        try {
            sheet = board.enter(order);
        } finally {
            if (sheet.isEmpty()) {
                places.release();
            }
        }
        WatchBoard.Sheet watched = sheet.orElseThrow(Watching::full);
        SseEmitter emitter = new SseEmitter(LIMIT.plusMinutes(1).toMillis());
        Thread.startVirtualThread(() -> {
            try {
                tell(watched, emitter);
            } finally {
                board.leave(order);
                places.release();
            }
        });
        return emitter;
    }

    /** The page then asks again by itself. */
    private static ResponseStatusException full() {
        return new ResponseStatusException(HttpStatus.SERVICE_UNAVAILABLE);
    }

    /** How many watch now. */
    int count() {
        return AT_ONCE - places.availablePermits();
    }

    private void tell(WatchBoard.Sheet sheet, SseEmitter emitter) {
        try {
            Optional<WatchBoard.Told> last = Optional.empty();
            long end = System.nanoTime() + LIMIT.toNanos();
            for (int round = 0; System.nanoTime() < end && !ending.isEnding(); round++) {
                WatchBoard.Told now = sheet.now();
                boolean isNews = !last.equals(Optional.of(now));
                if (isNews || round % TELL_AGAIN_ROUNDS == 0) {
                    emitter.send(SseEmitter.event().data(now, MediaType.APPLICATION_JSON));
                }
                last = Optional.of(now);
                if (!sheet.awaitNext(PATIENCE)) {
                    break;
                }
            }
            emitter.complete();
        } catch (IOException | IllegalStateException e) {
            emitter.complete(); // the page is gone: the browser comes back by itself
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.complete();
        }
    }
}
