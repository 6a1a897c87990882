package org.wangchuan.engine.phone.fill;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.service.ShellSink;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fill.FillOutcome.ReadBack;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;

/**
 * Reads back what a fill wrote: all of it by the phone's own digests, and a part of each file over the cable. A phone answers from its page cache what is in there still.
 * Nothing that its shell may do empties that. Where its {@code dd} knows {@code iflag=direct} (toybox 0.8.13 of 2025) it is asked to read round it, digests and parts alike;
 * file systems and kernels may take that for a wish, and nobody sees which. So no reading counts for more by it. Not thread-safe.
 */
final class FillReading {
    private static final int SAMPLE_BYTES = 4 << 10;
    private static final int ANSWER_BYTES_MAX = 64 << 10;
    private static final Duration EACH = Duration.ofMinutes(5);

    /**
     * The file. Fails where the phone's dd does not know the flag, or its file system can't do it: with the buffer of each of the two sizes in which it is read, which is
     * whatever malloc gives, and for one of them may lie as the file system asks, for the other not.
     */
    private static final String CAN_READ_DIRECT = "dd if=\"$1\" iflag=direct bs=1048576 of=/dev/null 2>/dev/null"
            + " && dd if=\"$1\" iflag=direct bs=4096 count=2 of=/dev/null 2>/dev/null";

    /** The file. Of one that can't be read the digest is another. */
    private static final String DIGEST_DIRECT = "dd if=\"$1\" iflag=direct bs=1048576 2>/dev/null | sha256sum";

    /** The file, from which byte on, counted from 1, and how many. */
    private static final String PART = "tail -c +\"$2\" \"$1\" | head -c \"$3\"";

    /** The file, how many blocks to skip, from which byte on in what is read then, counted from 1, and how many: at most a block's length. */
    private static final String PART_DIRECT =
            "dd if=\"$1\" iflag=direct bs=4096 skip=\"$2\" count=2 2>/dev/null | tail -c +\"$3\" | head -c \"$4\"";

    private final AdbDevice device;
    private final FillContent content;
    private final String folder;
    private final FillWatcher watcher;
    private final List<Integer> wrong = new ArrayList<>();

    /**
     * What came of it.
     *
     * @param verifiedBytes of the files that are as they must be, by the phone's own digests
     * @param sampledBytes of those, what was compared here
     * @param wrong files that are not, each once; at most {@value FillOutcome#WRONG_MAX}
     */
    record Found(long verifiedBytes, long sampledBytes, List<Integer> wrong, ReadBack how) {}

    /** Bytes that were compared here, of how many files they are, and whether all of them were read past its memory. */
    private record Compared(long bytes, int files, boolean isDirect) {}

    FillReading(AdbDevice device, FillContent content, String folder, FillWatcher watcher) {
        this.device = device;
        this.content = content;
        this.folder = folder;
        this.watcher = watcher;
    }

    /**
     * Reads all of it, and then, if all is right, the parts.
     *
     * @param files by their numbers, with how much of the block each has
     * @param random draws the parts
     */
    Found read(Map<Integer, Integer> files, Random random, Deadline deadline) throws AdbException {
        boolean isDirect = canReadDirect(files, deadline);
        long verified = verify(files, isDirect, deadline);
        Compared compared = verified == PhoneFiller.bytes(files)
                ? sample(files, random, isDirect, deadline)
                : new Compared(0, 0, isDirect);
        return new Found(
                verified,
                compared.bytes(),
                wrong.stream().distinct().sorted().limit(FillOutcome.WRONG_MAX).toList(),
                new ReadBack(files.size(), compared.files(), compared.isDirect()));
    }

