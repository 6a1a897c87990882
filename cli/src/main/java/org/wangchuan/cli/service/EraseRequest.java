package org.wangchuan.cli.service;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to erase, and how.
 *
 * @param targets block devices or image files, at least one, each once, in the order given
 * @param policy the identifier of the rule set; not yet known to exist
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
 */
public record EraseRequest(
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
    public EraseRequest {
        targets = List.copyOf(targets);
        confirm = List.copyOf(confirm);
        also = List.copyOf(also);
    }
}
