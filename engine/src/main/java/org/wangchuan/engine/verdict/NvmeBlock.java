package org.wangchuan.engine.verdict;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * The fields of a recorded NVMe admin command, as {@code struct nvme_passthru_cmd} has them (linux/nvme_ioctl.h).
 *
 * @param namespace unsigned; 4294967295 for all
 * @param word10 command dword 10, unsigned
 */
record NvmeBlock(int opcode, long namespace, long word10) {
    static final int GET_LOG_PAGE = 0x02;
    static final int IDENTIFY = 0x06;
    static final int FORMAT = 0x80;
    static final int SANITIZE = 0x84;

    static final long ALL_NAMESPACES = 0xffff_ffffL;

    /** PREQ of Sanitize: purge or fail. To be checked against the specification, as {@code NvmeErase} says. */
    static final long PURGE_OR_FAIL = 1L << 11;

    private static final int LOG_SANITIZE = 0x81;
    private static final int CNS_NAMESPACE = 0;
    private static final int CNS_CONTROLLER = 1;
    private static final int CNS_ACTIVE = 2;
    private static final int WORD_12_OFFSET = NvmeRequest.WORD_10_OFFSET + 8;
    private static final int WORD_13_OFFSET = NvmeRequest.WORD_10_OFFSET + 12;

    /** Empty if it is another command, or one whose other fields are not what is known here. */
    static Optional<NvmeBlock> of(DeviceCommand recorded) {
        byte[] bytes = DriveAnswer.request(recorded);
        if (bytes.length != NvmeRequest.BYTES || recorded.answer() instanceof DeviceCommand.Completed) {
            return Optional.empty();
        }
        ByteBuffer structure = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean plain = structure.get(1) == 0 // fused operations, or another kind of list
                && structure.getInt(8) == 0
                && structure.getInt(12) == 0
                && structure.getInt(WORD_12_OFFSET) == 0 // an offset into a log
                && structure.getInt(WORD_13_OFFSET) == 0;
        return plain
                ? Optional.of(new NvmeBlock(
                        Byte.toUnsignedInt(structure.get(0)),
                        Integer.toUnsignedLong(structure.getInt(NvmeRequest.NAMESPACE_OFFSET)),
                        Integer.toUnsignedLong(structure.getInt(NvmeRequest.WORD_10_OFFSET))))
                : Optional.empty();
    }

    boolean is(int operation) {
        return opcode == operation;
    }

    /** Get Log Page, Sanitize Status. */
    boolean sanitizeLog() {
        return is(GET_LOG_PAGE) && (word10 & 0xff) == LOG_SANITIZE;
    }

    /** Sanitize that is to purge or to fail. */
    boolean asksToPurge() {
        return is(SANITIZE) && (word10 & PURGE_OR_FAIL) != 0;
    }

    boolean identifiesController() {
        return is(IDENTIFY) && (word10 & 0xff) == CNS_CONTROLLER;
    }

    boolean identifiesNamespace() {
        return is(IDENTIFY) && (word10 & 0xff) == CNS_NAMESPACE;
    }

    /** Identify, all namespaces that are attached. */
    boolean listsNamespaces() {
        return is(IDENTIFY) && (word10 & 0xff) == CNS_ACTIVE && namespace == 0;
    }
}
