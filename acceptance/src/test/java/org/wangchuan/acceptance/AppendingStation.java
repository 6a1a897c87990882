package org.wangchuan.acceptance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.witness.client.AppendClient;
import org.wangchuan.witness.client.AppendReply;

/**
 * A station that appends batch after batch to an operator's log, sends again what was not acknowledged, and remembers
 * where each entry was said to be. One thread appends at a time; the others only ask how far it is.
 */
final class AppendingStation {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long AGAIN_NANOS = 20_000_000;
    private static final int BATCH_MAX = 7;

    private final HttpClient http;
    private final int number;
    private final NoteSigner signer;
    private final VerifierKey log;
    private final Supplier<URI> address;
    private final List<Long> acknowledged = new ArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger again = new AtomicInteger();

    /**
     * A station whose key the log's operator has entered.
     *
     * @param number by which its entries are its own
     * @param address where the log's server listens now
     */
    AppendingStation(HttpClient http, int number, NoteSigner signer, VerifierKey log, Supplier<URI> address) {
        this.http = http;
        this.number = number;
        this.signer = signer;
        this.log = log;
        this.address = address;
    }

    /** How many entries have been acknowledged. */
    int count() {
        return count.get();
    }

    /** How often a batch had to be sent once more. */
    int again() {
        return again.get();
    }

    /** Where each entry was said to be. */
    List<Long> indexes() {
        return List.copyOf(acknowledged);
    }

    /** Appends until it is told to stop; what it has begun is acknowledged then. */
    void appendUntil(BooleanSupplier isStopped) throws InterruptedException {
        while (!isStopped.getAsBoolean()) {
            int first = count.get();
            note(untilDone(entries(first, 1 + first % BATCH_MAX)));
        }
    }

    /** Appends until so many entries are acknowledged, however long nobody answers. */
    void appendUpTo(int end) throws InterruptedException {
        while (count.get() < end) {
            int first = count.get();
            int size = Math.min(1 + first % BATCH_MAX, end - first);
            note(untilDone(entries(first, size)));
        }
    }

    private List<OptionalLong> untilDone(List<NewEntry> batch) throws InterruptedException {
        while (true) {
            switch (client().append(batch)) {
                case AppendReply.Done done -> {
                    return done.appended().indexes();
                }
                case AppendReply.Again _ -> {
                    again.incrementAndGet();
                    LockSupport.parkNanos(AGAIN_NANOS);
                }
                case AppendReply.Refused refused -> throw new AssertionError(refused);
                case AppendReply.Unbelievable wrong -> throw new AssertionError(wrong);
            }
        }
    }

    private void note(List<OptionalLong> indexes) {
        indexes.forEach(index -> acknowledged.add(index.orElseThrow()));
        count.addAndGet(indexes.size());
    }

    /** Sends everything once more: each event must be where it was said to be. */
    void requireTheSameAgain() throws InterruptedException {
        List<NewEntry> all = entries(0, count.get());
        for (int from = 0; from < all.size(); from += BATCH_MAX) {
            int to = Math.min(from + BATCH_MAX, all.size());
            List<OptionalLong> indexes = untilDone(all.subList(from, to));
            for (int i = from; i < to; i++) {
                long index = indexes.get(i - from).orElseThrow();
                if (acknowledged.get(i) != index) {
                    throw new AssertionError("entry " + i + " of station " + number + ": acknowledged at "
                            + acknowledged.get(i) + ", now at " + index);
                }
            }
        }
    }

    /** That each entry is, by the log's published tiles, where it was said to be. */
    void requireProofs(SignedCheckpoint checkpoint) throws IOException, VerificationException {
        List<NewEntry> all = entries(0, count.get());
        for (int i = 0; i < all.size(); i++) {
            client().prove(acknowledged.get(i), all.get(i).entry(), checkpoint);
        }
    }

    /** One try with entries that nobody has sent before. */
    AppendReply tryOne(int first) throws InterruptedException {
        return client().append(entries(first, 1));
    }

    private AppendClient client() {
        return new AppendClient(http, address.get(), signer, List.of(log), TIMEOUT);
    }

    private List<NewEntry> entries(int first, int size) {
        List<NewEntry> out = new ArrayList<>();
        for (int i = first; i < first + size; i++) {
            byte[] entry = ByteBuffer.allocate(NewEntry.LENGTH)
                    .put((byte) 1)
                    .putInt(number)
                    .putInt(i)
                    .array();
            out.add(new NewEntry(new UUID(number, i), entry));
        }
        return out;
    }
}
