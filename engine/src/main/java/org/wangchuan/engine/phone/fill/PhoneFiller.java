package org.wangchuan.engine.phone.fill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.service.SyncSession;
import org.wangchuan.engine.patience.Deadline;

/**
 * Fills a phone's storage by small commands of its own shell, one a file, until nothing more goes in; then has the phone read all of it back, and reads
 * samples over the cable. What is broken off goes on: files that are there stay, and all are read back in the end, whoever wrote them. Needs {@code sh},
 * {@code cat}, {@code head}, {@code dd}, {@code stat}, {@code sha256sum} and {@code rm} as toybox has them (AOSP external/toybox), and exit codes: Android 7 and
 * later. Never tried on a real phone. Not thread-safe.
 */
@SuppressWarnings("exports") // called by this module alone: how a phone is spoken to stays in it
public final class PhoneFiller {
    /** In which the files lie; also what the final reset takes away. */
    public static final String FOLDER = "wangchuan-fill";

    /** Enough for 4 TB in blocks of 16 MiB. What is known of each stays in memory, and a phone says how many there are. */
    private static final int FILES_MAX = 1 << 18;

    /** Below that a file's own bookkeeping takes more than it holds. */
    private static final int LEAST_BYTES = 4 << 10;

    private static final int ANSWER_BYTES_MAX = 64 << 10;
    private static final int NAME_CHARS = 8;
    private static final int DIGITS_MAX = 15;
    private static final int PERCENT = 100;

    /** 1 PiB: no phone has so much, and with what lies there already it stays below 2^53, the most that a record can tell. */
    private static final long STORAGE_BYTES_MAX = 1L << 50;

    private static final Duration EACH = Duration.ofMinutes(5);

    /** Between two looks at files that may still grow. */
    private static final Duration SETTLING = Duration.ofSeconds(1);

    private static final int SETTLING_TIMES_MAX = 60;

