package org.wangchuan.platform.identity;

import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.setting.PlatformSettings;

/** Links that sign an account in once. A newer one of the same account ends the older ones. Thread-safe. */
@Component
public class OneTimeLinks {
    /** How long one can be used. */
    public static final Duration VALID = Duration.ofHours(24);

    /** Where a link leads; its secret follows. */
    static final String PATH = "/enrol/";

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final PlatformSettings settings;

    OneTimeLinks(JdbcClient jdbc, InstantSource clock, PlatformSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** A new link; it is told to nobody else, and can't be shown again. */
    @Transactional
    public String create(UUID account) {
        jdbc.sql("DELETE FROM identity.one_time_link WHERE account_id = ? AND used_at IS NULL")
                .param(account)
                .update();
        String secret = Secrets.random();
        OffsetDateTime now = now();
        jdbc.sql("INSERT INTO identity.one_time_link VALUES (?, ?, ?, ?, NULL)")
                .params(Secrets.digest(secret), account, now, now.plus(VALID))
                .update();
        return settings.origin() + PATH + secret;
    }

    /** Whether this one could be used; using it is another step, for programs that look at links must not use them up. */
    boolean isUsable(String secret) {
        return jdbc.sql(
                                "SELECT count(*) FROM identity.one_time_link WHERE digest = ? AND used_at IS NULL AND expires_at > ?")
                        .params(Secrets.digest(secret), now())
                        .query((row, _) -> row.getInt(1))
                        .single()
                == 1;
    }

    /** Uses it up; the account that it is for, if it was usable. Of two at once, one succeeds. */
    @Transactional
    Optional<UUID> use(String secret) {
        return jdbc.sql("""
                        UPDATE identity.one_time_link SET used_at = ?
                        WHERE digest = ? AND used_at IS NULL AND expires_at > ? RETURNING account_id""")
                .params(now(), Secrets.digest(secret), now())
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
