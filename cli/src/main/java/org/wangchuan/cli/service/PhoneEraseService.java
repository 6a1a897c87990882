package org.wangchuan.cli.service;

/** Takes one phone on the cable through its erasure, with its owner at the terminal, and writes a receipt. */
@FunctionalInterface
public interface PhoneEraseService {
    /**
     * Does the whole job of one command and prints its result.
     *
     * @return {@link ExitCode#OK} only for a good verdict that satisfies every clause
     */
    ExitCode erase(PhoneEraseRequest request, Context context) throws UserError;
}
