package org.wangchuan.engine.command;

/** What a device says of one thing. That it says nothing is no "no". */
public enum Told {
    YES,
    NO,
    /** The field is not one that this device fills in. */
    NOT_TOLD;

    /** What a bit says. */
    public static Told of(boolean bit) {
        return bit ? YES : NO;
    }

    /** This, or nothing if the field that it stands in is not filled in. */
    public Told onlyIf(boolean filledIn) {
        return filledIn ? this : NOT_TOLD;
    }
}
