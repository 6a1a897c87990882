package org.wangchuan.engine.purge;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.command.mmc.MmcRow;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.medium.DeviceCommand;

/** A command as it goes to a drive, whatever it speaks. Immutable. */
final class Message {
    private static final HexFormat HEX = HexFormat.of();

    private final String name;
    private final byte[] bytes;
    private final byte[] sent;
    private final byte[] recorded;
    private final int readBytes;
    private final int timeoutMillis;

    private Message(String name, byte[] bytes, byte[] sent, byte[] recorded, int readBytes, int timeoutMillis) {
        this.name = name;
        this.bytes = bytes.clone();
        this.sent = sent.clone();
        this.recorded = recorded.clone();
        this.readBytes = readBytes;
        this.timeoutMillis = timeoutMillis;
    }

    /** @param timeoutMillis 0 for the driver's own */
    static Message of(NvmeRequest request, int timeoutMillis) {
        return new Message(
                request.name(),
                request.structure(timeoutMillis),
                request.sent(),
                request.sent(),
                request.readBytes(),
                Math.max(1, timeoutMillis));
    }

    static Message of(ScsiRequest request, int timeoutMillis) {
        return new Message(
                request.name(), request.block(), request.sent(), request.sent(), request.readBytes(), timeoutMillis);
    }

    /** A row of commands to a card. */
    static Message row(String name, List<MmcRequest> requests, int timeoutMillis) {
        return new Message(
                name,
                MmcRequest.row(requests, timeoutMillis),
                new byte[0],
                new byte[0],
                requests.getLast().readBytes(),
                Math.max(1, timeoutMillis));
    }

    /** One that is known by its bytes alone, and reads. */
    static Message reading(String name, byte[] block, int readBytes, int timeoutMillis) {
        return new Message(name, block, new byte[0], new byte[0], readBytes, timeoutMillis);
    }

    /** The same under another name, of which other bytes are kept than what is sent: those hold a secret. */
    Message recordedAs(String itsName, byte[] kept) {
        return new Message(itsName, bytes, sent, kept, readBytes, timeoutMillis);
    }

    /** Overwrites what it sends, once it was sent. */
    void wipe() {
        Arrays.fill(sent, (byte) 0);
    }

    /** What is kept of what is sent; empty if nothing is. */
    byte[] recorded() {
        return recorded.clone();
    }

    /** Whether a command in a record is this one, whatever time it was given: that may change with the version of this program. */
    boolean isSameAs(DeviceCommand recorded) {
        return HEX.formatHex(untimed(HEX.parseHex(recorded.request()))).equals(HEX.formatHex(untimed(bytes)));
    }

    private static byte[] untimed(byte[] request) {
        byte[] out = request.clone();
        if (out.length == NvmeRequest.BYTES) {
            Arrays.fill(out, NvmeRequest.TIMEOUT_OFFSET, NvmeRequest.RESULT_OFFSET, (byte) 0);
        }
        if (MmcRow.isRow(out)) {
            for (int at = MmcRequest.ROW_OFFSET + MmcRequest.TIMEOUT_OFFSET; at < out.length; at += MmcRequest.BYTES) {
                Arrays.fill(out, at, at + Integer.BYTES, (byte) 0);
            }
        }
        return out;
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes.clone();
    }

    /** Empty if nothing is sent. */
    byte[] sent() {
        return sent.clone();
    }

    int readBytes() {
        return readBytes;
    }

    int timeoutMillis() {
        return timeoutMillis;
    }
}
