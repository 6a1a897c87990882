package org.wangchuan.engine.phone.fill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.service.SyncSession;
import org.wangchuan.engine.patience.Deadline;

/**
 * Fills a phone's storage until nothing more goes in; then has the phone read all of it back, and reads samples over the cable. What is broken off goes on: files that are
 * there stay, and all are read back in the end, whoever wrote them. By our program on the phone ({@link FillProgram}); where that does not run, or the shell has begun, by
 * small commands of the phone's own shell ({@link ShellFill}). How much is free its {@code stat} says either way. Needs exit codes: Android 7 and later. Never tried on a real phone.
 * Not thread-safe.
 */
@SuppressWarnings("exports") // called by this module alone: how a phone is spoken to stays in it
public final class PhoneFiller {
    /** In which the files lie; also what the final reset takes away. */
    public static final String FOLDER = "wangchuan-fill";

    /** Enough for 4 TB in blocks of 16 MiB. What is known of each stays in memory, and a phone says how many there are. */
    static final int FILES_MAX = 1 << 18;

    /** Below that a file's own bookkeeping takes more than it holds. */
    static final int LEAST_BYTES = 4 << 10;

    /** What is free again while all is read, once it was written over: enough for a system to go on, and well below what a fill may leave. */
    private static final long RESERVE_BYTES_MAX = 64L << 20;

    /** It is at the most this part of what was free. */
    private static final int RESERVE_PART = 400;

    private static final int ANSWER_BYTES_MAX = 64 << 10;
    static final int NAME_CHARS = 8;
    private static final Duration EACH = Duration.ofMinutes(5);

    private final AdbDevice device;
    private final FillContent content;
    private final String folder;
    private final FillWatcher watcher;

    /** Is told how it goes. */
    @FunctionalInterface
    public interface FillWatcher {
        /**
         * After each file.
         *
         * @param isVerifying whether it reads back, or still writes
         * @return whether to go on
         */
        boolean at(boolean isVerifying, long doneBytes, long allBytes);

        /** Our program does not run there: its own shell fills it. */
        default void byShell() {}
    }

    /** @param place an existing folder of the storage that is to be filled, such as {@code /data/local/tmp} */
    public PhoneFiller(AdbDevice device, FillContent content, String place, FillWatcher watcher) {
        this.device = device;
        this.content = content;
        this.folder = place + "/" + FOLDER;
        this.watcher = watcher;
    }

    /**
     * Fills and reads back.
     *
     * @param random draws which parts are read over the cable: only once all is written
     * @param deadline for all of it
     * @return what came of it; also if the watcher stopped it
     * @throws AdbException if the phone is gone, does not do as it must, or the deadline is over
     */
    public FillOutcome fill(Random random, Deadline deadline) throws AdbException {
        requireDone(run(deadline, "mkdir", "-p", folder));
        if (!isBegunByShell(deadline)) {
            Optional<FillOutcome> done = fillByProgram(random, deadline);
            if (done.isPresent()) {
                return done.get();
            }
            remove(deadline); // its files are none of the shell's
            requireDone(run(deadline, "mkdir", "-p", folder));
        }
        watcher.byShell();
        return new ShellFill(device, content, folder, watcher).fill(random, deadline);
    }

    private boolean isBegunByShell(Deadline deadline) throws AdbException {
        boolean[] isBegun = new boolean[1];
        try (SyncSession sync = SyncSession.open(device, deadline)) {
            sync.list(folder, 2 * FILES_MAX, entry -> isBegun[0] |= ShellFill.isItsFile(entry.name()), deadline);
        }
        return isBegun[0];
    }

    /** Empty if it does not run there. What it found wrong is told, however it went on: no shell takes that back, nor does a cable that was pulled. */
    private Optional<FillOutcome> fillByProgram(Random random, Deadline deadline) throws AdbException {
        FillProgram program = new FillProgram(device, content, folder, watcher);
        FillRoom before = FillRoom.of(device, folder, deadline);
        long left = bytesOfProgram(deadline);
        Told told = new Told(before.available() + left, before, program, new FillSample(device, content::programPart));
        try {
            fillByProgram(told, random, deadline);
            told.room = FillRoom.of(device, folder, deadline); // also what was freed meanwhile
            return Optional.of(told.outcome());
        } catch (NoFillProgramException _) {
            if (told.isWrong()) {
                return Optional.of(told.outcome());
            }
            if (told.isFull || (left > 0 && !program.isStarted())) {
                // What was written is not taken away unread: a storage that does not give it back would be written
                // anew. Nor is what an earlier run left for one start
                // that came to nothing.
                throw new AdbException(Code.TIMEOUT, "our program does not start again, or come to its end");
            }
            return Optional.empty();
        } catch (AdbException e) {
            if (told.isWrong()) {
                return Optional.of(told.outcome());
            }
            throw e;
        }
    }

