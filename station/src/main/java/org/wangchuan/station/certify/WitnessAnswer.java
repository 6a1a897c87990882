package org.wangchuan.station.certify;

import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.CosignerKey;

/** What came of asking one witness. */
public sealed interface WitnessAnswer {
    /** Who was asked. */
    CosignerKey witness();

    /** It cosigned, and that verifies. */
    record Cosigned(CosignerKey witness, Cosignature cosignature) implements WitnessAnswer {}

    /**
     * It has seen a larger tree of this log than the one it was asked about.
     *
     * @param size that it tells
     */
    record Ahead(CosignerKey witness, long size) implements WitnessAnswer {}

    /**
     * No cosignature.
     *
     * @param code stable: unreachable, no-answer, no-address, unbelievable, or refused- with the status of HTTP
     * @param text anybody's words: to be printed on one line at most
     */
    record None(CosignerKey witness, String code, String text) implements WitnessAnswer {}
}
