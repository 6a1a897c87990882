package org.wangchuan.platform.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that comes from a back-up says so, whatever became of the words in its mark. */
final class RecoveryMarkTest {
    private static final Instant DAY = Instant.parse("2026-11-20T08:00:00Z");

    @TempDir
    private Path data;

    @Test
    void aFolderWithoutOneComesFromNoBackUp() throws IOException {
        assertThat(RecoveryMark.in(data)).isEmpty();
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        RecoveryMark mark =
                new RecoveryMark(Optional.of(UUID.randomUUID()), Optional.of(DAY), Optional.of(DAY.plusSeconds(5)));
        mark.write(data);
        assertThat(RecoveryMark.in(data)).contains(mark);
    }

    /** Unpacked by other tools: of two starts, one killed, both are of the same restore. */
    @Test
    void oneWithoutAnIdGetsOneAndKeepsIt() throws IOException {
        new RecoveryMark(Optional.empty(), Optional.of(DAY), Optional.empty()).write(data);
        Optional<RecoveryMark> first = RecoveryMark.in(data);
        assertThat(first).map(RecoveryMark::backedUpAt).contains(Optional.of(DAY));
        assertThat(first.orElseThrow().id()).isPresent();
        assertThat(RecoveryMark.in(data)).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "id nonsense\nbacked-up-at yesterday\n", "\u00ff\u00fe\u0000", "id "})
    void oneThatCantBeReadIsAMarkAllTheSame(String text) throws IOException {
        Files.writeString(data.resolve(RecoveryMark.FILE), text, java.nio.charset.StandardCharsets.ISO_8859_1);
        Optional<RecoveryMark> found = RecoveryMark.in(data);
        assertThat(found).isPresent();
        assertThat(found.orElseThrow().id()).isPresent();
        assertThat(found.orElseThrow().backedUpAt()).isEmpty();
        assertThat(RecoveryMark.in(data)).isEqualTo(found);
    }
}
