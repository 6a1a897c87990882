package org.wangchuan.platform.custody;

import org.springframework.stereotype.Component;

/** Tells whether two serial numbers are the same without keeping either, for what other modules store of a medium. Thread-safe. */
@Component
public final class SerialDigest {
    private final KeyedDigest digests;

    SerialDigest(KeyedDigest digests) {
        this.digests = digests;
    }

    /** The keyed digest of a serial number, as the media have it, in capitals or not. */
    public byte[] of(String serial) {
        return digests.of(serial);
    }
}
