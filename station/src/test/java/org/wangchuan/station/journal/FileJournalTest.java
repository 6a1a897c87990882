package org.wangchuan.station.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventWriter;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.station.testing.FaultyFiles;
import org.wangchuan.station.testing.FaultyFiles.Died;
import org.wangchuan.station.testing.FaultyFiles.Fault;
import org.wangchuan.station.testing.Records;

/** What was acknowledged is there after anything; what was not is there whole or not at all. */
class FileJournalTest {
    private static final List<Event> EVENTS = Records.good().events().subList(0, 8);
    private static final byte[] MARK = {1, 2, 3};
    private static final byte[] NEXT_MARK = {4, 5, 6, 7};

    @TempDir
    Path folder;

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLineThatIsTornAnywhereIsDroppedAndTheOnesBeforeItStay() throws Exception {
        write(folder, 3);
        byte[] whole = Files.readAllBytes(events());
        int lastStart = lastLine(whole);
        for (int length = lastStart; length < whole.length; length++) {
            Files.write(events(), Arrays.copyOf(whole, length));
            try (FileJournal journal = FileJournal.open(folder)) {
                assertThat(journal.evidence()).as("cut to %d bytes", length).isEqualTo(lines(2));
                journal.append(EVENTS.get(2));
                assertThat(journal.evidence()).isEqualTo(lines(3));
            }
            assertThat(Files.readAllBytes(events()))
                    .as("as if nothing had been")
                    .isEqualTo(whole);
        }
    }

    /** A power cut can leave the new length and other bytes: zeros, or what lay there before. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aLastLineOfOtherBytesIsDroppedLikeATornOne() throws Exception {
        write(folder, 3);
        byte[] whole = Files.readAllBytes(events());
        for (int at = lastLine(whole); at < whole.length; at++) {
            byte[] torn = whole.clone();
            Arrays.fill(torn, at, torn.length, (byte) 0);
            Files.write(events(), torn);
            try (FileJournal journal = FileJournal.open(folder)) {
                assertThat(journal.evidence()).as("zeros from %d on", at).isEqualTo(lines(2));
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aChangedByteBeforeTheLastLineIsDamageAndNothingIsDropped() throws Exception {
        write(folder, 3);
        byte[] whole = Files.readAllBytes(events());
        for (int at = 0; at < lastLine(whole); at++) {
            byte[] changed = whole.clone();
            changed[at] ^= 1;
            Files.write(events(), changed);
            assertThatThrownBy(() -> FileJournal.open(folder))
                    .as("byte %d", at)
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("damaged at byte");
            assertThat(FileJournal.damage(folder)).as("byte %d", at).isPresent();
            assertThat(Files.readAllBytes(events())).isEqualTo(changed);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aMarkThatIsTornOrChangedIsDamageAndNeverAnotherMark() throws Exception {
        try (FileJournal journal = FileJournal.open(folder)) {
            journal.keepMark(MARK);
            journal.keepSecrets(MARK);
            for (String name : new String[] {"mark", "secrets"}) {
                byte[] whole = Files.readAllBytes(folder.resolve(name));
                for (int at = 0; at < whole.length; at++) {
                    byte[] changed = whole.clone();
                    changed[at] ^= 1;
                    Files.write(folder.resolve(name), changed);
                    refusesToRead(journal, name, "byte " + at);
                    Files.write(folder.resolve(name), Arrays.copyOf(whole, at));
                    refusesToRead(journal, name, "cut to " + at);
                }
            }
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void damageIsToldFromALossOfPowerWithoutTouchingAnything() throws Exception {
        assertThat(FileJournal.damage(folder)).as("nothing yet").isEmpty();
        write(folder, 3);
        byte[] whole = Files.readAllBytes(events());
        Files.write(events(), Arrays.copyOf(whole, whole.length - 5));
        assertThat(FileJournal.damage(folder)).as("a torn line").isEmpty();
        assertThat(Files.size(events())).isEqualTo(whole.length - 5);

        Files.write(events(), Arrays.copyOfRange(whole, firstLineBytes(whole), whole.length));
        assertThat(FileJournal.damage(folder).orElseThrow())
                .as("whole lines that are no record")
                .contains("line 1");
        Files.write(events(), whole);
        Files.write(folder.resolve("mark"), new byte[20]);
        assertThat(FileJournal.damage(folder).orElseThrow()).contains("mark is damaged");
    }

    private static int firstLineBytes(byte[] whole) {
        int at = 0;
        while (whole[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    private static void refusesToRead(FileJournal journal, String name, String how) {
        assertThatThrownBy(() -> {
                    byte[] _ = name.equals("mark") ? journal.mark() : journal.secrets();
                })
                .as("%s, %s", name, how)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void anEmptyMarkIsNoMark() throws Exception {
        try (FileJournal journal = FileJournal.open(folder)) {
            assertThat(journal.mark()).isEmpty();
            journal.keepMark(MARK);
            journal.keepMark(new byte[0]);
            assertThat(journal.mark()).isEmpty();
            assertThat(folder.resolve("mark")).doesNotExist();
        }
    }

    /** Each change of a file × each fault, for two events, two marks and the keys. */
    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(Fault.class)
    void anyStepMayFail(Fault fault) throws Exception {
        long steps = steps();
        assertThat(steps).isGreaterThan(20);
        for (long step = 0; step < steps; step++) {
            Path root = folder.resolve(fault + "-" + step);
            Files.createDirectory(root);
            FaultyFiles files = new FaultyFiles();
            files.faultAt(step, fault);
            Kept kept = new Kept();
            try {
                kept.work(files.path(root));
            } catch (JournalException e) {
                assertThat(e).hasStackTraceContaining("injected");
            } catch (Died e) {
                // its files are what counts
            }
            try (FileJournal journal = FileJournal.open(root)) {
                String what = fault + " at step " + step;
                assertThat(List.of(lines(kept.events), lines(kept.events + 1)))
                        .as("%s: whole events, the acknowledged ones at least", what)
                        .anyMatch(lines -> Arrays.equals(lines, journal.evidence()));
                assertThat(List.of(kept.mark, kept.markUnderWay))
                        .as(what)
                        .anyMatch(mark -> Arrays.equals(mark, read(journal)));
                journal.append(EVENTS.get(7));
            }
        }
    }

