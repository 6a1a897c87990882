package org.wangchuan.station.erase;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * What a person wants erased, and how.
 *
 * @param targets block devices or image files
 * @param declared what the person says the media are: magnetic or flash
 * @param out folder for receipts; it exists
 * @param asset the owner's tag
 * @param resume whether interrupted jobs on these media are gone on with
 * @param bestEffort whether to go on where the policy can't be satisfied; the result is then never satisfied
 * @param also kernel names of the other namespaces of NVMe devices of which it is known that they are erased with the targets, where a device
 *     erases itself; and of the parts of an eMMC that are to be erased with it, none of which is unless it is named
 * @param psids of drives that are reverted by what is printed on their label; whoever made them closes them
 */
public record EraseOrder(
        List<Path> targets,
        Policy policy,
        Optional<MediumClass> declared,
        VerifyMode verify,
        Path out,
        Optional<String> asset,
        boolean resume,
        boolean bestEffort,
        JobOptions options,
        List<String> also,
        Psids psids) {
    public EraseOrder {
        targets = List.copyOf(targets);
        also = List.copyOf(also);
    }

    /** One that knows of no other namespaces. */
    public EraseOrder(
            List<Path> targets,
            Policy policy,
            Optional<MediumClass> declared,
            VerifyMode verify,
            Path out,
            Optional<String> asset,
            boolean resume,
            boolean bestEffort,
            JobOptions options) {
        this(targets, policy, declared, verify, out, asset, resume, bestEffort, options, List.of());
    }

    /** One to which nobody gives a PSID. */
    public EraseOrder(
            List<Path> targets,
            Policy policy,
            Optional<MediumClass> declared,
            VerifyMode verify,
            Path out,
            Optional<String> asset,
            boolean resume,
            boolean bestEffort,
            JobOptions options,
            List<String> also) {
        this(targets, policy, declared, verify, out, asset, resume, bestEffort, options, also, Psids.none());
    }

    /** The same, where somebody gives these. */
    public EraseOrder with(Psids given) {
        return new EraseOrder(targets, policy, declared, verify, out, asset, resume, bestEffort, options, also, given);
    }

    /** The same, going on with interrupted jobs. */
    public EraseOrder resuming() {
        return new EraseOrder(targets, policy, declared, verify, out, asset, true, bestEffort, options, also, psids);
    }

    /** The same for one target. */
    public EraseOrder on(Path target) {
        return new EraseOrder(
                List.of(target), policy, declared, verify, out, asset, resume, bestEffort, options, also, psids);
    }
}
