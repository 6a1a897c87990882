package org.wangchuan.engine.phone.fill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fill.FillOutcome.ReadBack;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;

/**
 * Reads back what a fill wrote: all of it by the phone's own digests, and a part of each file over the cable. A phone answers from its page cache what is in there still.
 * Nothing that its shell may do empties that. Where its {@code dd} knows {@code iflag=direct} (toybox 0.8.13 of 2025) it is asked to read round it, digests and parts alike;
 * file systems and kernels may take that for a wish, and nobody sees which. So no reading counts for more by it. Not thread-safe.
 */
final class FillReading {
    private static final int ANSWER_BYTES_MAX = 64 << 10;
    private static final Duration EACH = Duration.ofMinutes(5);

    /** The file. Of one that can't be read the digest is another. */
    private static final String DIGEST_DIRECT = "dd if=\"$1\" iflag=direct bs=1048576 2>/dev/null | sha256sum";

    private final AdbDevice device;
    private final FillContent content;
    private final String folder;
    private final FillWatcher watcher;
    private final Map<Integer, Integer> files;
    private final FillSample sample;
    private final List<Integer> wrong = new ArrayList<>();
    private long verified;

    /**
     * What came of it so far.
     *
     * @param verifiedBytes of the files that are as they must be, by the phone's own digests
     * @param sampledBytes of those, what was compared here
     * @param wrong files that are not, each once; at most {@value FillOutcome#WRONG_MAX}
     */
    record Found(long verifiedBytes, long sampledBytes, List<Integer> wrong, ReadBack how) {}

    /** @param files by their numbers, with how much of the block each has */
    FillReading(
            AdbDevice device, FillContent content, String folder, FillWatcher watcher, Map<Integer, Integer> files) {
        this.device = device;
        this.content = content;
        this.folder = folder;
        this.watcher = watcher;
        this.files = files;
        this.sample = new FillSample(device, content::part);
    }

    /**
     * Reads all of it, and then, if all is right, the parts.
     *
     * @param random draws the parts
     * @throws AdbException if it could not be read to its end; what was {@link #found} until then stands
     */
    void read(Random random, Deadline deadline) throws AdbException {
        Iterable<FillSample.OfFile> parts = () -> files.entrySet().stream()
                .map(file -> new FillSample.OfFile(
                        file.getKey(), path(file.getKey()), file.getValue() + FillContent.HEAD_BYTES))
                .iterator();
        verify(sample.findDirect(parts, deadline), deadline);
        if (verified == PhoneFiller.bytes(files)) {
            sample.compare(parts, random, deadline);
        }
    }

    Found found() {
        FillSample.Compared compared = sample.compared();
        List<Integer> all = new ArrayList<>(wrong);
        all.addAll(compared.wrong());
        return new Found(
                verified,
                compared.bytes(),
                told(all),
                new ReadBack(files.size(), compared.files(), compared.isDirect()));
    }

    /** Each once, as many as are told. */
    static List<Integer> told(List<Integer> wrong) {
        return wrong.stream().distinct().sorted().limit(FillOutcome.WRONG_MAX).toList();
    }

    private ShellOutput digest(String file, boolean isDirect, Deadline deadline) throws AdbException {
        return isDirect ? run(deadline, "sh", "-c", DIGEST_DIRECT, "sh", file) : run(deadline, "sha256sum", file);
    }

    private void verify(boolean isDirect, Deadline deadline) throws AdbException {
        long all = PhoneFiller.bytes(files);
        long done = 0;
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
                return;
            }
        }
    }

    private String path(int file) {
        return folder + "/" + PhoneFiller.name(file);
    }

    private ShellOutput run(Deadline deadline, String... words) throws AdbException {
        return ShellRunner.run(device, ShellCommand.of(words), ANSWER_BYTES_MAX, deadline.orAfter(EACH));
    }
}
