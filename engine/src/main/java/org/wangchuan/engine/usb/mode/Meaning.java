package org.wangchuan.engine.usb.mode;

/** What a device may be, in the order of how much is said. */
public enum Meaning {
    /** Nothing that is known. */
    UNKNOWN("unknown"),
    /** Something else than a phone, tablet or player. */
    OTHER("other"),
    /** A phone, tablet or player, or something else that shows the same: a watch, a television, a camera, a modem, a board. */
    POSSIBLE("possible"),
    /** A phone, tablet or player. */
    MOBILE("mobile");

    private final String id;

    Meaning(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }
}
