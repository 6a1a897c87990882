package org.wangchuan.engine.evidence;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.policy.Sha256;

/**
 * The order in which events can happen, as a state machine. A record in another order is no evidence:
 * a verification that stands before its pass, a second end, a line after the last one. Nor is one that
 * contradicts itself in what only this program decides: {@link MediumRules}, {@link AccountRules}.
 */
final class EventOrder {
    private enum State {
        NOTHING,
        OPENED,
        POLICY,
        MEDIUM,
        HIDDEN_AREAS,
        HIDDEN_PLANNED,
        PARTS_PLANNED,
        PARTS,
        PART,
        PARTS_COMPARED,
        NATIVE_PLANNED,
        DRIVE_ASKED,
        NATIVE,
        NATIVE_ENDED,
        SAMPLE_COMMITTED,
        SAMPLING,
        BETWEEN_PASSES,
        WRITING,
        WRITING_INTERRUPTED,
        WRITTEN,
        COMMITTED,
        VERIFYING,
        VERIFYING_INTERRUPTED,
        BROKEN_OFF,
        RECHECKED,
        RESIDUE,
        CLOSED
    }

    private State state = State.NOTHING;
    private RecordForm form = RecordForm.NOW;
    private final HeadOrder head = new HeadOrder();
    private final PassOrder passes = new PassOrder();
    private boolean brokenOff;
    private boolean justPlanned;
    private Event.@Nullable Committed committed;
    private @Nullable NativeOrder drive;
    private @Nullable PartOrder parts;
    private @Nullable NamespaceOrder namespaces;
    private @Nullable BaselineOrder baselines;

