package org.wangchuan.engine.purge;

import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.scsi.ScsiRequest;

/** A command as it goes to a drive, whatever it speaks. Immutable. */
final class Message {
    private final String name;
    private final byte[] bytes;
    private final byte[] sent;
    private final int readBytes;
    private final int timeoutMillis;

    private Message(String name, byte[] bytes, byte[] sent, int readBytes, int timeoutMillis) {
        this.name = name;
        this.bytes = bytes.clone();
        this.sent = sent.clone();
        this.readBytes = readBytes;
        this.timeoutMillis = timeoutMillis;
    }

    /** @param timeoutMillis 0 for the driver's own */
    static Message of(NvmeRequest request, int timeoutMillis) {
        return new Message(
                request.name(),
                request.structure(timeoutMillis),
                request.sent(),
                request.readBytes(),
                Math.max(1, timeoutMillis));
    }

    static Message of(ScsiRequest request, int timeoutMillis) {
        return new Message(request.name(), request.block(), request.sent(), request.readBytes(), timeoutMillis);
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
