package org.wangchuan.station.certify;

import java.nio.file.Path;
import java.util.List;

/** What came of wanting a certificate. */
public sealed interface Certification {
    /** Where the certificate is, or would be. */
    Path file();

    /** It is written, and verifies under the station's own trust list. */
    record Certified(Path file, List<String> witnesses) implements Certification {
        public Certified {
            witnesses = List.copyOf(witnesses);
        }
    }

    /** A certificate of the same statement was there already; it was left as it is. */
    record AlreadyThere(Path file) implements Certification {}

    /**
     * Not yet; asking again later may help, and nothing is lost.
     *
     * @param text what was missing; for people
     * @param answers what the witnesses said in the last round, if it came to one
     */
    record Pending(Path file, Reason reason, String text, List<WitnessAnswer> answers) implements Certification {
        public Pending {
            answers = List.copyOf(answers);
        }
    }

    /**
     * Never, as things are: asking again does not help.
     *
     * @param code stable, in capitals
     */
    record Refused(Path file, String code, String expected, String found) implements Certification {}

    /** Why there is no certificate yet. */
    enum Reason {
        /** The station's trust list asks for no witness, so nothing could count as witnessed. */
        NO_POLICY,
        /** Fewer witnesses have cosigned than the policy asks for. */
        QUORUM,
        /** No trust list here names this station as one that appends to its operator's log. */
        NO_LIST,
        /** The operator's log could not be reached, or did not take what the station has signed. */
        OPERATOR,
        /** The operator's log has it, and has not shown a checkpoint with it in time that enough witnesses have cosigned. */
        NOT_PUBLISHED,
        /** Another lane or program of this station was asking, and time ran out. */
        BUSY,
        /** The certificate's folder is not there, or does not take it. */
        FOLDER,
        /** The certificate is written; its paper could not be. */
        PAPER,
        /** The station's state could not be read or written, or somebody wanted it to stop. */
        STATE
    }
}
