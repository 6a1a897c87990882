package org.wangchuan.platform.custody;

/** A device may not go where it was to go. Carries a stable code; its words are under {@code custody.gate.CODE}. */
public final class GateException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;

    /** Why. */
    public enum Code {
        /** There is no statement about it, or not both answers are good. */
        NOT_PROVED,
        /** Nobody has counted its media. */
        MEDIA_NOT_COUNTED,
        /** Not a number of media, or fewer than are known already. */
        MEDIA_COUNT,
        /** Fewer than were counted before: a manager's to say. */
        MEDIA_COUNT_LOWER,
        /** All its media are known by their serial numbers, and this is none of them. */
        MEDIUM_DIFFERS,
        /** The serial number of its medium is known, and the one at hand shows none. */
        MEDIUM_SERIAL_UNKNOWN,
        /** It holds several, and one without a serial number can't be told from the others. */
        MEDIUM_UNNAMED,
        /** This medium belongs to another device that is still here. */
        MEDIUM_OF_ANOTHER,
        /** Nobody has accounted for the SIM and the memory card of a phone, or something was seen since that contradicts it. */
        CARDS_OPEN,
        /** Something was seen in a phone where there is said to have been nothing: a manager's to say. */
        CARDS_SEEN,
        /** A memory card that was said to stay does not: a manager's to say. */
        CARD_STAYS,
        /** A station has begun with the memory card: it is one of the media, whatever becomes of it. */
        CARD_BEGUN,
        /** The cards of a phone were accounted for more often than anybody does. */
        CARDS_OFTEN,
        /** Its state does not lead there. */
        WRONG_STATE,
        /** A device has no more numbers than are kept beside its first. */
        TOO_MANY_NUMBERS,
        /** Somebody else changed it meanwhile. */
        CHANGED,
        /** This bag number was used before. */
        BAG_USED,
        /** The device is not in the bag any more that the hand-over's list names. */
        BAG_CHANGED,
        /** The code of a device, as on its label, and not the number of a bag. */
        BAG_IS_A_LABEL,
        /** Its order is not closed: the owner can still have it back. */
        NOT_OURS,
        /** An erasure that ended badly names one of its media, or its label, and is matched with nothing. */
        ERASURE_OPEN,
        /** What is kept of a statement about one of its media can't be read any more: nobody can check it. */
        PROOF_UNREADABLE,
        /** It is not known yet whether it is in the sample that somebody else looks at. */
        SECOND_CHECK_UNKNOWN,
        /** It is in that sample, and nobody else has looked at it yet. */
        SECOND_CHECK_OPEN,
        /** A station has signed that something else is there than the last erasure left; it could not be taken, and nobody outvotes it. */
        SECOND_CHECK_DIFFERS,
        /** It rests on its maker's word, and that counts no more. */
        PRODUCER_WORD,
        /** The platform was put back to an older day, and nobody has looked at the device since, or evidence is still to come. */
        RECOVERY,
        /** The processor's licence is no longer in force. */
        LICENCE_EXPIRED,
        /** The processor's licence does not name this kind of device. */
        LICENCE_SCOPE,
        /** Not the name that stands on the licence. */
        NAME_DIFFERS,
        /** Too many wrong names: this hand-over is over. */
        NAME_LOCKED,
        /** A hand-over of nothing. */
        EMPTY,
        /** A bag of it is on another hand-over that is open. */
        ON_A_LIST;

        /** Whether it is over by itself, or by somebody who looks or gives it up: a device may wait for that with its order closed. */
        public boolean isWaiting() {
            return this == SECOND_CHECK_UNKNOWN || this == SECOND_CHECK_OPEN || this == SECOND_CHECK_DIFFERS;
        }
    }

    public GateException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
