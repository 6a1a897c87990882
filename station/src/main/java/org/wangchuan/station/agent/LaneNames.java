package org.wangchuan.station.agent;

import java.nio.charset.StandardCharsets;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * What lanes are called. A medium with a serial is told by it, so that its lane has the kernel's name. One without could be
 * exchanged for its like between the order and the claim, and nobody would notice: the name of its lane ends with a digest of
 * the medium and of its stay in this machine, and is another after the exchange.
 */
final class LaneNames {
    private static final int DIGEST_CHARS = 8;
    private static final int BASE_CHARS_MAX = LaneState.NAME_CHARS_MAX - DIGEST_CHARS - 1;

    private LaneNames() {}

    static String base(String name) {
        String plain = name.replaceAll("\\p{Cntrl}", "_");
        return plain.substring(0, Math.min(plain.length(), BASE_CHARS_MAX));
    }

    static String of(String base, Medium medium) {
        if (medium.serial().isPresent()) {
            return base;
        }
        Presence presence = Presence.of(medium);
        String what = CanonicalJson.writeText(medium.identity().toJson()) + presence;
        String digest = Bytes32.sha256(what.getBytes(StandardCharsets.UTF_8)).base64Url();
        return base + "~" + digest.substring(0, DIGEST_CHARS);
    }
}
