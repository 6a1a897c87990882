package org.wangchuan.engine.command.tcg;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.Told;

/** Whether a device has commands that carry security protocols, and which protocols it knows. */
public final class SecurityCommands {
    /** The protocol that lists the others (SPC-5, "Security protocol information"). */
    public static final int INFORMATION = 0x00;

    /** What is specific to it for the list of protocols. */
    public static final int PROTOCOL_LIST = 0x0000;

    /** The protocol of Level 0 Discovery and of sessions (TCG). */
    public static final int TCG = 0x01;

    /** The protocol that manages ComIDs (TCG). */
    public static final int TCG_COM_IDS = 0x02;

    /** Bytes that are asked for of the list. */
    public static final int LIST_BYTES = 512;

    private static final int LIST_OFFSET = 8;
    private static final int TRUSTED_COMPUTING = 48; // word; bit 14 set and bit 15 clear where it is filled in
    private static final int IDENTIFY_DEVICE_BYTES = 512;
    private static final int IDENTIFY_CONTROLLER_BYTES = 4096;
    private static final int OACS = 256;

    private SecurityCommands() {}

    /** Word 48 bit 0 of IDENTIFY DEVICE (ACS-4): the Trusted Computing feature set. */
    public static Told ata(byte[] identify) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly("IDENTIFY DEVICE", identify, IDENTIFY_DEVICE_BYTES);
        int word = data.little16(2 * TRUSTED_COMPUTING);
        return Told.of((word & 1) != 0).onlyIf((word & 0xc000) == 0x4000);
    }

    /** OACS bit 0 of Identify Controller (NVMe Base 2.0): Security Send and Security Receive. */
    public static Told nvme(byte[] identify) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly("Identify Controller", identify, IDENTIFY_CONTROLLER_BYTES);
        return Told.of(data.bit(OACS, 0)).onlyIf(!data.blank());
    }

    /**
     * The list of supported security protocols, rising.
     *
     * @throws AnswerException also if it is empty, as in a buffer that nobody wrote to: the one that lists is itself among them
     */
    public static List<Integer> protocols(byte[] bytes) throws AnswerException {
        AnswerBytes all = AnswerBytes.within("security protocol list", bytes, LIST_OFFSET + 1, LIST_BYTES);
        AnswerBytes data = all.announced(6, (long) LIST_OFFSET + all.big16(6), LIST_OFFSET + 1);
        List<Integer> out = new ArrayList<>();
        int last = -1;
        for (int i = LIST_OFFSET; i < data.size(); i++) {
            int next = data.at(i);
            data.must(next > last, Code.VALUE, i, "a higher number", next);
            out.add(next);
            last = next;
        }
        data.must(out.getFirst() == INFORMATION, Code.VALUE, LIST_OFFSET, "protocol 00h first", out.getFirst());
        return List.copyOf(out);
    }
}
