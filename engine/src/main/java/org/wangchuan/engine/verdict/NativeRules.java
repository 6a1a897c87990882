package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.SanitizeCourse;
import org.wangchuan.engine.command.ata.AtaCapabilities;
import org.wangchuan.engine.command.nvme.NvmeLists;
import org.wangchuan.engine.command.nvme.NvmeNamespace;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * What the record of a drive that erased itself shows. It rests on the bytes that were sent and answered, which are read again here; no word in the
 * record says what they mean. It starts from what the technique can reach and lets every finding lower it. The last attempt is the one that counts.
 */
final class NativeRules {
    /** Below it nobody can have watched: whether anything ran is the drive's word. */
    private static final long AT_ONCE_MILLIS = 1000;

    private final Evidence evidence;
    private final MediumFacts medium;
    private final Optional<DriveAttempt> attempt;
    private final List<SamplingAttempt> samplings;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private final Set<NotProved> notProved = EnumSet.noneOf(NotProved.class);
    private final List<ByteRange> unreachable = new ArrayList<>();
    private Level level = Level.PURGED;

    private NativeRules(Evidence evidence) {
        this.evidence = evidence;
        this.medium = evidence.the(Event.MediumSeen.class).medium();
        this.attempt = DriveAttempt.last(evidence);
        this.samplings = SamplingAttempt.of(evidence);
    }

    /**
     * What it shows.
     *
     * @param reasons what kept it from what the technique reaches; empty if nothing did
     * @param unreachable bytes that could not be read again
     */
    record Shown(Level level, Set<Reason> reasons, Set<NotProved> notProved, List<ByteRange> unreachable) {
        Shown {
            reasons = Set.copyOf(reasons);
            notProved = Set.copyOf(notProved);
            unreachable = List.copyOf(unreachable);
        }
    }

    /** Of a record whose plan has techniques of the drive's own. */
    static Shown judge(Evidence evidence) {
        NativeRules rules = new NativeRules(evidence);
        rules.judgeAttempt();
        rules.judgeSampling();
        rules.judgePath();
        return new Shown(rules.level, rules.reasons, rules.notProved, rules.unreachable);
    }

    /** The technique of the attempt that counts, if there was any. */
    static Optional<NativeTechnique> technique(Evidence evidence) {
        return DriveAttempt.last(evidence).map(DriveAttempt::technique);
    }

    private void judgeAttempt() {
        if (attempt.isEmpty()) {
            lower(Level.FAILED, Reason.COMMAND_MISSING);
            return;
        }
        DriveAttempt last = attempt.get();
        NativeTechnique technique = last.technique();
        if (technique.reaches() == SanitizationLevel.CLEARED) {
            level = Level.CLEARED;
        }
        if (technique.cryptographic()) {
            notProved.add(NotProved.KEY_DESTRUCTION);
        }
        judgeEnd(last);
        List<DeviceCommand> asked = evidence.all(Event.DriveAsked.class).stream()
                .flatMap(event -> event.commands().stream())
                .toList();
        if (!DriveOffer.of(technique, asked)) {
            lower(Level.UNPROVEN, Reason.NOT_OFFERED);
        }
        int accepted = last.acceptedAt();
        if (accepted < 0) {
            lower(Level.UNPROVEN, last.commanded() ? Reason.COMMAND_REFUSED : Reason.COMMAND_MISSING);
            return;
        }
        boolean overwrites = technique == NativeTechnique.NVME_SANITIZE_OVERWRITE
                || technique == NativeTechnique.ATA_SANITIZE_OVERWRITE
                || technique == NativeTechnique.SCSI_SANITIZE_OVERWRITE;
        if (overwrites && !Pace.possible(medium.capacityBytes(), last.durationMillis())) {
            lower(Level.UNPROVEN, Reason.IMPOSSIBLE_PACE);
        }
        switch (technique) {
            case NVME_FORMAT_CRYPTO, NVME_FORMAT_USER_DATA -> judgeFormat(last, asked);
            case ATA_SECURITY_ERASE, ATA_SECURITY_ERASE_ENHANCED -> judgeSecurityErase(last);
            default -> judgeCourse(last, accepted);
        }
        boolean magnetic = medium.effectiveClass() == MediumClass.MAGNETIC;
        if (!magnetic && !DriveCourse.keptAllocated(last, accepted)) {
            notProved.add(NotProved.CELLS_NOT_READ);
        }
    }

    private void judgeEnd(DriveAttempt last) {
        Optional<Event.NativeEnd> end = last.finished().map(Event.NativeFinished::end);
        if (end.isEmpty()) {
            lower(Level.UNPROVEN, Reason.STILL_RUNNING);
            return;
        }
        switch (end.get()) {
            case ENDED -> {}
            case REFUSED -> lower(Level.UNPROVEN, Reason.COMMAND_REFUSED);
            case STALLED -> lower(Level.UNPROVEN, Reason.DEVICE_STALLED);
            case DEVICE_GONE -> lower(Level.UNPROVEN, Reason.DEVICE_GONE);
            case LEFT -> lower(Level.UNPROVEN, Reason.STILL_RUNNING);
        }
    }

    private void judgeCourse(DriveAttempt last, int accepted) {
        SanitizeCourse course = DriveCourse.of(last, accepted);
        switch (course) {
            case RAN_AND_SUCCEEDED, RAN_AND_ENDED -> {}
            case BECAME_SUCCESS -> notProved.add(NotProved.NOT_SEEN_RUNNING);
            case END_NOT_TOLD -> lower(Level.UNPROVEN, Reason.END_NOT_TOLD);
            case RUNNING -> lower(Level.UNPROVEN, Reason.STILL_RUNNING);
            case FAILED -> lower(Level.FAILED, Reason.DEVICE_SAYS_FAILED);
            case STALE -> lower(Level.UNPROVEN, Reason.OLD_RESULT);
            case NOT_OURS -> lower(Level.UNPROVEN, Reason.NOT_OURS);
            case NOT_SHOWN -> lower(Level.UNPROVEN, Reason.NOT_SHOWN);
        }
    }

