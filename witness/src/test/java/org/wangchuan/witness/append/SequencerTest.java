package org.wangchuan.witness.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.witness.append.Sequencer.Padding;
import org.wangchuan.witness.testing.Soon;

class SequencerTest {
    /** So long that only a full batch or a stop ends it. */
    private static final Duration LONG = Duration.ofHours(1);

    @TempDir
    Path folder;

    private final NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());
    private final List<String> notes = new ArrayList<>();
    private TileLog log;

    @BeforeEach
    void open() throws IOException {
        log = TileLog.open(folder, signer, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        log.close();
        assertThat(LogFsck.check(folder, Optional.of(signer.verifierKey())).findings())
                .isEmpty();
    }

    private Sequencer start(Duration interval, Padding padding) {
        return Sequencer.start(log, interval, padding, notes::add);
    }

    private static NewEntry entry(long number) {
        byte[] entry = new byte[NewEntry.LENGTH];
        new Random(number).nextBytes(entry);
        entry[0] = 1;
        return new NewEntry(new UUID(1, number), entry);
    }

    private static List<NewEntry> entries(int first, int count) {
        List<NewEntry> out = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            out.add(entry(i));
        }
        return out;
    }

    private long size() {
        return log.checkpoint().checkpoint().size();
    }

    @Test
    void aBatchIsInRandomOrder() throws Exception {
        List<CompletableFuture<Appended>> answers = new ArrayList<>();
        try (Sequencer sequencer = start(LONG, Padding.NONE)) {
            for (int i = 0; i < 100; i++) {
                answers.add(sequencer.submit("a", List.of(entry(i))));
            }
        }
        List<Long> order = new ArrayList<>();
        for (CompletableFuture<Appended> answer : answers) {
            order.add(answer.get().indexes().getFirst().orElseThrow());
        }
        assertThat(order).isNotEqualTo(order.stream().sorted().toList()); // once in 100! it would be
        assertThat(order.stream().sorted().toList())
                .isEqualTo(java.util.stream.LongStream.range(0, 100).boxed().toList());
    }

    @Test
    void anEventHappensOnceAndAnotherEntryForItIsToldAlone() throws Exception {
        try (Sequencer sequencer = start(Duration.ofMillis(10), Padding.NONE)) {
            Appended first = sequencer.submit("a", entries(0, 5)).get();
            assertThat(sequencer.submit("a", entries(0, 5)).get().indexes()).isEqualTo(first.indexes());
            NewEntry other = new NewEntry(entry(2).eventId(), entry(99).entry());
            Appended mixed =
                    sequencer.submit("a", List.of(entry(6), other, entry(7))).get();
            assertThat(mixed.isComplete()).isFalse();
            assertThat(mixed.indexes().get(1)).isEmpty();
            assertThat(mixed.indexes().get(0)).isPresent();
            assertThat(mixed.indexes().get(2)).isPresent();
            assertThat(size()).isEqualTo(7);
        }
    }

    @Test
    void stationsDoNotMeetInTheirEventIds() throws Exception {
        NewEntry same = new NewEntry(entry(1).eventId(), entry(50).entry());
        try (Sequencer sequencer = start(Duration.ofMillis(10), Padding.NONE)) {
            assertThat(sequencer.submit("a", List.of(entry(1))).get().isComplete())
                    .isTrue();
            assertThat(sequencer.submit("b", List.of(same)).get().isComplete()).isTrue();
            assertThat(size()).isEqualTo(2);
        }
    }

    @Test
    void aFullBatchDoesNotWaitAndWhatDoesNotFitComesNext() throws Exception {
        try (Sequencer sequencer = start(LONG, Padding.NONE)) {
            CompletableFuture<Appended> first = sequencer.submit("a", entries(0, 8000));
            CompletableFuture<Appended> second = sequencer.submit("a", entries(8000, 8000));
            assertThat(first.get().checkpoint().checkpoint().size()).isEqualTo(8000);
            assertThat(second.get().checkpoint().checkpoint().size()).isEqualTo(16000);
        }
    }

    @Test
    void whatWaitsIsLimitedForOneAndForAll() throws Exception {
        // The log is held, as by a disk that is slow: nothing leaves the queue.
        Sequencer sequencer = start(LONG, Padding.NONE);
        List<CompletableFuture<Appended>> taken = new ArrayList<>();
        TileLog held = log;
        synchronized (held) {
            Optional<AppendCode> one = Optional.empty();
            Optional<AppendCode> all = Optional.empty();
            for (int i = 0; one.isEmpty() && i < 20; i++) {
                one = refused(sequencer, "a", i * 8192, taken);
            }
            assertThat(one).contains(AppendCode.TOO_MANY);
            for (int i = 0; all.isEmpty() && i < 40; i++) {
                all = refused(sequencer, "b" + i, 0, taken);
            }
            assertThat(all).contains(AppendCode.BUSY);
        }
        sequencer.close();
        for (CompletableFuture<Appended> answer : taken) {
            assertThat(answer.get().isComplete()).isTrue();
        }
        assertThatThrownBy(() -> sequencer.submit("a", entries(0, 1)))
                .isInstanceOfSatisfying(
                        AppendException.class, e -> assertThat(e.code()).isEqualTo(AppendCode.STOPPING));
    }

    private static Optional<AppendCode> refused(
            Sequencer sequencer, String station, int first, List<CompletableFuture<Appended>> taken) {
        try {
            taken.add(sequencer.submit(station, entries(first, 8192)));
            return Optional.empty();
        } catch (AppendException e) {
            return Optional.of(e.code());
        }
    }

    @Test
    void aBatchIsFilledUpAndARetryDoesNotShow() throws Exception {
        try (Sequencer sequencer = start(Duration.ofMillis(10), new Padding(16, false))) {
            List<OptionalLong> first =
                    sequencer.submit("a", entries(0, 3)).get().indexes();
            assertThat(size()).isEqualTo(16);
            assertThat(sequencer.submit("a", entries(0, 3)).get().indexes()).isEqualTo(first);
            assertThat(size()).isEqualTo(16);
            List<NewEntry> seventeen = entries(1, 19); // two are there already
            assertThat(sequencer.submit("a", seventeen).get().isComplete()).isTrue();
            assertThat(size()).isEqualTo(48);
        }
        byte[] bundle = Files.readAllBytes(folder.resolve("tile/entries/000.p/48"));
        for (int i = 0; i < 48; i++) {
            assertThat(bundle[i * 35 + 2]).as("first byte of entry %d", i).isEqualTo((byte) 1);
        }
    }

    @Test
    void idleIntervalsAreFilledToo() throws Exception {
        try (Sequencer sequencer = start(Duration.ofMillis(20), new Padding(4, true))) {
            Soon.until("the log has grown by itself", () -> size() >= 12);
            assertThat(sequencer.submit("a", entries(0, 1)).get().isComplete()).isTrue();
        }
        assertThat(size() % 4).isZero();
    }

    /** A folder where a file must go: the batch fails as a whole, and does it later. */
    @Test
    void aBatchThatCanNotBeWrittenFailsAndTheSameAgainDoes() throws Exception {
        try (Sequencer sequencer = start(Duration.ofMillis(10), Padding.NONE)) {
            sequencer.submit("a", entries(0, 3)).get();
            Path inTheWay = folder.resolve("tile/0/000.p/5/x");
            Files.createDirectories(inTheWay);
            assertThatThrownBy(() -> sequencer.submit("a", entries(3, 2)).get())
                    .hasCauseInstanceOf(AppendException.class)
                    .hasMessageContaining("may or may not be");
            assertThat(notes).hasSize(1);
            Files.delete(inTheWay);
            Files.delete(inTheWay.getParent());
            assertThat(sequencer.submit("a", entries(0, 5)).get().isComplete()).isTrue();
            assertThat(size()).isEqualTo(5);
        }
    }
}
