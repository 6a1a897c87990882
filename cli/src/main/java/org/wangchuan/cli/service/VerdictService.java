package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.List;

/** Computes verdict and conformity again from recorded evidence. */
@FunctionalInterface
public interface VerdictService {
    /**
     * Prints what the evidence says; as JSON if {@code json}.
     *
     * @param producerStatements of which it is said whether the record of a phone fits them; they change no answer
     */
    ExitCode replay(Path evidence, List<Path> producerStatements, boolean json, Context context) throws UserError;

    /** The same without statements of makers. */
    default ExitCode replay(Path evidence, boolean json, Context context) throws UserError {
        return replay(evidence, List.of(), json, context);
    }
}
