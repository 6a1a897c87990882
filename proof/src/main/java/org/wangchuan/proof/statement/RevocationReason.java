package org.wangchuan.proof.statement;

/** Why a statement was revoked. */
public enum RevocationReason {
    /** It should not have been issued: another device, another customer, a mistake. */
    ISSUED_IN_ERROR,
    /** Data was found on the device afterwards. */
    DATA_FOUND,
    /** Somebody else could have signed with the station's key. */
    KEY_COMPROMISED,
    /** The work was not done as stated. */
    WORK_NOT_DONE,
    /** None of these. */
    OTHER
}
