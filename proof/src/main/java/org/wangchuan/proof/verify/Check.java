package org.wangchuan.proof.verify;

/** What can be checked in a receipt or certificate; the names are stable. */
public enum Check {
    SIGNATURE("the signatures of both statements"),
    DISCLOSURES("every shown fact belongs to a signed digest"),
    OPENING("both statements open their log entries"),
    INCLUSION("both entries are in the log"),
    CHECKPOINT("the log's key has signed the checkpoint"),
    START_BEFORE_CLEARING("the start was logged before the clearing, by the same station"),
    CHAIN("the station's sequence and links"),
    SIGNER_IN_TRUST_LIST("station and log belong to a trusted operator"),
    KEY_VALID_BY_INDEX("the station's key was valid at these places in the log"),
    SERIAL("the serial number is the one that was asked for"),
    WITNESSED("as many witnesses as the trust list asks for have cosigned the log with these statements in it"),
    TIME_INTERVAL("witnesses prove between which times the statement was made"),
    STATUS("a status list of the operator says that the statement holds"),
    PRESENCE("the counter-signatures belong to this statement");

    private final String sentence;

    Check(String sentence) {
        this.sentence = sentence;
    }

    /** In plain English. */
    public String sentence() {
        return sentence;
    }
}
