package org.wangchuan.engine.apple.model;

/**
 * Says that the owner agreed to have this device read and erased, and where that is written down. Without one nothing but model, version, serial
 * number and lock state is read. Whoever makes one vouches for it; the engine can't know.
 *
 * @param recordedAs an opaque reference to the record, 1 to {@value #CHARS_MAX} letters, digits, dots, underscores and dashes; never a name
 */
public record OwnerConsent(String recordedAs) {
    /** Longest reference. */
    public static final int CHARS_MAX = 128;

    public OwnerConsent {
        if (!isReference(recordedAs)) {
            throw new IllegalArgumentException("a reference of " + recordedAs.length() + " characters");
        }
    }

    /** Whether it has the form of a reference. */
    public static boolean isReference(String text) {
        return text.length() <= CHARS_MAX && text.matches("[0-9A-Za-z._-]+");
    }
}