    private static byte[] read(FileJournal journal) {
        try {
            return journal.mark();
        } catch (JournalException e) {
            throw new AssertionError(e);
        }
    }

    private long steps() throws Exception {
        FaultyFiles files = new FaultyFiles();
        files.faultAt(-1, Fault.FAILED);
        new Kept().work(files.path(Files.createDirectory(folder.resolve("counting"))));
        return files.steps();
    }

    /** What was acknowledged so far. */
    private static final class Kept {
        int events;
        byte[] mark = new byte[0];
        byte[] markUnderWay = new byte[0];

        void work(Path root) throws JournalException {
            try (FileJournal journal = FileJournal.open(root)) {
                journal.append(EVENTS.get(0));
                events = 1;
                keep(journal, MARK);
                journal.keepSecrets(MARK);
                journal.append(EVENTS.get(1));
                events = 2;
                keep(journal, NEXT_MARK);
            }
        }

        private void keep(FileJournal journal, byte[] next) throws JournalException {
            markUnderWay = next;
            journal.keepMark(next);
            mark = next;
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void startingOverForgetsEverything() throws Exception {
        write(folder, 3);
        try (FileJournal journal = FileJournal.open(folder)) {
            journal.keepMark(MARK);
            journal.keepSecrets(MARK);
            journal.startOver();
            assertThat(journal.evidence()).isEmpty();
            assertThat(journal.mark()).isEmpty();
            assertThat(journal.secrets()).isEmpty();
        }
        try (FileJournal journal = FileJournal.open(folder)) {
            assertThat(journal.evidence()).isEmpty();
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void bytesAfterTheLastLineThatAreNoLineAreDropped() throws Exception {
        write(folder, 2);
        Files.write(events(), new byte[4096], StandardOpenOption.APPEND);
        try (FileJournal journal = FileJournal.open(folder)) {
            assertThat(journal.evidence()).isEqualTo(lines(2));
        }
    }

    /** Whoever is told to go on is told first what is in the way: a real file system without room. Needs root. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    @Tag("slow")
    void aFullDiskIsSaidWithWhatToDoFirst() throws Exception {
        Path small = Files.createDirectories(folder.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString());
        try (FileJournal journal = FileJournal.open(small)) {
            try (OutputStream filler = Files.newOutputStream(small.resolve("filler"))) {
                filler.write(new byte[1 << 20]);
            } catch (IOException _) {
                // It is full.
            }
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) { // what was allocated before may take the first lines
                            journal.keepMark(new byte[4096]);
                        }
                    })
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("No space left on device; first free some space where " + small)
                    .matches(failure -> !FileJournal.isDamage((JournalException) failure));
        } finally {
            run("umount", small.toString());
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
    }

    private Path events() {
        return folder.resolve("events");
    }

    private static void write(Path root, int count) throws JournalException {
        try (FileJournal journal = FileJournal.open(root)) {
            for (Event event : EVENTS.subList(0, count)) {
                journal.append(event);
            }
        }
    }

    private static byte[] lines(int count) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Event event : EVENTS.subList(0, count)) {
            out.writeBytes(EventWriter.line(event));
            out.write('\n');
        }
        return out.toByteArray();
    }

    private static int lastLine(byte[] whole) throws IOException {
        int at = whole.length - 1;
        while (at > 0 && whole[at - 1] != '\n') {
            at--;
        }
        return at;
    }
}
