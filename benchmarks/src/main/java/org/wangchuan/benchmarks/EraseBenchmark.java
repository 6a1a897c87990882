package org.wangchuan.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.open.MediumOpener;
import org.wangchuan.engine.medium.open.NotOpened;
import org.wangchuan.engine.medium.open.OpenMedium;
import org.wangchuan.engine.medium.open.Opened;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.OverwritePass;
import org.wangchuan.engine.overwrite.PassOptions;
import org.wangchuan.engine.overwrite.PassOutcome;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.transfer.TransferOptions;
import org.wangchuan.engine.verify.ReadBack;
import org.wangchuan.engine.verify.ReadBackOutcome;

/**
 * One pass and its full verification over real devices, with flushes and a synced record of every checkpoint. Prints one line per device: path, bytes, seconds of writing, seconds of reading back,
 * milliseconds of the longest pause, and the processor time of the whole process in either part; and {@code done} after the last one. THE DEVICES ARE ERASED.
 *
 * <p>Arguments: a pattern, {@code verify} or {@code no-verify}, devices. Without arguments each line of the input is
 * such a command, so that a process that has run for a while can be measured between runs of others. Properties:
 * {@code threads} and {@code chunk}.
 */
public final class EraseBenchmark {
    private static final java.util.regex.Pattern WORDS = java.util.regex.Pattern.compile(" +");

    private EraseBenchmark() {}

    /** Erases what the arguments say, or what each line of the input says. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        if (arguments.length > 0) {
            erase(List.of(arguments));
            return;
        }
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            erase(WORDS.splitAsStream(line.strip()).toList());
        }
    }

    /** All devices at once. */
    private static void erase(List<String> words) throws InterruptedException, ExecutionException {
        Pattern pattern = PatternBenchmark.pattern(words.get(0));
        boolean verify = words.get(1).equals("verify");
        TransferOptions options = TransferOptions.DEFAULTS
                .withThreads(Integer.getInteger("threads", TransferOptions.DEFAULTS.threads()))
                .withChunkBytes(Integer.getInteger("chunk", TransferOptions.DEFAULTS.chunkBytes()));
        List<Callable<String>> lanes = new ArrayList<>();
        for (String device : words.subList(2, words.size())) {
            lanes.add(() -> erase(Path.of(device), pattern, verify, options));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes.size())) {
            for (Future<String> line : threads.invokeAll(lanes)) {
                System.out.println(line.get());
            }
        }
        System.out.println("done");
    }

    private static String erase(Path device, Pattern pattern, boolean verify, TransferOptions options)
            throws IOException {
        Path record = Files.createTempFile("checkpoints", ".txt");
        try (OpenMedium medium = open(device);
                FileChannel journal = FileChannel.open(record, StandardOpenOption.APPEND)) {
            long start = System.nanoTime();
            double startCpu = cpuSeconds();
            PassOutcome written = new OverwritePass(
                            device.getFileName().toString(),
                            medium,
                            pattern,
                            Checkpoint.START,
                            new PassOptions(options, PassOptions.DEFAULTS.checkpointMillis()),
                            checkpoint -> append(journal, checkpoint))
                    .run();
            long middle = System.nanoTime();
            double writingCpu = cpuSeconds() - startCpu;
            require(written.durable().bytesWritten() == medium.capacityBytes(), written.toString());
            if (verify) {
                readBack(device, medium, pattern, options);
            }
            return String.format(
                    Locale.ROOT,
                    "%s %d %.4f %.4f %d %.2f %.2f",
                    device,
                    medium.capacityBytes(),
                    (middle - start) / 1e9,
                    (System.nanoTime() - middle) / 1e9,
                    written.effort().longestPauseMillis(),
                    writingCpu,
                    cpuSeconds() - startCpu - writingCpu);
        } finally {
            Files.delete(record);
        }
    }

    /** Processor time of this process so far. */
    private static double cpuSeconds() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    private static void readBack(Path device, BlockChannel medium, Pattern pattern, TransferOptions options) {
        ReadBackOutcome read = ReadBack.full(device.getFileName().toString(), medium, pattern, options)
                .run();
        require(read instanceof ReadBackOutcome.Finished && read.findings().allRight(), read.toString());
    }

    private static void append(FileChannel journal, Checkpoint checkpoint) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((checkpoint + "\n").getBytes(StandardCharsets.UTF_8));
        while (line.hasRemaining()) {
            journal.write(line);
        }
        journal.force(false);
    }

    private static OpenMedium open(Path device) {
        return switch (new MediumExaminer().examine(device)) {
            case Examined(var medium) ->
                switch (new MediumOpener().open(medium)) {
                    case Opened(OpenMedium open) -> open;
                    case NotOpened(Refused refused) -> throw new IllegalStateException(refused.toString());
                };
            case Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }
}
