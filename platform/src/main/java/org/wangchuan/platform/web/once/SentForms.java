package org.wangchuan.platform.web.once;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forms that were sent lately, by a digest of who sent what, and where they led. Of any process over the same database. Thread-safe. */
@Component
class SentForms {
    /** As long as somebody could come back to an open page. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final long SWEEP_MILLIS = 3_600_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SentForms(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Whether this is the first; of two at once, one is. */
    boolean begin(byte[] digest) {
        return jdbc.sql("INSERT INTO web.sent_form (digest, at) VALUES (?, ?) ON CONFLICT DO NOTHING")
                        .params(digest, now())
                        .update()
                == 1;
    }

    /** Whether the first was sent so long ago that whoever worked on it has answered, or is gone. */
    boolean isOlderThan(byte[] digest, Duration age) {
        return jdbc.sql("SELECT count(*) FROM web.sent_form WHERE digest = ? AND at < ?")
                        .params(digest, now().minus(age))
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    /** Where the first led, if it is done. */
    Optional<String> location(byte[] digest) {
        return jdbc.sql("SELECT location FROM web.sent_form WHERE digest = ? AND location IS NOT NULL")
                .param(digest)
                .query((row, _) -> row.getString(1))
                .optional();
    }

    void done(byte[] digest, String location) {
        jdbc.sql("UPDATE web.sent_form SET location = ? WHERE digest = ?")
                .params(location, digest)
                .update();
    }

    /** It was refused, or failed: it may be sent again. */
    void release(byte[] digest) {
        jdbc.sql("DELETE FROM web.sent_form WHERE digest = ? AND location IS NULL")
                .param(digest)
                .update();
    }

    @Scheduled(fixedDelay = SWEEP_MILLIS)
    void sweep() {
        jdbc.sql("DELETE FROM web.sent_form WHERE at < ?")
                .param(now().minus(KEPT))
                .update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
