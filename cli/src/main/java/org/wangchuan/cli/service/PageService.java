package org.wangchuan.cli.service;

import java.nio.file.Path;

/** Gives out the verification page. */
@FunctionalInterface
public interface PageService {
    /** Writes the page, and prints its SHA-256; never over another file. */
    ExitCode write(Path file, Context context) throws UserError;
}
