package org.wangchuan.witness.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.policy.Quorum;
import org.wangchuan.witness.client.WitnessClient.ProofSource;

/** Asks several witnesses at once to cosign one checkpoint. Thread-safe. */
public final class WitnessRound {
    /** How long those are still waited for who are not needed any more: their cosignatures make the proof stronger. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final int POLL_MILLIS = 100;

    private final InstantSource clock;
    private volatile boolean stopped;

    /** By this clock, which cosignatures must not be far ahead of. */
    public WitnessRound(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One witness.
     *
     * @param address its submission prefix, as the policy gives it
     * @param believedSize of the last tree that it is known to have cosigned; 0 if none is
     */
    public record Asked(CosignerKey key, String address, long believedSize) {}

    private record Answered(CosignerKey key, Reply reply) {}

    /** Waits for nobody any more, now and later. */
    public void stop() {
        stopped = true;
    }

    /**
     * Asks them, and waits until the quorum is met, all have answered, or the time is over. It never takes longer than
     * the limit, but for what a thread needs to come back.
     *
     * @param proofs called from several threads
     * @return what each said; without those who did not answer in time. Cosignatures in it are verified
     * @throws IOException if the log can't make a proof
     */
    public Map<CosignerKey, Reply> ask(
            SignedCheckpoint checkpoint, Quorum quorum, List<Asked> asked, ProofSource proofs, Duration limit)
            throws IOException, InterruptedException {
        Map<CosignerKey, Reply> answers = new HashMap<>();
        if (!limit.isPositive() || stopped) {
            return answers;
        }
        HttpClient http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limit)
                .build();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            CompletionService<Answered> done = new ExecutorCompletionService<>(threads);
            for (Asked one : asked) {
                Future<Answered> _ = done.submit(() -> ask(one, checkpoint, proofs, http, limit));
            }
            collect(done, asked.size(), quorum, limit, answers);
        } finally {
            List<Runnable> _ = threads.shutdownNow();
            http.shutdownNow();
        }
        return answers;
    }

    private void collect(
            CompletionService<Answered> done, int count, Quorum quorum, Duration limit, Map<CosignerKey, Reply> answers)
            throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        Set<CosignerKey> cosigned = new HashSet<>();
        boolean isEnough = false;
        while (answers.size() < count && !stopped && System.nanoTime() - deadlineNanos < 0) {
            Future<Answered> next = done.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (next == null) {
                continue;
            }
            Answered answered = result(next);
            answers.put(answered.key(), answered.reply());
            if (answered.reply() instanceof Reply.Cosigned) {
                cosigned.add(answered.key());
            }
            if (!isEnough && quorum.isMetBy(cosigned)) {
                isEnough = true;
                deadlineNanos = Math.min(deadlineNanos, System.nanoTime() + GRACE.toNanos());
            }
        }
    }

    private static Answered result(Future<Answered> done) throws IOException, InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException ofTheLog -> throw ofTheLog;
                case InterruptedException stop -> throw stop;
                case null, default -> throw new IllegalStateException("asking a witness", e.getCause());
            }
        }
    }

    private Answered ask(Asked one, SignedCheckpoint checkpoint, ProofSource proofs, HttpClient http, Duration timeout)
            throws IOException, InterruptedException {
        Optional<URI> address = WitnessAddress.parse(one.address());
        if (address.isEmpty()) {
            return new Answered(one.key(), new Reply.Unreachable("its address can't be used"));
        }
        WitnessClient client = new WitnessClient(http, address.get(), one.key(), timeout, clock);
        return new Answered(one.key(), client.cosign(checkpoint, one.believedSize(), proofs));
    }
}
