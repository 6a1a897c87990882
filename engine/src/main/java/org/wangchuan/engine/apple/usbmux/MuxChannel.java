package org.wangchuan.engine.apple.usbmux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.wire.Deadline;
import org.wangchuan.engine.apple.wire.Link;
import org.wangchuan.engine.apple.wire.PlistChannel;

/**
 * Messages of usbmuxd: length of the whole, protocol version, kind and tag, each of four bytes with the lowest first, then a property list in XML
 * (usbmuxd's usbmuxd-proto.h, client.c). Not thread-safe.
 */
final class MuxChannel implements AutoCloseable {
    private static final int HEADER_BYTES = 16;
    private static final int VERSION_PLIST = 1;
    private static final int KIND_RESULT = 1;
    private static final int KIND_PLIST = 8;

    /** A list of all devices that a bench can hold is less than a tenth of that. */
    private static final int MESSAGE_BYTES_MAX = 1 << 20;

    /** What libusbmuxd.c calls itself, {@code PLIST_LIBUSBMUX_VERSION}. */
    private static final int LIBRARY_VERSION = 3;

    private final Link link;

    MuxChannel(Link link) {
        this.link = link;
    }

    Link link() {
        return link;
    }

    /** A request of this kind, with what every client says of itself; the rest is to be added. */
    static PlistValue.Dict.Builder request(String type) {
        return PlistValue.Dict.builder()
                .put("ClientVersionString", "wangchuan")
                .put("MessageType", type)
                .put("ProgName", "wangchuan")
                .put("kLibUSBMuxVersion", LIBRARY_VERSION);
    }

    /** Asks, and waits for the answer with the same tag. */
    PlistValue.Dict ask(PlistValue.Dict request, int tag, Deadline deadline) throws AppleFailure {
        send(request, tag, deadline);
        Message answer = receive(deadline);
        if (answer.tag != tag) {
            throw new AppleFailure(Code.UNEXPECTED, "an answer to another request");
        }
        return answer.body;
    }

    private void send(PlistValue.Dict request, int tag, Deadline deadline) throws AppleFailure {
        byte[] body;
        try {
            body = Plist.writeXml(request);
        } catch (PlistException unwritable) {
            throw new AppleFailure(Code.UNEXPECTED, "a request that can't be written", unwritable);
        }
        ByteBuffer message = ByteBuffer.allocate(HEADER_BYTES + body.length).order(ByteOrder.LITTLE_ENDIAN);
        message.putInt(HEADER_BYTES + body.length)
                .putInt(VERSION_PLIST)
                .putInt(KIND_PLIST)
                .putInt(tag);
        link.write(message.put(body).flip(), deadline);
    }

    /** Waits for one message. */
    Message receive(Deadline deadline) throws AppleFailure {
        return receive(link.readExactly(1, deadline)[0], deadline);
    }

    /** Waits for the rest of a message whose first byte is there. */
    Message receive(byte first, Deadline deadline) throws AppleFailure {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        header.put(first).put(link.readExactly(HEADER_BYTES - 1, deadline)).flip();
        int length = header.getInt();
        if (length < 0 || length > MESSAGE_BYTES_MAX) {
            throw new AppleFailure(Code.TOO_LARGE, Integer.toUnsignedString(length) + " bytes from usbmuxd");
        }
        if (length < HEADER_BYTES) {
            throw new AppleFailure(Code.MALFORMED, "a message of " + length + " bytes from usbmuxd");
        }
        header.getInt(); // its version: the kind says all that matters
        int kind = header.getInt();
        int tag = header.getInt();
        byte[] body = link.readExactly(length - HEADER_BYTES, deadline);
        return switch (kind) {
            case KIND_PLIST -> new Message(tag, PlistChannel.read(body));
            case KIND_RESULT -> new Message(tag, result(body));
            default -> throw new AppleFailure(Code.UNEXPECTED, "a message of another kind from usbmuxd");
        };
    }

    /** A daemon that doesn't know property lists answers a bare number; it is put as the others say it. */
    private static PlistValue.Dict result(byte[] body) throws AppleFailure {
        if (body.length != Integer.BYTES) {
            throw new AppleFailure(Code.MALFORMED, "a result of " + body.length + " bytes from usbmuxd");
        }
        int number = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return PlistValue.Dict.builder()
                .put("MessageType", "Result")
                .put("Number", Integer.toUnsignedLong(number))
                .build();
    }

    /** @param tag of the request that it answers, 0 for what nobody asked */
    record Message(int tag, PlistValue.Dict body) {}

    @Override
    public void close() {
        link.close();
    }
}
