package org.wangchuan.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;

/**
 * The log in one process, on a real folder: how fast entries become durable, how long it takes to open, how fast it is
 * checked. {@code benchmarks/log.sh} runs it.
 *
 * <pre>
 * append FOLDER ENTRIES BATCH    appends to what is there, through the ordinary path, every batch synced
 * open FOLDER TIMES              opens and appends one entry
 * again FOLDER ENTRIES           appends events that are in the log already, in batches of 8192
 * fsck FOLDER
 * </pre>
 */
public final class LogBenchmark {
    private static final NoteSigner SIGNER = new NoteSigner("log.example/benchmark", SigningKey.of(new byte[32]));

    private LogBenchmark() {}

    /** Prints one line of figures. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        switch (arguments[0]) {
            case "append" -> append(folder, Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
            case "open" -> open(folder, Integer.parseInt(arguments[2]));
            case "again" -> again(folder, Long.parseLong(arguments[2]));
            case "fsck" -> fsck(folder);
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static TileLog open(Path folder) throws IOException {
        return TileLog.open(folder, SIGNER, Optional.empty());
    }

    private static void append(Path folder, long count, int batchSize) throws IOException {
        try (TileLog log = open(folder)) {
            long first = log.checkpoint().checkpoint().size();
            double[] millis = new double[(int) ((count + batchSize - 1) / batchSize)];
            long begun = System.nanoTime();
            for (int i = 0; i < millis.length; i++) {
                long from = first + (long) i * batchSize;
                List<NewEntry> batch = batch(from, (int) Math.min(batchSize, first + count - from));
                long before = System.nanoTime();
                List<Long> indexes = log.append(batch);
                millis[i] = (System.nanoTime() - before) / 1e6;
                if (indexes.getFirst() != from) {
                    throw new IllegalStateException("entry " + from + " is at " + indexes.getFirst());
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            Arrays.sort(millis);
            print(
                    "append of %d in batches of %d onto %d: %.0f entries/s; a batch %.2f ms in the median, %.2f at 99 %%, %.2f at most",
                    count,
                    batchSize,
                    first,
                    count / seconds,
                    millis[millis.length / 2],
                    millis[millis.length * 99 / 100],
                    millis[millis.length - 1]);
        }
    }

    private static void open(Path folder, int times) throws IOException {
        double[] millis = new double[times];
        double[] appended = new double[times];
        long size = 0;
        for (int i = 0; i < times; i++) {
            long before = System.nanoTime();
            try (TileLog log = open(folder)) {
                millis[i] = (System.nanoTime() - before) / 1e6;
                size = log.checkpoint().checkpoint().size();
                log.append(batch(size, 1));
                appended[i] = (System.nanoTime() - before) / 1e6;
            }
        }
        print(
                "open at %d: %.0f ms the first time (%.0f with one append), best of %d %.0f ms",
                size, millis[0], appended[0], times, Arrays.stream(millis).min().orElseThrow());
    }

    private static void again(Path folder, long count) throws IOException {
        try (TileLog log = open(folder)) {
            long size = log.checkpoint().checkpoint().size();
            long found = 0;
            long begun = System.nanoTime();
            for (long from = 0; found < count; from = (from + 8192 * 37) % (size - 8192)) {
                found += log.append(batch(from, 8192)).size();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (log.checkpoint().checkpoint().size() != size) {
                throw new IllegalStateException("an event happened twice");
            }
            print("%d known events again, in a log of %d: %.0f/s", found, size, found / seconds);
        }
    }

    private static void fsck(Path folder) throws IOException {
        long begun = System.nanoTime();
        LogFsck.Report report = LogFsck.check(folder, Optional.of(SIGNER.verifierKey()));
        double seconds = (System.nanoTime() - begun) / 1e9;
        long size = report.checkpoint().orElseThrow().size();
        print(
                "fsck of %d: %s, %d files in %.1f s, %.0f entries/s",
                size, report.isSound() ? "sound" : report.findings(), report.filesRead(), seconds, size / seconds);
    }

    /** Entries and events that follow from their number. */
    private static List<NewEntry> batch(long first, int count) {
        List<NewEntry> out = new ArrayList<>(count);
        byte[] entry = new byte[NewEntry.LENGTH];
        for (long i = first; i < first + count; i++) {
            Random random = new Random(i);
            random.nextBytes(entry);
            entry[0] = 1;
            out.add(new NewEntry(new UUID(random.nextLong(), i), entry));
        }
        return out;
    }

    private static void print(String format, Object... values) throws IOException {
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElseThrow();
        System.out.printf(Locale.ROOT, format + "; peak memory %s%n", append(values, peak.replaceAll("[^0-9]", "")));
    }

    private static Object[] append(Object[] values, String kibibytes) {
        Object[] out = Arrays.copyOf(values, values.length + 1);
        out[values.length] = Long.parseLong(kibibytes) / 1024 + " MiB";
        return out;
    }
}
