package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Witnesses, certificates, and what takes a certificate back. */
public interface CertificateService {
    /** Prints whom this station asks to cosign its log; as JSON if {@code json}. */
    ExitCode showWitnesses(boolean json, Context context) throws UserError;

    /** Takes the witness policy in a file into use. */
    ExitCode setWitnesses(Path file, Context context) throws UserError;

    /** Asks no witness any more. */
    ExitCode removeWitnesses(Context context) throws UserError;

    /** Gets certificates for receipts. */
    ExitCode certify(CertifyRequest request, Context context) throws UserError;

    /** Writes a certificate again, with a counter-signature. */
    ExitCode counterSign(CounterSignRequest request, Context context) throws UserError;

    /** Makes the key of a person who counter-signs. */
    ExitCode newPersonKey(Path file, String name, Context context) throws UserError;

    /** Says that a certificate, or a receipt, does not count any more. */
    ExitCode revoke(RevokeRequest request, Context context) throws UserError;

    /** Destroys what the station keeps of one erasure. */
    ExitCode forget(ForgetRequest request, Context context) throws UserError;

    /** Writes fresh status lists into a folder. */
    ExitCode writeStatusLists(Path out, int witnessSeconds, Context context) throws UserError;

    /**
     * Which receipts.
     *
     * @param receipts files; empty for all that wait
     * @param out where certificates go; beside their receipts if empty
     * @param witnessSeconds how long witnesses are waited for, 1 or more
     */
    record CertifyRequest(List<Path> receipts, Optional<Path> out, int witnessSeconds, boolean json) {
        public CertifyRequest {
            receipts = List.copyOf(receipts);
        }
    }

    /**
     * Who stood by, and what shows it.
     *
     * @param file a certificate of this station
     * @param key the file of the person's own key; without it the station only says so
     * @param out the new certificate; it must not exist
     */
    record CounterSignRequest(Path file, Role role, Optional<Path> key, Path out) {}

    /** As whom somebody stood by. */
    enum Role {
        /** Who did the work. */
        TECHNICIAN,
        /** Whose device it was. */
        OWNER,
        /** The second person. */
        VERIFIER;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * What is taken back.
     *
     * @param file a certificate or receipt of this station
     * @param how exactly one of a reason, and a file that counts in its place
     * @param out where the new status list goes
     * @param witnessSeconds how long witnesses are waited for, 1 or more
     */
    record RevokeRequest(Path file, How how, Path out, int witnessSeconds) {}

    /**
     * What is to be forgotten.
     *
     * @param file a receipt or certificate of this station, or the paper of one; empty for what was forgotten before and is due
     * @param confirm the file's name, if it was given beforehand
     */
    record ForgetRequest(Optional<Path> file, Optional<String> confirm, boolean json) {}

    /** How a certificate ends. */
    sealed interface How {
        /** It does not hold. */
        record Revoked(Reason reason) implements How {}

        /** The device was erased again. */
        record Superseded(Path by) implements How {}

        /** It was wrong in something. */
        record Corrected(Path by) implements How {}
    }

    /** Why a certificate is revoked; each is said in the statement by the same name. */
    enum Reason {
        /** It should not have been issued. */
        ISSUED_IN_ERROR,
        /** Data was found on the device afterwards. */
        DATA_FOUND,
        /** Somebody else could have signed with the station's key. */
        KEY_COMPROMISED,
        /** The work was not done as stated. */
        WORK_NOT_DONE,
        /** None of these. */
        OTHER;

        @Override
        public String toString() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }
}
