package org.wangchuan.engine.evidence;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.policy.Sha256;

/**
 * The seed of a sampling plan: drawn from the evidence that is already fixed and from the beacon beside it, so that the device can't know
 * what will be looked at. The operator of the station can, and can choose: the beacon is the root of the station's own log, and another
 * entry makes another root. Once made, the seed follows from the record, and nobody can draw another sample for it.
 */
public final class SampleSeed {
    private static final byte[] DOMAIN = "wangchuan/sample-seed/v1".getBytes(StandardCharsets.US_ASCII);

    private SampleSeed() {}

    /** SHA-256 over domain, committed digest and beacon; the only seed that a commitment allows. */
    public static byte[] of(Event.Committed committed) {
        byte[] beacon = HexFormat.of().parseHex(beaconOrNothing(committed.beacon()));
        return Sha256.of(DOMAIN, HexFormat.of().parseHex(committed.digest()), beacon);
    }

    private static String beaconOrNothing(Optional<String> beacon) {
        return beacon.orElse("");
    }
}
