package org.wangchuan.lab.nvme;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** One connection of a host: one queue, admin or I/O (NVMe/TCP Transport 1.0, section 3; NVMe over Fabrics in NVMe Base 2.0, section 6). */
@SuppressWarnings("ByteBufferBackingArray") // all buffers are allocated here, as arrays
final class NvmeQueue {
    private static final int COMMON_BYTES = 8;
    private static final int INITIALIZE_BYTES = 128;
    private static final int RESPONSE_BYTES = 24;

    /** What the host may send at most in one PDU of data, and in all for one command. */
    private static final int DATA_BYTES_MAX = 2 << 20;

    private static final int INITIALIZE_REQUEST = 0x00;
    private static final int INITIALIZE_RESPONSE = 0x01;
    private static final int COMMAND = 0x04;
    private static final int RESPONSE = 0x05;
    private static final int DATA_FROM_HOST = 0x06;
    private static final int DATA_TO_HOST = 0x07;
    private static final int READY_TO_TRANSFER = 0x09;
    private static final int LAST_PDU = 0x04;

    private static final int FABRICS = 0x7f;
    private static final int ASYNCHRONOUS_EVENT = 0x0c;
    private static final int KEEP_ALIVE = 0x18;

    private final NvmeTarget target;
    private final DataInputStream in;
    private final OutputStream out;
    private final Deque<Pdu> waiting = new ArrayDeque<>();
    private NvmeDrive drive;
    private boolean replaced;
    private int number;
    private int head;
    private int configuration;

