package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.overwrite.RandomPattern;
import org.wangchuan.engine.policy.PatternKind;

/**
 * What whoever looks at an erased medium again needs to know besides its record: with it every byte can be made again that was written over the data, or was
 * planted for a drive to erase, and nothing of the data. The evidence names its digests ({@link Event.PassStarted#secretDigest},
 * {@link DriveEvent.CanariesPlanted#secretDigest}). Immutable.
 */
public sealed interface RecheckKey {
    /** The member {@code format} of the key of a pass. */
    String FORMAT = "wangchuan-recheck-key/v1";

    /** The member {@code format} of the keys of what was planted. */
    String FORMAT_PLANTED = "wangchuan-recheck-key/v2";

    /** Largest file that is read. */
    int BYTES_MAX = 4096;

    /** Most times that something was planted, one key each. */
    int PLANTED_MAX = 32;

    /** The job that drew it, as the evidence names it. */
    String job();

    /** The file, which is for its owner's eyes alone. */
    byte[] toBytes();

    /** What it is the key of, for people. */
    String of();

    /**
     * The key by which the last pass was written.
     *
     * @param pass the last one, from 1
     * @param pattern {@link PatternKind#RANDOM} or {@link PatternKind#STAMPED}: constants need no key
     * @param secretHex the key (32 bytes) or nonce (8 bytes) of the pass, in lower-case hex
     */
    record OfPass(String job, int pass, PatternKind pattern, String secretHex) implements RecheckKey {
        private static final int PASS_MAX = 999;

        @Override
        public byte[] toBytes() {
            return CanonicalJson.write(Json.object()
                    .put("format", FORMAT)
                    .put("job", job)
                    .put("pass", pass)
                    .put("pattern", Json.wireName(pattern))
                    .put("secret", secretHex)
                    .build());
        }

        private static OfPass read(Json.Fields in) throws ShapeException {
            in.only("format", "job", "pass", "pattern", "secret");
            PatternKind pattern = in.constant("pattern", PatternKind.class);
            String secret = in.text("secret");
            int secretBytes = PassSecrets.length(pattern);
            if (secretBytes == 0 || !secret.matches("[0-9a-f]{" + 2 * secretBytes + "}")) {
                throw new ShapeException(
                        "secret", "the key of a random pass or the nonce of a stamped one", "another text");
            }
            return new OfPass(in.text("job"), (int) in.whole("pass", 1, PASS_MAX), pattern, secret);
        }

        byte[] secret() {
            return HexFormat.of().parseHex(secretHex);
        }

        @Override
        public String of() {
            return "that of pass " + pass + " (" + Json.wireName(pattern) + ") of job " + job;
        }

        /** Not the secret: this may land in a log file. */
        @Override
        public String toString() {
            return "key of pass " + pass + " of job " + job;
        }
    }

    /**
     * The keys of what was planted before a drive erased itself.
     *
     * @param secretsHex 1 to {@value #PLANTED_MAX} keys of 32 bytes, in lower-case hex, in the order in which they were planted
     */
    record OfPlanted(String job, List<String> secretsHex) implements RecheckKey {
        private static final String SECRET = "[0-9a-f]{" + 2 * RandomPattern.KEY_BYTES + "}";

        public OfPlanted {
            secretsHex = List.copyOf(secretsHex);
        }

        @Override
        public byte[] toBytes() {
            return CanonicalJson.write(Json.object()
                    .put("format", FORMAT_PLANTED)
                    .put("job", job)
                    .put("planted", Json.texts(secretsHex))
                    .build());
        }

        private static OfPlanted read(Json.Fields in) throws ShapeException {
            in.only("format", "job", "planted");
            List<String> secrets = in.texts("planted");
            if (secrets.isEmpty()
                    || secrets.size() > PLANTED_MAX
                    || !secrets.stream().allMatch(secret -> secret.matches(SECRET))) {
                throw new ShapeException(
                        "planted", "1 to " + PLANTED_MAX + " keys of what was planted", "something else");
            }
            return new OfPlanted(in.text("job"), secrets);
        }

        List<byte[]> secrets() {
            return secretsHex.stream().map(HexFormat.of()::parseHex).toList();
        }

        @Override
        public String of() {
            return "those of what job " + job + " planted, " + secretsHex.size() + " times";
        }

        /** Not the secrets: this may land in a log file. */
        @Override
        public String toString() {
            return "keys of what job " + job + " planted";
        }
    }

    /** Of an erasure that has come to its end; empty if that can't be compared with, or needs no key. */
    static Optional<RecheckKey> of(Evidence evidence, JobJournal journal) throws JournalException {
        if (!LeftBehind.needsKey(evidence)) {
            return Optional.empty();
        }
        String job = evidence.the(Event.Opened.class).job();
        PassSecrets secrets = PassSecrets.read(journal.secrets());
        int last = evidence.plan().passes().size();
        return last == 0
                ? planted(evidence, job, secrets)
                : evidence.passFinished(last)
                        .filter(finished -> finished.end() == Event.PassEnd.COMPLETED)
                        .flatMap(_ -> secrets.secret(last))
                        .map(secret -> new OfPass(
                                job,
                                last,
                                evidence.plan().passes().getLast().pattern(),
                                HexFormat.of().formatHex(secret)));
    }

    private static Optional<RecheckKey> planted(Evidence evidence, String job, PassSecrets secrets) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < evidence.all(DriveEvent.CanariesPlanted.class).size(); i++) {
            secrets.plantedSecret(i).map(HexFormat.of()::formatHex).ifPresent(out::add);
        }
        // Of some of it there may be none: they are not those that the evidence names, then.
        return out.isEmpty() ? Optional.empty() : Optional.of(new OfPlanted(job, out));
    }

    /**
     * Reads the file in its one spelling; whether it belongs to anything is not asked here.
     *
     * @throws MalformedJsonException if it is no canonical JSON
     * @throws ShapeException if it is another file
     */
    static RecheckKey parse(byte[] bytes) throws MalformedJsonException, ShapeException {
        if (bytes.length > BYTES_MAX) {
            throw new ShapeException("key", "at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        Json.Fields in = Json.in(CanonicalJson.readObject(bytes));
        return switch (in.text("format")) {
            case FORMAT -> OfPass.read(in);
            case FORMAT_PLANTED -> OfPlanted.read(in);
            default -> throw new ShapeException("format", FORMAT + " or " + FORMAT_PLANTED, "another");
        };
    }
}
