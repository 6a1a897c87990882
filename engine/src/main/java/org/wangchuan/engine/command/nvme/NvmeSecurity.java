package org.wangchuan.engine.command.nvme;

/** Security Send and Security Receive (NVMe Base 2.0): they carry what another standard defines, to the controller and not to one namespace. */
public final class NvmeSecurity {
    private static final int SECURITY_SEND = 0x81;
    private static final int SECURITY_RECEIVE = 0x82;
    private static final int BYTES_MAX = 65_536; // more than any message here; the kernel's limit differs by controller

    private NvmeSecurity() {}

    /**
     * Security Receive.
     *
     * @param protocol SECP, 0 to FFh
     * @param specific SPSP, 0 to FFFFh; for TCG the ComID
     * @param bytes the allocation length, 1 to 65536
     */
    public static NvmeRequest receive(int protocol, int specific, int bytes) {
        return NvmeRequest.reading(
                "Security Receive", SECURITY_RECEIVE, 0, within(bytes), word10(protocol, specific), bytes);
    }

    /**
     * Security Send.
     *
     * @param data 1 to 65536 bytes
     */
    public static NvmeRequest send(int protocol, int specific, byte[] data) {
        return NvmeRequest.sending(
                "Security Send", SECURITY_SEND, 0, data, word10(protocol, specific), within(data.length));
    }

    private static int within(int bytes) {
        if (bytes < 1 || bytes > BYTES_MAX) {
            throw new IllegalArgumentException("1 to 65536 bytes: " + bytes);
        }
        return bytes;
    }

    /** SECP in bits 31:24, SPSP in 23:8; NSSF, which is for protocol EAh alone, in 7:0. */
    private static int word10(int protocol, int specific) {
        if (protocol < 0 || protocol > 0xff || specific < 0 || specific > 0xffff) {
            throw new IllegalArgumentException("protocol 0 to FFh, specific 0 to FFFFh");
        }
        return protocol << 24 | specific << 8;
    }
}
