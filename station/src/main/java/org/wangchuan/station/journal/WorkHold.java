package org.wangchuan.station.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * That lanes of a station are at work, or that nobody of it is while the computer sleeps: by a lock on a file of the station, which all who work share and
 * who puts the computer to sleep has alone. The kernel drops it when the program ends. A lane holds it from before its medium is opened until it has come
 * to its end, also while the lock of its job is let go for a moment. Thread-safe.
 */
public final class WorkHold implements AutoCloseable {
    private static final long LOOK_AGAIN_NANOS = 200_000_000L;

    /**
     * What this program holds of each file, which it opens once: whichever descriptor of a file is closed, the process's locks on it are gone (fcntl(2)).
     */
    private static final Map<Path, Here> HERE = new HashMap<>();

    private final Path file;
    private boolean closed;

    private WorkHold(Path file) {
        this.file = file;
    }

    private static final class Here {
        private final FileChannel channel;
        private final boolean shared;
        private int holders;

        private Here(FileChannel channel, boolean shared) {
            this.channel = channel;
            this.shared = shared;
        }
    }

    /**
     * Works beside others; a computer that is being put to sleep is waited for.
     *
     * @param stopped whether somebody asked to stop, which ends the waiting
     * @return empty if it was stopped before
     */
    public static Optional<WorkHold> atWork(StationHome home, BooleanSupplier stopped) throws IOException {
        Optional<WorkHold> held = of(home, true);
        while (held.isEmpty() && !stopped.getAsBoolean()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            held = of(home, true);
        }
        return held;
    }

    /** Keeps everybody of the station from beginning, until this is closed; empty if anybody is at work just now. */
    public static Optional<WorkHold> alone(StationHome home) throws IOException {
        return of(home, false);
    }

    /** Of a station at which nothing was done yet the folder is made. */
    private static Optional<WorkHold> of(StationHome home, boolean shared) throws IOException {
        home.prepare();
        Path file = home.work().toAbsolutePath().normalize();
        synchronized (HERE) {
            Here here = HERE.get(file);
            if (here == null) {
                Optional<FileChannel> locked = lock(file, shared);
                if (locked.isEmpty()) {
                    return Optional.empty();
                }
                here = new Here(locked.get(), shared);
                HERE.put(file, here);
            } else if (!shared || !here.shared) {
                return Optional.empty();
            }
            here.holders++;
            return Optional.of(new WorkHold(file));
        }
    }

    private static Optional<FileChannel> lock(Path file, boolean shared) throws IOException {
        FileChannel channel = DurableFiles.open(file);
        FileLock lock = null;
        try {
            lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(channel);
    }

    @Override
    public void close() throws IOException {
        synchronized (HERE) {
            Here here = HERE.get(file);
            if (closed || here == null) {
                return;
            }
            closed = true;
            here.holders--;
            if (here.holders == 0) {
                HERE.remove(file);
                here.channel.close();
            }
        }
    }
}
