package org.wangchuan.engine.phone.job;

/** What is due. Only {@link PhoneCourse} says which; nothing is done by it, and each can be left by closing the record. */
public enum PhoneStep {
    /** See what hangs there, until it is known by something: a phone without any number of its own can't be told from another, and is no matter for a cable. */
    LOOK,
    /** Show the owner what will be erased, how, and how long that takes, and have their word. */
    CONSENT,
    /** Ask for what may be asked now, and leave there what the reset will take away. */
    READ,
    /** Choose a way among those that are planned. */
    CHOOSE,
    /** Have it set off: for the first time, or because the phone came back as it was. */
    SET_OFF,
    /** Wait until it leaves the cable. If it is there because nobody saw it go and come back, have it plugged out and in. */
    AWAIT_GONE,
    /** Wait until something is on the cable again. */
    AWAIT_BACK,
    /** Ask what hangs there: which one it is, and what of the way's signs it shows. */
    READ_AGAIN,
    /** Fill its storage and read it back, from where an earlier try stopped. */
    FILL,
    /** Have it set off once more: this takes away what it was filled with. */
    SET_OFF_AGAIN,
    /** Have somebody say what its screen shows, and whether it asks for an account. */
    OBSERVE,
    /** Close the record: nothing better can come of going on. */
    CLOSE,
    /** The record is complete. */
    CLOSED
}
