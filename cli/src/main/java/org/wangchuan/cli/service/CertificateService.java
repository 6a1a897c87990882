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

    /** Signs with a person's key what the station takes in by {@link Means.Answer}; needs no station. */
    ExitCode signAsPerson(PersonSignRequest request, Context context) throws UserError;

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
     * @param out the new certificate; it must not exist
     */
    record CounterSignRequest(Path file, Role role, Means means, Path out) {
        /** By the person's own key, if one is given; by the station's word if not. */
        public CounterSignRequest(Path file, Role role, Optional<Path> key, Path out) {
            this(file, role, key.<Means>map(Means.Key::new).orElse(new Means.Word()), out);
        }
    }

    /** What shows that somebody stood by. */
    sealed interface Means {
        /** Nothing but the word of the person at the counter. */
        record Word() implements Means {}

        /**
         * A code that is shown on the terminal is typed.
         *
         * @param fromStandardInput whether it may be typed elsewhere than on the terminal that shows it
         */
        record Code(boolean fromStandardInput) implements Means {}

        /** The person's own key, in a file at the station. */
        record Key(Path file) implements Means {}

        /** What the person's own key has signed elsewhere. */
        record Answer(Path file) implements Means {}

        /**
         * A signature by hand.
         *
         * @param image PNG or JPEG; the station keeps nothing of it
         * @param key where the key goes that ties the image to the certificate; it must not exist
         */
        record ByHand(Path image, Path key) implements Means {}
    }

    /**
     * What a person signs on a machine of their own.
     *
     * @param file a certificate, JSON or its paper
     * @param key the file of the person's own key
     * @param out where the answer for the station goes
     * @param trust a trust list to take in place of this machine's
     */
    record PersonSignRequest(Path file, Role role, Path key, Path out, Optional<Path> trust) {}

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
