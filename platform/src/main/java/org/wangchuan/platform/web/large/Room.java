package org.wangchuan.platform.web.large;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room for large forms while they come, outside of the heap and on no disk. Two things are bounded: what a company says that it sends at once, so that
 * none takes all; and what has come of all, so that who sends slowly takes little. Thread-safe.
 */
public final class Room {
    private static final int KIB = 1 << 10;

    private final Semaphore chunks;
    private final int companyKib;
    private final Duration wait;
    /** What each may still say that it sends, in KiB. One for each company that ever sent something since the start. */
    private final Map<UUID, Semaphore> companies = new ConcurrentHashMap<>();

    /**
     * Empty room.
     *
     * @param bytes of all forms, as they have come; several times {@link Arrived#CHUNK_BYTES}
     * @param companyBytes of one company's forms, as they say of themselves; at least the largest form
     * @param wait how long a form waits for either, in all
     */
    public Room(long bytes, long companyBytes, Duration wait) {
        this.chunks = new Semaphore(Math.toIntExact(bytes / Arrived.CHUNK_BYTES), true);
        this.companyKib = kib(companyBytes);
        this.wait = wait;
    }

    /**
     * Lets a form begin, unless its company has too much on its way for as long as a form waits.
     *
     * @param length of the form in bytes, as it says of itself
     * @return whether it may; then {@link #leave} follows
     */
    public boolean enter(UUID company, long length) throws InterruptedException {
        return ofCompany(company).tryAcquire(kib(length), wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Ends what has entered. */
    public void leave(UUID company, long length) {
        ofCompany(company).release(kib(length));
    }

    /** What a company has on its way, as its forms say of themselves, in bytes. */
    public long onTheWay(UUID company) {
        return (long) (companyKib - ofCompany(company).availablePermits()) * KIB;
    }

    /** How much has come of all forms, in bytes of whole chunks, and is not read yet, less than all of {@code most}. */
    long left() {
        return (long) chunks.availablePermits() * Arrived.CHUNK_BYTES;
    }

    /** For a form that has entered: nothing of it has come yet. It is of the thread that asks. */
    public Arrived arrived() {
        return new Arrived(chunks, wait);
    }

    private Semaphore ofCompany(UUID company) {
        return companies.computeIfAbsent(company, _ -> new Semaphore(companyKib, true));
    }

    private static int kib(long bytes) {
        return Math.toIntExact((bytes + KIB - 1) / KIB);
    }
}
