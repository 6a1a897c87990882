package org.wangchuan.engine.phone.fill;

import java.time.Duration;
import java.time.Instant;
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
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;

/**
 * Fills a phone's storage by small commands of its own shell, one a file, until nothing more goes in, and has it read all of it back. Needs {@code sh}, {@code cat},
 * {@code head}, {@code dd}, {@code stat}, {@code sha256sum} and {@code rm} as toybox has them (AOSP external/toybox). Not thread-safe.
 */
final class ShellFill {
    /** The shell copies it. */
    private static final String BLOCK = "block";

    private static final int ANSWER_BYTES_MAX = 64 << 10;
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

    /** @param folder that exists */
    ShellFill(AdbDevice device, FillContent content, String folder, FillWatcher watcher) {
        this.device = device;
        this.content = content;
        this.folder = folder;
        this.watcher = watcher;
    }

    /** Whether a name in the folder is of something that it put there. */
    static boolean isItsFile(String name) {
        return name.equals(BLOCK) || number(name).isPresent();
    }

    /** As {@link PhoneFiller#fill}. */
    FillOutcome fill(Random random, Deadline deadline) throws AdbException {
        sendBlock(deadline);
        Map<Integer, Integer> files = settled(deadline);
        FillRoom before = FillRoom.of(device, folder, deadline);
        long already = PhoneFiller.bytes(files);
        boolean isWritten = write(files, before.available() + already, deadline);
        FillRoom after = FillRoom.of(device, folder, deadline);
        boolean isFull = isWritten && after.isFull(before.available() + already);
        FillReading reading = new FillReading(device, content, folder, watcher, files);
        if (isFull) {
            try {
                reading.read(random, deadline);
                after = FillRoom.of(device, folder, deadline); // also what was freed meanwhile
            } catch (AdbException e) {
                if (reading.found().wrong().isEmpty()) {
                    throw e;
                }
                // What it found wrong no cable that was pulled takes back; the room is that of before it was read.
            }
        }
        Optional<FillReading.Found> found = isFull ? Optional.of(reading.found()) : Optional.empty();
        return new FillOutcome(
                before.available() + already,
                after.available(),
                Math.max(0, after.free() - after.available()),
                PhoneFiller.bytes(files),
                found.map(FillReading.Found::verifiedBytes).orElse(0L),
                found.map(FillReading.Found::sampledBytes).orElse(0L),
                found.map(FillReading.Found::wrong).orElse(List.of()),
                isFull,
                OptionalLong.of(before.all()),
                found.map(FillReading.Found::how),
                Optional.of(Filler.SHELL));
    }

    private void sendBlock(Deadline deadline) throws AdbException {
        try (SyncSession sync = SyncSession.open(device, deadline)) {
            long _ = sync.send(folder + "/" + BLOCK, 0600, Instant.EPOCH, content.block(), _ -> {}, deadline);
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
                    PhoneFiller.FILES_MAX,
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
        long done = PhoneFiller.bytes(files);
        while (size >= Math.min(PhoneFiller.LEAST_BYTES, content.blockBytes())) {
            while (files.containsKey(next)) {
                next++;
            }
            if (next >= PhoneFiller.FILES_MAX) {
                throw new AdbException(Code.LIMIT, "more than " + PhoneFiller.FILES_MAX + " files");
            }
            if (writeOne(next, size, deadline)) {
                files.put(next, size);
                done += size + (long) FillContent.HEAD_BYTES;
            } else {
                ShellOutput _ = run(
                        deadline,
                        "rm",
                        "-f",
                        folder + "/" + PhoneFiller.name(next)); // what of it went in makes room for a smaller one
                size /= 2;
            }
            if (!watcher.at(false, done, Math.max(all, done))) {
                return false;
            }
        }
        return true;
    }

    private boolean writeOne(int file, int ofBlock, Deadline deadline) throws AdbException {
        return run(
                        deadline,
                        "sh",
                        "-c",
                        WRITE,
                        "sh",
                        folder,
                        PhoneFiller.name(file),
                        content.head(file),
                        Integer.toString(ofBlock),
                        Integer.toString(ofBlock + FillContent.HEAD_BYTES))
                .succeeded();
    }

    private ShellOutput run(Deadline deadline, String... words) throws AdbException {
        return ShellRunner.run(device, ShellCommand.of(words), ANSWER_BYTES_MAX, deadline.orAfter(EACH));
    }

    private static Optional<Integer> number(String name) {
        boolean isOurs = name.length() == PhoneFiller.NAME_CHARS && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return isOurs
                ? Optional.of(Integer.parseInt(name)).filter(number -> number < PhoneFiller.FILES_MAX)
                : Optional.empty();
    }
}
