package org.wangchuan.station.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Tells the platform what hangs on the phone cables: at once when it is otherwise, and now and then when it is not, for what was not told for a while
 * is shown to nobody. All of it each time, so that nothing that gets lost has to be told again. Nothing waits for it. Not thread-safe.
 */
final class PhoneTelling {
    /** From the plug to a browser it may take 3 seconds: this, the call, and the second that a page rests between two looks. */
    static final Duration LOOK_EVERY = Duration.ofMillis(500);

    private static final Duration TELL_EVERY = Duration.ofSeconds(25);
    private static final Duration RETRY = Duration.ofSeconds(3);

    /** For a platform that does not take it: an older one, which is brought up to date some day. */
    private static final Duration RETRY_REFUSED = Duration.ofMinutes(1);

    private static final int ERRORS = 500;

    private final PhoneWatch watch;
    private final Platform platform;
    private final AgentNotes notes;
    private final LongSupplier clock;
    private List<PhoneState> told = List.of();
    private long nextNanos;
    private boolean isTold;
    private String saidLast = "";

    PhoneTelling(PhoneWatch watch, Platform platform, AgentNotes notes) {
        this(watch, platform, notes, System::nanoTime);
    }

    /** @param clock nanoseconds */
    PhoneTelling(PhoneWatch watch, Platform platform, AgentNotes notes, LongSupplier clock) {
        this.watch = watch;
        this.platform = platform;
        this.notes = notes;
        this.clock = clock;
        this.nextNanos = clock.getAsLong();
    }

    /** Looks once, and tells what is to be told. */
    void turn() throws InterruptedException {
        List<PhoneState> now = watch.look();
        boolean isDue = clock.getAsLong() - nextNanos >= 0;
        if (!isDue && (!isTold || now.equals(told))) {
            return;
        }
        try {
            platform.putPhones(now);
            told = now;
            isTold = true;
            saidLast = "";
            next(TELL_EVERY);
        } catch (IOException e) {
            failed(RETRY); // the loop that asks for tasks says it; here it is tried again in a moment
        } catch (PlatformRefusedException e) {
            boolean isRefused = e.isOfThisAlone() && e.status() < ERRORS;
            failed(isRefused ? RETRY_REFUSED : RETRY);
            if (isRefused && !saidLast.equals(e.code())) {
                saidLast = e.code();
                notes.held("phones", e.code(), String.valueOf(e.getMessage()));
            }
        }
    }

    private void failed(Duration wait) {
        isTold = false;
        next(wait);
    }

    private void next(Duration wait) {
        nextNanos = clock.getAsLong() + wait.toNanos();
    }
}
