package org.wangchuan.witness.append;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What the log calls a station's event: the first 16 bytes of {@code SHA-256("wangchuan/event/v1\n" || name of the station
 * || "\n" || event id)}. So no station can take the id of another's event, or find out that it is there; and a station that
 * gets a new key under its old name can still repeat itself.
 */
final class EventName {
    private static final String CONTEXT = "wangchuan/event/v1\n";

    private EventName() {}

    static UUID of(String station, UUID eventId) {
        byte[] id = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(eventId.getMostSignificantBits())
                .putLong(eventId.getLeastSignificantBits())
                .array();
        byte[] name = (CONTEXT + station + "\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer digest = ByteBuffer.wrap(Bytes32.sha256(name, id).toBytes());
        return new UUID(digest.getLong(), digest.getLong());
    }
}
