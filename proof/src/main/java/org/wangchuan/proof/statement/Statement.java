package org.wangchuan.proof.statement;

import java.util.Optional;
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
    record Clearing(StatementHead head, ClearingClaims claims, Disclosed disclosed) implements Statement {
        /** @throws IllegalArgumentException if what is shown is of a phone and the claims are not, or the reverse */
        public Clearing {
            boolean isPhone = claims.phone().isPresent();
            boolean showsPhone =
                    disclosed.phone().isPresent() || disclosed.phoneWork().isPresent();
            boolean showsDrive =
                    disclosed.target().isPresent() || disclosed.work().isPresent();
            if (isPhone ? showsDrive : showsPhone) {
                throw new IllegalArgumentException("a phone's claims with a drive's facts, or the reverse");
            }
        }
    }

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

    /**
     * The station has destroyed what it kept of a clearing and of its start. Whoever was given the certificate keeps it, and it holds.
     *
     * @param of digest of the clearing's issuer-signed JWT
     * @param kept why and until when the device's facts are kept; present exactly if only the person's part was forgotten
     */
    record Forgetting(StatementHead head, Bytes32 of, ForgottenPart part, Optional<KeptDevice> kept)
            implements Statement {
        public Forgetting {
            if (kept.isPresent() != (part == ForgottenPart.PERSON)) {
                throw new IllegalArgumentException(
                        "the device's facts are kept exactly if the person's alone are forgotten");
            }
        }
    }

    /** A station read an erased drive again, its own or another's. It proves no erasure, and takes no place of one that does. */
    record Recheck(StatementHead head, RecheckClaims claims, Disclosed disclosed) implements Statement {}

    /** What an operator's log signs: that it was recorded so. None of it proves an erasure. */
    sealed interface Recorded extends Statement {}

    /** What a person did and saw. */
    record Observation(StatementHead head, ObservationClaims claims) implements Recorded {}

    /** A person answers for a clause that the evidence leaves open. */
    record Validation(StatementHead head, ValidationClaims claims) implements Recorded {}

    /** Somebody agreed to an erasure. */
    record Consent(StatementHead head, ConsentClaims claims) implements Recorded {}

    /** A consent is over, and the device goes home untouched. */
    record Withdrawal(StatementHead head, WithdrawalClaims claims) implements Recorded {}

    /** Something spoke for the owner's being there, or against it. */
    record Present(StatementHead head, PresenceClaims claims) implements Recorded {}

    /** What was so of each device of an institution's list. */
    record Summary(StatementHead head, SummaryClaims claims) implements Recorded {}

    /** How many results the log has of a site. */
    record Counts(StatementHead head, CountsClaims claims) implements Recorded {}
}