    private void fillByProgram(Told told, Random random, Deadline deadline)
            throws AdbException, NoFillProgramException {
        FillProgram program = told.program;
        program.send(deadline);
        // Twice what there is: a file that the storage cut short counts with all that was written of it.
        long reserve = Math.min(RESERVE_BYTES_MAX, told.free / RESERVE_PART);
        boolean isWritten = program.write(told.free, 2 * told.before.all(), reserve, deadline);
        told.room = FillRoom.of(device, folder, deadline);
        told.isFull = isWritten && told.room.isFull(told.free);
        told.isCompared = told.isFull;
        boolean isWhole = told.isFull
                && program.compare(deadline)
                && program.verifiedBytes() == program.writtenBytes()
                && program.wrong().isEmpty();
        if (isWhole) {
            sample(told, random, deadline);
        }
    }

    /** What is known of a fill by the program so far. */
    private static final class Told {
        private final long free;
        private final FillRoom before;
        private final FillProgram program;
        private final FillSample sample;
        private FillRoom room;
        private boolean isFull;
        private boolean isCompared;

        Told(long free, FillRoom before, FillProgram program, FillSample sample) {
            this.free = free;
            this.before = before;
            this.program = program;
            this.sample = sample;
            this.room = before;
        }

        boolean isWrong() {
            return !program.wrong().isEmpty() || !sample.compared().wrong().isEmpty();
        }

        /** With the room as it was measured last. */
        FillOutcome outcome() {
            FillSample.Compared compared = sample.compared();
            List<Integer> wrong = new ArrayList<>(program.wrong());
            wrong.addAll(compared.wrong());
            return new FillOutcome(
                    free,
                    room.available(),
                    Math.max(0, room.free() - room.available()),
                    program.writtenBytes(),
                    program.verifiedBytes(),
                    compared.bytes(),
                    FillReading.told(wrong),
                    isFull,
                    OptionalLong.of(before.all()),
                    isCompared
                            ? Optional.of(
                                    new FillOutcome.ReadBack(program.files().size(), compared.files(), false))
                            : Optional.empty(),
                    Optional.of(Filler.PROGRAM));
        }
    }

    /** Past the phone's memory where its dd can; that is not told, since what the program compared may have come from there. */
    private void sample(Told told, Random random, Deadline deadline) throws AdbException {
        Iterable<FillSample.OfFile> files = () -> told.program.files().entrySet().stream()
                .map(file -> new FillSample.OfFile(
                        file.getKey(),
                        folder + "/" + FillProgram.name(file.getKey(), file.getValue()),
                        file.getValue()))
                .iterator();
        boolean _ = told.sample.findDirect(files, deadline);
        told.sample.compare(files, random, deadline);
    }

    /** Of an earlier run: it goes on with them, or they go. */
    private long bytesOfProgram(Deadline deadline) throws AdbException {
        long[] bytes = new long[1];
        try (SyncSession sync = SyncSession.open(device, deadline)) {
            sync.list(
                    folder,
                    2 * FILES_MAX,
                    entry -> {
                        if (FillProgram.isItsFile(entry.name())) {
                            long size = entry.status().sizeBytes();
                            bytes[0] += size < 0 || size > FillRoom.BYTES_MAX ? FillRoom.BYTES_MAX : size;
                            bytes[0] = Math.min(bytes[0], FillRoom.BYTES_MAX);
                        }
                    },
                    deadline);
        }
        return bytes[0];
    }

    /** Takes all of it away again. */
    public void remove(Deadline deadline) throws AdbException {
        requireDone(run(deadline, "rm", "-rf", folder));
    }

    private ShellOutput run(Deadline deadline, String... words) throws AdbException {
        return ShellRunner.run(device, ShellCommand.of(words), ANSWER_BYTES_MAX, deadline.orAfter(EACH));
    }

    private static ShellOutput requireDone(ShellOutput answer) throws AdbException {
        if (!answer.succeeded()) {
            throw new AdbException(Code.FAILED, "a command of the phone's own did not succeed");
        }
        return answer;
    }

    static long bytes(Map<Integer, Integer> files) {
        return files.values().stream()
                .mapToLong(ofBlock -> ofBlock + (long) FillContent.HEAD_BYTES)
                .sum();
    }

    static String name(int file) {
        String digits = Integer.toString(file);
        return "0".repeat(NAME_CHARS - digits.length()) + digits;
    }
}
