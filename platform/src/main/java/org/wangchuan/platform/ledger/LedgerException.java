package org.wangchuan.platform.ledger;

/** The ledger does not take what it was given. Carries a stable code, and for files the reason of whoever verified them. */
public final class LedgerException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final String reason;

    /** Why. */
    public enum Code {
        /** A trust list that does not verify, is somebody else's, or is no successor of the one held. */
        TRUST_LIST_REFUSED,
        /** The station's log is called, or signs, so that the operator's list can't name it beside the others. */
        STATION_LOG_REFUSED,
        /** The station has sent no trust list yet: nothing of it can be verified. */
        TRUST_LIST_MISSING,
        /** What is kept of the station's trust list is not what was accepted: nothing of it can be verified before that is put right. */
        TRUST_LIST_UNREADABLE,
        /** A receipt that does not verify, or was not signed by the station that sends it. */
        RECEIPT_REFUSED,
        /** A good receipt is dated more than a day after this platform's time: it is right when that time has come, if it is right at all. */
        CLOCKS_DIFFER,
        /** A certificate that does not verify, or is about another statement. */
        CERTIFICATE_REFUSED,
        /** There is no such statement. */
        STATEMENT_UNKNOWN,
        /** What is kept of it are not the bytes that were verified when it came. */
        STATEMENT_UNREADABLE,
        /** It does not fit, and so many others that don't were kept today that this one was not: whoever has it keeps it, and comes again. */
        CONFLICTS_FULL,
        /** Its device got lost in the company's hands since: nobody answers for what is on it now by what was proved before. */
        LOST_SINCE,
        /** Somebody goes through a guided workflow with its device, or has answered in one since: of the two the worse counts. */
        BY_HAND_SINCE,
        /** The clause is not one that the evidence leaves open. */
        CLAUSE_NOT_OPEN,
        /** A reason of 1 to 500 characters is needed. */
        REASON,
        /** The reason holds what is recognised as a person's: it is signed, goes out in a file, and can't be taken back. */
        REASON_PERSONAL,
        /** Whoever answers had to do with the device themselves, and the company asks for somebody who had not. */
        NOT_APART,
        /** It is not known of everything who did it, and the company asks for somebody who was apart. */
        APART_UNKNOWN,
        /** What a paper would be made of does not verify any more. */
        PAPER_REFUSED,
        /** What a paper would be made of can't be printed, or not within the limits. */
        PAPER_UNFIT,
        /** Others wait for their papers; it can be asked for again. */
        PAPER_BUSY,
        /** All files of a list together are too large for one download. */
        PACK_TOO_LARGE,
        /** What was typed of a maker makes no entry of a trust list. */
        PRODUCER_FORM,
        /** One of the keys is a station's, a log's, a list's or another maker's, or counts no more. */
        PRODUCER_KEY,
        /** Another proposal of this name waits. */
        PRODUCER_WAITS,
        /** Whoever proposes a maker does not confirm it as well. */
        PRODUCER_TWO,
        /** Somebody else decided about it meanwhile. */
        PRODUCER_DECIDED,
        /** There is no trust list of the operator yet. */
        PRODUCER_NO_LIST,
        /** Not a statement of a maker, or not whole. */
        PRODUCER_FILE,
        /** A statement by a key that no maker of the list ever had. */
        PRODUCER_STRANGER,
        /** More statements than are kept. */
        PRODUCER_FULL
    }

    /**
     * Makes one.
     *
     * @param reason a stable word for programs, such as {@code statement-signature}
     */
    public LedgerException(Code code, String reason, String detail) {
        super(code + ": " + reason + ": " + detail);
        this.code = code;
        this.reason = reason;
    }

    /** Why. */
    public Code code() {
        return code;
    }

    /** What exactly did not hold. */
    public String reason() {
        return reason;
    }
}
