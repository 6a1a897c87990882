package org.wangchuan.engine.phone.contact;

/**
 * What came of asking a phone to erase itself. None of it proves that anything was erased.
 *
 * @param kind what it did
 * @param command what was sent, in words of this program, for the record
 * @param answer what came back, in words of this program, for the record; empty if nothing did
 */
public record EraseAnswer(Kind kind, String command, String answer) {
    /** What it did. */
    public enum Kind {
        /** It said that it does or will. */
        ACCEPTED,
        /** The connection ended without a word, as it does when it begins at once, and when the cable is pulled. */
        ENDED,
        /** It said that it won't. */
        REFUSED
    }
}
