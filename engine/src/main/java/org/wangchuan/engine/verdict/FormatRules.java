package org.wangchuan.engine.verdict;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.command.nvme.NvmeController;
import org.wangchuan.engine.command.nvme.NvmeLists;
import org.wangchuan.engine.command.nvme.NvmeNamespace;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * What the record of a Format NVM shows. It answers when it is over. It was sent to all namespaces, or to each that there is, or the controller says that
 * a secure erase of one is one of all (FNA bit 1, NVMe Base 2.0, "Identify Controller"); and they are there afterwards.
 */
final class FormatRules {
    private final DriveAttempt attempt;
    private final List<DeviceCommand> asked;
    private final Set<Long> held;
    private final long capacityBytes;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);

    private FormatRules(DriveAttempt attempt, List<DeviceCommand> asked, Set<Long> held, long capacityBytes) {
        this.attempt = attempt;
        this.asked = asked;
        this.held = held;
        this.capacityBytes = capacityBytes;
    }

    /**
     * What makes it unproven; empty if nothing does.
     *
     * @param held numbers of the namespace that is the medium; empty where the record does not know it
     * @param capacityBytes of the medium
     */
    static Set<Reason> against(DriveAttempt attempt, List<DeviceCommand> asked, Set<Long> held, long capacityBytes) {
        FormatRules rules = new FormatRules(attempt, asked, held, capacityBytes);
        rules.judge();
        return rules.reasons;
    }

    /** Every answer that is about it says that a secure erase of one namespace is one of all, and there is one. */
    static boolean erasesAll(List<DeviceCommand> asked) {
        List<Told> told = asked.stream()
                .filter(command -> NvmeBlock.of(command)
                        .filter(NvmeBlock::identifiesController)
                        .isPresent())
                .flatMap(command -> DriveAnswer.data(command, NvmeController::parse).stream())
                .map(NvmeController::erasesAllAtOnce)
                .toList();
        return !told.isEmpty() && told.stream().allMatch(answer -> answer == Told.YES);
    }

    private void judge() {
        Set<Long> formatted = new HashSet<>();
        for (DriveAttempt.Step step : attempt.steps()) {
            if (step.erasing() && TechniqueBytes.are(attempt.technique(), step.command())) {
                if (!DriveAnswer.accepted(step.command())) {
                    reasons.add(Reason.COMMAND_REFUSED);
                }
                NvmeBlock.of(step.command()).ifPresent(block -> formatted.add(block.namespace()));
            }
        }
        Set<Long> attached = new HashSet<>();
        for (DeviceCommand command : asked) {
            if (NvmeBlock.of(command).filter(NvmeBlock::listsNamespaces).isPresent()) {
                DriveAnswer.data(command, NvmeLists::namespaces).ifPresent(attached::addAll);
            }
        }
        boolean all = formatted.contains(NvmeBlock.ALL_NAMESPACES)
                || (!attached.isEmpty() && (formatted.containsAll(attached) || erasesAll(asked)));
        if (!all) {
            reasons.add(Reason.NOT_SHOWN);
        }
        judgeNamespacesAfter(attached);
    }

    /** Each namespace is there afterwards, and none is at work still (FPI); the one that is the medium has its size, or, where it is not known, any. */
    private void judgeNamespacesAfter(Set<Long> attached) {
        int place = -1;
        for (int i = 0; i < attempt.steps().size(); i++) {
            if (attempt.steps().get(i).erasing()) {
                place = i;
            }
        }
        Map<Long, NvmeNamespace> after = new HashMap<>();
        for (DeviceCommand command : attempt.toldAfter(place)) {
            NvmeBlock.of(command)
                    .filter(NvmeBlock::identifiesNamespace)
                    .ifPresent(block -> DriveAnswer.data(command, NvmeNamespace::parse)
                            .flatMap(namespace -> namespace)
                            .ifPresentOrElse(
                                    told -> after.put(block.namespace(), told), () -> after.remove(block.namespace())));
        }
        boolean ours = held.isEmpty()
                ? after.values().stream().anyMatch(this::isOfItsSize)
                : held.stream().allMatch(number -> after.containsKey(number) && isOfItsSize(after.get(number)));
        if (!ours || !after.keySet().containsAll(attached)) {
            reasons.add(Reason.END_NOT_TOLD);
        }
        if (after.values().stream().anyMatch(namespace -> namespace.unformattedPercent() > 0)) {
            reasons.add(Reason.STILL_RUNNING);
        }
    }

    private boolean isOfItsSize(NvmeNamespace namespace) {
        return namespace.sizeBlocks() * namespace.blockBytes() == capacityBytes;
    }
}
