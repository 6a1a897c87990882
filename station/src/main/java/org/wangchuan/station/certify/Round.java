package org.wangchuan.station.certify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.log.SignedCheckpoint;

/** What came of wanting a checkpoint that witnesses have cosigned. */
public sealed interface Round {
    /** There is one; it is kept, and named in later statements. */
    record Cosigned(SignedCheckpoint note) implements Round {}

    /**
     * Not yet; asking again later may help.
     *
     * @param text what was missing; anybody's words, to be printed on one line at most
     * @param answers what the witnesses said, where it was the station that asked them
     */
    record Missing(Certification.Reason reason, String text, List<WitnessAnswer> answers) implements Round {
        public Missing {
            answers = List.copyOf(answers);
        }
    }

    /**
     * The log is not what it says: nothing under it is given out.
     *
     * @param code stable, in capitals
     */
    record Contradicted(String code, String expected, String found) implements Round {}

    /** The checkpoint, if there is one. */
    default Optional<SignedCheckpoint> cosigned() {
        return this instanceof Cosigned(SignedCheckpoint note) ? Optional.of(note) : Optional.empty();
    }
}
