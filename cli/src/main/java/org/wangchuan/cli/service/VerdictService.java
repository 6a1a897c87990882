package org.wangchuan.cli.service;

import java.nio.file.Path;

/** Computes verdict and conformity again from recorded evidence. */
@FunctionalInterface
public interface VerdictService {
    /** Prints what the evidence says; as JSON if {@code json}. */
    ExitCode replay(Path evidence, boolean json, Context context) throws UserError;
}