    /**
     * By one of the files, whose length is no whole number of blocks, as that of all: found out beforehand, so that a wrong digest is never taken for a lack of
     * this, and read once more in a way in which the phone's memory hides it.
     */
    private boolean canReadDirect(Map<Integer, Integer> files, Deadline deadline) throws AdbException {
        Optional<Integer> any = files.keySet().stream().findFirst();
        return any.isPresent()
                && run(deadline, "sh", "-c", CAN_READ_DIRECT, "sh", path(any.get()))
                        .succeeded();
    }

    private ShellOutput digest(String file, boolean isDirect, Deadline deadline) throws AdbException {
        return isDirect ? run(deadline, "sh", "-c", DIGEST_DIRECT, "sh", file) : run(deadline, "sha256sum", file);
    }

    private long verify(Map<Integer, Integer> files, boolean isDirect, Deadline deadline) throws AdbException {
        long all = PhoneFiller.bytes(files);
        long done = 0;
        long verified = 0;
        for (Map.Entry<Integer, Integer> file : files.entrySet()) {
            ShellOutput answer = digest(path(file.getKey()), isDirect, deadline);
            long bytes = file.getValue() + (long) FillContent.HEAD_BYTES;
            String digest = content.digest(file.getKey(), file.getValue());
            if (answer.succeeded() && answer.output().startsWith(digest + " ")) {
                verified += bytes;
            } else {
                wrong.add(file.getKey());
            }
            done += bytes;
            if (!watcher.at(true, done, all)) {
                return verified;
            }
        }
        return verified;
    }

    /** What the phone says of itself it could say without reading; of each file a part is compared here. */
    private Compared sample(Map<Integer, Integer> files, Random random, boolean isDirect, Deadline deadline)
            throws AdbException {
        long sampled = 0;
        int right = 0;
        boolean isStillDirect = isDirect;
        for (Map.Entry<Integer, Integer> file : files.entrySet()) {
            int bytes = file.getValue() + FillContent.HEAD_BYTES;
            int length = Math.min(SAMPLE_BYTES, bytes);
            int from = random.nextInt(bytes - length + 1);
            byte[] got = part(path(file.getKey()), from, length, isStillDirect, deadline);
            if (isStillDirect && got.length < length) {
                // It was not read, which is no word on what lies there. That it could be was only seen beforehand.
                isStillDirect = false;
                got = part(path(file.getKey()), from, length, false, deadline);
            }
            if (Arrays.equals(got, content.part(file.getKey(), from, length))) {
                sampled += length;
                right++;
            } else {
                wrong.add(file.getKey());
            }
        }
        return new Compared(sampled, right, isStillDirect);
    }

    private byte[] part(String file, int from, int length, boolean isDirect, Deadline deadline) throws AdbException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        long _ = ShellRunner.exec(
                device, part(file, from, length, isDirect), into(got), SAMPLE_BYTES, deadline.orAfter(EACH));
        return got.toByteArray();
    }

    private static ShellCommand part(String file, int from, int length, boolean isDirect) throws AdbException {
        String bytes = Integer.toString(length);
        return isDirect
                ? ShellCommand.of(
                        "sh",
                        "-c",
                        PART_DIRECT,
                        "sh",
                        file,
                        Integer.toString(from / SAMPLE_BYTES),
                        Integer.toString(from % SAMPLE_BYTES + 1),
                        bytes)
                : ShellCommand.of("sh", "-c", PART, "sh", file, Integer.toString(from + 1), bytes);
    }

    private static ShellSink into(ByteArrayOutputStream got) {
        return new ShellSink() {
            @Override
            public void output(byte[] bytes, int offset, int length) {
                got.write(bytes, offset, length);
            }

            @Override
            public void error(byte[] bytes, int offset, int length) {
                got.write(bytes, offset, length); // then it is not what it must be
            }
        };
    }

    private String path(int file) {
        return folder + "/" + PhoneFiller.name(file);
    }

    private ShellOutput run(Deadline deadline, String... words) throws AdbException {
        return ShellRunner.run(device, ShellCommand.of(words), ANSWER_BYTES_MAX, deadline.orAfter(EACH));
    }
}
