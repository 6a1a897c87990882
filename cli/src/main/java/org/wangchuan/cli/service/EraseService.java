package org.wangchuan.cli.service;

/** Erases drives and images, verifies, and writes receipts. */
@FunctionalInterface
public interface EraseService {
    /**
     * Does the whole job of one command and prints its results.
     *
     * @return the worst of all targets, of which each is {@link ExitCode#INTERRUPTED} where the wish to stop was followed
     */
    ExitCode erase(EraseRequest request, Context context) throws UserError;
}
