package org.wangchuan.acceptance;

import static org.wangchuan.acceptance.disk.RequestKind.FLUSH;
import static org.wangchuan.acceptance.disk.RequestKind.READ;
import static org.wangchuan.acceptance.disk.RequestKind.WRITE;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.wangchuan.acceptance.disk.Effect;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.RequestKind;

/** Lies that show at the interface of a disk. Each is told in the last pass, where no later pass can mend it. */
final class Lies {
    private Lies() {}

    static final int MIB = 1 << 20;
    static final int DISK_BYTES = 16 * MIB;

    private static final Set<String> NOT_DONE = Set.of("failed", "partial", "unproven");
    private static final Set<String> FAILED = Set.of("failed");

    static final List<Lie> ALL = List.of(
            new Lie(
                    "one-write-dropped",
                    "answers one write of one block and does not store it",
                    (disk, before) -> disk.tell(Fault.on(WRITE)
                            .afterBytes(before)
                            .within(5 * MIB + 512, 512)
                            .pretend()),
                    FAILED),
            new Lie(
                    "writes-dropped-at-random",
                    "answers one write in ten and does not store it",
                    (disk, before) -> disk.tell(Fault.on(WRITE)
                            .afterBytes(before)
                            .withProbability(0.1, 1)
                            .pretend()),
                    FAILED),
            new Lie(
                    "all-writes-dropped",
                    "answers every write and stores none",
                    (disk, before) -> disk.tell(Fault.on(WRITE).pretend()),
                    FAILED),
            new Lie(
                    "tail-of-writes-lost",
                    "writes short: stores the first half of a write and answers all of it",
                    (disk, before) -> disk.tell(Fault.on(WRITE)
                            .afterBytes(before)
                            .withProbability(0.2, 2)
                            .loseTail(32_768)),
                    FAILED),
            new Lie(
                    "write-lands-elsewhere",
                    "stores one block 64 KiB further on",
                    (disk, before) ->
                            disk.tell(Fault.on(WRITE).afterBytes(before).land(at -> at == 3 * MIB ? at + 65_536 : at)),
                    FAILED),
            new Lie(
                    "neighbours-swapped",
                    "stores two neighbouring blocks in each other's place",
                    (disk, before) -> disk.tell(Fault.on(WRITE)
                            .afterBytes(before)
                            .land(at -> at == 3 * MIB ? at + 512 : at == 3 * MIB + 512 ? at - 512 : at)),
                    FAILED),
            new Lie(
                    "half-the-capacity",
                    "wraps around at half of its capacity, for writes and reads",
                    (disk, before) -> disk.tell(Fault.on(WRITE, READ).land(at -> at % (DISK_BYTES / 2))),
                    FAILED),
            new Lie(
                    "one-block-is-an-alias",
                    "keeps two blocks in one place, for writes and reads",
                    (disk, before) -> disk.tell(Fault.on(WRITE, READ).land(at -> at == 9 * MIB ? 512 : at)),
                    FAILED),
            new Lie(
                    "bit-flipped-on-write",
                    "stores one byte with one bit changed",
                    (disk, before) -> disk.tell(Fault.on(WRITE)
                            .afterBytes(before)
                            .within(7 * MIB + 77, 1)
                            .garble(0x10)),
                    FAILED),
            new Lie(
                    "other-data-read",
                    "returns one byte with one bit changed",
                    (disk, before) ->
                            disk.tell(Fault.on(READ).within(7 * MIB + 77, 1).garble(0x10)),
                    FAILED),
            new Lie(
                    "reads-from-elsewhere",
                    "returns the neighbour of one block",
                    (disk, before) -> disk.tell(Fault.on(READ).land(at -> at == 8 * MIB ? at + 512 : at)),
                    FAILED),
            new Lie(
                    "stale-read",
                    "returns for one block what was there before the last pass",
                    (disk, before) -> {
                        disk.tell(Fault.on(FLUSH).afterWritten(before + 1).pretend());
                        return disk.tell(Fault.on(READ).within(6 * MIB, 512).stale());
                    },
                    FAILED),
            new Lie(
                    "flush-fails-once",
                    "answers every write, and fails one flush",
                    (disk, before) -> disk.tell(Fault.on(FLUSH).times(1).fail()),
                    NOT_DONE),
            new Lie(
                    "flush-fails-always",
                    "answers every write, and fails every flush",
                    (disk, before) -> disk.tell(Fault.on(FLUSH).fail()),
                    NOT_DONE),
            new Lie(
                    "cache-lost",
                    "answers flushes without making anything durable, and loses its cache before it is read back",
                    (disk, before) -> {
                        disk.tell(Fault.on(FLUSH).pretend());
                        return disk.tell(Fault.on(READ)
                                .afterFlushes(1)
                                .afterWritten(before + DISK_BYTES)
                                .times(1)
                                .forgetCache());
                    },
                    FAILED),
            new Lie(
                    "writes-fail",
                    "fails every write of 32 KiB",
                    (disk, before) ->
                            disk.tell(Fault.on(WRITE).within(2 * MIB, 32_768).fail()),
                    Set.of("partial")),
            new Lie(
                    "reads-fail",
                    "fails every read of 32 KiB",
                    (disk, before) ->
                            disk.tell(Fault.on(READ).within(2 * MIB, 32_768).fail()),
                    Set.of("partial", "unproven")),
            new Lie(
                    "capacity-shrinks",
                    "says in the last pass that it has half of its capacity",
                    (disk, before) -> disk.tell(Fault.on(WRITE)
                            .afterBytes(before + 12 * MIB)
                            .times(1)
                            .shrink(DISK_BYTES / 2)),
                    NOT_DONE),
            new Lie(
                    "capacity-shrinks-late",
                    "says while it is read back that it has half of its capacity",
                    (disk, before) -> disk.tell(Fault.on(READ)
                            .afterFlushes(1)
                            .afterWritten(before + DISK_BYTES)
                            .afterBytes(12 * MIB)
                            .times(1)
                            .shrink(DISK_BYTES / 2)),
                    NOT_DONE),
            new Lie(
                    "replaced-in-mid-job",
                    "is another disk from the middle of the last pass on",
                    (disk, before) -> disk.tell(Fault.on(WRITE)
                            .afterBytes(before + 8 * MIB)
                            .times(1)
                            .swapMedium(3)),
                    FAILED),
            new Lie(
                    "pulled-out-while-written",
                    "is pulled out in the middle of the last pass",
                    (disk, before) -> disk.tell(
                            Fault.on(WRITE).afterBytes(before + 8 * MIB).vanish()),
                    NOT_DONE),
            new Lie(
                    "pulled-out-while-read",
                    "is pulled out while it is read back",
                    (disk, before) -> disk.tell(Fault.on(READ)
                            .afterFlushes(1)
                            .afterWritten(before + DISK_BYTES)
                            .afterBytes(8 * MIB)
                            .vanish()),
                    NOT_DONE));

