package org.wangchuan.platform.exchange;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.SerialDigest;
import org.wangchuan.proof.encoding.Bytes32;

/** What requests with an {@code Idempotency-Key} were answered, for a week: the same again gets the same. Thread-safe. */
@Component
class GivenAnswers {
    private static final Duration REMEMBERED = Duration.ofDays(7);
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,100}");

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final SerialDigest digests;

    GivenAnswers(JdbcClient jdbc, InstantSource clock, SerialDigest digests) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.digests = digests;
    }

    /** Refuses a text that can't be one. */
    static void require(Optional<String> token) throws PlantProblem {
        if (token.filter(one -> !TOKEN.matcher(one).matches()).isPresent()) {
            throw new PlantProblem(
                    HttpStatus.BAD_REQUEST, "IDEMPOTENCY_KEY", "expected 1 to 100 visible ASCII characters");
        }
    }

    /**
     * What was answered before.
     *
     * @param asked SHA-256 of what is asked for: another under the same token is refused
     */
    Optional<String> before(ApiKey key, String token, Bytes32 asked) throws PlantProblem {
        record Answered(Bytes32 body, String answer) {}
        Optional<Answered> before = jdbc.sql(
                        "SELECT body, answer FROM exchange.answered WHERE key_id = ? AND token = ? AND at >= ?")
                .params(key.id(), token, now().minus(REMEMBERED))
                .query((row, _) -> new Answered(Bytes32.of(row.getBytes(1)), row.getString(2)))
                .optional();
        if (before.isPresent() && !before.get().body().equals(body(asked))) {
            throw PlantProblem.unprocessable(
                    "IDEMPOTENCY_KEY_USED", "this Idempotency-Key came with another body before");
        }
        return before.map(Answered::answer);
    }

    /** Keeps an answer; of two that come at once the first stays. */
    void remember(ApiKey key, String token, Bytes32 asked, String answer) {
        jdbc.sql("DELETE FROM exchange.answered WHERE at < ?")
                .param(now().minus(REMEMBERED))
                .update();
        jdbc.sql("INSERT INTO exchange.answered VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")
                .params(key.id(), token, body(asked).toBytes(), answer, now())
                .update();
    }

    /** Under the key of serial numbers: one of those is in it, and could be tried out otherwise. */
    private Bytes32 body(Bytes32 asked) {
        return Bytes32.of(digests.of(HexFormat.of().formatHex(asked.toBytes())));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
