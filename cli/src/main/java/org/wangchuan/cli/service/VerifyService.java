package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Checks receipts and certificates, offline. */
@FunctionalInterface
public interface VerifyService {
    /** Prints for each file whether it verifies, and by whom it is signed. */
    ExitCode verify(Request request, Context context) throws UserError;

    /**
     * What to check.
     *
     * @param files receipts, JSON or PDF
     * @param trust the trust list to use instead of the station's own
     * @param serial the serial that the receipt must speak of
     * @param json whether the answers are printed as JSON
     */
    record Request(List<Path> files, Optional<Path> trust, Optional<String> serial, boolean json) {
        public Request {
            files = List.copyOf(files);
        }
    }
}
