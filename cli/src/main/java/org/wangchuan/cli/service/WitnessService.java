package org.wangchuan.cli.service;

import java.nio.file.Path;

/** Runs a witness for other people's logs. It has nothing to do with this machine's station. */
public interface WitnessService {
    /**
     * Runs until it is told to stop.
     *
     * @param config its configuration file
     */
    ExitCode serve(Path config, Context context) throws UserError;

    /** Says whether it could run: configuration, key, state and address. Nothing is started, nothing is written. */
    ExitCode validate(Path config, Context context) throws UserError;

    /**
     * Makes a key and prints its public half.
     *
     * @param file that must not exist yet
     * @param name of the witness
     */
    ExitCode newKey(Path file, String name, Context context) throws UserError;
}
