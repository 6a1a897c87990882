package org.wangchuan.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has no back-up is told so, and not before there is something to lose. */
final class LastBackupTest {
    private static final Instant NOW = Instant.parse("2026-11-27T20:00:00Z");

    @TempDir
    Path data;

    @Test
    void withoutOneItIsLateTwoDaysAfterTheDatabaseWasMade() throws Exception {
        Path made = Files.writeString(
                Files.createDirectories(data.resolve("postgres")).resolve("PG_VERSION"), "17\n");
        Files.setLastModifiedTime(made, FileTime.from(NOW.minus(Duration.ofHours(47))));
        assertThat(LastBackup.standing(data, NOW).isLate()).isFalse();
        assertThat(LastBackup.standing(data, NOW).at()).isEmpty();
        assertThat(LastBackup.standing(data, NOW.plus(Duration.ofHours(2))).isLate())
                .isTrue();
    }

    @Test
    void oneIsGoodForTwoDays() throws Exception {
        LastBackup.write(data, NOW);
        assertThat(LastBackup.standing(data, NOW.plus(Duration.ofDays(2))).isLate())
                .isFalse();
        assertThat(LastBackup.standing(data, NOW.plus(Duration.ofDays(2)).plusSeconds(1))
                        .isLate())
                .isTrue();
        assertThat(LastBackup.standing(data, NOW.minusSeconds(1)).isLate())
                .as("nobody knows how old it is")
                .isTrue();
    }

    @Test
    void whatCannotBeReadIsNone() throws Exception {
        Files.writeString(data.resolve(LastBackup.FILE), "yesterday");
        assertThat(LastBackup.standing(data, NOW))
                .isEqualTo(new LastBackup.Standing(java.util.Optional.empty(), false));
    }
}
