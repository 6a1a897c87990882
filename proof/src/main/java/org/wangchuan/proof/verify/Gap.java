package org.wangchuan.proof.verify;

/** What a verified receipt leaves open; the names are stable. */
public enum Gap {
    SIGNER_UNKNOWN("the trust list does not know the station: anybody could have made this"),
    NOT_WITNESSED("no witness has seen the log: its operator could show others another one"),
    TIME_NOT_PROVED("when it happened is not proved within the time allowed: times are the station's own claim"),
    TARGET_NOT_SHOWN("the receipt does not show which device it is about"),
    WORK_NOT_SHOWN("the receipt does not show how it was erased"),
    SERIAL_NOT_COMPARED("nobody compared the serial number with the device in hand"),
    EVIDENCE_NOT_READ("the evidence file was not compared"),
    REVOCATION("no revocation list was read that is younger than the record"),
    STATUS_AGE("how old the revocation list is, is its issuer's own claim"),
    LOG_NOT_CHECKED("whether the log holds the statement was not checked: a label carries no proof of that"),
    SIGNATURE_NOT_CHECKED("the signature was not checked: the trust list does not have the station's key");

    private final String sentence;

    Gap(String sentence) {
        this.sentence = sentence;
    }

    /** In plain English. */
    public String sentence() {
        return sentence;
    }
}
