package org.wangchuan.lab.tcmu;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CountDownLatch;
import org.wangchuan.lab.scsi.LogicalUnit;
import org.wangchuan.lab.scsi.ScsiAnswer;

/** The commands that the kernel lays into the ring for one logical unit, answered one after the other (linux/target_core_user.h). */
final class CommandRing {
    // struct tcmu_mailbox
    private static final long COMMANDS_AT = 4;
    private static final long COMMANDS_BYTES = 8;
    private static final long HEAD = 12;
    private static final long TAIL = 64;

    // struct tcmu_cmd_entry
    private static final long USER_FLAGS = 7;
    private static final long VECTORS = 8;
    private static final long DESCRIPTOR_AT = 24;
    private static final long VECTOR = 48;
    private static final long STATUS = 8;
    private static final long SENSE = 16;
    private static final int SENSE_BYTES = 96;

    private static final int OPERATION = 7;
    private static final int COMMAND = 1;
    private static final byte UNKNOWN = 1;
    private static final int VECTOR_BYTES = 16;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

    private final Uio uio;
    private final MemorySegment memory;
    private final LogicalUnit unit;

    /** Its offsets, for a comparison with the header. */
    static String layout() {
        return "%d %d %d %d %d %d %d %d %d"
                .formatted(COMMANDS_AT, COMMANDS_BYTES, HEAD, TAIL, VECTORS, DESCRIPTOR_AT, VECTOR, STATUS, SENSE);
    }

    CommandRing(Uio uio, LogicalUnit unit) {
        this.uio = uio;
        this.unit = unit;
        memory = uio.memory();
    }

    /** Answers until the kernel takes the device away. */
    void serve(Runnable afterEach) throws IOException {
        do {
            while (memory.get(INT, TAIL) != head()) {
                next();
                uio.ring();
                afterEach.run();
            }
        } while (uio.await());
    }

    private int head() {
        int head = memory.get(INT, HEAD);
        VarHandle.fullFence(); // what lies behind the head was written before it
        return head;
    }

    private void next() throws IOException {
        int tail = memory.get(INT, TAIL);
        long entry = Integer.toUnsignedLong(memory.get(INT, COMMANDS_AT)) + Integer.toUnsignedLong(tail);
        int lengthAndOperation = memory.get(INT, entry);
        int length = lengthAndOperation & ~OPERATION;
        if ((lengthAndOperation & OPERATION) == COMMAND) {
            answer(entry);
        } else if ((lengthAndOperation & OPERATION) != 0) {
            memory.set(ValueLayout.JAVA_BYTE, entry + USER_FLAGS, UNKNOWN);
        }
        VarHandle.fullFence();
        memory.set(INT, TAIL, Integer.remainderUnsigned(tail + length, memory.get(INT, COMMANDS_BYTES)));
        VarHandle.fullFence();
    }

    private void answer(long entry) throws IOException {
        int vectors = memory.get(INT, entry + VECTORS);
        long[] at = new long[vectors];
        int[] bytes = new int[vectors];
        int all = 0;
        for (int i = 0; i < vectors; i++) {
            at[i] = memory.get(LONG, entry + VECTOR + (long) i * VECTOR_BYTES);
            bytes[i] = (int) memory.get(LONG, entry + VECTOR + (long) i * VECTOR_BYTES + 8);
            all += bytes[i];
        }
        byte[] data = new byte[all];
        for (int i = 0, to = 0; i < vectors; to += bytes[i++]) {
            MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at[i], data, to, bytes[i]);
        }
        ScsiAnswer answer = unit.execute(descriptor(memory.get(LONG, entry + DESCRIPTOR_AT)), data);
        if (unit.presence() == LogicalUnit.Presence.SILENT) {
            hang();
        }
        byte[] in = answer.data();
        for (int i = 0, from = 0; i < vectors && from < in.length; from += bytes[i++]) {
            MemorySegment.copy(in, from, memory, ValueLayout.JAVA_BYTE, at[i], Math.min(bytes[i], in.length - from));
        }
        // The answer lies where the request lay: nothing of that is read from here on.
        memory.set(LONG, entry + STATUS, Integer.toUnsignedLong(answer.status()));
        byte[] sense = new byte[SENSE_BYTES];
        System.arraycopy(answer.sense(), 0, sense, 0, Math.min(answer.sense().length, SENSE_BYTES));
        MemorySegment.copy(sense, 0, memory, ValueLayout.JAVA_BYTE, entry + SENSE, SENSE_BYTES);
    }

    /** The command stays with the kernel, and so do all that come after it. */
    private static void hang() throws IOException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        }
    }

    private byte[] descriptor(long at) {
        int opcode = Byte.toUnsignedInt(memory.get(ValueLayout.JAVA_BYTE, at));
        int length = switch (opcode >>> 5) {
            case 0 -> 6;
            case 1, 2 -> 10;
            case 5 -> 12;
            default -> 16;
        };
        byte[] out = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, at, out, 0, length);
        return out;
    }
}
