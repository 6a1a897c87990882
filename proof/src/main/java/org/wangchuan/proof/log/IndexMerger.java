package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.storage.Storage;

/**
 * Merges runs until there is nothing to merge, beside whatever else goes on. A merge that fails is tried again when the
 * next run is written: until then the index is slower, never wrong. Thread-safe.
 */
final class IndexMerger implements AutoCloseable {
    private final Storage storage;
    private final EventIndex index;
    private final boolean isBeside;
    private volatile boolean isStopped;
    private @Nullable Thread thread;

    /**
     * Merges nothing yet.
     *
     * @param isBeside whether a thread of its own does the work; otherwise whoever wakes it
     */
    IndexMerger(Storage storage, EventIndex index, boolean isBeside) {
        this.storage = storage;
        this.index = index;
        this.isBeside = isBeside;
    }

    /** There may be something to do. */
    synchronized void wake() {
        if (isStopped
                || (thread != null && thread.isAlive())
                || index.mergeable().isEmpty()) {
            return;
        }
        if (isBeside) {
            thread = Thread.ofPlatform().daemon().name("log-index-merge").start(this::mergeAll);
        } else {
            mergeAll();
        }
    }

    private void mergeAll() {
        try {
            Optional<List<IndexRun>> group = index.mergeable();
            while (group.isPresent() && !isStopped) {
                mergeOne(group.get());
                group = index.mergeable();
            }
        } catch (IOException e) {
            // Told by nobody: the runs are as they were, and the disk that failed will fail the next append too.
        }
    }

    private void mergeOne(List<IndexRun> group) throws IOException {
        try {
            Optional<IndexRun> merged = IndexRuns.merge(storage, group, () -> isStopped);
            if (merged.isPresent()) {
                index.replace(group, merged.get());
            }
        } catch (IndexRun.DamagedException e) {
            index.repair(e.run());
        }
    }

    /** Waits until no merge is under way. */
    @Override
    public void close() {
        isStopped = true;
        Thread running;
        synchronized (this) {
            running = thread;
        }
        boolean wasInterrupted = false;
        while (running != null && running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException e) {
                wasInterrupted = true;
            }
        }
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
