package org.wangchuan.station.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wangchuan.station.home.DurableFiles;

/** That one program, and in it one lane, works on a job: by a lock on a file in the job's folder, which the kernel drops when the program ends. Thread-safe. */
public final class JobHold implements AutoCloseable {
    private static final String LOCK = "lock";

    /**
     * Jobs that this program holds. Asking the kernel for a lock that this process has already would lose it: whichever descriptor of a
     * file is closed, the process's locks on it are gone (fcntl(2)).
     */
    private static final Set<String> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final String job;
    private final FileChannel channel;

    private JobHold(String job, FileChannel channel) {
        this.job = job;
        this.channel = channel;
    }

    /**
     * Holds the job of a folder until this is closed; empty if somebody works on it just now.
     *
     * @param folder bears the job's name, which no other job has
     */
    public static Optional<JobHold> of(Path folder) throws IOException {
        String job = String.valueOf(folder.getFileName());
        if (!HELD_HERE.add(job)) {
            return Optional.empty();
        }
        Optional<JobHold> held = Optional.empty();
        try {
            held = lock(job, folder);
            return held;
        } finally {
            if (held.isEmpty()) {
                HELD_HERE.remove(job);
            }
        }
    }

    private static Optional<JobHold> lock(String job, Path folder) throws IOException {
        FileChannel channel = DurableFiles.open(folder.resolve(LOCK));
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(new JobHold(job, channel));
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD_HERE.remove(job);
        }
    }
}
