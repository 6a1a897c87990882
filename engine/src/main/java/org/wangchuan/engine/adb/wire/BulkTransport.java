package org.wangchuan.engine.adb.wire;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.patience.Deadline;

/**
 * Packets over a USB cable: header and payload are transfers of their own. A payload to the phone whose length is a multiple of the largest
 * packet is followed by a packet of zero length (AOSP client/usb_linux.cpp: {@code zero_mask}); one from the phone is not, so that exactly
 * what the header announced is waited for (client/transport_usb.cpp: {@code UsbReadPayload}), and a packet of zero length that comes all the
 * same is passed over. What an earlier owner of the interface left half sent shows as {@code PROTOCOL} once: whoever claims the interface
 * tries again. Tried against a model of two endpoints, never with a phone.
 */
public final class BulkTransport implements AdbTransport {
    /** Packets of zero length in a row. A phone sends one at the most; endless ones are not waited out. */
    private static final int EMPTY_MAX = 16;

    private final BulkPipes pipes;
    private volatile boolean closed;

    /** Over an interface that was claimed; closing this closes it. */
    public BulkTransport(BulkPipes pipes) {
        this.pipes = pipes;
    }

    @Override
    public void send(AdbPacket packet, Deadline deadline) throws AdbException {
        byte[] payload = packet.payload();
        try {
            put(packet.header(), deadline);
            put(payload, deadline);
            if (payload.length > 0 && payload.length % pipes.packetBytes() == 0) {
                if (pipes.write(payload, 0, 0, deadline.left()) == BulkPipes.NOTHING) {
                    throw new AdbException(Code.TIMEOUT, "the end of a packet was not taken in time");
                }
            }
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private void put(byte[] bytes, Deadline deadline) throws IOException, AdbException {
        int from = 0;
        while (from < bytes.length) {
            int put = pipes.write(bytes, from, bytes.length - from, deadline.left());
            from += Math.max(put, 0);
            if (from < bytes.length && deadline.passed()) {
                throw new AdbException(Code.TIMEOUT, (bytes.length - from) + " bytes were not taken in time");
            }
        }
    }

    @Override
    public Optional<AdbPacket> receive(Duration idle, Duration whole) throws AdbException {
        try {
            byte[] buffer = new byte[pipes.packetBytes()];
            Deadline begin = Deadline.after(idle);
            int got = 0;
            for (int empty = 0; got == 0; empty++) {
                if (empty > EMPTY_MAX) {
                    throw new AdbException(Code.PROTOCOL, "nothing but packets of zero length");
                }
                got = pipes.read(buffer, 0, buffer.length, begin.left());
            }
            if (got == BulkPipes.NOTHING) {
                return Optional.empty();
            }
            if (got != AdbPacket.HEADER_BYTES) {
                throw new AdbException(Code.PROTOCOL, "expected a header of 24 bytes, found a transfer of " + got);
            }
            AdbPacket.Header header = AdbPacket.Header.parse(Arrays.copyOf(buffer, got));
            return Optional.of(header.with(payload(header.lengthBytes(), Deadline.after(whole))));
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private byte[] payload(int length, Deadline deadline) throws IOException, AdbException {
        int packet = pipes.packetBytes();
        byte[] buffer = new byte[Math.ceilDiv(length, packet) * packet];
        int from = 0;
        while (from < length) {
            int got = pipes.read(buffer, from, buffer.length - from, deadline.left());
            from += Math.max(got, 0);
            // What is short of a whole packet ends a transfer, so that the next bytes would not be of this payload.
            boolean cut = got != BulkPipes.NOTHING && from < length && (got == 0 || got % packet != 0);
            if (cut || from > length) {
                throw new AdbException(Code.PROTOCOL, "a payload of " + length + " bytes announced, " + from + " came");
            }
            if (from < length && deadline.passed()) {
                throw new AdbException(Code.TIMEOUT, (length - from) + " bytes did not come in time");
            }
        }
        return buffer.length == length ? buffer : Arrays.copyOf(buffer, length);
    }

    private AdbException ended(Exception cause) {
        return closed
                ? new AdbException(Code.CLOSED, "closed on this side")
                : new AdbException(Code.GONE, "the cable or the phone went away", cause);
    }

    @Override
    public void close() {
        closed = true;
        pipes.close();
    }
}
