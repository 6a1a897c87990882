package org.wangchuan.proof.statement;

import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;

/**
 * What every statement shows about itself.
 *
 * @param station thumbprint of the key that has signed it; of an operator's log for what people decide and see
 * @param issuedAtSeconds since 1970-01-01 UTC by the station's clock; a claim, not a proof
 * @param eventId unique for ever
 * @param sequence counts the station's statements from 0
 * @param previous SHA-256 of the station's previous issuer-signed JWT; absent exactly for sequence 0
 * @param seen the last checkpoint of its log that the station had seen, witnessed or not
 * @param witnessed the last cosigned one that the station had in hand: the statement is not older than it
 * @param status where the statement's later fate will be found; clearing statements only
 */
public record StatementHead(
        StatementType type,
        String station,
        long issuedAtSeconds,
        UUID eventId,
        long sequence,
        Optional<Bytes32> previous,
        Optional<Checkpoint> seen,
        Optional<Witnessed> witnessed,
        Optional<StatusReference> status) {

    /** End of the year 9999, the last that RFC 3339 can write. */
    public static final long SECONDS_MAX = 253_402_300_799L;

    private static final String STATION_PREFIX = "urn:wangchuan:station:";
    private static final String OPERATOR_PREFIX = "urn:wangchuan:operator:";

    static final String[] NAMES = {"vct", "iss", "iat", "jti", "seq", "prev", "seen", "witnessed", "_sd_alg", "_sd"};

    public StatementHead {
        if (issuedAtSeconds < 0 || issuedAtSeconds > SECONDS_MAX) {
            throw new IllegalArgumentException("a time before 1970 or after 9999: " + issuedAtSeconds);
        }
        if (previous.isPresent() != (sequence > 0)) {
            throw new IllegalArgumentException("exactly the first statement of a station has no previous one");
        }
    }

    /** The same, with its place in a status list. */
    public StatementHead withStatus(StatusReference reference) {
        return new StatementHead(
                type, station, issuedAtSeconds, eventId, sequence, previous, seen, witnessed, Optional.of(reference));
    }

    /** The claim {@code iss}: a key and what it is, so that none signs for what it is not. */
    String issuer() {
        return prefix(type) + station;
    }

    private static String prefix(StatementType type) {
        return type.isOperators() ? OPERATOR_PREFIX : STATION_PREFIX;
    }

    void addTo(Json.Builder out) {
        out.put("vct", type.vct())
                .put("iss", issuer())
                .put("iat", issuedAtSeconds)
                .put("jti", eventId.toString())
                .put("seq", sequence)
                .put("prev", previous.map(Bytes32::base64Url));
        seen.ifPresent(checkpoint -> out.put(
                "seen",
                Json.object()
                        .put("origin", checkpoint.origin())
                        .put("size", checkpoint.size())
                        .put("root", checkpoint.root().base64Url())
                        .build()));
        witnessed.ifPresent(cosigned -> out.put("witnessed", cosigned.json()));
        status.ifPresent(reference -> out.put(StatusReference.CLAIM, reference.json()));
    }

    static StatementHead read(StatementType type, Json.Fields in) throws ShapeException, VerificationException {
        String issuer = in.text("iss");
        if (!issuer.startsWith(prefix(type))) {
            throw new ShapeException("iss", prefix(type) + "…", "another issuer");
        }
        long sequence = in.natural("seq");
        Optional<Bytes32> previous =
                in.has("prev") ? Optional.of(Bytes32.parseBase64Url(in.text("prev"))) : Optional.empty();
        if (previous.isPresent() != (sequence > 0)) {
            throw new VerificationException(
                    FailureCode.CHAIN, "prev", "a previous statement exactly if seq is above 0", "seq " + sequence);
        }
        return new StatementHead(
                type,
                issuer.substring(prefix(type).length()),
                in.whole("iat", 0, SECONDS_MAX),
                StatementReader.eventId(in, "jti"),
                sequence,
                previous,
                in.has("seen") ? Optional.of(readSeen(in.object("seen"))) : Optional.empty(),
                in.has("witnessed") ? Optional.of(Witnessed.read(in.object("witnessed"))) : Optional.empty(),
                in.has(StatusReference.CLAIM)
                        ? Optional.of(StatusReference.read(in.object(StatusReference.CLAIM)))
                        : Optional.empty());
    }

    private static Checkpoint readSeen(Json.Fields in) throws ShapeException, VerificationException {
        in.only("origin", "size", "root");
        return Checkpoint.checked(in.text("origin"), in.natural("size"), Bytes32.parseBase64Url(in.text("root")));
    }
}
