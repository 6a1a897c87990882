package org.wangchuan.engine.command.nvme;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * Lists of numbers that Identify answers with (NVMe Base 2.0). An empty one is all zeros, as is a buffer that nobody wrote to: who asks has to
 * know that the answer came.
 */
public final class NvmeLists {
    private static final int NAMESPACES_MAX = NvmeCommands.IDENTIFY_BYTES / 4;
    private static final int CONTROLLERS_MAX = 2047;

    private NvmeLists() {}

    /** Numbers of namespaces, rising; if there are 1024 of them, the next list has to be asked for. */
    public static List<Long> namespaces(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly("Namespace List", bytes, NvmeCommands.IDENTIFY_BYTES);
        List<Long> out = new ArrayList<>();
        long last = 0;
        boolean ended = false;
        for (int i = 0; i < NAMESPACES_MAX; i++) {
            long next = data.little32(4 * i);
            data.must(next == 0 || (next > last && !ended), Code.VALUE, 4 * i, "a higher number, or zeros", next);
            ended |= next == 0;
            if (next != 0) {
                out.add(next);
                last = next;
            }
        }
        return List.copyOf(out);
    }

    /** Numbers of controllers, rising. */
    public static List<Integer> controllers(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly("Controller List", bytes, NvmeCommands.IDENTIFY_BYTES);
        int count = data.little16(0);
        data.must(count <= CONTROLLERS_MAX, Code.LENGTH, 0, "at most " + CONTROLLERS_MAX, count);
        List<Integer> out = new ArrayList<>();
        int last = -1;
        for (int i = 0; i < count; i++) {
            int next = data.little16(2 + 2 * i);
            data.must(next > last, Code.VALUE, 2 + 2 * i, "a higher number", next);
            out.add(next);
            last = next;
        }
        return List.copyOf(out);
    }
}