    void accept(int line, Event event, byte[] bytesBefore) throws EvidenceException {
        if (state == State.PARTS_PLANNED && head.plan().parts().isEmpty() && !isOfParts(event)) {
            // The card may be asked what it has, also where none of it is erased.
            state = proper(head.plan());
        }
        boolean afterPlan = justPlanned;
        justPlanned = event instanceof Event.PlanChosen;
        switch (event) {
            case Event.Opened e -> {
                move(line, event, State.OPENED, State.NOTHING);
                form = e.form();
                head.accept(e);
            }
            case Event.PolicyChosen e -> {
                move(line, event, State.POLICY, State.OPENED);
                head.accept(line, e);
            }
            case Event.MediumSeen e -> {
                move(line, event, State.MEDIUM, State.POLICY);
                head.accept(line, e);
            }
            case Event.HiddenAreas e -> {
                move(line, event, State.HIDDEN_AREAS, State.MEDIUM);
                head.accept(line, e);
            }
            case Event.PlanChosen e -> {
                move(line, event, State.HIDDEN_AREAS, State.HIDDEN_AREAS);
                head.accept(line, e);
                passes.plan(e);
                state = e.hiddenAreas().isEmpty() ? begins(e) : State.HIDDEN_PLANNED;
            }
            case HiddenAreaEvent.Commanded e -> {
                move(line, event, State.HIDDEN_PLANNED, State.HIDDEN_PLANNED);
                head.accept(line, e);
            }
            case HiddenAreaEvent.LookedAgain e -> {
                move(line, event, State.HIDDEN_PLANNED, State.HIDDEN_PLANNED);
                head.accept(line, e);
                state = begins(head.plan());
            }
            case HiddenAreaEvent.LookedAtEnd e -> {
                moveAtEnd(line, event);
                head.accept(line, e);
            }
            case PartEvent.Asked _ -> {
                move(line, event, State.PARTS, State.PARTS_PLANNED);
                state = parts().allDone() ? proper(head.plan()) : state;
            }
            case PartEvent.Started e -> {
                move(line, event, State.PART, State.PARTS, State.PART, State.PARTS_COMPARED);
                if (parts().accept(line, e)) {
                    passes.requireFresh(line, e.secretDigest());
                }
            }
            case PartEvent.Compared e -> {
                move(line, event, State.PARTS_COMPARED, State.PART);
                parts().accept(line, e, head.medium().capacityBytes());
            }
            case PartEvent.Finished e -> {
                move(line, event, State.PARTS_COMPARED, State.PARTS_COMPARED);
                parts().accept(line, e);
                state = parts().allDone() ? proper(head.plan()) : state;
            }
            case PartEvent.Looked e -> {
                moveAtEnd(line, event);
                parts().accept(line, e);
            }
            case CountsTold e -> {
                if (e.moment() == CountsTold.Moment.BEFORE) {
                    require(line, afterPlan, "the plan, and nothing after it", "a question before anything is done");
                } else {
                    moveAtEnd(line, event);
                }
                new CountRules(line, head.medium()).require(e);
            }
            case DriveEvent.DriveAsked e -> {
                move(line, event, State.DRIVE_ASKED, State.NATIVE_PLANNED);
                drive().accept(line, e);
            }
            case DriveEvent.CanariesPlanted e -> {
                move(line, event, State.DRIVE_ASKED, State.DRIVE_ASKED, State.NATIVE_ENDED);
                drive().accept(line, e);
                passes.requireFresh(line, e.secretDigest());
                namespaces().mediumPlanted();
            }
            case NamespaceEvent.Planted e -> {
                move(line, event, state, State.DRIVE_ASKED, State.NATIVE_ENDED);
                if (namespaces().accept(line, e)) {
                    passes.requireFresh(line, e.secretDigest());
                }
            }
            case BaselineEvent.Taken e -> {
                move(line, event, state, State.DRIVE_ASKED, State.NATIVE_ENDED);
                baselines().accept(line, e);
                passes.requireFresh(line, e.secretDigest());
            }
            case BaselineEvent.Compared e -> {
                move(line, event, State.SAMPLING, State.SAMPLING);
                baselines().accept(line, e);
            }
            case DriveEvent.NativeStarted e -> {
                move(line, event, State.NATIVE, State.DRIVE_ASKED, State.NATIVE_ENDED);
                brokenOff = false;
                drive().accept(line, e);
                baselines().attemptStarted();
            }
            case DriveEvent.NativeCommanded e -> {
                move(line, event, State.NATIVE, State.NATIVE);
                drive().accept(line, e);
            }
            case DriveEvent.NativeTold e -> {
                if (state == State.NATIVE) {
                    move(line, event, State.NATIVE, State.NATIVE);
                } else {
                    toldAfterItsEnd(line, event);
                }
                drive().accept(line, e);
            }
            case DriveEvent.NativeFinished e -> {
                move(line, event, State.NATIVE_ENDED, State.NATIVE);
                drive().accept(line, e);
                brokenOff = drive().leftAlone();
            }
            case DriveEvent.SamplingStarted e -> {
                move(line, event, State.SAMPLING, State.SAMPLE_COMMITTED);
                drive().accept(line, e, committed());
                namespaces().searchStarted();
                baselines().searchStarted();
            }
            case NamespaceEvent.Sampled e -> {
                move(line, event, State.SAMPLING, State.SAMPLING);
                namespaces().accept(line, e);
                drive().accept(e);
            }
            case DriveEvent.SamplingFinished e -> {
                boolean completed = e.end() == Event.VerificationEnd.COMPLETED;
                brokenOff |= !completed;
                move(line, event, completed ? State.BETWEEN_PASSES : State.BROKEN_OFF, State.SAMPLING);
                boolean told = form == RecordForm.BEFORE || e.others().isPresent();
                require(line, told, "of which kind all is that was read", "that of a part of it");
                drive().accept(line, e);
            }
            case Event.PassStarted e -> {
                move(line, event, State.WRITING, State.BETWEEN_PASSES, State.NATIVE_ENDED);
                require(line, !brokenOff, "a drive that is known to rest", "a pass while it may erase itself");
                require(
                        line,
                        passes.number() > 0 || !head.overwritesOnlyIfNeeded() || drive().mayBeOverwritten(),
                        "a drive that refused to erase itself, or does not show that it did",
                        "a pass that follows only then");
                passes.start(line, e);
            }
            case Event.Interrupted e -> {
                int named = e.phase() == Event.Phase.NATIVE ? passes.numberOrFirst() : passes.number();
                require(line, e.pass() == named, "pass " + named, "pass " + e.pass());
                switch (e.phase()) {
                    case WRITE -> move(line, event, State.WRITING_INTERRUPTED, State.WRITING);
                    case VERIFY -> move(line, event, State.VERIFYING_INTERRUPTED, State.VERIFYING);
                    case BETWEEN -> require(line, false, "an interruption of something", "one between two things");
                    case NATIVE -> moveWithinNative(line, event);
                }
            }
            case Event.Resumed e -> {
                int named = passes.numberOrFirst();
                require(line, e.pass() == named, "pass " + named, "pass " + e.pass());
                switch (e.phase()) {
                    case WRITE -> move(line, event, State.WRITING, State.WRITING, State.WRITING_INTERRUPTED);
                    case BETWEEN ->
                        move(
                                line,
                                event,
                                state,
                                State.BETWEEN_PASSES,
                                State.NATIVE_ENDED,
                                State.BROKEN_OFF,
                                State.RECHECKED,
                                State.RESIDUE);
                    case NATIVE -> moveWithinNative(line, event);
                    // Reading back starts again, under a new commitment: also when it was over but the record not
                    // yet closed, since nobody knows what happened to the medium in between.
                    case VERIFY -> {
                        require(line, passes.verified(), "a pass that is verified", "another");
                        move(
                                line,
                                event,
                                State.WRITTEN,
                                State.VERIFYING,
                                State.VERIFYING_INTERRUPTED,
                                State.WRITTEN,
                                State.COMMITTED,
                                State.BETWEEN_PASSES,
                                State.RECHECKED,
                                State.RESIDUE,
                                State.CLOSED);
                        require(line, !brokenOff, "work that did not break off", "a verification after that");
                    }
                }
                accounts(line).require(e);
            }
            case Event.PassFinished e -> {
                passes.require(line, e.pass());
                boolean completed = e.end() == Event.PassEnd.COMPLETED;
                boolean verified = passes.verified();
                brokenOff |= !completed;
                State next = !completed ? State.BROKEN_OFF : verified ? State.WRITTEN : State.BETWEEN_PASSES;
                move(line, event, next, State.WRITING);
                accounts(line).require(e);
            }
            case Event.Committed e -> {
                boolean sampled = state == State.NATIVE_ENDED && drive().endedByItself();
                State next = sampled ? State.SAMPLE_COMMITTED : State.COMMITTED;
                move(line, event, next, sampled ? State.NATIVE_ENDED : State.WRITTEN);
                String actual = Sha256.hex(bytesBefore);
                require(line, actual.equals(e.digest()), "the digest of the lines before, " + actual, e.digest());
                require(line, isHexOrAbsent(e.beacon()), "a beacon in lower-case hex", "other characters");
                committed = e;
            }
            case Event.VerificationStarted e -> {
                move(line, event, State.VERIFYING, State.COMMITTED);
                passes.require(line, e.pass());
                accounts(line).require(e, passes.verify());
                passes.requireSeed(line, e, committed);
            }
            case Event.VerificationFinished e -> {
                passes.require(line, e.pass());
                boolean completed = e.end() == Event.VerificationEnd.COMPLETED;
                brokenOff |= !completed;
                move(line, event, completed ? State.BETWEEN_PASSES : State.BROKEN_OFF, State.VERIFYING);
                accounts(line).require(e);
            }
            case Event.Rechecked _ -> {
                boolean allDone = switch (state) {
                    case BETWEEN_PASSES -> passes.allDone() || isEndOfDrive();
                    case BROKEN_OFF -> true;
                    case DRIVE_ASKED, NATIVE_ENDED -> !head.overwritesOnlyIfNeeded() || isEndOfDrive();
                    default -> false;
                };
                require(line, allDone, "the end of the work", "an earlier re-check");
                state = State.RECHECKED;
            }
            case Event.Residue _ -> move(line, event, State.RESIDUE, State.RECHECKED);
            case Event.Closed _ -> move(line, event, State.CLOSED, State.RESIDUE);
        }
    }

