package org.wangchuan.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.NewFile;
import org.wangchuan.proof.storage.ObjectStore;

/**
 * A log's files as objects in a bucket. The store must have read-after-write consistency and conditional writes
 * ({@code If-None-Match: *} and {@code If-Match}), as Amazon's has since 2024; one that ignores the conditions is
 * refused before anything of a log is written. Keys below {@code private/} are for the log alone: publish {@code checkpoint} and
 * {@code tile/}, and nothing else. Thread-safe.
 */
public final class S3Store implements ObjectStore, AutoCloseable {
    private static final int AT_ONCE_MAX = 16;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final List<Duration> WAITS = List.of(Duration.ofMillis(200), Duration.ofSeconds(1));
    private static final int SWAP_TRIES = 2;

    /** No object has this tag: it is of no content, and not even a digest. */
    private static final String TAG_OF_NONE = "\"00000000000000000000000000000000\"";

    private final S3Client client;
    private final S3Address address;
    private final Optional<Path> local;
    private final boolean takesOver;
    private final int atOnceMax;
    private final AutoCloseable transport;

    private final AtomicReference<@Nullable WriterLock> held = new AtomicReference<>();

    /** What this object has swapped in, so that the next swap need not read it. */
    private final Map<String, S3Client.Found> swapped = new ConcurrentHashMap<>();

    S3Store(
            S3Client client,
            S3Address address,
            Optional<Path> local,
            boolean takesOver,
            int atOnceMax,
            AutoCloseable transport) {
        this.client = client;
        this.address = address;
        this.local = local;
        this.takesOver = takesOver;
        this.atOnceMax = atOnceMax;
        this.transport = transport;
    }

    /** For reading only. */
    public static S3Store forReading(S3Settings settings, S3Address address) {
        return of(settings, address, Optional.empty(), false);
    }

    /**
     * For the one writer of a log.
     *
     * @param local folder on this machine by which the writer is known again; one for each log
     * @param takesOver whether a lock that another writer holds is taken away: only a person can know that it is dead
     */
    public static S3Store forWriting(S3Settings settings, S3Address address, Path local, boolean takesOver) {
        return of(settings, address, Optional.of(local), takesOver);
    }

    private static S3Store of(S3Settings settings, S3Address address, Optional<Path> local, boolean takesOver) {
        HttpTransport http = new HttpTransport(TIMEOUT);
        S3Client client = new S3Client(settings, address.bucket(), http, InstantSource.system(), WAITS);
        return new S3Store(client, address, local, takesOver, AT_ONCE_MAX, http);
    }

    @Override
    public Optional<byte[]> read(String path) throws IOException {
        return client.get(address.key(path)).map(S3Client.Found::bytes);
    }

