package org.wangchuan.engine.adb.wire;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.UsbException;

/**
 * Packets over a USB cable: header and payload are transfers of their own. A payload to the phone whose length is a multiple of the largest
 * packet is followed by a packet of zero length (AOSP client/usb_linux.cpp: {@code zero_mask}); of one from the phone exactly what the
 * header announced is waited for (client/transport_usb.cpp: {@code UsbReadPayload}), and a packet of zero length that follows it, as
 * Debian's adbd sends it, is passed over before the next header. What an earlier owner of the interface left half sent shows as
 * {@code PROTOCOL} once: whoever claims the interface tries again. Tried with the real adbd over USB that is made by the kernel, never with
 * a phone.
 */
public final class BulkTransport implements AdbTransport {
    /** Packets of zero length in a row. A phone sends one at the most; endless ones are not waited out. */
    private static final int EMPTY_MAX = 16;

    private final BulkPipe pipe;
    private volatile boolean closed;

    /** Over the interface of class ff, subclass 42, protocol 01, which stays with who claimed it; closing this ends the pipe. */
    public BulkTransport(BulkPipe pipe) {
        this.pipe = pipe;
    }

    @Override
    public void send(AdbPacket packet, Deadline deadline) throws AdbException {
        try {
            pipe.writeTerminated(packet.header(), deadline);
            if (packet.payload().length > 0) {
                pipe.writeTerminated(packet.payload(), deadline);
            }
        } catch (UsbException e) {
            throw translated(e);
        }
    }

    @Override
    public Optional<AdbPacket> receive(Duration idle, Duration whole) throws AdbException {
        Optional<byte[]> begin = header(Deadline.after(idle));
        if (begin.isEmpty()) {
            return Optional.empty();
        }
        AdbPacket.Header header = AdbPacket.Header.parse(begin.get());
        return Optional.of(header.with(payload(header.lengthBytes(), Deadline.after(whole))));
    }

    /** The next transfer that is not empty; empty if none came. */
    private Optional<byte[]> header(Deadline deadline) throws AdbException {
        try {
            for (int empty = 0; empty <= EMPTY_MAX; empty++) {
                byte[] got = pipe.read(AdbPacket.HEADER_BYTES, deadline);
                if (got.length > 0) {
                    return Optional.of(got);
                }
            }
        } catch (UsbException e) {
            if (e.code() == UsbException.Code.NO_ANSWER) {
                return Optional.empty();
            }
            throw translated(e);
        }
        throw new AdbException(Code.PROTOCOL, "nothing but packets of zero length");
    }

    private byte[] payload(int length, Deadline deadline) throws AdbException {
        ByteArrayOutputStream all = new ByteArrayOutputStream(length);
        try {
            while (all.size() < length) {
                byte[] got = pipe.read(length - all.size(), deadline);
                all.writeBytes(got);
                // What is short of a whole packet ends a transfer, so that the next bytes would not be of this payload.
                boolean isCut = got.length == 0 || got.length % pipe.readPacketBytes() != 0;
                if (isCut && all.size() < length) {
                    throw new AdbException(
                            Code.PROTOCOL, "a payload of " + length + " bytes announced, " + all.size() + " came");
                }
            }
        } catch (UsbException e) {
            throw translated(e);
        }
        return all.toByteArray();
    }

    private AdbException translated(UsbException e) {
        if (closed) {
            return new AdbException(Code.CLOSED, "closed on this side");
        }
        return switch (e.code()) {
            case NO_ANSWER -> new AdbException(Code.TIMEOUT, "a transfer did not come to its end in time", e);
            case TOO_LONG -> new AdbException(Code.PROTOCOL, "a transfer longer than was announced", e);
            case ENDED -> new AdbException(Code.CLOSED, "closed on this side", e);
            case NOT_FOUND, NO_RIGHTS, IN_USE, CHANGED, GONE, STALLED, NO_SUCH_PART, BUS_ERROR ->
                new AdbException(Code.GONE, "the cable or the phone went away", e);
        };
    }

    @Override
    public void close() {
        closed = true;
        pipe.end();
    }
}
