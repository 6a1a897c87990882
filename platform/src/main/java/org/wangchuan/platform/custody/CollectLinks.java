package org.wangchuan.platform.custody;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.setting.PlatformSettings;

/**
 * The link by which a processor sees a hand-over on a device of their own, takes it, and says later what became of it. It is
 * made of the hand-over and of its list under a key of this platform: it can be shown again, another list has another one, and
 * the database holds none. Thread-safe.
 */
@Component
public class CollectLinks {
    /** Where a link leads; its secret follows. */
    static final String PATH = "/collect/";

    private static final int ID_BYTES = 2 * Long.BYTES;
    private static final int MAC_BYTES = 16;

    private final KeyedDigest digests;
    private final HandOverReader reader;
    private final PlatformSettings settings;

    CollectLinks(KeyedDigest digests, HandOverReader reader, PlatformSettings settings) {
        this.digests = digests;
        this.reader = reader;
        this.settings = settings;
    }

    /** The full address. */
    public String link(HandOver handOver) {
        byte[] secret = ByteBuffer.allocate(ID_BYTES + MAC_BYTES)
                .putLong(handOver.id().getMostSignificantBits())
                .putLong(handOver.id().getLeastSignificantBits())
                .put(mac(handOver))
                .array();
        return settings.origin()
                + PATH
                + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }

    /** The hand-over of this secret. */
    Optional<HandOver> find(String secret) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(secret);
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
        if (bytes.length != ID_BYTES + MAC_BYTES) {
            return Optional.empty();
        }
        ByteBuffer read = ByteBuffer.wrap(bytes);
        UUID id = new UUID(read.getLong(), read.getLong());
        return reader.find(id)
                .filter(found -> MessageDigest.isEqual(mac(found), Arrays.copyOfRange(bytes, ID_BYTES, bytes.length)));
    }

    private byte[] mac(HandOver handOver) {
        byte[] manifest = HexFormat.of().parseHex(handOver.manifestDigest());
        return Arrays.copyOf(digests.ofHandOver(handOver.id(), manifest), MAC_BYTES);
    }
}
