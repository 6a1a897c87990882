package org.wangchuan.platform.oversight.secondcheck;

/** A second look was not noted, or a device not let go. Carries a stable code; its words are under {@code oversight.problem.CODE}. */
public final class CheckException extends Exception {
    private static final long serialVersionUID = 1;

    private final Code code;
    private final String expected;
    private final String found;

    /** Why. */
    public enum Code {
        /** It is not in the sample, or somebody has settled it. */
        NOT_DRAWN,
        /** It is not here as a cleared device: it is held, back with its owner, or was erased anew. */
        NOT_HERE,
        /** It is held, to be erased once more, or not known yet to be drawn: what a station says of it is weighed when that is over. */
        NOT_HERE_NOW,
        /** It was erased once more since a station was asked. */
        ERASED_SINCE,
        /** Whoever erases, matches or answers for a device does not look at it as a second person. */
        OWN_WORK,
        /** What was looked at, where, or what came out was not said. */
        INCOMPLETE,
        /** Nothing is confirmed that was not looked at in full. */
        NOT_LOOKED,
        /** What hangs on a cable and shows this phone's number shows that it was used since: nobody says then that nothing of anybody is there. */
        PHONE_USED,
        /** Somebody else could look: it is not let go without. */
        SOMEBODY_ELSE,
        /** Who could have looked was taken away by the company itself a short while ago: it is not let go as if nobody were there. */
        TAKEN_AWAY,
        /** Somebody has looked, or tried to, or a station has read it: it is not let go without. */
        LOOKED_AT,
        /** A station reads it just now, and nobody has taken that back: it is neither confirmed nor let go meanwhile. */
        LOOK_READING,
        /** A station says truly that something else is there, and it could not be taken: it is not confirmed, but erased once more. */
        ANSWER_DIFFERS,
        /** A station has sent what it read, and it is not known yet what it says: it is not confirmed meanwhile. */
        ANSWER_HELD,
        /** Nobody has tried to look, or somebody could, and no station has read it in vain: it is not given up. */
        NOT_TRIED,
        /** Not a rate from 5 to 100 of a hundred. */
        RATE,
        /** No station has read it, and it was not said why. */
        WITHOUT,
        /** No file was sent. */
        RECHECK_MISSING,
        /** It is no file of a station that looked again. */
        RECHECK_FORMAT,
        /** It does not verify. */
        RECHECK_REFUSED,
        /** It was made with a switch for tests. */
        RECHECK_TEST,
        /** Nobody here knows the station that signed it. */
        RECHECK_STATION,
        /** The station has ended here, or its key. */
        RECHECK_STATION_ENDED,
        /** It is of another erasure or drive. */
        RECHECK_OTHER,
        /** The drive was read before it was drawn. */
        RECHECK_EARLY,
        /** It is no answer to what a station was asked. */
        RECHECK_NOT_ASKED,
        /** It is dated more than a day after this platform's time. */
        RECHECK_AHEAD,
        /** It is dated after this platform's time, and less than a day: it can be taken when that time has come. */
        RECHECK_SOON,
        /** The station that erased has looked itself, and there is another. */
        RECHECK_SAME_STATION,
        /** What is kept of the erasure can't be read any more. */
        RECHECK_KEPT,
        /** It was handed in before. */
        RECHECK_USED,
        /** It answers what a station was asked, which brings it by itself: by hand it counts only if it differs. */
        RECHECK_OF_LOOK,
        /** The station's trust list is not here, or not any more: it brings that, and then this. */
        RECHECK_TRUST_LIST,
        /** No such drive proves the device, or a station has read it. */
        LOOK_DRIVE,
        /** It was not erased for an order here, so that no station knows where its files are. */
        LOOK_NO_ORDER,
        /** The station that erased it has ended, and nobody can be asked for its files. */
        LOOK_NO_ERASER,
        /** The lane is not there, or its station is out of touch. */
        LOOK_LANE,
        /** Another drive lies in the lane. */
        LOOK_OTHER_DRIVE,
        /** Something else is under way in the lane, or with the drive. */
        LOOK_OPEN,
        /** Somebody has confirmed the device, or let it go, since a station was asked. */
        LOOK_SETTLED,
        /** The two companies do not say any more, or never did, that one looks for the other. */
        PACT_ENDED,
        /** From afar nobody confirms what no station has read, each drive, as the answer to what they asked for themselves. */
        AFAR_NOT_READ,
        /** It is over. */
        LOOK_ENDED;

        /** Whether what a station found can be taken later, as it is: it keeps it, and brings it again. */
        boolean isPassing() {
            return switch (this) {
                case NOT_HERE_NOW, RECHECK_STATION, RECHECK_TRUST_LIST, RECHECK_KEPT, RECHECK_SOON -> true;
                default -> false;
            };
        }
    }

    CheckException(Code code, String detail) {
        super(code + ": " + detail);
        this.code = code;
        this.expected = "";
        this.found = "";
    }

    /** Of a file. */
    CheckException(Code code, String expected, String found) {
        super(code.name());
        this.code = code;
        this.expected = expected;
        this.found = found;
    }

    /** What would have been right; empty if its words say all. */
    public String expected() {
        return expected;
    }

    /** What was there instead. */
    public String found() {
        return found;
    }

    /** Why. */
    public Code code() {
        return code;
    }
}