    @SuppressWarnings("NullAway.Init") // the first command names the drive
    NvmeQueue(NvmeTarget target, Socket socket) throws IOException {
        this.target = target;
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 16));
        out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
    }

    /** Until the host hangs up, or the drive does. */
    void serve() throws IOException {
        initialize();
        while (true) {
            Pdu early = waiting.poll();
            Pdu pdu = early == null ? receive() : early;
            if (pdu.type() != COMMAND || pdu.header().length < NvmeCommand.BYTES) {
                throw new IOException("a PDU of type " + pdu.type() + " where a command was expected");
            }
            NvmeCommand command = NvmeCommand.of(pdu.header());
            answer(command, command.dataInCapsule() ? pdu.data() : fetch(command));
            out.flush();
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // read at once, and never compared
    private record Pdu(int type, byte[] header, byte[] data) {}

    private Pdu receive() throws IOException {
        byte[] common = exactly(COMMON_BYTES);
        ByteBuffer words = ByteBuffer.wrap(common).order(ByteOrder.LITTLE_ENDIAN);
        int headerBytes = Byte.toUnsignedInt(common[2]);
        int dataAt = Byte.toUnsignedInt(common[3]);
        int bytes = words.getInt(4);
        if (headerBytes < COMMON_BYTES || bytes < headerBytes || bytes > DATA_BYTES_MAX + 256) {
            throw new IOException("a PDU of " + bytes + " bytes with a header of " + headerBytes);
        }
        byte[] header = exactly(headerBytes - COMMON_BYTES);
        byte[] rest = exactly(bytes - headerBytes);
        int skip = rest.length == 0 ? 0 : dataAt - headerBytes;
        if (skip < 0 || skip > rest.length) {
            throw new IOException("data at " + dataAt);
        }
        return new Pdu(common[0], header, Arrays.copyOfRange(rest, skip, rest.length));
    }

    private byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    private void initialize() throws IOException {
        Pdu request = receive();
        if (request.type() != INITIALIZE_REQUEST) {
            throw new IOException("a PDU of type " + request.type() + " at first");
        }
        ByteBuffer pdu = pdu(INITIALIZE_RESPONSE, 0, INITIALIZE_BYTES, INITIALIZE_BYTES, 0);
        pdu.putInt(12, DATA_BYTES_MAX); // MAXH2CDATA; no digests
        out.write(pdu.array());
        out.flush();
    }

    private static ByteBuffer pdu(int type, int flags, int headerBytes, int bytes, int dataAt) {
        ByteBuffer pdu = ByteBuffer.allocate(headerBytes).order(ByteOrder.LITTLE_ENDIAN);
        pdu.put(0, (byte) type);
        pdu.put(1, (byte) flags);
        pdu.put(2, (byte) headerBytes);
        pdu.put(3, (byte) dataAt);
        pdu.putInt(4, bytes);
        return pdu;
    }

    /** What the host has to send for a command: asked for as a whole. */
    private byte[] fetch(NvmeCommand command) throws IOException {
        boolean toDrive = command.opcode() == FABRICS ? (command.fabricsType() & 1) == 1 : (command.opcode() & 3) == 1;
        int bytes = command.dataBytes();
        if (!toDrive || bytes == 0) {
            return new byte[0];
        }
        if (bytes < 0 || bytes > DATA_BYTES_MAX) {
            throw new IOException(bytes + " bytes of data");
        }
        ByteBuffer ready = pdu(READY_TO_TRANSFER, 0, RESPONSE_BYTES, RESPONSE_BYTES, 0);
        ready.putShort(8, (short) command.identifier());
        ready.putInt(16, bytes);
        out.write(ready.array());
        out.flush();
        byte[] data = new byte[bytes];
        for (int got = 0; got < bytes; ) {
            Pdu pdu = receive();
            if (pdu.type() == COMMAND && waiting.size() < IdentifyPages.QUEUE_ENTRIES) {
                waiting.add(pdu); // the host goes on with other commands while it is asked for the data of one
                continue;
            }
            if (pdu.type() != DATA_FROM_HOST || pdu.data().length == 0 || pdu.data().length > bytes - got) {
                throw new IOException("a PDU of type " + pdu.type() + " where data were expected");
            }
            System.arraycopy(pdu.data(), 0, data, got, pdu.data().length);
            got += pdu.data().length;
        }
        return data;
    }

    private void answer(NvmeCommand command, byte[] data) throws IOException {
        if (command.opcode() == FABRICS) {
            send(command, fabrics(command, data));
            return;
        }
        if (drive == null) {
            throw new IOException("a command before the connection");
        }
        if (drive.gone() || drive.replaced() != replaced) {
            throw new IOException("the drive is gone");
        }
        if (number == 0 && command.opcode() == ASYNCHRONOUS_EVENT) {
            return; // nothing happens by itself, so it is never answered
        }
        boolean keepAlive = number == 0 && command.opcode() == KEEP_ALIVE;
        if (drive.hangs() && !keepAlive) {
            return; // never; but the connection stays, so that the host takes it for a drive that is busy
        }
        CommandWatch.Told told = CommandWatch.Told.of(number == 0, command);
        drive.watch().sees(told, false);
        NvmeAnswer answer = number == 0 ? drive.admin(command, data) : drive.io(command, data);
        drive.watch().sees(told, true);
        if (drive.hangs() && !keepAlive) {
            return;
        }
        if (drive.gone()) {
            throw new IOException("the drive is gone");
        }
        send(command, answer);
    }

    private NvmeAnswer fabrics(NvmeCommand command, byte[] data) throws IOException {
        return switch (command.fabricsType()) {
            case 0x00 -> {
                if (command.entry().getInt(44) == 0x14) {
                    configuration = command.entry().getInt(48);
                }
                yield NvmeAnswer.done(0);
            }
            case 0x01 -> connect(command, data);
            case 0x04 -> NvmeAnswer.done(property(command.entry().getInt(44)));
            default -> NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        };
    }

    private NvmeAnswer connect(NvmeCommand command, byte[] data) throws IOException {
        if (data.length < 1024) {
            return NvmeAnswer.refused(NvmeStatus.DATA_TRANSFER);
        }
        String name = new String(data, 256, 256, StandardCharsets.UTF_8);
        int end = name.indexOf('\0');
        NvmeDrive found = target.drive(end < 0 ? name : name.substring(0, end)).orElse(null);
        if (found == null || found.gone() || !found.powered()) {
            return NvmeAnswer.refused(0x182); // Connect Invalid Parameters
        }
        drive = found;
        replaced = found.replaced();
        number = command.unsigned16(42);
        target.count(found);
        return NvmeAnswer.done(1); // CNTLID
    }

    /** Controller properties: CAP, VS, CC, CSTS. */
    private long property(int offset) {
        boolean enabled = (configuration & 1) != 0;
        boolean shutDown = (configuration & 0xc000) != 0;
        return switch (offset) {
            case 0x00 -> (IdentifyPages.QUEUE_ENTRIES - 1) | (1L << 16) | (20L << 24) | (1L << 37);
            case 0x08 -> drive == null ? 0 : drive.version();
            case 0x14 -> configuration;
            case 0x1c -> (enabled ? 1 : 0) | (shutDown ? 8 : 0);
            default -> 0;
        };
    }

    private void send(NvmeCommand command, NvmeAnswer answer) throws IOException {
        if (answer.data().length > 0) {
            // No more than was asked for: a host takes what is too much for a fault of the transport.
            int bytes = Math.min(answer.data().length, command.dataBytes());
            ByteBuffer head24 = pdu(DATA_TO_HOST, LAST_PDU, RESPONSE_BYTES, RESPONSE_BYTES + bytes, RESPONSE_BYTES);
            head24.putShort(8, (short) command.identifier());
            head24.putInt(16, bytes);
            out.write(head24.array());
            out.write(answer.data(), 0, bytes);
        }
        head = (head + 1) % IdentifyPages.QUEUE_ENTRIES;
        ByteBuffer pdu = pdu(RESPONSE, 0, RESPONSE_BYTES, RESPONSE_BYTES, 0);
        pdu.putLong(8, answer.result());
        pdu.putShort(16, (short) head);
        pdu.putShort(20, (short) command.identifier());
        pdu.putShort(22, (short) (answer.status() << 1));
        out.write(pdu.array());
    }
}
