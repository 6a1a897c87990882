package org.wangchuan.cli.service;

import java.util.Optional;

/** Makes the station one of those that append to an operator's log. */
public interface JoinService {
    /**
     * Appends to an operator's log from now on; prints what the operator has to know.
     *
     * @param address where the log is, http or https
     * @param origin of the log; only needed where trust lists name this station in several logs
     */
    ExitCode join(String address, Optional<String> origin, Context context) throws UserError;

    /** Says which log the station appends to, and whether a trust list names it there. */
    ExitCode show(boolean json, Context context) throws UserError;

    /** Appends to the station's own log only from now on. */
    ExitCode leave(Context context) throws UserError;
}
