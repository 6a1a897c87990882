package org.wangchuan.benchmarks;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.overwrite.PatternFiller;

/** Producing and comparing one chunk of 1 MiB; operations per second are MiB per second. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PatternBenchmark {
    private static final int CHUNK_BYTES = 1 << 20;

    /** The kind of pattern. */
    @Param({"zero", "fixed3", "stamped", "random"})
    public String pattern = "zero";

    private final MemorySegment buffer = Arena.ofAuto().allocate(CHUNK_BYTES, 4096);
    private final MemorySegment read = Arena.ofAuto().allocate(CHUNK_BYTES, 4096);
    private PatternFiller filler = Pattern.zero().newFiller();
    private long offset;

    /** Fills both buffers. */
    @Setup(Level.Trial)
    public void prepare() {
        filler = pattern(pattern).newFiller();
        filler.fill(buffer, 0, 0, CHUNK_BYTES);
        filler.fill(read, 0, 0, CHUNK_BYTES);
    }

    static Pattern pattern(String name) {
        return switch (name) {
            case "zero" -> Pattern.zero();
            case "one" -> Pattern.one();
            case "fixed3" -> Pattern.fixed((byte) 0x92, (byte) 0x49, (byte) 0x24);
            case "stamped" -> Pattern.stamped(System.nanoTime());
            case "random" -> Pattern.random(new byte[32]);
            default -> throw new IllegalArgumentException("no such pattern: " + name);
        };
    }

    /** Into a buffer with any content. */
    @Benchmark
    public void fill() {
        filler.fill(buffer, 0, offset, CHUNK_BYTES);
        offset += CHUNK_BYTES;
    }

    /** Into a buffer that holds the pattern for another place. */
    @Benchmark
    public void move() {
        filler.move(buffer, 0, offset, offset + CHUNK_BYTES, CHUNK_BYTES);
        offset += CHUNK_BYTES;
    }

    /** What was read, all right. */
    @Benchmark
    public long compare() {
        return filler.firstMismatch(read, 0, 0, CHUNK_BYTES);
    }
}
