package org.wangchuan.engine.phone.fill;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.service.ShellSink;
import org.wangchuan.engine.patience.Deadline;

/**
 * Reads a part of each file of a fill over the cable and compares it here: what a phone says of itself it could say without reading. The places are drawn once all was
 * written. What it found stays with it, also where the cable is pulled in the midst of it. Not thread-safe.
 */
final class FillSample {
    private static final int SAMPLE_BYTES = 4 << 10;
    private static final int ANSWER_BYTES_MAX = 64 << 10;
    private static final Duration EACH = Duration.ofMinutes(5);

    /**
     * The file. Fails where the phone's dd does not know the flag, or its file system can't do it: with the buffer of each of the two sizes in which it is read, which is
     * whatever malloc gives, and for one of them may lie as the file system asks, for the other not.
     */
    private static final String CAN_READ_DIRECT = "dd if=\"$1\" iflag=direct bs=1048576 of=/dev/null 2>/dev/null"
            + " && dd if=\"$1\" iflag=direct bs=4096 count=2 of=/dev/null 2>/dev/null";

    /** The file, from which byte on, counted from 1, and how many. */
    private static final String PART = "tail -c +\"$2\" \"$1\" | head -c \"$3\"";

    /** The file, how many blocks to skip, from which byte on in what is read then, counted from 1, and how many: at most a block's length. */
    private static final String PART_DIRECT =
            "dd if=\"$1\" iflag=direct bs=4096 skip=\"$2\" count=2 2>/dev/null | tail -c +\"$3\" | head -c \"$4\"";

    private final AdbDevice device;
    private final Content content;
    private final List<Integer> wrong = new ArrayList<>();
    private long sampled;
    private int right;
    private boolean isDirect;

    /** What has to stand in a file from a place on. */
    @FunctionalInterface
    interface Content {
        byte[] part(int file, long from, int length);
    }

    /** A file, by its number, where it lies, and its length in bytes. */
    record OfFile(int number, String path, int bytes) {}

    /** Bytes that are as they must be, of how many files they are, the files that are not, and whether all of them were read past the phone's memory. */
    record Compared(long bytes, int files, List<Integer> wrong, boolean isDirect) {
        Compared {
            wrong = List.copyOf(wrong);
        }
    }

    FillSample(AdbDevice device, Content content) {
        this.device = device;
        this.content = content;
    }

    /**
     * Whether what is read goes past the phone's memory, by one of the files, whose length is no whole number of blocks where the shell wrote it, as that of all: found out
     * beforehand, so that a wrong digest is never taken for a lack of this, and read once more in a way in which the phone's memory hides it.
     *
     * @return whether it does
     */
    boolean findDirect(Iterable<OfFile> files, Deadline deadline) throws AdbException {
        Iterator<OfFile> first = files.iterator();
        isDirect = first.hasNext()
                && ShellRunner.run(
                                device,
                                ShellCommand.of(
                                        "sh",
                                        "-c",
                                        CAN_READ_DIRECT,
                                        "sh",
                                        first.next().path()),
                                ANSWER_BYTES_MAX,
                                deadline.orAfter(EACH))
                        .succeeded();
        return isDirect;
    }

    /**
     * Reads a part of each.
     *
     * @throws AdbException if it could not be read to its end; what was found until then is kept
     */
    void compare(Iterable<OfFile> files, Random random, Deadline deadline) throws AdbException {
        for (OfFile file : files) {
            int length = Math.min(SAMPLE_BYTES, file.bytes());
            int from = random.nextInt(file.bytes() - length + 1);
            byte[] got = part(file.path(), from, length, deadline);
            if (isDirect && got.length < length) {
                // It was not read, which is no word on what lies there. That it could be was only seen beforehand.
                isDirect = false;
                got = part(file.path(), from, length, deadline);
            }
            if (Arrays.equals(got, content.part(file.number(), from, length))) {
                sampled += length;
                right++;
            } else {
                wrong.add(file.number());
            }
        }
    }

    /** What it found so far. */
    Compared compared() {
        return new Compared(sampled, right, wrong, isDirect);
    }

    /** By the shell protocol: a stream that ends without an exit code was cut off, and says nothing of the file. */
    private byte[] part(String file, int from, int length, Deadline deadline) throws AdbException {
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        OptionalInt code =
                ShellRunner.run(device, part(file, from, length), into(got), ANSWER_BYTES_MAX, deadline.orAfter(EACH));
        if (code.isEmpty()) {
            throw new AdbException(Code.UNSUPPORTED, "a shell that does not tell how a command ended");
        }
        return got.toByteArray();
    }

    private ShellCommand part(String file, int from, int length) throws AdbException {
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
                // what it could not read it did not print
            }
        };
    }
}
