package org.wangchuan.engine.command.nvme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** One admin command as {@code NVME_IOCTL_ADMIN_CMD} takes it (linux/nvme_ioctl.h, {@code struct nvme_passthru_cmd}). Immutable. */
public final class NvmeRequest {
    /** sizeof(struct nvme_passthru_cmd). */
    public static final int BYTES = 72;

    /** Where the address of the data goes; left empty here, for who sends it. */
    public static final int ADDRESS_OFFSET = 24;

    public static final int TIMEOUT_OFFSET = 64;
    public static final int RESULT_OFFSET = 68;

    /** All namespaces. */
    public static final int ALL_NAMESPACES = 0xffffffff;

    public static final int NAMESPACE_OFFSET = 4;
    public static final int DATA_LENGTH_OFFSET = 36;
    public static final int WORD_10_OFFSET = 40;

    private final String name;
    private final int opcode;
    private final int namespace;
    private final int[] words;
    private final byte[] sent;
    private final int readBytes;

    private NvmeRequest(String name, int opcode, int namespace, byte[] sent, int readBytes, int... words) {
        this.name = name;
        this.opcode = opcode;
        this.namespace = namespace;
        this.words = words.clone();
        this.sent = sent.clone();
        this.readBytes = readBytes;
    }

    /** One without data; {@code words} from command dword 10 on, at most six */
    static NvmeRequest plain(String name, int opcode, int namespace, int... words) {
        return new NvmeRequest(name, opcode, namespace, new byte[0], 0, words);
    }

    static NvmeRequest reading(String name, int opcode, int namespace, int readBytes, int... words) {
        return new NvmeRequest(name, opcode, namespace, new byte[0], readBytes, words);
    }

    static NvmeRequest sending(String name, int opcode, int namespace, byte[] data, int... words) {
        return new NvmeRequest(name, opcode, namespace, data, 0, words);
    }

    /** As the standard calls it. */
    public String name() {
        return name;
    }

    /** Command dword 10, 0 if it has none. */
    int word10() {
        return words.length == 0 ? 0 : words[0];
    }

    /** What may be read, 0 for nothing. */
    public int readBytes() {
        return readBytes;
    }

    /** What is sent; empty if nothing is. */
    public byte[] sent() {
        return sent.clone();
    }

    /**
     * The structure, with neither address nor result.
     *
     * @param timeoutMillis 0 for the driver's own
     */
    public byte[] structure(int timeoutMillis) {
        ByteBuffer out = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, (byte) opcode);
        out.putInt(NAMESPACE_OFFSET, namespace);
        out.putInt(DATA_LENGTH_OFFSET, Math.max(readBytes, sent.length));
        for (int i = 0; i < words.length; i++) {
            out.putInt(WORD_10_OFFSET + 4 * i, words[i]);
        }
        out.putInt(TIMEOUT_OFFSET, timeoutMillis);
        return out.array();
    }

    @Override
    public String toString() {
        return name + ", namespace " + Integer.toUnsignedString(namespace) + ", dwords from 10 on "
                + Arrays.toString(words);
    }
}