    void requireClosed(int line) throws EvidenceException {
        require(line, state == State.CLOSED, "the event that closes the record", "the end of the file");
    }

    private void move(int line, Event event, State next, State... allowed) throws EvidenceException {
        if (!List.of(allowed).contains(state)) {
            throw new EvidenceException(
                    line, "what can follow the state " + state, event.getClass().getSimpleName());
        }
        state = next;
    }

    private void moveAtEnd(int line, Event event) throws EvidenceException {
        move(line, event, state, State.BETWEEN_PASSES, State.DRIVE_ASKED, State.NATIVE_ENDED, State.BROKEN_OFF);
        require(
                line,
                state != State.BETWEEN_PASSES || passes.allDone() || isEndOfDrive(),
                "the end of the work",
                "an earlier look");
    }

    /** Whether what the drive did by itself can be all, since the passes follow only if that came to nothing. */
    private boolean isEndOfDrive() {
        return head.overwritesOnlyIfNeeded() && passes.number() == 0 && drive().mayEndWithoutPasses();
    }

    /** What of the plan is carried out, as far as the record goes: passes that follow only if needed count once one has begun. */
    Event.PlanChosen carriedOut() {
        return head.overwritesOnlyIfNeeded() && passes.number() == 0
                ? head.plan().byItselfAlone()
                : head.plan();
    }

