package org.wangchuan.engine.command.scsi;

import java.util.HexFormat;

/** One SCSI command as SG_IO takes it: command block, and data that goes or comes. Immutable. */
public final class ScsiRequest {
    /** Bytes of a command block at most (scsi/sg.h takes 252; no command here is longer). */
    public static final int BLOCK_BYTES_MAX = 16;

    private final String name;
    private final byte[] block;
    private final byte[] sent;
    private final int readBytes;

    private ScsiRequest(String name, byte[] block, byte[] sent, int readBytes) {
        this.name = name;
        this.block = block.clone();
        this.sent = sent.clone();
        this.readBytes = readBytes;
    }

    /** One that moves no data. */
    public static ScsiRequest plain(String name, byte[] block) {
        return new ScsiRequest(name, block, new byte[0], 0);
    }

    /** One that reads up to {@code readBytes}. */
    public static ScsiRequest reading(String name, byte[] block, int readBytes) {
        return new ScsiRequest(name, block, new byte[0], readBytes);
    }

    /** One that sends {@code data}. */
    public static ScsiRequest sending(String name, byte[] block, byte[] data) {
        return new ScsiRequest(name, block, data, 0);
    }

    /** As the standard calls it. */
    public String name() {
        return name;
    }

    /** The command block, 6 to 16 bytes; a new array each time. */
    public byte[] block() {
        return block.clone();
    }

    /** What is sent; empty if nothing is. */
    public byte[] sent() {
        return sent.clone();
    }

    /** What may be read at most, 0 for nothing. */
    public int readBytes() {
        return readBytes;
    }

    /** The command block alone: what is sent may hold a password. */
    @Override
    public String toString() {
        return name + " " + HexFormat.of().formatHex(block);
    }
}
