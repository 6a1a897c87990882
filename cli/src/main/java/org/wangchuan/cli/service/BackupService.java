package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.Optional;

/** Copies of a platform's data folder. */
public interface BackupService {
    /**
     * Where from, where to.
     *
     * @param file the back-up
     * @param keys the file with its keys, without which nobody reads personal data in it
     * @param data the platform's folder; its usual place if absent
     */
    record Request(Path file, Path keys, Optional<Path> data) {}

    /** Writes a back-up while the platform runs. */
    ExitCode backup(Request request, Context context) throws UserError;

    /** Makes the folder again; it does not exist yet, or is empty. */
    ExitCode restore(Request request, Context context) throws UserError;
}
