package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What makers of phones state about their built-in clear: made by a maker, kept by a station, checked by anybody. */
public interface ProducerService {
    /** Writes a draft to be filled in. */
    ExitCode template(Path file, Context context) throws UserError;

    /** Makes the file of a key that signs statements, and prints its verifier key. */
    ExitCode newKey(Path file, String name, Context context) throws UserError;

    /**
     * What is to be signed.
     *
     * @param draft what is stated
     * @param key the file of the producer's key
     * @param out the statement; if it is there, its next sequence takes its place
     */
    record SignRequest(Path draft, Path key, Path out) {}

    /** Signs a statement. */
    ExitCode sign(SignRequest request, Context context) throws UserError;

    /**
     * Prints what statements say, and whether a trust list accepts their producers.
     *
     * @param files none for those that lie with this station
     * @param trust the trust list to use instead of those that this machine keeps
     */
    ExitCode check(List<Path> files, Optional<Path> trust, boolean json, Context context) throws UserError;

    /** Lays statements with this station, so that they travel with the receipts of phones that they speak of. */
    ExitCode keep(List<Path> files, Context context) throws UserError;
}
