package org.wangchuan.station.recheck;

import java.nio.file.Path;
import java.util.List;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.station.erase.Refusal;

/** How a second look ended. */
public sealed interface Looked {

    /**
     * It is signed, whatever it says, and in the station's log.
     *
     * @param target the drive as it was this time
     * @param isTest whether a switch for tests let a drive pass, so that it never verifies as real
     * @param path where its file is
     */
    record Signed(RecheckClaims claims, Target target, boolean isTest, RecheckFile file, Path path) implements Looked {}

    /**
     * It is signed and in the log, and its file could not be written; the next look writes it.
     *
     * @param path where it was to be
     * @param cause why, for people
     */
    record Unwritten(RecheckClaims claims, Target target, boolean isTest, Path path, String cause) implements Looked {}

    /** Nothing was read and nothing is signed. */
    record Refused(List<Refusal> refusals) implements Looked {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /** Somebody asked to stop before anything was found; nothing is signed. */
    record Interrupted() implements Looked {}
}
