package org.wangchuan.cli.service;

import java.nio.file.Path;

/** Keeps the list of stations whose signatures this station believes. */
public interface TrustService {
    /** Prints the trust list; as JSON if {@code json}. */
    ExitCode show(boolean json, Context context) throws UserError;

    /** Adds the entries of a file to the trust list. */
    ExitCode addFrom(Path file, Context context) throws UserError;

    /** Prints what another station imports to believe this one. */
    ExitCode export(Context context) throws UserError;
}
