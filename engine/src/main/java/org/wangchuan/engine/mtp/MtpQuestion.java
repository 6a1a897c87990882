package org.wangchuan.engine.mtp;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.wangchuan.engine.mtp.MtpException.Code;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.usb.io.BulkPipe;
import org.wangchuan.engine.usb.io.UsbException;

/**
 * Asks a device what it is, over the bulk endpoints of its still-image interface (USB Still Image Capture Device Definition 1.0, 7.1: each
 * container begins with its length, kind, code and transaction). The operation is the one that needs no session (MTP 1.1, D.2.1). For one
 * thread.
 */
public final class MtpQuestion {
    /** Bytes of a whole answer; real ones have less than a thousand. */
    static final int DATASET_BYTES_MAX = 64 << 10;

    private static final int HEADER_BYTES = 12;
    private static final int COMMAND = 1;
    private static final int DATA = 2;
    private static final int RESPONSE = 3;
    private static final int GET_DEVICE_INFO = 0x1001;
    private static final int OK = 0x2001;
    private static final int RESPONSE_BYTES_MAX = HEADER_BYTES + 5 * Integer.BYTES;

    /** Transfers of one answer: its header and what follows may come apart, and empty packets between. */
    private static final int TRANSFERS_MAX = 256;

    private final BulkPipe pipe;
    private final Deadline deadline;
    private int transfers;

    private MtpQuestion(BulkPipe pipe, Deadline deadline) {
        this.pipe = pipe;
        this.deadline = deadline;
    }

    /**
     * Asks.
     *
     * @param pipe of a claimed interface
     * @param deadline of all of it
     */
    public static DeviceInfo deviceInfo(BulkPipe pipe, Deadline deadline) throws MtpException {
        byte[] dataset = new MtpQuestion(pipe, deadline).ask();
        return DeviceInfo.read(dataset);
    }

    private byte[] ask() throws MtpException {
        try {
            pipe.writeTerminated(header(HEADER_BYTES, COMMAND, GET_DEVICE_INFO).array(), deadline);
            byte[] first = next(DATASET_BYTES_MAX);
            if (kind(first) == RESPONSE) {
                throw refused(first);
            }
            byte[] dataset = data(first);
            byte[] response = next(RESPONSE_BYTES_MAX);
            if (kind(response) != RESPONSE || declared(response) != response.length) {
                throw new MtpException(Code.CONTAINER, "expected a response and its length");
            }
            if (code(response) != OK) {
                throw refused(response);
            }
            return dataset;
        } catch (UsbException e) {
            throw new MtpException(
                    switch (e.code()) {
                        case NO_ANSWER -> Code.NO_ANSWER;
                        case TOO_LONG -> Code.TOO_LONG;
                        default -> Code.USB;
                    },
                    String.valueOf(e.getMessage()));
        }
    }

    /** What the data container holds, of which the first transfer is here. */
    private byte[] data(byte[] first) throws MtpException, UsbException {
        if (kind(first) != DATA || code(first) != GET_DEVICE_INFO) {
            throw new MtpException(Code.CONTAINER, "expected data of the operation that was asked for");
        }
        long declared = declared(first);
        if (declared < HEADER_BYTES || declared > DATASET_BYTES_MAX) {
            throw new MtpException(
                    Code.TOO_LONG, "expected at most " + DATASET_BYTES_MAX + " bytes, announced " + declared);
        }
        ByteArrayOutputStream all = new ByteArrayOutputStream((int) declared);
        all.writeBytes(first);
        while (all.size() < declared) {
            all.writeBytes(transfer(DATASET_BYTES_MAX));
        }
        if (all.size() != declared) {
            throw new MtpException(Code.CONTAINER, "announced " + declared + " bytes, sent " + all.size());
        }
        return Arrays.copyOfRange(all.toByteArray(), HEADER_BYTES, (int) declared);
    }

    /** The beginning of the next container, past an empty packet. */
    private byte[] next(int most) throws MtpException, UsbException {
        byte[] bytes = transfer(most);
        while (bytes.length == 0) {
            bytes = transfer(most);
        }
        if (bytes.length < HEADER_BYTES) {
            throw new MtpException(
                    Code.CONTAINER, "expected a header of " + HEADER_BYTES + " bytes, found " + bytes.length);
        }
        int transaction = at(bytes).getInt(8);
        if (transaction != 0) {
            throw new MtpException(Code.CONTAINER, "expected transaction 0");
        }
        return bytes;
    }

    private byte[] transfer(int most) throws MtpException, UsbException {
        if (++transfers > TRANSFERS_MAX) {
            throw new MtpException(Code.TOO_LONG, "expected at most " + TRANSFERS_MAX + " transfers");
        }
        return pipe.read(most, deadline);
    }

    private static MtpException refused(byte[] response) {
        return new MtpException(Code.REFUSED, "response 0x" + Integer.toHexString(code(response)));
    }

    /** With the transaction that there is outside a session: 0. */
    private static ByteBuffer header(int length, int kind, int code) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putShort((short) kind)
                .putShort((short) code);
    }

    private static long declared(byte[] container) {
        return Integer.toUnsignedLong(at(container).getInt(0));
    }

    private static int kind(byte[] container) {
        return Short.toUnsignedInt(at(container).getShort(4));
    }

    private static int code(byte[] container) {
        return Short.toUnsignedInt(at(container).getShort(6));
    }

    private static ByteBuffer at(byte[] container) {
        return ByteBuffer.wrap(container).order(ByteOrder.LITTLE_ENDIAN);
    }
}
