package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stick remembers of itself, and what it tells of time. */
class StickNumberTest {
    private static final Instant BUILT = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir
    Path work;

    private Path stick = Path.of("");
    private Path state = Path.of("");

    @BeforeEach
    void folders() throws Exception {
        stick = Files.createDirectory(work.resolve("stick"));
        state = Files.createDirectory(work.resolve("state"));
    }

    @Test
    void anOrderIsForTheNumberThatTheStickTakesAtItsFirstStart() throws Exception {
        UUID ordered = StickNumber.seen(stick);
        assertThat(StickNumber.seen(stick)).isEqualTo(ordered);
        assertThat(StickNumber.kept(state, stick)).isEqualTo(ordered);
    }

    /** A folder that is copied onto a stick that was used before brings it no other number. */
    @Test
    void aUsedStickKeepsItsNumber() throws Exception {
        UUID first = StickNumber.kept(state, stick);
        Files.writeString(stick.resolve("stick.txt"), UUID.randomUUID() + "\n", StandardCharsets.US_ASCII);
        assertThat(StickNumber.kept(state, stick)).isEqualTo(first);
        assertThat(StickNumber.seen(stick)).isEqualTo(first);
    }

    @Test
    void whatIsNoNumberIsReplaced() throws Exception {
        Files.writeString(stick.resolve("stick.txt"), "mine\n", StandardCharsets.US_ASCII);
        assertThat(StickNumber.seen(stick)).isEqualTo(StickNumber.kept(state, stick));
    }

    @Test
    void theNewestOfReceiptsOrdersAndBeginningsIsWhatTheClockIsLaterThan() throws Exception {
        Path out = Files.createDirectory(stick.resolve("receipts"));
        assertThat(NewestFile.of(state, stick, out, BUILT)).isEqualTo(BUILT);
        made(out.resolve("a.receipt.json"), 1);
        made(Files.createDirectories(stick.resolve("orders").resolve("one")).resolve("order.note"), 3);
        made(Files.createDirectories(state.resolve("begun")).resolve("one"), 2);
        assertThat(NewestFile.of(state, stick, out, BUILT)).isEqualTo(BUILT.plusSeconds(3));
        made(state.resolve("begun").resolve("two"), 9);
        assertThat(NewestFile.of(state, stick, out, BUILT)).isEqualTo(BUILT.plusSeconds(9));
    }

    private static void made(Path file, int seconds) throws Exception {
        Files.createFile(file);
        Files.setLastModifiedTime(file, FileTime.from(BUILT.plusSeconds(seconds)));
    }
}
