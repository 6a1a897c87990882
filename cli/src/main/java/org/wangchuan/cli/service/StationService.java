package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The station as one that works for a platform. */
public interface StationService {
    /**
     * Works for the platform that the station is paired with, until it is told to stop.
     *
     * @param lanes image files that stand for drives
     */
    ExitCode run(List<Path> lanes, Context context) throws UserError;

    /**
     * Pairs the station with a platform.
     *
     * @param address where the platform is, https; or http on this machine
     * @param code that an administrator made there; asked for if empty
     * @param name of the station, for people; the machine's if empty
     * @param authorities file of the certificates that the platform's has to be signed by; those that everybody believes if empty
     */
    ExitCode pair(
            String address, Optional<String> code, Optional<String> name, Optional<Path> authorities, Context context)
            throws UserError;

    /** Says which platform the station works for, what is under way, and what the platform was not told yet. */
    ExitCode status(boolean json, Context context) throws UserError;
}
