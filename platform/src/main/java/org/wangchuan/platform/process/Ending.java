package org.wangchuan.platform.process;

import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * How this process ends beside others: first it says that it is not ready, lets go of each connection with its next answer, and goes on
 * answering for a while; then it takes nothing more in, finishes what is under way, and ends. Thread-safe.
 */
@Component
public final class Ending implements SmartLifecycle {
    /** Before all else that ends: what answers meanwhile is still there. */
    private static final int FIRST = Integer.MAX_VALUE;

    private final ProcessSettings settings;
    private volatile boolean isEnding;
    private volatile boolean isRunning;

    Ending(ProcessSettings settings) {
        this.settings = settings;
    }

    /** Whether it was told to end. */
    public boolean isEnding() {
        return isEnding;
    }

    @EventListener(ContextClosedEvent.class)
    void begin() {
        isEnding = true;
    }

    @Override
    public void start() {
        isRunning = true;
    }

    @Override
    public void stop() {
        try {
            Thread.sleep(settings.drain());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        isRunning = false;
    }

    @Override
    public boolean isRunning() {
        return isRunning;
    }

    @Override
    public int getPhase() {
        return FIRST;
    }
}