    /** Some at a time; the first failure keeps those that have not begun from beginning. */
    @Override
    public void replaceAll(List<NewFile> files) throws IOException {
        AtomicBoolean hasFailed = new AtomicBoolean();
        List<Future<?>> puts = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(
                Math.clamp(files.size(), 1, atOnceMax), Thread.ofVirtual().factory())) {
            for (NewFile file : files) {
                puts.add(threads.submit(() -> {
                    if (!hasFailed.get()) {
                        putOrMark(file, hasFailed);
                    }
                    return null;
                }));
            }
        } // waits for all
        for (Future<?> put : puts) {
            try {
                put.get();
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case IOException failed -> throw failed;
                    case RuntimeException broken -> throw broken;
                    case Error broken -> throw broken;
                    case null, default -> throw new IOException(e.getCause());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while writing to " + address, e);
            }
        }
    }

    private void putOrMark(NewFile file, AtomicBoolean hasFailed) throws IOException {
        boolean isDone = false;
        try {
            client.put(address.key(file.path()), headers(file.path()), file.bytes());
            isDone = true;
        } finally {
            if (!isDone) {
                hasFailed.set(true);
            }
        }
    }

    @Override
    public boolean swap(String path, Optional<byte[]> expected, byte[] next) throws IOException {
        String key = address.key(path);
        Optional<S3Client.Found> there = Optional.ofNullable(swapped.remove(path));
        for (int tries = 0; tries < SWAP_TRIES; tries++) {
            if (expected.isPresent() && !isThis(there, expected.get())) {
                there = client.get(key);
                if (!isThis(there, expected.get())) {
                    return false;
                }
            }
            Optional<String> tag = expected.isPresent() ? Optional.of(tagOf(key, there)) : Optional.empty();
            Optional<S3Client.Found> written = expected.isPresent() && Arrays.equals(expected.get(), next)
                    ? there // what is read from a bucket is durable
                    : client.putIf(key, headers(path), next, tag);
            if (written.isPresent()) {
                written.filter(found -> found.tag().isPresent()).ifPresent(found -> swapped.put(path, found));
                return true;
            }
            there = client.get(key);
            if (isThis(there, next)) {
                return true; // an earlier try, whose answer was lost, came through
            }
        }
        return false;
    }

    private static boolean isThis(Optional<S3Client.Found> found, byte[] bytes) {
        return found.isPresent() && Arrays.equals(found.get().bytes(), bytes);
    }

    private static String tagOf(String key, Optional<S3Client.Found> found) throws S3Exception {
        return found.flatMap(S3Client.Found::tag).orElseThrow(() -> new S3Exception("GET " + key, "an ETag", "none"));
    }

    /** Deletes one object if there is one. */
    void delete(String path) throws IOException {
        swapped.remove(path);
        client.delete(address.key(path));
    }

    @Override
    public void deleteAll(String folder) throws IOException {
        for (String name : list(folder)) {
            if (!name.endsWith("/")) {
                delete(folder + "/" + name);
            }
        }
    }

    @Override
    public List<String> list(String folder) throws IOException {
        return client.list(address.key(folder) + "/");
    }

    /**
     * Holds the log, and makes sure that the store minds conditions.
     *
     * @throws IllegalStateException if this is for reading only
     */
    @Override
    public Optional<Holding> hold(String path) throws IOException {
        Path folder = local.orElseThrow(() -> new IllegalStateException("opened for reading only"));
        DiskStorage.createDurably(folder.toAbsolutePath());
        Optional<WriterLock> lock = WriterLock.take(this, path, new DiskStorage(folder), takesOver);
        held.set(lock.orElse(null));
        if (lock.isPresent()) {
            try {
                requireConditions(path, lock.get());
            } catch (IOException | RuntimeException e) {
                lock.get().abandon();
                throw e;
            }
        }
        return lock.map(Holding.class::cast);
    }

    /** For tests: what the kernel does for a process that was killed. */
    void abandon() throws IOException {
        WriterLock lock = held.getAndSet(null);
        if (lock != null) {
            lock.abandon();
        }
    }

    /** The lock is there, with this content: neither of these may write it, and if one does it does no harm. */
    private void requireConditions(String path, WriterLock lock) throws IOException {
        String key = address.key(path);
        for (Optional<String> wrong : List.of(Optional.<String>empty(), Optional.of(TAG_OF_NONE))) {
            if (client.putIf(key, headers(path), lock.own(), wrong).isPresent()) {
                throw new S3Exception(
                        "PUT " + key,
                        "a store that minds " + (wrong.isEmpty() ? "If-None-Match" : "If-Match"),
                        "one that overwrites all the same");
            }
        }
    }

    private static Map<String, String> headers(String path) {
        if (path.equals("checkpoint")) {
            return Map.of("Content-Type", "text/plain; charset=utf-8", "Cache-Control", "no-cache");
        }
        String caching = path.startsWith("tile/") ? "public, max-age=31536000, immutable" : "no-store";
        return Map.of("Content-Type", "application/octet-stream", "Cache-Control", caching);
    }

    @Override
    public String toString() {
        return address.toString();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        try {
            transport.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
