package org.wangchuan.witness.server;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.witness.client.Reply;
import org.wangchuan.witness.client.WitnessRound;

/**
 * Gets a log's checkpoints cosigned, and publishes each when enough witnesses have: the newest at any time, those that came
 * between are left out. Whatever goes wrong it tries again, after longer and longer pauses; until then strangers see the
 * last one that was cosigned. Thread-safe.
 */
public final class Publisher implements AutoCloseable {
    private static final Duration PAUSE_MAX = Duration.ofMinutes(1);
    private static final long LOOK_MILLIS = 1000;

    private final TileLog log;
    private final WitnessPolicy policy;
    private final Duration pause;
    private final Duration limit;
    private final InstantSource clock;
    private final Consumer<String> notes;
    private final WitnessRound round;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean hasGrown;
    private boolean isStopping;

    /** What was said last, so that it is not said with each try. */
    private String said = "";

    private Publisher(
            TileLog log,
            WitnessPolicy policy,
            Duration pause,
            Duration limit,
            InstantSource clock,
            Consumer<String> notes) {
        this.log = log;
        this.policy = policy;
        this.pause = pause;
        this.limit = limit;
        this.clock = clock;
        this.notes = notes;
        this.round = new WitnessRound(clock);
        this.thread = Thread.ofPlatform().name("publisher").unstarted(this::run);
    }

    /**
     * Starts with what is not published yet.
     *
     * @param log that publishes {@link TileLog.Publication#WHEN_COSIGNED}; it is not closed here
     * @param policy whose witnesses have addresses
     * @param pause from one round's beginning to the next one's, at least; more than zero
     * @param limit of one round
     * @param notes takes lines for whoever runs it: what goes wrong, and that it goes again
     */
    public static Publisher start(
            TileLog log,
            WitnessPolicy policy,
            Duration pause,
            Duration limit,
            InstantSource clock,
            Consumer<String> notes) {
        Publisher publisher = new Publisher(log, policy, pause, limit, clock, notes);
        publisher.thread.start();
        return publisher;
    }

    /** The log has grown; it would be noticed a second later without this. */
    public void grown() {
        lock.lock();
        try {
            hasGrown = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        int failures = 0;
        while (awaitGrowth()) {
            long begunNanos = System.nanoTime();
            Optional<String> missing = publish();
            failures = missing.isPresent() ? failures + 1 : 0;
            say(missing.orElse(""));
            Duration wait = pause.multipliedBy(1L << Math.min(failures, 10));
            rest(begunNanos + Math.min(wait.toNanos(), Math.max(pause.toNanos(), PAUSE_MAX.toNanos())));
        }
    }

    /** Whether there is something to publish; false when it is to stop. */
    private boolean awaitGrowth() {
        while (true) {
            // Not under the lock: the log may be writing, and whoever has appended must not wait for that in grown().
            boolean isBehind = isBehind();
            lock.lock();
            try {
                if (isStopping || isBehind) {
                    return !isStopping;
                }
                if (!hasGrown) {
                    boolean _ = changed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
                hasGrown = false;
            } catch (InterruptedException e) {
                return false; // nobody interrupts this thread
            } finally {
                lock.unlock();
            }
        }
    }

    /** Also where what is published was cosigned by others than those of today, or by nobody. */
    private boolean isBehind() {
        try {
            long size = log.checkpoint().checkpoint().size();
            Optional<SignedCheckpoint> seen = log.published();
            if (seen.isEmpty() || seen.get().checkpoint().size() < size) {
                return size > 0;
            }
            List<Cosignature> _ = policy.requireQuorum(seen.get(), clock.instant());
            return false;
        } catch (VerificationException | IOException | RuntimeException | Error e) {
            return true; // publish() says what is wrong
        }
    }

    private void rest(long untilNanos) {
        lock.lock();
        try {
            while (!isStopping && untilNanos - System.nanoTime() > 0) {
                long _ = changed.awaitNanos(untilNanos - System.nanoTime());
            }
        } catch (InterruptedException e) {
            isStopping = true;
        } finally {
            lock.unlock();
        }
    }

    /** Empty if it is published; otherwise why not. */
    private Optional<String> publish() {
        try {
            SignedCheckpoint signed = log.checkpoint();
            Map<CosignerKey, Reply> replies = ask(signed);
            SignedCheckpoint cosigned = CertificateIssuer.cosigned(signed, lines(replies));
            try {
                List<Cosignature> _ = policy.requireQuorum(cosigned, clock.instant());
            } catch (VerificationException e) {
                return Optional.of("not enough witnesses: expected " + e.expected() + ", found " + e.found()
                        + reasons(replies, signed));
            }
            log.publish(cosigned);
            return Optional.empty();
        } catch (InterruptedException e) {
            return Optional.of("interrupted");
        } catch (IOException | RuntimeException | Error e) { // whatever it is, the next try may do better
            return Optional.of(e.toString());
        }
    }

    private Map<CosignerKey, Reply> ask(SignedCheckpoint signed) throws IOException, InterruptedException {
        long size = signed.checkpoint().size();
        Optional<SignedCheckpoint> last = log.published();
        List<WitnessRound.Asked> asked = new ArrayList<>();
        for (CosignerKey key : policy.witnesses()) {
            String address = policy.addresses().get(key);
            if (address != null) {
                // Only a guess that saves a request: a witness that knows better says so.
                long believed = last.filter(
                                note -> note.note().signatures().stream().anyMatch(key::claims))
                        .map(note -> note.checkpoint().size())
                        .orElse(0L);
                asked.add(new WitnessRound.Asked(key, address, believed));
            }
        }
        return round.ask(signed, policy.quorum(), asked, oldSize -> log.proveConsistency(oldSize, size), limit);
    }

    private static List<NoteSignature> lines(Map<CosignerKey, Reply> replies) {
        List<NoteSignature> lines = new ArrayList<>();
        for (Reply reply : replies.values()) {
            if (reply instanceof Reply.Cosigned(var cosignature)) {
                lines.add(cosignature.line());
            }
        }
        return lines;
    }

    /** What witnesses said who did not cosign. One that is ahead is the sign of a log that was rolled back or copied. */
    private String reasons(Map<CosignerKey, Reply> replies, SignedCheckpoint signed) {
        return policy.witnesses().stream()
                .filter(key -> !(replies.get(key) instanceof Reply.Cosigned))
                .map(key -> "; " + key.name() + ": "
                        + switch (replies.get(key)) {
                            case null -> "no answer in time";
                            case Reply.Cosigned _ -> "";
                            case Reply.Ahead(long size) ->
                                "says it has cosigned " + size + " entries of this log, which has "
                                        + signed.checkpoint().size()
                                        + ": the log was taken back to an older state, or somebody else writes under its key";
                            case Reply.Refused(int status, String text) -> "refuses with " + status + ": " + text;
                            case Reply.Unbelievable(var reason) -> String.valueOf(reason.getMessage());
                            case Reply.Unreachable(String reason) -> reason;
                        })
                .collect(Collectors.joining());
    }

    private void say(String missing) {
        if (missing.equals(said)) {
            return;
        }
        notes.accept(
                missing.isEmpty()
                        ? "checkpoints are cosigned and published again"
                        : "a checkpoint was not published, and is tried again: " + missing);
        said = missing;
    }

    /** Stops; what is not published then is published after the next start. */
    @Override
    public void close() {
        round.stop();
        lock.lock();
        try {
            isStopping = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(1));
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