    /** The folder, the file, its first line, and how much of the block it gets. Synced before it counts as written. */
    private static final String WRITE =
            "{ printf '%s\\n' \"$3\"; head -c \"$4\" \"$1/block\"; } | dd of=\"$1/$2\" bs=1048576 conv=fsync 2>/dev/null"
                    + " && [ \"$(stat -c %s \"$1/$2\")\" = \"$5\" ]";

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
    }

    /** @param place an existing folder of the storage that is to be filled, such as {@code /data/local/tmp} */
    public PhoneFiller(AdbDevice device, FillContent content, String place, FillWatcher watcher) {
        this.device = device;
        this.content = content;
        this.folder = place + "/" + FOLDER;
        this.watcher = watcher;
    }

    /** Free, free for us, and all, in bytes. */
    private record Room(long free, long available, long all) {}

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
        sendBlock(deadline);
        Map<Integer, Integer> files = settled(deadline);
        Room before = room(deadline);
        long already = bytes(files);
        boolean isFull = write(files, before.available() + already, deadline);
        FillReading reading = new FillReading(device, content, folder, watcher);
        Optional<FillReading.Found> found =
                isFull ? Optional.of(reading.read(files, random, deadline)) : Optional.empty();
        Room after = room(deadline); // also what was freed meanwhile
        return new FillOutcome(
                before.available() + already,
                after.available(),
                Math.max(0, after.free() - after.available()),
                bytes(files),
                found.map(FillReading.Found::verifiedBytes).orElse(0L),
                found.map(FillReading.Found::sampledBytes).orElse(0L),
                found.map(FillReading.Found::wrong).orElse(List.of()),
                isFull,
                OptionalLong.of(before.all()),
                found.map(FillReading.Found::how));
    }

    /** Takes all of it away again. */
    public void remove(Deadline deadline) throws AdbException {
        requireDone(run(deadline, "rm", "-rf", folder));
    }

    private void sendBlock(Deadline deadline) throws AdbException {
        try (SyncSession sync = SyncSession.open(device, deadline)) {
            long _ = sync.send(folder + "/block", 0600, Instant.EPOCH, content.block(), _ -> {}, deadline);
        }
    }

    /** A command outlives the cable that it came over: a file that an earlier run has begun may still grow, and is waited for. */
    private Map<Integer, Integer> settled(Deadline deadline) throws AdbException {
        Map<Integer, Integer> files = found(deadline);
        boolean isGrowing = !files.isEmpty();
        for (int i = 0; isGrowing && i < SETTLING_TIMES_MAX; i++) {
            try {
                Thread.sleep(SETTLING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AdbException(Code.INTERRUPTED, "interrupted between two files", e);
            }
            Map<Integer, Integer> now = found(deadline);
            isGrowing = !now.equals(files);
            files = now;
        }
        return files;
    }

    /** Files of an earlier run, by their numbers, with how much of the block each has: by their sizes alone; what they hold is read back in the end. */
    private Map<Integer, Integer> found(Deadline deadline) throws AdbException {
        Map<Integer, Integer> out = new TreeMap<>();
        try (SyncSession sync = SyncSession.open(device, deadline)) {
            sync.list(
                    folder,
                    FILES_MAX,
                    entry -> {
                        Optional<Integer> number = number(entry.name());
                        long ofBlock = entry.status().sizeBytes() - FillContent.HEAD_BYTES;
                        if (number.isPresent() && ofBlock >= 1 && ofBlock <= content.blockBytes()) {
                            out.put(number.get(), (int) ofBlock);
                        }
                    },
                    deadline);
        }
        return out;
    }

    /** Block after block; when one does not fit any more, halves of it, down to the least. False if the watcher stopped it. */
    private boolean write(Map<Integer, Integer> files, long all, Deadline deadline) throws AdbException {
        int size = content.blockBytes();
        int next = 0;
        long done = bytes(files);
        while (size >= Math.min(LEAST_BYTES, content.blockBytes())) {
            while (files.containsKey(next)) {
                next++;
            }
            if (next >= FILES_MAX) {
                throw new AdbException(Code.LIMIT, "more than " + FILES_MAX + " files");
            }
            if (writeOne(next, size, deadline)) {
                files.put(next, size);
                done += size + (long) FillContent.HEAD_BYTES;
            } else {
                ShellOutput _ = run(
                        deadline,
                        "rm",
                        "-f",
                        folder + "/" + name(next)); // what of it went in makes room for a smaller one
                size /= 2;
            }
            if (!watcher.at(false, done, Math.max(all, done))) {
                return false;
            }
        }
        // A command that fails for another reason than that there is no room fills nothing.
        return room(deadline).available() <= Math.max(all / PERCENT, 2L * LEAST_BYTES);
    }

    private boolean writeOne(int file, int ofBlock, Deadline deadline) throws AdbException {
        return run(
                        deadline,
                        "sh",
                        "-c",
                        WRITE,
                        "sh",
                        folder,
                        name(file),
                        content.head(file),
                        Integer.toString(ofBlock),
                        Integer.toString(ofBlock + FillContent.HEAD_BYTES))
                .succeeded();
    }

    /** {@code stat -f}: blocks free, blocks available to us, all blocks, and the size of each (statfs(2)). */
    private Room room(Deadline deadline) throws AdbException {
        ShellOutput answer = requireDone(run(deadline, "stat", "-f", "-c", "%f %a %b %S", folder));
        List<Long> numbers = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        for (char c : (answer.output().strip() + " ").toCharArray()) {
            if (c >= '0' && c <= '9' && digits.length() < DIGITS_MAX) {
                digits.append(c);
            } else if (c == ' ' && !digits.isEmpty()) {
                numbers.add(Long.parseLong(digits.toString()));
                digits.setLength(0);
            } else {
                throw new AdbException(Code.PROTOCOL, "sizes of a file system that are no numbers");
            }
        }
        if (numbers.size() != 4) {
            throw new AdbException(Code.PROTOCOL, numbers.size() + " sizes of a file system in place of 4");
        }
        try {
            long size = numbers.get(3);
            return new Room(bytes(numbers.get(0), size), bytes(numbers.get(1), size), bytes(numbers.get(2), size));
        } catch (ArithmeticException e) {
            throw new AdbException(Code.PROTOCOL, "a file system beyond any size", e);
        }
    }

    private static long bytes(long blocks, long size) throws AdbException {
        long bytes = Math.multiplyExact(blocks, size);
        if (bytes > STORAGE_BYTES_MAX) {
            throw new AdbException(Code.PROTOCOL, "a file system of more than " + STORAGE_BYTES_MAX + " bytes");
        }
        return bytes;
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

    private static Optional<Integer> number(String name) {
        boolean isOurs = name.length() == NAME_CHARS && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return isOurs ? Optional.of(Integer.parseInt(name)).filter(number -> number < FILES_MAX) : Optional.empty();
    }
}
