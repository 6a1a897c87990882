package org.wangchuan.station.issue;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.Phone;
import org.wangchuan.proof.statement.Target;

/**
 * What a station still has of one erasure.
 *
 * @param event of its clearing, or of its start where it was given up
 * @param entry of that statement in the station's log
 * @param target the drive or image that was erased
 * @param phone the phone that was erased; one of both is present exactly where that may still be shown: {@link State#WHOLE} and
 *     {@link State#KEPT}
 * @param kept why and until when; present exactly for {@link State#KEPT} and {@link State#DUE}
 * @param saidAt entry of the statement that says what was forgotten; present exactly where it was said
 */
public record Remains(
        UUID event,
        long entry,
        State state,
        Optional<Target> target,
        Optional<Phone> phone,
        Optional<KeptDevice> kept,
        OptionalLong saidAt) {
    /** How much of it. */
    public enum State {
        /** Nothing was forgotten. */
        WHOLE,
        /** What device it was, and no more. */
        KEPT,
        /** What device it was, but its day has come: it waits to be destroyed. */
        DUE,
        /** Nothing. */
        FORGOTTEN,
        /** A forgetting was cut off, and not said: nobody knows yet what is to be kept. */
        UNFINISHED
    }

    /** Not the device: this may land in a log file. */
    @Override
    public String toString() {
        return "remains of event " + event + ": " + state;
    }
}
