package org.wangchuan.platform.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.platform.setting.PrivateFile;
import org.wangchuan.platform.setting.RecoveryMark;

/**
 * Finds out, before anybody is answered, that the platform was put back: by the mark that a restored folder has; or, where another tool put
 * the database back and not the folder, by a count that is kept in both. A kill between two steps costs nothing: the mark goes last, and
 * the database takes its id once. Database and folder put back together by other tools are not found out.
 */
@Component
class RecoveryStart {
    /** In the data folder: how far the database had counted, or less. */
    static final String PULSE = "pulse";

    private static final Logger LOG = LoggerFactory.getLogger(RecoveryStart.class);
    private static final long SECONDS = 60;

    /** As many as in a century, and more than anybody has counted: what says more is spoilt. */
    private static final long BEATS_MAX = 52_600_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final TransactionTemplate transaction;
    private final Recoveries recoveries;
    private final Path data;
    /** What this process has counted last. */
    private long counted;

    RecoveryStart(
            JdbcClient jdbc,
            InstantSource clock,
            PlatformTransactionManager transactions,
            Recoveries recoveries,
            PlatformSettings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.recoveries = recoveries;
        this.data = settings.data();
    }

    /** Once, at the start. */
    void look() throws IOException {
        Optional<RecoveryMark> mark = RecoveryMark.in(data);
        if (mark.isPresent()) {
            recoveries.begin(mark.get().id().orElseThrow(), mark.get());
            Files.delete(data.resolve(RecoveryMark.FILE));
        } else if (remembered() > beats()) {
            foundOlder(remembered());
        }
        beat();
    }

    /**
     * The database was put back, unless another process has just found the same.
     *
     * @param reached how far it had counted
     */
    private void foundOlder(long reached) {
        transaction.executeWithoutResult(_ -> {
            Instant _ = recoveries.alone();
            if (beats() < reached) {
                UUID _ = recoveries.foundOlder(reached);
            }
        });
    }

    /** The database first: a kill in between leaves a file that counts less, and says nothing. */
    @Scheduled(fixedDelay = SECONDS, initialDelay = SECONDS, timeUnit = TimeUnit.SECONDS)
    synchronized void beat() throws IOException {
        if (counted > beats()) { // under the running platform: it would go on with what it knows no more
            foundOlder(counted);
        }
        long now = jdbc.sql("UPDATE identity.pulse SET beats = beats + 1, at = ? RETURNING beats")
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, _) -> row.getLong(1))
                .single();
        counted = now;
        PrivateFile.write(data.resolve(PULSE), (now + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private long beats() {
        return jdbc.sql("SELECT beats FROM identity.pulse")
                .query((row, _) -> row.getLong(1))
                .single();
    }

    /** What the folder remembers; nothing if it is no number, for a spoilt file is no word about the database. */
    private long remembered() {
        try {
            Path file = data.resolve(PULSE);
            if (Files.notExists(file)) {
                return 0;
            }
            long said = Long.parseLong(
                    Files.readString(file, StandardCharsets.ISO_8859_1).strip());
            if (said < 0 || said > BEATS_MAX) {
                throw new NumberFormatException("expected a count of minutes");
            }
            return said;
        } catch (IOException | NumberFormatException e) {
            LOG.warn("the file {} in the data folder can't be read; it is written anew", PULSE);
            return 0;
        }
    }
}
