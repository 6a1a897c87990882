package org.wangchuan.platform.intake;

import java.util.Set;

/** How a drive is erased by a rule set, as people are told of it before they agree. */
public enum DriveWay {
    /** Overwritten by the station, whatever it can do by itself. */
    OVERWRITTEN("bench"),
    /** By what it does itself, and by nothing else. */
    ITSELF("itself"),
    /** By what it does itself where it can and shows it; overwritten where not. */
    EITHER("either");

    private static final Set<String> OVERWRITING = Set.of("nist-clear", "r2v3");

    private final String id;

    DriveWay(String id) {
        this.id = id;
    }

    /** That of a rule set that a counter may choose; of any other both are told, with the limits of both. */
    public static DriveWay of(String policy) {
        if (IntakeForm.isByTheDrive(policy)) {
            return ITSELF;
        }
        return OVERWRITING.contains(policy) ? OVERWRITTEN : EITHER;
    }

    /** As the keys of its words end. */
    public String id() {
        return id;
    }
}
