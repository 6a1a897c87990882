package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.Optional;

/** Seals papers with a key that PDF readers check. */
public interface SealService {
    /**
     * What to seal.
     *
     * @param paper the PDF of a receipt or certificate, without a seal
     * @param key a PKCS#12 file
     * @param password a file whose first line is the key's password
     * @param out absent for the paper's name with {@code .sealed.pdf}
     */
    record Request(Path paper, Path key, Path password, Optional<Path> out) {}

    /** Writes the sealed paper beside the paper; never over another file. */
    ExitCode seal(Request request, Context context) throws UserError;

    /** Makes a key with a certificate that nobody vouches for. */
    ExitCode newKey(Path key, String name, Path password, Context context) throws UserError;
}