    /** The command answers when it is over. A drive that keeps a password afterwards locks its owner out. */
    private void judgeSecurityErase(DriveAttempt last) {
        atOnce(last);
        int place = -1;
        for (int i = 0; i < last.steps().size(); i++) {
            if (last.steps().get(i).erasing()
                    && TechniqueBytes.setsOrUsesPassword(last.steps().get(i).command())) {
                place = i;
            }
        }
        Optional<AtaCapabilities.Security> afterwards = last.toldAfter(place).stream()
                .filter(TechniqueBytes::identifyDevice)
                .reduce((_, later) -> later)
                .flatMap(command -> DriveAnswer.data(command, AtaCapabilities::parse))
                .flatMap(AtaCapabilities::security);
        if (afterwards
                .filter(security -> !security.enabled() && !security.locked())
                .isEmpty()) {
            lower(Level.UNPROVEN, Reason.LEFT_LOCKED);
        }
    }

    /** The command answers when it is over. It was sent to all namespaces, or to each that there is; they are there afterwards. */
    private void judgeFormat(DriveAttempt last, List<DeviceCommand> asked) {
        atOnce(last);
        Set<Long> formatted = new HashSet<>();
        for (DriveAttempt.Step step : last.steps()) {
            if (step.erasing() && TechniqueBytes.are(last.technique(), step.command())) {
                if (!DriveAnswer.accepted(step.command())) {
                    lower(Level.UNPROVEN, Reason.COMMAND_REFUSED);
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
                || (!attached.isEmpty() && formatted.containsAll(attached));
        if (!all) {
            lower(Level.UNPROVEN, Reason.NOT_SHOWN);
        }
        if (!hasNamespaceAfter(last)) {
            lower(Level.UNPROVEN, Reason.END_NOT_TOLD);
        }
    }

    /** The last that was told of a namespace is one that is whole; its size is that of the medium. */
    private boolean hasNamespaceAfter(DriveAttempt last) {
        int place = -1;
        for (int i = 0; i < last.steps().size(); i++) {
            if (last.steps().get(i).erasing()) {
                place = i;
            }
        }
        return last.toldAfter(place).stream()
                .filter(command -> NvmeBlock.of(command)
                        .filter(NvmeBlock::identifiesNamespace)
                        .isPresent())
                .flatMap(command -> DriveAnswer.data(command, NvmeNamespace::parse).stream())
                .flatMap(Optional::stream)
                .anyMatch(namespace -> namespace.sizeBlocks() * namespace.blockBytes() == medium.capacityBytes());
    }

    private void atOnce(DriveAttempt last) {
        if (last.durationMillis() < AT_ONCE_MILLIS) {
            notProved.add(NotProved.NOT_SEEN_RUNNING);
        }
    }

    private void judgeSampling() {
        boolean planted = !evidence.all(Event.CanariesPlanted.class).isEmpty();
        boolean looked = attempt.filter(last -> last.looks() > 0).isPresent();
        if (!planted || !looked) {
            lower(Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        }
        // A second search does not undo what the first one found.
        for (SamplingAttempt sampling : samplings) {
            judgeSampling(sampling);
        }
        if (evidence.the(Event.PlanChosen.class).passes().isEmpty()) {
            notProved.add(NotProved.SAMPLED_ONLY);
        }
    }

    private void judgeSampling(SamplingAttempt sampling) {
        switch (sampling.end().end()) {
            case COMPLETED -> {
                if (!sampling.addsUp()) {
                    lower(Level.UNPROVEN, Reason.ACCOUNTS_DO_NOT_ADD_UP);
                }
                if (sampling.end().canaryBytesRead() == 0) {
                    lower(Level.UNPROVEN, Reason.NOTHING_VERIFIED);
                }
            }
            case DEVICE_GONE -> lower(Level.UNPROVEN, Reason.DEVICE_GONE);
            case STALLED -> lower(Level.UNPROVEN, Reason.DEVICE_STALLED);
            case STOPPED -> lower(Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        }
        if (sampling.end().canaryBytesFound() > 0) {
            lower(Level.FAILED, Reason.CANARY_FOUND);
        }
        if (!Pace.possible(sampling.end().bytesRead(), sampling.end().durationMillis())) {
            lower(Level.UNPROVEN, Reason.IMPOSSIBLE_PACE);
        }
        unreachable.addAll(sampling.unreadable());
        if (!sampling.unreadable().isEmpty()) {
            lower(Level.PARTIAL, Reason.UNREACHABLE_BLOCKS);
        }
    }

    /** Whose answers these are: a bridge may answer in the drive's place, and so may another machine. The laboratory of this program lets that pass. */
    private void judgePath() {
        boolean foreign = medium.scope() != MediumFacts.Scope.WHOLE_MEDIUM
                || medium.caps().contains(Obstacle.Code.BRIDGE.id())
                || medium.caps().contains(Obstacle.Code.FABRICS.id());
        if (foreign && !medium.isTest()) {
            lower(Level.UNPROVEN, Reason.NOT_THE_DRIVES_ANSWER);
        }
    }

    private void lower(Level atMost, Reason reason) {
        if (level.compareTo(atMost) < 0) {
            level = atMost;
        }
        reasons.add(reason);
    }
}
