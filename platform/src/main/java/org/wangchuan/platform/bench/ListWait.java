package org.wangchuan.platform.bench;

import java.util.Locale;

/** Why a word for a list chooses no lane for what lies there, or for an order: mostly since a person looks at that first. */
public enum ListWait {
    /** Nothing is to be done about it: it is under way, or done. */
    BUSY,
    /** It has no drive for the bench: its workflow is guided. */
    GUIDED,
    /** A phone that is proved, and nobody has accounted for its SIM and memory card, or something was seen since. */
    CARDS_OPEN,
    /** A phone whose memory card stays, and is still to be erased. */
    CARD,
    /** Nobody has counted its drives. */
    NOT_COUNTED,
    /** No number is noted of what is still to be erased in it. */
    NO_NUMBER,
    /** It was tried, and is not cleared. */
    AGAIN,
    /** A station was to begin, and could not. */
    REFUSED,
    /** A lane was chosen for it, and taken back. */
    TAKEN_BACK,
    /** A bad erasure that nobody has settled speaks against it, or something came that contradicts. */
    DOUBT,
    /** Its erasure has begun otherwise. */
    BEGUN,
    /** Its order is held, goes home, or is lost. */
    NOT_WAITING,
    /** The number in the lane was noted for two devices that are here. */
    TWO_DEVICES,
    /** Two lanes show the number. */
    TWO_LANES,
    /** Something has to be done by hand in the lane first. */
    NOT_READY,
    /** The station says that the rule set of the order can't be met with what is in the lane. */
    RULES,
    /** It can't as the drive is now, which may pass. */
    RULES_FOR_NOW,
    /** The station does not know yet whether it can. */
    RULES_UNTOLD,
    /** The station tells of other versions of the rule set than the one that was agreed to, or does not say of which. */
    RULES_OF_ANOTHER_VERSION,
    /** The medium in the lane shows no number. */
    NO_SERIAL,
    /** Nobody has noted the number in the lane. */
    NOT_NOTED;

    /** In the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
