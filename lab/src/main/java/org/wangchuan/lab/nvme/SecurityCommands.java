package org.wangchuan.lab.nvme;

import java.io.IOException;
import org.wangchuan.lab.tcg.Tper;

/** Security Send and Security Receive (NVMe Base 2.0), which carry what a trusted peripheral is told and asked. */
final class SecurityCommands {
    private static final int SEND = 0x81;

    /** More than any message or answer of security protocols here, bytes. */
    private static final int BYTES_MAX = 64 << 10;

    private SecurityCommands() {}

    /** Dword 10: security protocol and what is specific to it; dword 11: how many bytes. */
    static NvmeAnswer execute(Tper tper, NvmeCommand command, byte[] data) throws IOException {
        int protocol = command.dword(10) >>> 24;
        int specific = (command.dword(10) >>> 8) & 0xffff;
        int bytes = command.dword(11);
        if (bytes < 0 || bytes > BYTES_MAX) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        }
        if (command.opcode() == SEND && bytes != data.length) {
            return NvmeAnswer.refused(NvmeStatus.DATA_TRANSFER);
        }
        Tper.Answer answer = command.opcode() == SEND
                ? tper.send(protocol, specific, data)
                : tper.receive(protocol, specific, bytes);
        return switch (answer.verdict()) {
            case TAKEN -> NvmeAnswer.data(answer.data());
            case INVALID -> NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
            case OUT_OF_SEQUENCE -> NvmeAnswer.refused(NvmeStatus.SEQUENCE);
        };
    }
}
