package org.wangchuan.engine.job;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The strings by which others hold a running job: progress can be read and the work stopped, from any thread, without waiting. */
public final class JobControl {
    private volatile Supplier<JobProgress> progress = () -> JobProgress.NOTHING;
    private volatile boolean stopRequested;
    private @Nullable Runnable stopCurrent;

    /** Of a job that has not begun. */
    public JobControl() {}

    /** How far it is. */
    public JobProgress progress() {
        return progress.get();
    }

    /** Asks the job to stop where it can be resumed; once asked, it stays asked. */
    public void stop() {
        stopRequested = true;
        Runnable current;
        synchronized (this) {
            current = stopCurrent;
        }
        if (current != null) {
            current.run();
        }
    }

    /** Whether it was asked to stop. */
    public boolean stopRequested() {
        return stopRequested;
    }

    /** The medium is closed, and looked at and opened anew, before the same job goes on. */
    public void looksAgain() {
        enter(() -> new JobProgress(JobProgress.Phase.RECOGNISE, 1, 0, "", 0, 0, 0, 0, 0), () -> {});
    }

    void enter(Supplier<JobProgress> now, Runnable stop) {
        progress = now;
        synchronized (this) {
            stopCurrent = stop;
        }
        if (stopRequested) {
            stop.run();
        }
    }

    void leave(JobProgress last) {
        progress = () -> last;
        synchronized (this) {
            stopCurrent = null;
        }
    }
}
