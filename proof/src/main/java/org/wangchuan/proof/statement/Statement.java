package org.wangchuan.proof.statement;

import org.wangchuan.proof.encoding.Bytes32;

/** A statement as typed values; only as true as the SD-JWT it was read from. */
public sealed interface Statement {
    /** What every statement shows about itself. */
    StatementHead head();

    /** What is shown beside it. */
    default Disclosed disclosed() {
        return Disclosed.NOTHING;
    }

    /** An erasure is about to start. */
    record Start(StatementHead head, Disclosed disclosed) implements Statement {}

    /** An erasure has ended. */
    record Clearing(StatementHead head, ClearingClaims claims, Disclosed disclosed) implements Statement {}

    /**
     * An earlier statement does not hold.
     *
     * @param of digest of its issuer-signed JWT
     */
    record Revocation(StatementHead head, Bytes32 of, RevocationReason reason) implements Statement {}

    /**
     * An earlier statement was wrong in something, and a new one says it right. Nothing is ever overwritten.
     *
     * @param of digest of the earlier issuer-signed JWT
     * @param by digest of the new one
     */
    record Correction(StatementHead head, Bytes32 of, Bytes32 by) implements Statement {}

    /**
     * An earlier statement was true, and a new one about the same device counts now: it was erased again.
     *
     * @param of digest of the earlier issuer-signed JWT
     * @param by digest of the new one
     */
    record Supersession(StatementHead head, Bytes32 of, Bytes32 by) implements Statement {}

    /** A status list as of now. */
    record StatusListing(StatementHead head, StatusClaims claims) implements Statement {}
}
