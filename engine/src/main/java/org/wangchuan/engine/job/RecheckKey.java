package org.wangchuan.engine.job;

import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.PatternKind;

/**
 * What the last pass of an erasure was written by, for whoever looks at the medium again: with it every byte that was written over the data
 * can be made again, and nothing of the data. The evidence names its digest ({@link Event.PassStarted#secretDigest}). Immutable.
 *
 * @param job as the evidence names it
 * @param pass the last one, from 1
 * @param pattern {@link PatternKind#RANDOM} or {@link PatternKind#STAMPED}: constants need no key
 * @param secretHex the key (32 bytes) or nonce (8 bytes) of the pass, in lower-case hex
 */
public record RecheckKey(String job, int pass, PatternKind pattern, String secretHex) {
    /** The member {@code format}. */
    public static final String FORMAT = "wangchuan-recheck-key/v1";

    /** Largest file that is read. */
    public static final int BYTES_MAX = 4096;

    private static final int PASS_MAX = 999;

    /** Of an erasure that has come to its end; empty if its last pass did not, or wrote a constant. */
    public static Optional<RecheckKey> of(Evidence evidence, JobJournal journal) throws JournalException {
        Event.PlanChosen plan = evidence.plan();
        int last = plan.passes().size();
        if (last == 0) {
            return Optional.empty(); // nothing was written over anything
        }
        PatternKind pattern = plan.passes().getLast().pattern();
        boolean isWritten = evidence.passFinished(last)
                .filter(finished -> finished.end() == Event.PassEnd.COMPLETED)
                .isPresent();
        return isWritten && PassSecrets.length(pattern) > 0
                ? PassSecrets.read(journal.secrets())
                        .secret(last)
                        .map(secret -> new RecheckKey(
                                evidence.the(Event.Opened.class).job(),
                                last,
                                pattern,
                                HexFormat.of().formatHex(secret)))
                : Optional.empty();
    }

    /** The file, which is for its owner's eyes alone. */
    public byte[] toBytes() {
        return CanonicalJson.write(Json.object()
                .put("format", FORMAT)
                .put("job", job)
                .put("pass", pass)
                .put("pattern", Json.wireName(pattern))
                .put("secret", secretHex)
                .build());
    }

    /**
     * Reads the file in its one spelling; whether it belongs to anything is not asked here.
     *
     * @throws MalformedJsonException if it is no canonical JSON
     * @throws ShapeException if it is another file
     */
    public static RecheckKey parse(byte[] bytes) throws MalformedJsonException, ShapeException {
        if (bytes.length > BYTES_MAX) {
            throw new ShapeException("key", "at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        Json.Fields in = Json.in(CanonicalJson.readObject(bytes)).only("format", "job", "pass", "pattern", "secret");
        if (!in.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, "another");
        }
        PatternKind pattern = in.constant("pattern", PatternKind.class);
        String secret = in.text("secret");
        int secretBytes = PassSecrets.length(pattern);
        if (secretBytes == 0 || !secret.matches("[0-9a-f]{" + 2 * secretBytes + "}")) {
            throw new ShapeException(
                    "secret", "the key of a random pass or the nonce of a stamped one", "another text");
        }
        return new RecheckKey(in.text("job"), (int) in.whole("pass", 1, PASS_MAX), pattern, secret);
    }

    byte[] secret() {
        return HexFormat.of().parseHex(secretHex);
    }

    /** Not the secret: this may land in a log file. */
    @Override
    public String toString() {
        return "key of pass " + pass + " of job " + job;
    }
}
