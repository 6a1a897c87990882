package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Writes a certificate again for somebody who needs to see less of it. */
public interface PresentService {
    /**
     * Writes it; never over another file.
     *
     * @return OK, or UNTRUSTED if no trust list here knows the signer; either way it is written
     * @throws UserError also if a status list says that the certificate does not hold, or can't say; nothing is written
     *     then
     */
    ExitCode present(Request request, Context context) throws UserError;

    /**
     * What is shown to whom.
     *
     * @param file a certificate, JSON or its paper; anybody's
     * @param shown facts beyond the device
     * @param out the new certificate; it must not exist
     * @param paper its PDF, if one is wanted; it must not exist
     * @param trust a trust list to take in place of the station's own
     * @param statusLists fresh status lists; each must speak of the certificate, and be believed
     * @param json whether the answer is printed as JSON
     */
    record Request(
            Path file,
            Set<Fact> shown,
            Path out,
            Optional<Path> paper,
            Optional<Path> trust,
            List<Path> statusLists,
            boolean json) {
        public Request {
            shown = Set.copyOf(shown);
            statusLists = List.copyOf(statusLists);
        }

        /** Without status lists but the one in the certificate. */
        public Request(Path file, Set<Fact> shown, Path out, Optional<Path> paper, Optional<Path> trust) {
            this(file, shown, out, paper, trust, List.of(), false);
        }
    }

    /** What can be left out of a certificate. The device can't: a certificate about none would fit any. */
    enum Fact {
        /** How it was erased. */
        WORK,
        /** The operator's own tag for the asset. */
        ASSET,
        /** Who stood by. */
        PRESENCE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
