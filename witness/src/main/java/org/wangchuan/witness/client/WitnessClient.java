package org.wangchuan.witness.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.Decimals;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.witness.AddCheckpoint;
import org.wangchuan.proof.witness.Answer;

/** Asks one witness to cosign (C2SP tlog-witness). It believes a cosignature when it has verified it. Thread-safe. */
public final class WitnessClient {
    /** Largest answer that is read: room for a few dozen signature lines. */
    private static final int ANSWER_BYTES_MAX = 128 << 10;

    private static final int TEXT_CHARS_MAX = 200;

    private final HttpClient http;
    private final URI addCheckpoint;
    private final CosignerKey key;
    private final Duration timeout;
    private final InstantSource clock;

    /** Where proofs come from: the log itself. */
    @FunctionalInterface
    public interface ProofSource {
        /** That the tree of the checkpoint begins with the one of this size; from 1 to one below its size. */
        ConsistencyProof from(long oldSize) throws IOException;
    }

    /**
     * Asks a witness at an address.
     *
     * @param http follows no redirects; its connect timeout is its maker's choice
     * @param submissionPrefix http or https, without a slash at the end
     * @param key the witness's, from the policy
     * @param timeout for each of at most two requests, more than zero
     */
    public WitnessClient(
            HttpClient http, URI submissionPrefix, CosignerKey key, Duration timeout, InstantSource clock) {
        if (http.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException("a client that follows redirects");
        }
        this.http = http;
        this.addCheckpoint = URI.create(submissionPrefix + "/add-checkpoint");
        this.key = key;
        this.timeout = timeout;
        this.clock = clock;
    }

    /**
     * Asks for a cosignature. If the witness knows another size than we believe, it is asked once more.
     *
     * @param believedSize of the last checkpoint that this witness cosigned; 0 if that is not known
     * @throws IOException if the log can't make a proof
     */
    public Reply cosign(SignedCheckpoint checkpoint, long believedSize, ProofSource proofs)
            throws IOException, InterruptedException {
        long size = checkpoint.checkpoint().size();
        if (believedSize < 0 || believedSize > size) {
            throw new IllegalArgumentException("a witness believed at " + believedSize + ", for a tree of " + size);
        }
        Exchange first = ask(checkpoint, believedSize, proofs);
        if (first.told().isEmpty()) {
            return first.reply();
        }
        long told = first.told().getAsLong();
        if (told > size) {
            return new Reply.Ahead(told);
        }
        // The same size again would only be told once more; whoever says so contradicts itself.
        return told == believedSize
                ? first.reply()
                : ask(checkpoint, told, proofs).reply();
    }

    /**
     * One request.
     *
     * @param told the size in the answer, if that was 409
     */
    private record Exchange(Reply reply, OptionalLong told) {
        static Exchange of(Reply reply) {
            return new Exchange(reply, OptionalLong.empty());
        }
    }

    private Exchange ask(SignedCheckpoint checkpoint, long oldSize, ProofSource proofs)
            throws IOException, InterruptedException {
        boolean isTrivial = oldSize == 0 || oldSize == checkpoint.checkpoint().size();
        List<Bytes32> hashes = isTrivial ? List.of() : proofs.from(oldSize).hashes();
        byte[] body = new AddCheckpoint(oldSize, hashes, checkpoint.checkpoint(), checkpoint.note()).toBytes();
        HttpRequest request = HttpRequest.newBuilder(addCheckpoint)
                .timeout(timeout)
                // Over plain HTTP it would offer an upgrade with each request, which brings nothing here.
                .version(addCheckpoint.getScheme().equals("https") ? Version.HTTP_2 : Version.HTTP_1_1)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        } catch (IOException e) {
            return Exchange.of(new Reply.Unreachable(e.getClass().getSimpleName() + ": " + e.getMessage()));
        }
        try {
            return read(response, checkpoint.note());
        } catch (VerificationException e) {
            return Exchange.of(new Reply.Unbelievable(e));
        }
    }

    private Exchange read(HttpResponse<byte[]> response, Note note) throws VerificationException {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        Reply refusal = new Reply.Refused(response.statusCode(), Printable.of(response.body(), TEXT_CHARS_MAX));
        return switch (response.statusCode()) {
            case 200 -> Exchange.of(new Reply.Cosigned(cosignature(text, note)));
            case 409 -> new Exchange(refusal, OptionalLong.of(size(response, text)));
            default -> Exchange.of(refusal);
        };
    }

    private Cosignature cosignature(String text, Note note) throws VerificationException {
        if (!text.endsWith("\n")) {
            throw bad("signature lines", "another text");
        }
        List<NoteSignature> lines = new ArrayList<>();
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            lines.add(NoteSignature.parse(line));
        }
        if (lines.size() > Note.SIGNATURES_MAX) {
            throw bad("at most " + Note.SIGNATURES_MAX + " signature lines", lines.size() + "");
        }
        List<Cosignature> found = Cosignature.verify(new Note(note.text(), lines), List.of(key), clock.instant());
        if (found.isEmpty() || found.getFirst().time() == 0) {
            throw bad("a cosignature by " + key.name() + ", with its time", "none");
        }
        return found.getFirst();
    }

    private static long size(HttpResponse<byte[]> response, String text) throws VerificationException {
        String type = response.headers().firstValue("Content-Type").orElse("none");
        if (!type.equals(Answer.Conflict.CONTENT_TYPE) || !text.endsWith("\n")) {
            throw bad(Answer.Conflict.CONTENT_TYPE + " and a size", type);
        }
        return Decimals.parse("size told by the witness", text.substring(0, text.length() - 1), Checkpoint.SIZE_MAX);
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.WITNESS_FORMAT, "answer of the witness", expected, found);
    }
}
