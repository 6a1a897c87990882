package org.wangchuan.cli.service;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The wish to stop, from Ctrl-C or a signal: a flag that lanes poll between requests, and listeners
 * for those that wait. It is set once and never taken back. Thread-safe.
 */
public final class Cancellation {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean requested;
    private volatile Promise promise = Promise.NONE;
    private volatile List<Settled> settled = List.of();
    private volatile boolean leftToResume;

    /** What the running command does about the wish to stop. */
    public enum Promise {
        /** Nothing: the signal ends it. */
        NONE,
        /** It stops where its job can be resumed from. */
        RESUMABLE,
        /** It stops serving, and there is nothing to resume. */
        SERVING,
        /** It comes to an end of its own, and there is nothing to resume. */
        ENDING
    }

    /**
     * A target that needs no resuming.
     *
     * @param target its path as it was typed, as {@code Path.of} writes it
     * @param confirmation what confirms it
     */
    public record Settled(String target, String confirmation) {}

    /**
     * Says that a job of the command can be resumed, and which of its other targets are through: those
     * would refuse to be resumed, and the whole command with them.
     */
    public void leaveToResume(List<Settled> through) {
        settled = List.copyOf(through);
        leftToResume = true;
    }

    /** Whether a job was left that can be resumed. */
    public boolean leftToResume() {
        return leftToResume;
    }

    /** The targets that are through, beside the one that was left. */
    public List<Settled> settled() {
        return settled;
    }

    /** Whether to stop at the next point where the job can be resumed from. */
    public boolean isRequested() {
        return requested;
    }

    /** Calls {@code listener} when the wish comes, or now if it has come; it must return at once. */
    public void onRequest(Runnable listener) {
        synchronized (this) {
            if (!requested) {
                listeners.add(listener);
                return;
            }
        }
        listener.run();
    }

    /**
     * Says that the command now running watches this wish and comes to an end of its own, so that the
     * process waits for it. A command that does not say so is ended by the signal at once.
     */
    public void promise(Promise kept) {
        promise = kept;
    }

    /** What was promised last. */
    public Promise promised() {
        return promise;
    }

    /** Sets the flag and tells the listeners; only the first call does anything. */
    public void request() {
        synchronized (this) {
            if (requested) {
                return;
            }
            requested = true;
        }
        listeners.forEach(Runnable::run);
    }
}
