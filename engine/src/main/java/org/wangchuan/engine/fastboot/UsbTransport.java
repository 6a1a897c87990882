package org.wangchuan.engine.fastboot;

import org.wangchuan.engine.fastboot.FastbootException.Code;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.UsbException;

/** Fastboot over USB: each message is one bulk transfer, without an empty packet after it. The pipe's interface stays with who claimed it. */
public final class UsbTransport implements FastbootTransport {
    private final BulkPipe pipe;

    /** Over a claimed interface of class ff, subclass 42, protocol 03. */
    public UsbTransport(BulkPipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public void send(byte[] message, Deadline deadline) throws FastbootException {
        try {
            pipe.write(message, deadline);
        } catch (UsbException e) {
            throw translated(e);
        }
    }

    @Override
    public byte[] receive(int most, Deadline deadline) throws FastbootException {
        try {
            return pipe.read(most, deadline);
        } catch (UsbException e) {
            throw translated(e);
        }
    }

    private static FastbootException translated(UsbException e) {
        Code code = switch (e.code()) {
            case NOT_FOUND, NO_SUCH_PART, NO_RIGHTS, IN_USE -> Code.NOT_FOUND;
            case CHANGED, GONE -> Code.GONE;
            case NO_ANSWER -> Code.NO_ANSWER;
            case ENDED -> Code.ENDED;
            case TOO_LONG -> Code.TOO_LONG;
            case STALLED, BUS_ERROR -> Code.BUS_ERROR;
        };
        return new FastbootException(code, String.valueOf(e.getMessage()));
    }

    @Override
    public void close() {
        pipe.end();
    }
}
