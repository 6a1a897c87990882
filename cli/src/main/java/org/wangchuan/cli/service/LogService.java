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
     * @param log a log in C2SP tlog-tiles form: a folder, or an address that begins with http://, https:// or s3://
     * @param verifierKey the key that the checkpoint must be signed with; the station's own if empty
     */
    ExitCode check(String log, Optional<String> verifierKey, Context context) throws UserError;

    /**
     * Serves the published files of a log over HTTP until it is told to stop.
     *
     * @param log a folder, or an address that begins with s3://
     * @param listen address in numbers, or localhost, and port
     */
    ExitCode serve(String log, String listen, Context context) throws UserError;

    /**
     * Runs a log that stations append to until it is told to stop.
     *
     * @param config its configuration file
     * @param takesOver whether the lock of another writer in the bucket is taken away
     */
    ExitCode serveAppends(Path config, boolean takesOver, Context context) throws UserError;

    /** Says whether it could run, without starting anything and without touching the log. */
    ExitCode validateAppends(Path config, Context context) throws UserError;

    /**
     * Makes the key of a log, or of a station that appends to one, and prints its public half.
     *
     * @param file that must not exist yet
     */
    ExitCode newLogKey(Path file, String name, boolean isStation, Context context) throws UserError;

    /**
     * How a log is to be followed.
     *
     * @param log an address that begins with http://, https:// or s3://
     * @param verifierKey the key that each checkpoint must be signed with
     * @param state folder of what was seen
     * @param once whether to look once and end
     * @param everySeconds how long to wait between looks, at least 1
     * @param fromNow whether to begin at the first checkpoint that is seen, instead of at entry 0
     */
    record Follow(String log, String verifierKey, Path state, boolean once, int everySeconds, boolean fromNow) {}

    /** Follows a log, entry by entry, until something is wrong with it or it is told to stop. */
    ExitCode follow(Follow request, Context context) throws UserError;
}
