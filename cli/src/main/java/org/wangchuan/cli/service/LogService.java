package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.Optional;

/** Shows and checks the station's transparency log. */
public interface LogService {
    /** Prints the folder of the log. */
    ExitCode path(Context context) throws UserError;

    /** Prints the verifier key of the log (C2SP signed-note form). */
    ExitCode key(Context context) throws UserError;

    /**
     * Recomputes a whole log from its files.
     *
     * @param log a log in C2SP tlog-tiles form: a folder, or an address that begins with http:// or https://
     * @param verifierKey the key that the checkpoint must be signed with; the station's own if empty
     */
    ExitCode check(String log, Optional<String> verifierKey, Context context) throws UserError;

    /**
     * Serves the published files of a log over HTTP until it is told to stop.
     *
     * @param listen address in numbers, or localhost, and port
     */
    ExitCode serve(Path folder, String listen, Context context) throws UserError;
}
