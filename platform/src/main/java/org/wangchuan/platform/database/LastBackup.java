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
import org.springframework.stereotype.Component;

/**
 * When the last back-up was made whole: a file in the data folder, for whoever reads metrics. What became of the back-up since, and whether
 * it can be read, it does not know. Of a database elsewhere it says nothing: that is backed up with its own tools. Thread-safe.
 */
@Component
final class LastBackup {
    /** In the data folder; no part of a back-up. */
    static final String FILE = "last-backup";

    LastBackup(
            MeterRegistry registry, DatabaseConfiguration.Database database, DataFolder folder, InstantSource clock) {
        if (database.embedded().isPresent()) {
            Gauge.builder("wangchuan.backup.age", () -> seconds(folder.path(), clock.instant()))
                    .baseUnit("seconds")
                    .description("Since the last back-up was made whole; infinite if there never was one")
                    .register(registry);
        }
    }

    static void write(Path data, Instant at) throws IOException {
        Path made = data.resolve(FILE + ".new");
        Files.writeString(made, at + "\n", StandardCharsets.US_ASCII);
        Files.move(made, data.resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static double seconds(Path data, Instant now) {
        try {
            Instant last = Instant.parse(Files.readString(data.resolve(FILE), StandardCharsets.US_ASCII)
                    .strip());
            // After now: a clock was wrong, and nobody knows how old it is.
            return last.isAfter(now)
                    ? Double.POSITIVE_INFINITY
                    : Duration.between(last, now).toMillis() / 1e3;
        } catch (IOException | DateTimeException e) {
            return Double.POSITIVE_INFINITY;
        }
    }
}
