package org.wangchuan.platform.ledger;

/** Why a receipt that verifies proves nothing of the order that it came for. Its words are under {@code ledger.conflict.CODE}. */
enum Misfit {
    /** Another device, or none that can be told from others. */
    SERIAL_DIFFERS,
    /** It names another label. */
    ASSET_DIFFERS,
    /** It was made by other rules than the order asks for. */
    POLICY_DIFFERS,
    /** It was made by another version of the rule set than the owner agreed to. */
    POLICY_VERSION,
    /** Its rule set is not one that this platform has, in this version. */
    POLICY_UNKNOWN,
    /** Its clauses are not those of the rule set. */
    POLICY_CLAUSES,
    /** A clause contradicts the verdict, or what is shown of the drive and of what was done. */
    POLICY_CONTRADICTION,
    /** How it was erased is not shown. */
    WORK_NOT_SHOWN,
    /** The facts that it shows exclude its verdict. */
    FACTS_CONTRADICTION,
    /** It is about a part of a device. */
    PART_ONLY,
    /** It is about an image, a volume, memory or a virtual disk ({@link NoMedium}). */
    NOT_A_DEVICE,
    /** It is about a phone that was erased in a way that this platform does not know. */
    TECHNIQUE_UNKNOWN,
    /** An account or an organisation holds the phone, or nobody knows whether one does. */
    PHONE_HELD,
    /** It is about a phone, and a drive was to be erased; or the other way round. */
    OTHER_KIND,
    /** It is dated more than a day after this platform's time: one of the two clocks is wrong. */
    CLOCKS_DIFFER,
    /** It began before the station was allowed to begin. */
    BEFORE_CLAIM,
    /** It was given for another order, or for an earlier try. */
    EVENT_USED,
    /** While it was erased, a station that was given up said that this medium could not be. */
    CONTRADICTED
}
