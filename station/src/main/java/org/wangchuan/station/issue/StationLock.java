package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.locks.LockSupport;

/** What keeps two programs of one station from signing at once. */
final class StationLock {
    private static final long LOCK_PATIENCE_MILLIS = 60_000;

    private StationLock() {}

    /** Others hold the lock for milliseconds; who holds it for long is stopped or stuck. */
    static FileLock take(FileChannel channel) throws IOException {
        long deadlineNanos = System.nanoTime() + LOCK_PATIENCE_MILLIS * 1_000_000;
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new BooksHeldException("expected the station's books to be free within " + LOCK_PATIENCE_MILLIS
                        + " ms, found them held by another program");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
