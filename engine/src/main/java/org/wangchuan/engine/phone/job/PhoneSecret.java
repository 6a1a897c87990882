package org.wangchuan.engine.phone.job;

/** What is kept for one job so that a power cut loses nothing, and destroyed when it closes. */
public enum PhoneSecret {
    /** Under which the record names the phone. It alone outlives the job: the holder of the receipt is told it, nobody else. */
    DIGEST_KEY,
    /** By which the bench showed itself to an Android phone. */
    ADB_KEY,
    /** What was left on the phone, and the times that were noted there. */
    TRACES,
    /** From which all follows that a phone is filled with. */
    FILL_SEED,
    /** By which the bench is paired with an iPhone or iPad. */
    PAIRING
}
