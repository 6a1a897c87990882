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

    /** Prints the key that verifies this station's statements, as the draft of a list takes it. */
    ExitCode stationKey(Context context) throws UserError;

    /** Makes the file of a key that signs lists, and prints its verifier key. */
    ExitCode newListKey(Path file, String name, Context context) throws UserError;

    /**
     * What is to be signed.
     *
     * @param draft what the list is to say
     * @param key the file of the signer's key
     * @param out the list; if it is there it is replaced by its next version
     * @param isTrial whether nothing is written
     */
    record SignRequest(Path draft, Path key, Path out, boolean isTrial) {}

    /** Signs a list, or its next version, and tells what it says otherwise. */
    ExitCode sign(SignRequest request, Context context) throws UserError;
}
