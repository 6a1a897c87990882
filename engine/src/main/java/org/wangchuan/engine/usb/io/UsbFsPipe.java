package org.wangchuan.engine.usb.io;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.BooleanSupplier;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.PollEntry;
import org.wangchuan.engine.kernel.UsbFs;
import org.wangchuan.engine.kernel.UsbRequest;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.Endpoint;
import org.wangchuan.engine.usb.io.UsbException.Code;

/** Bulk transfers by requests of usbfs. */
final class UsbFsPipe implements BulkPipe {
    /** How long the kernel may take to notice that a device has left, in milliseconds: a hub is asked several times in it. */
    private static final int LEAVING_MILLIS = 1_000;

    private final UsbFs fs;
    private final UsbFile file;
    private final RequestQueue requests;
    private final BooleanSupplier released;
    private final Endpoint out;
    private final Endpoint in;
    private volatile boolean ended;

    UsbFsPipe(UsbFs fs, UsbFile file, RequestQueue requests, BooleanSupplier released, Endpoint out, Endpoint in) {
        this.fs = fs;
        this.file = file;
        this.requests = requests;
        this.released = released;
        this.out = out;
        this.in = in;
    }

    @Override
    public void write(byte[] transfer, Deadline deadline) throws UsbException {
        send(transfer, false, deadline);
    }

    @Override
    public void writeTerminated(byte[] transfer, Deadline deadline) throws UsbException {
        if (transfer.length == 0) {
            throw new IllegalArgumentException("expected a transfer that ends, found none");
        }
        send(transfer, true, deadline);
    }

    private void send(byte[] transfer, boolean terminated, Deadline deadline) throws UsbException {
        bounded(transfer.length);
        UsbRequest request = UsbRequest.bulk(Arena.ofAuto(), out.address(), transfer.length, terminated);
        MemorySegment.copy(transfer, 0, request.data(), JAVA_BYTE, 0, transfer.length);
        run("sending " + transfer.length + " bytes", request, deadline);
        if (request.transferred() != transfer.length) {
            throw new UsbException(
                    Code.BUS_ERROR, "sent " + request.transferred() + " of " + transfer.length + " bytes");
        }
    }

    @Override
    public byte[] read(int most, Deadline deadline) throws UsbException {
        bounded(most);
        if (most == 0) {
            throw new IllegalArgumentException("expected room for something");
        }
        // Room for whole packets only: a device that sends a full one where less fits would break the transfer.
        int packets = (most - 1) / in.packetBytes() + 1;
        UsbRequest request = UsbRequest.bulk(Arena.ofAuto(), in.address(), packets * in.packetBytes(), false);
        run("receiving up to " + most + " bytes", request, deadline);
        int came = request.transferred();
        if (came > most) {
            throw new UsbException(Code.TOO_LONG, "expected at most " + most + " bytes, found " + came);
        }
        return request.data().asSlice(0, came).toArray(JAVA_BYTE);
    }

    @Override
    public int writePacketBytes() {
        return out.packetBytes();
    }

    @Override
    public int readPacketBytes() {
        return in.packetBytes();
    }

    @Override
    public void clearHalt() throws UsbException {
        file.enter();
        try {
            for (Endpoint endpoint : new Endpoint[] {out, in}) {
                int result = fs.clearHalt(endpoint.address());
                if (result < 0) {
                    throw UsbException.of("clearing a halt", result);
                }
            }
        } finally {
            file.leave();
        }
    }

    @Override
    public void end() {
        ended = true;
        requests.endUnwanted();
    }

    private void run(String what, UsbRequest request, Deadline deadline) throws UsbException {
        file.enter();
        try {
            long result = requests.run(request, this::unwanted, deadline);
            if (Errno.ECONNRESET.is(result)) {
                throw new UsbException(Code.ENDED, what + " was ended by this program");
            }
            if (result < 0) {
                throw UsbException.of(what, leaving(result) ? -Errno.ENODEV.number() : result);
            }
        } finally {
            file.leave();
        }
    }

    /**
     * Whether an error of the bus is that of a device which is leaving: what was on its way breaks first, and the hub tells a moment later
     * that nobody is there (seen of Debian's kernel 6.12).
     */
    private boolean leaving(long result) {
        boolean broken = Errno.EPROTO.is(result) || Errno.EILSEQ.is(result) || Errno.ETIME.is(result);
        return broken && PollEntry.await(fs.kernel(), fs.descriptor(), 0, LEAVING_MILLIS) > 0;
    }

    private boolean unwanted() {
        return ended || released.getAsBoolean() || file.closing();
    }

    private static void bounded(int bytes) {
        if (bytes < 0 || bytes > TRANSFER_BYTES_MAX) {
            throw new IllegalArgumentException("expected at most " + TRANSFER_BYTES_MAX + " bytes");
        }
    }
}
