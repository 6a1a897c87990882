package org.wangchuan.proof;

import java.util.Locale;

/** Why something does not verify. The names are stable: programs may depend on {@link #wireName()}. */
public enum FailureCode {
    /** Text that is not the one strict spelling of its bytes (base64, base64url, hexadecimal). */
    ENCODING,
    /** A public or private key that is not one. */
    KEY_FORMAT,
    /** A signed note or verifier key that breaks the C2SP signed-note format. */
    NOTE_FORMAT,
    /** A known key's signature on a note is wrong, or no known key has signed it. */
    NOTE_SIGNATURE,
    /** A known witness's cosignature on a checkpoint is wrong. */
    COSIGNATURE,
    /** A C2SP tlog-policy that breaks its format. */
    POLICY_FORMAT,
    /** Fewer witnesses have cosigned than the policy asks for. */
    QUORUM,
    /** The trust list names no witnesses: nothing under it can count as witnessed. */
    WITNESS_POLICY,
    /** Not one cosignature, where a certificate needs them. */
    UNWITNESSED,
    /** Cosignatures, but none by a witness that the trust list knows: anybody can make such witnesses up. */
    WITNESS_UNKNOWN,
    /** Witnessed longer ago than the verifier accepts. */
    STALE,
    /** Witnesses have cosigned two trees of one size with different roots. */
    SPLIT_VIEW,
    /** A C2SP tlog-witness request, or what a witness keeps, that breaks its format. */
    WITNESS_FORMAT,
    /** A checkpoint body that breaks the C2SP tlog-checkpoint format. */
    CHECKPOINT_FORMAT,
    /** A C2SP tlog-proof, tile, path or entry bundle that breaks its format. */
    PROOF_FORMAT,
    /** The hashes do not lead from the leaf to the root. */
    INCLUSION,
    /** The newer tree does not contain the older one. */
    CONSISTENCY,
    /** An SD-JWT that breaks its format or our vocabulary. */
    STATEMENT_FORMAT,
    /** A statement of another type than expected. */
    STATEMENT_TYPE,
    /** A test statement where a real one is expected. */
    TEST_STATEMENT,
    /** A disclosure that matches no digest, or more than one. */
    DISCLOSURE,
    /** The statement's signature is wrong. */
    STATEMENT_SIGNATURE,
    /** The statement's nonce does not open the log entry that is proved. */
    OPENING,
    /** A receipt that breaks its format. */
    RECEIPT_FORMAT,
    /** A certificate that breaks its format. */
    CERTIFICATE_FORMAT,
    /** The text of a label that breaks its format. */
    LABEL_FORMAT,
    /** The earlier checkpoint in a certificate is not the one that the statement names. */
    NOT_BEFORE,
    /** A status list, or the file around it, that breaks its format. */
    STATUS_FORMAT,
    /** A status list that says nothing about this statement. */
    STATUS,
    /** The statement was revoked. */
    REVOKED,
    /** The device was erased again; a later statement counts. */
    SUPERSEDED,
    /** The statement was corrected; a later one counts. */
    CORRECTED,
    /** A counter-signature that is wrong, or belongs to something else. */
    COUNTERSIGNATURE,
    /** The receipt's hint contradicts the keys that in fact signed. */
    HINT,
    /** A trust list that breaks its format. */
    TRUST_FORMAT,
    /** A producer's statement that breaks its format. */
    PRODUCER_FORMAT,
    /** A trust list older than, or other than, the one already held. */
    TRUST_VERSION,
    /** A newer trust list that says something else about the past than the one already held. */
    TRUST_REWRITTEN,
    /**
     * The log is another operator's than the station's, or the station's key was withdrawn in its operator's log and this is
     * another one. A log that the list says nothing of makes the signer unknown, and is no failure.
     */
    LOG_UNKNOWN,
    /** The station's key was not yet, or not then, valid at this place in the log. */
    KEY_NOT_VALID,
    /** The station's key was withdrawn before this place in the log: it was retired, or somebody else may hold it. */
    KEY_ENDED,
    /** Two statements or checkpoints in an impossible order. */
    ORDER,
    /** The clearing does not belong to the start that came with it. */
    START_LINK,
    /** The recheck is of another statement, or contradicts the one that it is of. */
    RECHECK_LINK,
    /** The chain of the station's statements is broken. */
    CHAIN,
    /** Statements of the chain are missing. */
    CHAIN_GAP,
    /** Statements of the chain in another order than they were made. */
    CHAIN_ORDER,
    /** Two different statements in one place of the chain. */
    CHAIN_FORK,
    /** The same statement a second time. */
    REPLAY,
    /** Start and clearing name different targets. */
    TARGET,
    /** Not the serial number that was asked for, or none to compare. */
    SERIAL,
    /** Evidence bytes that are not those the statement names. */
    EVIDENCE,
    /** The evidence is what the statement names, unaltered, and something else than the statement says follows from it, by the rules of whoever verifies. */
    VERDICT,
    /** Dated in the future, or after witnesses had seen it. */
    TIME,
    /** Dated before something that it already knew. */
    BACKDATED;

    /** The code as programs see it: lower case, with hyphens. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
