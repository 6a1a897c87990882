package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.Optional;

/** Looks at an erased drive again, reading alone, and signs what is found. */
@FunctionalInterface
public interface RecheckService {
    /** Prints what was found; the answer is OK for a match alone. */
    ExitCode recheck(Request request, Context context) throws UserError;

    /**
     * What to look at.
     *
     * @param target block device or image file, as typed
     * @param of the receipt or certificate of the erasure, JSON or PDF
     * @param evidence its evidence; beside it if not given
     * @param key the key of its last pass; beside it if not given
     * @param full whether all of it is read, and not a sample
     * @param out folder for the file; that of the receipt if not given
     * @param patienceSeconds how long the drive may give no answer, 1 to 86 400
     * @param json whether the answer is printed as JSON
     */
    record Request(
            String target,
            Path of,
            Optional<Path> evidence,
            Optional<Path> key,
            boolean full,
            Optional<Path> out,
            int patienceSeconds,
            boolean json) {}
}
