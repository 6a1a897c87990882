package org.wangchuan.witness.client;

import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;

/** What came of asking a witness. */
public sealed interface Reply {
    /** It cosigned, and that verifies. */
    record Cosigned(Cosignature cosignature) implements Reply {}

    /**
     * It has cosigned a larger tree of this log than ours: either somebody else wrote to the log meanwhile, or the
     * log was taken back, or it has forked. Nothing to try again.
     *
     * @param size that the witness tells
     */
    record Ahead(long size) implements Reply {}

    /**
     * It refused.
     *
     * @param status of HTTP: 400, 403, 404, 422 and others, as C2SP tlog-witness gives them
     * @param text the beginning of what it said, in printable characters; anybody's words
     */
    record Refused(int status, String text) implements Reply {}

    /** It answered with something that is no cosignature by its key, or no answer of the protocol. */
    record Unbelievable(VerificationException reason) implements Reply {}

    /** It could not be asked, or did not answer in time. */
    record Unreachable(String reason) implements Reply {}
}