    /** Sampling starts again, under a new commitment; so does what was over, also where it was closed: nobody knows what happened in between. */
    private void moveWithinNative(int line, Event event) throws EvidenceException {
        boolean overAgain = state == State.SAMPLE_COMMITTED
                || state == State.SAMPLING
                || (drive != null
                        && drive.endedByItself()
                        && passes.number() == 0
                        && !brokenOff
                        && state != State.NATIVE);
        move(
                line,
                event,
                overAgain ? State.NATIVE_ENDED : state,
                State.HIDDEN_PLANNED,
                State.PARTS_PLANNED,
                State.PARTS,
                State.PART,
                State.PARTS_COMPARED,
                State.NATIVE_PLANNED,
                State.DRIVE_ASKED,
                State.NATIVE,
                State.NATIVE_ENDED,
                State.SAMPLE_COMMITTED,
                State.SAMPLING,
                overAgain ? State.BETWEEN_PASSES : State.NATIVE_ENDED,
                overAgain ? State.RECHECKED : State.NATIVE_ENDED,
                overAgain ? State.RESIDUE : State.NATIVE_ENDED,
                overAgain ? State.CLOSED : State.NATIVE_ENDED);
    }

    /** A drive that was told to write nothing since may be asked whether it did, before it is looked at and before the record is closed. */
    private void toldAfterItsEnd(int line, Event event) throws EvidenceException {
        require(
                line,
                passes.number() == 0 && drive != null && drive.endedByItself(),
                "the answer of a drive that is at work or came to its end",
                "another answer");
        move(line, event, state, State.NATIVE_ENDED, State.BETWEEN_PASSES, State.RECHECKED, State.RESIDUE);
    }

    private NativeOrder drive() {
        if (drive == null) {
            throw new IllegalStateException("the order lets nothing before the plan ask for it");
        }
        return drive;
    }

    /** What comes first of a plan, once nothing stays hidden that can be helped: from here on the size of the medium is settled. */
    private State begins(Event.PlanChosen plan) {
        drive = new NativeOrder(head.medium(), plan, head.overwritesOnlyIfNeeded());
        parts = new PartOrder(plan);
        namespaces = new NamespaceOrder(head.medium());
        baselines = new BaselineOrder(head.medium());
        boolean isCard =
                head.medium().bus().equals(Bus.MMC.id()) && head.medium().scope() == MediumFacts.Scope.WHOLE_MEDIUM;
        return plan.parts().isEmpty() && !isCard ? proper(plan) : State.PARTS_PLANNED;
    }

    private static boolean isOfParts(Event event) {
        return switch (event) {
            case PartEvent _ -> true;
            case Event.Resumed e -> e.phase() == Event.Phase.NATIVE;
            case Event.Interrupted e -> e.phase() == Event.Phase.NATIVE;
            default -> false;
        };
    }

    /** What comes first of the medium itself, once its other parts are erased. */
    private static State proper(Event.PlanChosen plan) {
        return plan.techniques().isEmpty() ? State.BETWEEN_PASSES : State.NATIVE_PLANNED;
    }

    private PartOrder parts() {
        if (parts == null) {
            throw new IllegalStateException("the order lets nothing before the plan ask for them");
        }
        return parts;
    }

    private NamespaceOrder namespaces() {
        if (namespaces == null) {
            throw new IllegalStateException("the order lets nothing before the plan ask for them");
        }
        return namespaces;
    }

    private BaselineOrder baselines() {
        if (baselines == null) {
            throw new IllegalStateException("the order lets nothing before the plan ask for them");
        }
        return baselines;
    }

    private Event.Committed committed() {
        if (committed == null) {
            throw new IllegalStateException("the order lets no sampling come before a commitment");
        }
        return committed;
    }

    private AccountRules accounts(int line) {
        return new AccountRules(line, head.medium());
    }

    private static boolean isHexOrAbsent(Optional<String> text) {
        return text.isEmpty() || text.get().matches("([0-9a-f]{2}){1,64}");
    }

    private static void require(int line, boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
