package org.wangchuan.engine.mtp;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.UsbException;
import org.wangchuan.engine.usb.io.UsbException.Code;

/** A pipe whose other side sends what it was given, transfer by transfer, then nothing, or the last one for ever. */
final class ScriptedPipe implements BulkPipe {
    private final Deque<byte[]> transfers;
    private final boolean endless;
    private String asked = "";

    ScriptedPipe(List<byte[]> transfers, boolean endless) {
        this.transfers = new ArrayDeque<>(transfers);
        this.endless = endless;
    }

    /** All that was written, in lower-case hexadecimal. */
    String asked() {
        return asked;
    }

    @Override
    public void write(byte[] transfer, Deadline deadline) {
        asked += HexFormat.of().formatHex(transfer);
    }

    @Override
    public void writeTerminated(byte[] transfer, Deadline deadline) {
        write(transfer, deadline);
    }

    @Override
    public byte[] read(int most, Deadline deadline) throws UsbException {
        byte[] next = endless && transfers.size() == 1 ? transfers.getFirst() : transfers.poll();
        if (next == null) {
            throw new UsbException(Code.NO_ANSWER, "the script is over");
        }
        if (next.length > most) {
            throw new UsbException(Code.TOO_LONG, "the script has more");
        }
        return next;
    }

    @Override
    public int writePacketBytes() {
        return 512;
    }

    @Override
    public int readPacketBytes() {
        return 512;
    }

    @Override
    public void clearHalt() {}

    @Override
    public void end() {}
}
