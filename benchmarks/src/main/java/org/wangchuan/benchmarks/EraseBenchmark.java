package org.wangchuan.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import org.wangchuan.engine.medium.MediumExaminer;
import org.wangchuan.engine.medium.MediumOpener;
import org.wangchuan.engine.medium.OpenMedium;
import org.wangchuan.engine.medium.Opened;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.overwrite.Checkpoint;
import org.wangchuan.engine.overwrite.OverwritePass;
import org.wangchuan.engine.overwrite.PassOptions;
import org.wangchuan.engine.overwrite.PassOutcome;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.transfer.TransferOptions;
import org.wangchuan.engine.verify.ReadBack;
import org.wangchuan.engine.verify.ReadBackOutcome;

/**
 * One pass and its full verification over real devices, with flushes and a synced record of every checkpoint, in a
 * fresh process. Prints one line per device: seconds of writing and of reading back. THE DEVICES ARE ERASED.
 *
 * <p>Arguments: a pattern, {@code verify} or {@code no-verify}, devices; properties {@code threads} and {@code chunk}.
 */
public final class EraseBenchmark {
    private EraseBenchmark() {}

    /** Erases the devices, all at once. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Pattern pattern = PatternBenchmark.pattern(arguments[0]);
        boolean verify = arguments[1].equals("verify");
        TransferOptions options = TransferOptions.DEFAULTS
                .withThreads(Integer.getInteger("threads", TransferOptions.DEFAULTS.threads()))
                .withChunkBytes(Integer.getInteger("chunk", TransferOptions.DEFAULTS.chunkBytes()));
        List<Callable<String>> lanes = new ArrayList<>();
        for (String device : List.of(arguments).subList(2, arguments.length)) {
            lanes.add(() -> erase(Path.of(device), pattern, verify, options));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(lanes.size())) {
            for (Future<String> line : threads.invokeAll(lanes)) {
                System.out.println(line.get());
            }
        }
    }

    private static String erase(Path device, Pattern pattern, boolean verify, TransferOptions options)
            throws IOException {
        Path record = Files.createTempFile("checkpoints", ".txt");
        try (OpenMedium medium = open(device);
                FileChannel journal = FileChannel.open(record, StandardOpenOption.APPEND)) {
            long start = System.nanoTime();
            PassOutcome written = new OverwritePass(
                            device.getFileName().toString(),
                            medium,
                            pattern,
                            Checkpoint.START,
                            new PassOptions(options, PassOptions.DEFAULTS.checkpointMillis()),
                            checkpoint -> append(journal, checkpoint))
                    .run();
            long middle = System.nanoTime();
            require(written.durable().bytesWritten() == medium.capacityBytes(), written.toString());
            if (verify) {
                readBack(device, medium, pattern, options);
            }
            return String.format(
                    Locale.ROOT,
                    "%s %d %.4f %.4f %d",
                    device,
                    medium.capacityBytes(),
                    (middle - start) / 1e9,
                    (System.nanoTime() - middle) / 1e9,
                    written.effort().longestPauseMillis());
        } finally {
            Files.delete(record);
        }
    }

    private static void readBack(Path device, BlockChannel medium, Pattern pattern, TransferOptions options) {
        ReadBackOutcome read = ReadBack.full(device.getFileName().toString(), medium, pattern, List.of(), options)
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
                    case Refused refused -> throw new IllegalStateException(refused.toString());
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