    /** Seconds of patience with a disk that hangs. */
    private static final int PATIENCE_SECONDS = 4;

    /** A disk that hangs costs the patience that was given; each is told to one policy only, for that takes its time. */
    static final List<Lie> HANGS = List.of(
            hang("hangs-while-written", "never answers a write in the last pass", WRITE, Effect.Hang.FOR_EVER),
            hang("hangs-at-a-flush", "never answers a flush", FLUSH, Effect.Hang.FOR_EVER),
            hang("hangs-while-read", "never answers a read", READ, Effect.Hang.FOR_EVER),
            hang(
                    "hangs-too-long",
                    "does not answer a write for five times as long as is waited for it, and then goes on",
                    WRITE,
                    Duration.ofSeconds(5 * PATIENCE_SECONDS)));

    private static Lie hang(String name, String meaning, RequestKind kind, Duration howLong) {
        return new Lie(
                name,
                meaning,
                (disk, before) -> {
                    // Not while it is examined; a flush and a read have their turn once something was written.
                    Fault.When when = Fault.on(kind).afterWritten(kind == READ ? before + DISK_BYTES : before + 1);
                    return disk.tell((howLong.equals(Effect.Hang.FOR_EVER) ? when : when.times(1)).hang(howLong));
                },
                NOT_DONE,
                List.of("--patience", "" + PATIENCE_SECONDS));
    }

    /** Those that touch so much of the disk that a sample meets them. */
    static final Set<String> WIDE = Set.of("all-writes-dropped", "half-the-capacity", "cache-lost");

    /** Lies that only a constant pass is deaf to; told to a policy whose last pass is one. */
    static final Lie CONSTANT_BLOCKS_DROPPED = new Lie(
            "constant-blocks-dropped",
            "does not store blocks whose bytes are all the same",
            (disk, before) -> disk.tell(Fault.on(WRITE).dropConstantBlocks()),
            FAILED);
}
