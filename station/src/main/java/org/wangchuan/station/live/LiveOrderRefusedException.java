package org.wangchuan.station.live;

import java.io.Serial;

/** Why an order is not carried out; nothing was touched. */
public final class LiveOrderRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** The kinds of reason; the words are published and stay. */
    public enum Code {
        /** It is not what it should be, or its signature is wrong. */
        LIVE_ORDER_FORMAT,
        /** It is of a station that may give no orders here. */
        LIVE_ORDER_STATION,
        /** It was signed for another stick. */
        LIVE_ORDER_STICK,
        /** By this computer's clock it is over, or not begun yet. */
        LIVE_ORDER_TIME,
        /** It names a version of a rule set that this program does not have. */
        LIVE_ORDER_POLICY,
        /** It was begun before, and counts once. */
        LIVE_ORDER_ONCE
    }

    private final Code code;
    private final String expected;
    private final String found;

    LiveOrderRefusedException(Code code, String expected, String found) {
        super(code + ": expected " + expected + ", found " + found);
        this.code = code;
        this.expected = expected;
        this.found = found;
    }

    /** The stable word. */
    public Code code() {
        return code;
    }

    /** What should have been there. */
    public String expected() {
        return expected;
    }

    /** What was there. */
    public String found() {
        return found;
    }
}
