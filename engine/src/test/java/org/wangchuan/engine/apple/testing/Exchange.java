package org.wangchuan.engine.apple.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistLimits;
import org.wangchuan.engine.apple.plist.PlistValue;

/**
 * One recorded connection, taken apart: messages to usbmuxd, and after it has connected to a device, those to it until TLS begins.
 *
 * @param asked of the client
 * @param answered by the other side
 * @param tls whether TLS began in it
 */
public record Exchange(List<PlistValue.Dict> asked, List<PlistValue.Dict> answered, boolean tls) {
    private static final int TLS_HANDSHAKE = 0x16; // RFC 8446, 5.1

    static Exchange of(byte[] fromClient, byte[] fromDaemon) {
        Side client = new Side(fromClient);
        Side daemon = new Side(fromDaemon);
        client.takeMux();
        daemon.takeMux();
        client.takeDevice();
        daemon.takeDevice();
        return new Exchange(client.said, daemon.said, client.tls);
    }

    /** The messages of the client as "Name{key,key,…}", keys of dictionaries within them in brackets, all in the order in which they were sent. */
    public List<String> shapes() {
        List<String> shapes = new ArrayList<>();
        for (PlistValue.Dict message : asked) {
            shapes.add(message.text("MessageType")
                            .or(() -> message.text("Request"))
                            .orElse("?")
                    + message.text("Key").map(key -> ":" + key).orElse("")
                    + shape(message));
        }
        if (tls) {
            shapes.add("TLS");
        }
        return shapes;
    }

    private static String shape(PlistValue.Dict dict) {
        List<String> keys = new ArrayList<>();
        dict.entries()
                .forEach((key, value) -> keys.add(key + (value instanceof PlistValue.Dict inner ? shape(inner) : "")));
        return "{" + String.join(",", keys) + "}";
    }

    private static final class Side {
        private final ByteBuffer bytes;
        private final List<PlistValue.Dict> said = new ArrayList<>();
        private boolean tls;

        Side(byte[] bytes) {
            this.bytes = ByteBuffer.wrap(bytes);
        }

        /** While there are headers of usbmuxd: version 1, kind 8. */
        void takeMux() {
            while (bytes.remaining() >= 16) {
                ByteBuffer header = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
                int length = header.getInt();
                if (header.getInt() != 1 || header.getInt() != 8 || length > bytes.remaining()) {
                    return;
                }
                bytes.position(bytes.position() + 16);
                take(length - 16);
            }
        }

        /** While there are property lists with their length before them. */
        void takeDevice() {
            while (bytes.remaining() > 4) {
                if (bytes.get(bytes.position()) == TLS_HANDSHAKE) {
                    tls = true;
                    return;
                }
                take(bytes.getInt());
            }
        }

        private void take(int length) {
            byte[] message = new byte[length];
            bytes.get(message);
            try {
                said.add(Plist.readDict(message, PlistLimits.MESSAGE));
            } catch (PlistException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** The first message of this name. */
    public Optional<PlistValue.Dict> asked(String name) {
        return asked.stream()
                .filter(message -> message.text("MessageType")
                        .or(() -> message.text("Request"))
                        .filter(name::equals)
                        .isPresent())
                .findFirst();
    }
}
