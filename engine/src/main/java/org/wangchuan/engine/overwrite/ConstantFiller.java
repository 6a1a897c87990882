package org.wangchuan.engine.overwrite;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** Fills by copying, and compares against, a template that holds whole repetitions. */
final class ConstantFiller implements PatternFiller {
    /** Small enough to stay in a core's second-level cache beside the data. */
    private static final int TEMPLATE_BYTES = 32 * 1024;

    private final int period;
    private final MemorySegment template;
    private final int compareBytes;

    ConstantFiller(byte[] repeated) {
        period = repeated.length;
        compareBytes = TEMPLATE_BYTES - TEMPLATE_BYTES % period;
        byte[] bytes = Arrays.copyOf(repeated, compareBytes + period);
        // What is there is whole repetitions, and goes behind itself.
        for (int there = period; there < bytes.length; there *= 2) {
            System.arraycopy(bytes, 0, bytes, there, Math.min(there, bytes.length - there));
        }
        template = MemorySegment.ofArray(bytes);
    }

    @Override
    public void fill(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        if (period == 1) {
            buffer.asSlice(bufferOffset, length).fill(template.get(ValueLayout.JAVA_BYTE, 0));
            return;
        }
        long phase = mediumOffset % period;
        for (long at = 0; at < length; at += compareBytes) {
            MemorySegment.copy(template, phase, buffer, bufferOffset + at, Math.min(compareBytes, length - at));
        }
    }

    @Override
    public void move(MemorySegment buffer, long bufferOffset, long filledFor, long mediumOffset, long length) {
        if (filledFor % period != mediumOffset % period) {
            fill(buffer, bufferOffset, mediumOffset, length);
        }
    }

    @Override
    public long firstMismatch(MemorySegment buffer, long bufferOffset, long mediumOffset, long length) {
        long phase = mediumOffset % period;
        for (long at = 0; at < length; at += compareBytes) {
            long piece = Math.min(compareBytes, length - at);
            long from = bufferOffset + at;
            long first = MemorySegment.mismatch(buffer, from, from + piece, template, phase, phase + piece);
            if (first >= 0) {
                return at + first;
            }
        }
        return -1;
    }
}
