package org.wangchuan.cli.witness;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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
import org.wangchuan.station.certify.WitnessAnswer;
import org.wangchuan.station.certify.Witnesses;
import org.wangchuan.witness.client.Reply;
import org.wangchuan.witness.client.WitnessClient;

/** Asks witnesses over HTTP. Thread-safe. */
public final class HttpWitnesses implements Witnesses {
    /** How long those are still waited for who are not needed any more: their cosignatures make the proof stronger. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final int POLL_MILLIS = 100;

    private final InstantSource clock;
    private volatile boolean stopped;

    /** By this clock, which cosignatures must not be far ahead of. */
    public HttpWitnesses(InstantSource clock) {
        this.clock = clock;
    }

    /** Waits for nobody any more, now and later. */
    public void stop() {
        stopped = true;
    }

    @Override
    public List<WitnessAnswer> ask(Question question, Duration limit) throws IOException, InterruptedException {
        Map<CosignerKey, WitnessAnswer> answers = new HashMap<>();
        if (limit.isPositive() && !stopped) {
            HttpClient http = HttpClient.newBuilder()
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(limit)
                    .build();
            ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
            try {
                collect(question, limit, answers, http, new ExecutorCompletionService<>(threads));
            } finally {
                List<Runnable> _ = threads.shutdownNow();
                http.shutdownNow();
            }
        }
        List<WitnessAnswer> out = new ArrayList<>();
        for (Asked asked : question.asked()) {
            WitnessAnswer none =
                    new WitnessAnswer.None(asked.key(), "no-answer", "it did not answer in the time that there was");
            out.add(answers.getOrDefault(asked.key(), none));
        }
        return out;
    }

    private void collect(
            Question question,
            Duration limit,
            Map<CosignerKey, WitnessAnswer> answers,
            HttpClient http,
            CompletionService<WitnessAnswer> threads)
            throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        for (Asked asked : question.asked()) {
            Future<WitnessAnswer> _ = threads.submit(() -> ask(question, asked, http, limit));
        }
        Set<CosignerKey> cosigned = new HashSet<>();
        boolean isEnough = false;
        while (answers.size() < question.asked().size() && !stopped && System.nanoTime() - deadlineNanos < 0) {
            Future<WitnessAnswer> done = threads.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
            if (done == null) {
                continue;
            }
            WitnessAnswer answer = result(done);
            answers.put(answer.witness(), answer);
            if (answer instanceof WitnessAnswer.Cosigned) {
                cosigned.add(answer.witness());
            }
            if (!isEnough && question.policy().quorum().isMetBy(cosigned)) {
                isEnough = true;
                deadlineNanos = Math.min(deadlineNanos, System.nanoTime() + GRACE.toNanos());
            }
        }
    }

    private static WitnessAnswer result(Future<WitnessAnswer> done) throws IOException, InterruptedException {
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

    private WitnessAnswer ask(Question question, Asked asked, HttpClient http, Duration timeout)
            throws IOException, InterruptedException {
        Optional<URI> address = WitnessAddress.parse(asked.address());
        if (address.isEmpty()) {
            return new WitnessAnswer.None(asked.key(), "no-address", "its address can't be used");
        }
        WitnessClient client = new WitnessClient(http, address.get(), asked.key(), timeout, clock);
        Reply reply = client.cosign(
                question.checkpoint(),
                asked.believedSize(),
                oldSize -> question.proofs().from(oldSize));
        return switch (reply) {
            case Reply.Cosigned(var cosignature) -> new WitnessAnswer.Cosigned(asked.key(), cosignature);
            case Reply.Ahead(long size) -> new WitnessAnswer.Ahead(asked.key(), size);
            case Reply.Refused(int status, String text) ->
                new WitnessAnswer.None(asked.key(), "refused-" + status, text);
            case Reply.Unbelievable(var reason) ->
                new WitnessAnswer.None(asked.key(), "unbelievable", String.valueOf(reason.getMessage()));
            case Reply.Unreachable(String reason) -> new WitnessAnswer.None(asked.key(), "unreachable", reason);
        };
    }
}
