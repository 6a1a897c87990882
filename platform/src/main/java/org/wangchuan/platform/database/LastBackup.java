package org.wangchuan.platform.database;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * When the last back-up was made whole: a file in the data folder, for whoever reads metrics, and for administrators. What became of the back-up since, and whether
 * it can be read, it does not know. Of a database elsewhere it says nothing: that is backed up with its own tools. Thread-safe.
 */
@Component
public final class LastBackup {
    /** In the data folder; no part of a back-up. */
    static final String FILE = "last-backup";

    /** The same as in the alert: {@code docs/alerts/wangchuan.rules.yml}. */
    private static final Duration LATE = Duration.ofDays(2);

    /** Written when the database was made, and by nobody since. */
    private static final String MADE_WITH = "postgres/PG_VERSION";

    private final boolean isOwn;
    private final DataFolder folder;
    private final InstantSource clock;

    LastBackup(
            MeterRegistry registry, DatabaseConfiguration.Database database, DataFolder folder, InstantSource clock) {
        this.isOwn = database.embedded().isPresent();
        this.folder = folder;
        this.clock = clock;
        if (isOwn) {
            Gauge.builder("wangchuan.backup.age", () -> seconds(folder.path(), clock.instant()))
                    .baseUnit("seconds")
                    .description("Since the last back-up was made whole; infinite if there never was one")
                    .register(registry);
        }
    }

    /**
     * How it stands.
     *
     * @param at when the last one was made whole; empty if there never was one
     * @param isLate whether that is more than two days ago; without one, whether the database is older than that
     */
    public record Standing(Optional<Instant> at, boolean isLate) {}

    /** How it stands; empty if the database is elsewhere. */
    public Optional<Standing> standing() {
        if (!isOwn) {
            return Optional.empty();
        }
        return Optional.of(standing(folder.path(), clock.instant()));
    }

    static Standing standing(Path data, Instant now) {
        Optional<Instant> at = read(data);
        Instant since = at.orElseGet(() -> madeAt(data).orElse(now));
        // After now: a clock was wrong, and nobody knows how old it is.
        return new Standing(at, since.isAfter(now) || since.plus(LATE).isBefore(now));
    }

    private static Optional<Instant> madeAt(Path data) {
        try {
            return Optional.of(
                    Files.getLastModifiedTime(data.resolve(MADE_WITH)).toInstant());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static void write(Path data, Instant at) throws IOException {
        Path made = data.resolve(FILE + ".new");
        Files.writeString(made, at + "\n", StandardCharsets.US_ASCII);
        Files.move(made, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static double seconds(Path data, Instant now) {
        // After now: a clock was wrong, and nobody knows how old it is.
        return read(data)
                .filter(last -> !last.isAfter(now))
                .map(last -> Duration.between(last, now).toMillis() / 1e3)
                .orElse(Double.POSITIVE_INFINITY);
    }

    private static Optional<Instant> read(Path data) {
        try {
            return Optional.of(Instant.parse(Files.readString(data.resolve(FILE), StandardCharsets.US_ASCII)
                    .strip()));
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
