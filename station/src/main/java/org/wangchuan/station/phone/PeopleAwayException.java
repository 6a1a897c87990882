package org.wangchuan.station.phone;

/** Nobody answers: the input has ended, or somebody wished to stop. What is recorded stays, and can be gone on with. */
public final class PeopleAwayException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what was asked, without any answer. */
    public PeopleAwayException(String message) {
        super(message);
    }
}
