package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to erase, and how.
 *
 * @param targets block devices or image files, at least one, each once, in the order given
 * @param policy the identifier of the rule set; not yet known to exist
 * @param policyVersion the version of it; the current one if empty
 * @param medium what the person declares the medium to be
 * @param verify how much is read back
 * @param out the folder for receipts and evidence; the current folder if empty
 * @param confirm the identities that were typed, in the order given; empty means that the person is
 *     to be asked on the terminal, and without one the job is refused
 * @param also kernel names of the other namespaces of NVMe devices that are erased with the targets, in the order given
 * @param asset the owner's tag for the asset
 * @param resume whether to go on with an interrupted job
 * @param bestEffort whether to go on where the policy cannot be satisfied
 * @param patienceSeconds seconds without an answer after which a drive counts as hung, 1 or more
 * @param witnessSeconds seconds that witnesses are waited for once a receipt is written; 0 to ask none now
 * @param psid where the PSID of a drive comes from that is to be reverted by it
 * @param json whether the result is printed as JSON
 * @param suspend whether the computer may be put to sleep before
 */
public record EraseRequest(
        List<String> targets,
        String policy,
        Optional<Long> policyVersion,
        Optional<DeclaredMedium> medium,
        VerifyMode verify,
        Optional<Path> out,
        List<String> confirm,
        List<String> also,
        Optional<String> asset,
        boolean resume,
        boolean bestEffort,
        int patienceSeconds,
        int witnessSeconds,
        PsidSource psid,
        boolean json,
        Suspend suspend) {
    /** Whether the computer may be put to sleep for a moment, so that a frozen drive thaws. */
    public enum Suspend {
        /** Whoever is at the terminal is asked, if that could help. */
        ASK,
        /** It was agreed to on the command line. */
        AGREED,
        /** Nobody is asked, and it is not done. */
        NEVER
    }

    /** One whose person is asked where a sleep could help. */
    public EraseRequest(
            List<String> targets,
            String policy,
            Optional<DeclaredMedium> medium,
            VerifyMode verify,
            Optional<Path> out,
            List<String> confirm,
            List<String> also,
            Optional<String> asset,
            boolean resume,
            boolean bestEffort,
            int patienceSeconds,
            int witnessSeconds,
            PsidSource psid,
            boolean json) {
        this(
                targets,
                policy,
                Optional.empty(),
                medium,
                verify,
                out,
                confirm,
                also,
                asset,
                resume,
                bestEffort,
                patienceSeconds,
                witnessSeconds,
                psid,
                json,
                Suspend.ASK);
    }

    /** The same by this version of its rule set. */
    public EraseRequest by(long version) {
        return new EraseRequest(
                targets,
                policy,
                Optional.of(version),
                medium,
                verify,
                out,
                confirm,
                also,
                asset,
                resume,
                bestEffort,
                patienceSeconds,
                witnessSeconds,
                psid,
                json,
                suspend);
    }

    public EraseRequest {
        targets = List.copyOf(targets);
        confirm = List.copyOf(confirm);
        also = List.copyOf(also);
    }
}
