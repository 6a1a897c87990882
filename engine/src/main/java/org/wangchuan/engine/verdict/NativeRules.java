package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.command.SanitizeCourse;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
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
 * record says what they mean. It starts from what the technique can reach and lets every finding lower it. The last attempt is the one that counts; where passes
 * stand in for it, what one before it failed at counts as well, unless the last is shown.
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
    private final Optional<NamespaceRules.Shown> namespaces;
    private Level level = Level.PURGED;

    private NativeRules(Evidence evidence) {
        this.evidence = evidence;
        this.medium = evidence.medium();
        this.attempt = DriveAttempt.last(evidence);
        this.samplings = SamplingAttempt.of(evidence);
        this.namespaces = attempt.map(last -> NamespaceRules.judge(evidence, last));
    }

    /**
     * What it shows.
     *
     * @param reasons what kept it from what the technique reaches; empty if nothing did
     * @param unreachable bytes that could not be read again
     * @param everyNamespace whether it reached all of an NVMe device
     */
    record Shown(
            Level level,
            Set<Reason> reasons,
            Set<NotProved> notProved,
            List<ByteRange> unreachable,
            boolean everyNamespace) {
        Shown {
            reasons = Set.copyOf(reasons);
            notProved = Set.copyOf(notProved);
            unreachable = List.copyOf(unreachable);
        }

        /** Whether it is shown to have done all that its technique can. */
        boolean isShown() {
            return reasons.isEmpty() && (level == Level.PURGED || level == Level.CLEARED);
        }
    }

    /** Of a record whose plan has techniques of the drive's own. */
    static Shown judge(Evidence evidence) {
        NativeRules rules = new NativeRules(evidence);
        rules.judgeAttempt();
        rules.judgeSampling();
        rules.judgeNamespaces();
        rules.judgeBaseline();
        rules.judgePath();
        rules.judgeEarlier();
        return new Shown(rules.level, rules.reasons, rules.notProved, rules.unreachable, rules.everyNamespace());
    }

    /** Whether what a search has found so far keeps the drive from being shown, whatever the rest of it finds. */
    static boolean isRefutedBy(Evidence soFar, DriveEvent.SamplingFinished found) {
        NativeRules rules = new NativeRules(soFar);
        return found.canaryBytesFound() > 0
                || rules.holdsOther(found)
                || (!rules.opens() && !found.unreadable().isEmpty());
    }

    /**
     * Whether it is shown to have reached every namespace behind the controller: a sanitize is one of all; a format is where the controller says so. What is
     * not shown reached nothing. Of an eMMC one part is reached, and it has to say that it has no other.
     */
    private boolean everyNamespace() {
        if (attempt.isPresent() && medium.bus().equals(Bus.MMC.id())) {
            return level == Level.PURGED && MmcRules.isAlone(CardAnswers.of(evidence));
        }
        if (attempt.isEmpty()
                || !medium.bus().equals(Bus.NVME.id())
                // It is one of all by the specification; whether by the drive, what was planted on each shows.
                || namespaces.filter(NamespaceRules.Shown::all).isEmpty()
                // A revert is one of the whole device, too; nothing was planted on the others that would show it.
                || attempt.get().technique() == NativeTechnique.TCG_PSID_REVERT) {
            return false;
        }
        return attempt.get().technique().sanitize()
                ? level == Level.PURGED
                : level == Level.CLEARED && reasons.isEmpty() && FormatRules.erasesAll(asked());
    }

    private List<DeviceCommand> asked() {
        return evidence.all(DriveEvent.DriveAsked.class).stream()
                .flatMap(event -> event.commands().stream())
                .toList();
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
        // How an enhanced erase goes about it is the maker's: many change a key and no more (ACS-4).
        if (technique.cryptographic() || technique == NativeTechnique.ATA_SECURITY_ERASE_ENHANCED) {
            notProved.add(NotProved.KEY_DESTRUCTION);
        }
        judgeEnd(last);
        if (DrivePassword.mayBeLeft(evidence)) {
            lower(Level.UNPROVEN, Reason.LEFT_LOCKED);
        }
        List<DeviceCommand> asked = asked();
        if (!DriveOffer.of(technique, asked)) {
            lower(Level.UNPROVEN, Reason.NOT_OFFERED);
        }
        int accepted = last.acceptedAt();
        if (accepted < 0) {
            lower(Level.UNPROVEN, last.commanded() ? Reason.COMMAND_REFUSED : Reason.COMMAND_MISSING);
            return;
        }
        boolean magnetic = medium.effectiveClass() == MediumClass.MAGNETIC;
        if (last.tooFast(accepted, magnetic, medium.capacityBytes())) {
            lower(Level.UNPROVEN, Reason.IMPOSSIBLE_PACE);
        }
        switch (technique) {
            case NVME_FORMAT_CRYPTO, NVME_FORMAT_USER_DATA -> {
                atOnce(last);
                FormatRules.against(last, asked, ToldSizes.held(evidence), medium.capacityBytes())
                        .forEach(reason -> lower(Level.UNPROVEN, reason));
            }
            case ATA_SECURITY_ERASE, ATA_SECURITY_ERASE_ENHANCED -> atOnce(last);
            case MMC_ERASE_SANITIZE -> {
                atOnce(last);
                MmcRules.against(last, accepted, medium.capacityBytes())
                        .forEach(reason -> lower(Level.UNPROVEN, reason));
            }
            case TCG_PSID_REVERT -> {
                atOnce(last);
                RevertRules.Against against = RevertRules.against(last, accepted);
                against.reasons().forEach(reason -> lower(Level.UNPROVEN, reason));
                if (against.failed()) {
                    lower(Level.FAILED, Reason.DEVICE_SAYS_FAILED);
                }
            }
            default -> {
                judgeCourse(last, accepted);
                judgePurging(last, accepted, asked);
            }
        }
        DriveGaps.found(last, accepted).ifPresent(reason -> lower(Level.UNPROVEN, reason));
        if (technique == NativeTechnique.SCSI_FORMAT_UNIT
                && !TechniqueBytes.namesPattern(last.steps().get(accepted).command())) {
            notProved.add(NotProved.CONTENT_LEFT_TO_DEVICE);
        }
        boolean letsGo = !magnetic || DriveTrim.isTold(evidence);
        if (letsGo && !DriveCourse.keptAllocated(last, accepted)) {
            notProved.add(NotProved.CELLS_NOT_READ);
        }
    }

    /**
     * That it failed is not undone by an attempt that came to nothing, nor by the passes that follow it. A drive that was in a failure of before stands that in what was
     * asked before its attempt, which is none of this job's.
     */
    private void judgeEarlier() {
        boolean shown = reasons.isEmpty() && (level == Level.PURGED || level == Level.CLEARED);
        if (!shown && DriveAttempt.overwrittenOnlyIfNeeded(evidence)) {
            List<DriveAttempt> all = DriveAttempt.all(evidence);
            if (all.stream().limit(Math.max(0, all.size() - 1)).anyMatch(NativeRules::failed)) {
                lower(Level.FAILED, Reason.DEVICE_SAYS_FAILED);
            }
        }
    }

    private static boolean failed(DriveAttempt attempt) {
        boolean asked = attempt.technique().sanitize() || attempt.technique() == NativeTechnique.SCSI_FORMAT_UNIT;
        int accepted = attempt.acceptedAt();
        return asked && accepted >= 0 && DriveCourse.of(attempt, accepted) == SanitizeCourse.FAILED;
    }

    private void judgeEnd(DriveAttempt last) {
        Optional<DriveEvent.NativeEnd> end = last.finished().map(DriveEvent.NativeFinished::end);
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
            case BECAME_SUCCESS -> {
                notProved.add(NotProved.NOT_SEEN_RUNNING);
                if (last.gaps().stream().anyMatch(gap -> !gap.over() && gap.step() <= accepted)) {
                    // Between the state before and the command nobody watched.
                    lower(Level.UNPROVEN, Reason.OLD_RESULT);
                }
            }
            case END_NOT_TOLD -> lower(Level.UNPROVEN, Reason.END_NOT_TOLD);
            case RUNNING -> lower(Level.UNPROVEN, Reason.STILL_RUNNING);
            case FAILED -> lower(Level.FAILED, Reason.DEVICE_SAYS_FAILED);
            case STALE -> lower(Level.UNPROVEN, Reason.OLD_RESULT);
            case NOT_OURS -> lower(Level.UNPROVEN, Reason.NOT_OURS);
            case NOT_SHOWN -> lower(Level.UNPROVEN, Reason.NOT_SHOWN);
        }
    }

    /** What was asked for beyond a plain sanitize raises nothing, and whatever speaks against it counts. */
    private void judgePurging(DriveAttempt last, int accepted, List<DeviceCommand> asked) {
        if (!DriveCourse.askedToPurge(last, accepted)) {
            return;
        }
        if (!DriveOffer.ofPurging(asked)) {
            lower(Level.UNPROVEN, Reason.NOT_OFFERED);
        }
        if (DriveCourse.succeededWithoutPurge(last, accepted)) {
            lower(Level.UNPROVEN, Reason.PURGE_NOT_TOLD);
        }
    }

    private void atOnce(DriveAttempt last) {
        if (last.durationMillis() < AT_ONCE_MILLIS) {
            notProved.add(NotProved.NOT_SEEN_RUNNING);
        }
    }

    private void judgeSampling() {
        boolean looked = attempt.filter(last -> last.looks() > 0).isPresent();
        boolean spent =
                attempt.filter(last -> last.spentBefore(last.acceptedAt())).isPresent();
        if (!planted() && opens()) {
            // A locked drive takes nothing that could be looked for. The passes stand for themselves, and this for
            // nothing.
            level = level.compareTo(Level.UNPROVEN) < 0 ? Level.UNPROVEN : level;
        } else if (!planted() || !looked || spent || !plantedEverywhere()) {
            lower(Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        }
        // A second search does not undo what the first one found.
        for (SamplingAttempt sampling : samplings) {
            judgeSampling(sampling);
        }
        boolean toBeReadWhole =
                attempt.filter(last -> last.technique().readWhole()).isPresent();
        if (toBeReadWhole && looked && !readWhole()) {
            lower(Level.UNPROVEN, Reason.VERIFIED_TOO_LITTLE);
        }
        if (!overwritten() && !(toBeReadWhole && readWhole())) {
            notProved.add(NotProved.SAMPLED_ONLY);
        }
    }

    /** Whether the last search was one of all that there is: it shows how the drive was left. */
    private boolean readWhole() {
        return !samplings.isEmpty() && samplings.getLast().readAll(medium.capacityBytes());
    }

    /** What one of them still holds is found on the drive, wherever the erasure was seen to begin. */
    private void judgeNamespaces() {
        namespaces.ifPresent(shown -> shown.findings().forEach((reason, atMost) -> lower(atMost, reason)));
    }

    /** It knows nothing of techniques: none leaves a block that is no pattern as it was. */
    private void judgeBaseline() {
        BaselineRules.judge(evidence).forEach((reason, atMost) -> lower(atMost, reason));
    }

    private void judgeSampling(SamplingAttempt sampling) {
        switch (sampling.end().end()) {
            case COMPLETED -> {
                if (!sampling.addsUp()) {
                    lower(Level.UNPROVEN, Reason.ACCOUNTS_DO_NOT_ADD_UP);
                }
                if (sampling.end().canaryBytesRead() == 0 && (planted() || !opens())) {
                    lower(Level.UNPROVEN, Reason.NOTHING_VERIFIED);
                }
                if (holdsOther(sampling.end())) {
                    lower(Level.UNPROVEN, Reason.NOT_READ_AS_ERASED);
                }
            }
            case DEVICE_GONE -> lower(Level.UNPROVEN, Reason.DEVICE_GONE);
            case STALLED -> lower(Level.UNPROVEN, Reason.DEVICE_STALLED);
            case STOPPED -> lower(Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        }
        if (attempt.filter(last -> ErasedContents.tellOfAKey(last, sampling.end()))
                .isPresent()) {
            notProved.add(NotProved.KEY_DESTRUCTION);
        }
        if (sampling.end().canaryBytesFound() > 0) {
            lower(Level.FAILED, Reason.CANARY_FOUND);
        }
        if (!Pace.possible(sampling.end().bytesRead(), sampling.end().durationMillis())) {
            lower(Level.UNPROVEN, Reason.IMPOSSIBLE_PACE);
        }
        unreachable.addAll(sampling.unreadable());
        if (!sampling.unreadable().isEmpty()) {
            // A sample stands for what was not read, and what was planted for all of it: neither can be made good by
            // naming the place.
            boolean counts = overwritten() && !sampling.lostCanaries();
            lower(counts ? Level.PARTIAL : Level.UNPROVEN, Reason.UNREACHABLE_BLOCKS);
        }
    }

    /** Whether something was read that its technique, as it was told, does not leave. */
    private boolean holdsOther(DriveEvent.SamplingFinished read) {
        return !opens()
                && attempt.filter(last -> !ErasedContents.fit(last, read)).isPresent();
    }

    /** No stretch of more than an eighth of the medium, its ends included, is without a place where something was planted last. */
    private boolean plantedEverywhere() {
        long end = 0;
        long widest = 0;
        for (ByteRange range :
                evidence.all(DriveEvent.CanariesPlanted.class).getLast().ranges()) {
            widest = Math.max(widest, range.offset() - end);
            end = range.end();
        }
        return Math.max(widest, medium.capacityBytes() - end) <= medium.capacityBytes() / 8;
    }

    private boolean planted() {
        return !evidence.all(DriveEvent.CanariesPlanted.class).isEmpty();
    }

    /** Whether a revert only opened the drive for the passes that follow. */
    private boolean opens() {
        return overwritten()
                && attempt.filter(last -> last.technique() == NativeTechnique.TCG_PSID_REVERT)
                        .isPresent();
    }

    private boolean overwritten() {
        return !evidence.plan().passes().isEmpty();
    }

    /**
     * Whose answers these are: a bridge may answer in the drive's place, and so may another machine, which the laboratory of this program lets pass; or they
     * name another drive.
     */
    private void judgePath() {
        boolean foreign = medium.scope() != MediumFacts.Scope.WHOLE_MEDIUM
                || medium.caps().contains(Obstacle.Code.BRIDGE.id())
                || medium.caps().contains(Obstacle.Code.FABRICS.id());
        if ((foreign && !medium.isTest()) || DriveIdentity.anotherAnswered(evidence)) {
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
