package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.note.VerifierKey;

/** Verifies a whole log again, from its files alone. */
public final class LogFsck {
    private LogFsck() {}

    /**
     * What was found.
     *
     * @param findings empty if all is well
     */
    public record Report(
            Optional<Checkpoint> checkpoint, boolean signatureChecked, long filesRead, List<Finding> findings) {
        public Report {
            findings = List.copyOf(findings);
        }

        /** Whether every file is what the checkpoint promises. */
        public boolean isSound() {
            return findings.isEmpty();
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param file relative to the log's folder
     */
    public record Finding(String file, String expected, String found) {}

    /** Reads every file of the log. */
    public static Report check(Path folder, Optional<VerifierKey> key) throws IOException {
        throw new UnsupportedOperationException(folder + " " + key);
    }
}
