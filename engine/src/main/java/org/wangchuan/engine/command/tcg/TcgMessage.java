package org.wangchuan.engine.command.tcg;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is sent to a device by protocol 01h or 02h, in whole blocks of 512 bytes. Immutable. One that {@linkplain #secret() holds a secret} is to
 * be handed to the device and to nobody else: its bytes belong into no record and no log.
 */
public final class TcgMessage {
    /** Below it ComIDs have meanings of their own: discovery, reset, blocking of the SID. */
    public static final int COM_ID_LEAST = 6;

    public static final int COM_ID_MOST = 0xffff;

    /** What lengths are counted in by ATA and SCSI. */
    public static final int BLOCK_BYTES = 512;

    /** What each device takes by the standard without being asked (Core Specification, Opal, Pyrite: MaxComPacketSize). */
    public static final int BYTES_MAX = 2048;

    private final String name;
    private final int protocol;
    private final int comId;
    private final boolean secret;
    private final byte[] bytes;

    private TcgMessage(String name, int protocol, int comId, boolean secret, byte[] bytes) {
        this.name = name;
        this.protocol = protocol;
        this.comId = comId;
        this.secret = secret;
        this.bytes = bytes;
    }

    /** What may be kept of it: its bytes, those of the PSID masked ({@link PsidMask}). */
    public byte[] recorded() {
        return secret ? PsidMask.masked(bytes) : bytes.clone();
    }

    /** Overwrites its bytes, once it was sent. */
    public void wipe() {
        Arrays.fill(bytes, (byte) 0);
    }

    /** Pads it to whole blocks. */
    static TcgMessage of(String name, int protocol, int comId, boolean secret, byte[] bytes) {
        if (comId < COM_ID_LEAST || comId > COM_ID_MOST) {
            throw new IllegalArgumentException("ComID: 6 to 65535");
        }
        int blocks = (bytes.length + BLOCK_BYTES - 1) / BLOCK_BYTES;
        if (blocks < 1 || blocks > BYTES_MAX / BLOCK_BYTES) {
            throw new IllegalArgumentException("1 to " + BYTES_MAX + " bytes: " + bytes.length);
        }
        byte[] padded = ByteBuffer.allocate(blocks * BLOCK_BYTES).put(bytes).array();
        return new TcgMessage(name, protocol, comId, secret, padded);
    }

    /** As the standard calls what is called. */
    public String name() {
        return name;
    }

    /** The security protocol that carries it. */
    public int protocol() {
        return protocol;
    }

    /** What is specific to the protocol: the ComID. */
    public int comId() {
        return comId;
    }

    /** Whether its bytes hold a PSID. */
    public boolean secret() {
        return secret;
    }

    /** A new array each time. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Without its bytes. */
    @Override
    public String toString() {
        return name + ", protocol " + protocol + ", ComID " + comId + ", " + bytes.length + " bytes";
    }
}
