package org.wangchuan.engine.evidence;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;

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
    private List<PassSpec> passes = List.of();
    private VerifyMode verify = VerifyMode.FULL;
    private int pass;
    private boolean brokenOff;
    private final Set<String> secretDigests = new HashSet<>();
    private @Nullable Policy policy;
    private @Nullable MediumFacts medium;
    private Event.@Nullable Committed committed;
    private @Nullable NativeOrder drive;

    void accept(int line, Event event, byte[] bytesBefore) throws EvidenceException {
        switch (event) {
            case Event.Opened _ -> move(line, event, State.OPENED, State.NOTHING);
            case Event.PolicyChosen e -> {
                move(line, event, State.POLICY, State.OPENED);
                policy = PlanRules.read(line, e);
            }
            case Event.MediumSeen e -> {
                move(line, event, State.MEDIUM, State.POLICY);
                MediumRules.require(line, e.medium());
                medium = e.medium();
            }
            case Event.HiddenAreas e -> {
                move(line, event, State.HIDDEN_AREAS, State.MEDIUM);
                MediumRules.requireHidden(line, medium(), e);
            }
            case Event.PlanChosen e -> {
                boolean byItself = !e.techniques().isEmpty();
                move(line, event, byItself ? State.NATIVE_PLANNED : State.BETWEEN_PASSES, State.HIDDEN_AREAS);
                PlanRules.require(line, policy, medium(), e);
                passes = e.passes();
                verify = e.verify();
                drive = new NativeOrder(medium(), e);
            }
            case Event.DriveAsked e -> {
                move(line, event, State.DRIVE_ASKED, State.NATIVE_PLANNED);
                drive().accept(line, e);
            }
            case Event.CanariesPlanted e -> {
                move(line, event, State.DRIVE_ASKED, State.DRIVE_ASKED);
                drive().accept(line, e);
                requireFresh(line, e.secretDigest());
            }
            case Event.NativeStarted e -> {
                move(line, event, State.NATIVE, State.DRIVE_ASKED, State.NATIVE_ENDED);
                brokenOff = false;
                drive().accept(line, e);
            }
            case Event.NativeCommanded e -> {
                move(line, event, State.NATIVE, State.NATIVE);
                drive().accept(line, e);
            }
            case Event.NativeTold e -> {
                if (state == State.NATIVE) {
                    move(line, event, State.NATIVE, State.NATIVE);
                } else {
                    toldAfterItsEnd(line, event);
                }
                drive().accept(line, e);
            }
            case Event.NativeFinished e -> {
                move(line, event, State.NATIVE_ENDED, State.NATIVE);
                drive().accept(line, e);
                brokenOff = drive().leftAlone();
            }
            case Event.SamplingStarted e -> {
                move(line, event, State.SAMPLING, State.SAMPLE_COMMITTED);
                drive().accept(line, e, committed());
            }
            case Event.SamplingFinished e -> {
                boolean completed = e.end() == Event.VerificationEnd.COMPLETED;
                brokenOff |= !completed;
                move(line, event, completed ? State.BETWEEN_PASSES : State.BROKEN_OFF, State.SAMPLING);
                drive().accept(line, e);
            }
            case Event.PassStarted e -> {
                move(line, event, State.WRITING, State.BETWEEN_PASSES, State.NATIVE_ENDED);
                require(line, !brokenOff, "a drive that is known to rest", "a pass while it may erase itself");
                pass++;
                requirePass(line, e.pass());
                require(line, pass <= passes.size(), "at most the planned passes", "one more");
                require(line, e.pattern() == passes.get(pass - 1).pattern(), "the planned pattern", "another");
                requireSecret(line, e);
            }
            case Event.Interrupted e -> {
                require(line, e.pass() == passOrFirst(e.phase()), "pass " + passOrFirst(e.phase()), "pass " + e.pass());
                switch (e.phase()) {
                    case WRITE -> move(line, event, State.WRITING_INTERRUPTED, State.WRITING);
                    case VERIFY -> move(line, event, State.VERIFYING_INTERRUPTED, State.VERIFYING);
                    case BETWEEN -> require(line, false, "an interruption of something", "one between two things");
                    case NATIVE -> moveWithinNative(line, event);
                }
            }
            case Event.Resumed e -> {
                require(line, e.pass() == Math.max(pass, 1), "pass " + Math.max(pass, 1), "pass " + e.pass());
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
                        require(line, pass > 0 && passes.get(pass - 1).verify(), "a pass that is verified", "another");
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
                requirePass(line, e.pass());
                boolean completed = e.end() == Event.PassEnd.COMPLETED;
                boolean verified = passes.get(pass - 1).verify();
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
                requirePass(line, e.pass());
                accounts(line).require(e, verify);
                require(line, e.seed().equals(expectedSeed()), "the seed that follows from the commitment", "another");
            }
            case Event.VerificationFinished e -> {
                requirePass(line, e.pass());
                boolean completed = e.end() == Event.VerificationEnd.COMPLETED;
                brokenOff |= !completed;
                move(line, event, completed ? State.BETWEEN_PASSES : State.BROKEN_OFF, State.VERIFYING);
                accounts(line).require(e);
            }
            case Event.Rechecked _ -> {
                boolean allDone = switch (state) {
                    case BETWEEN_PASSES -> pass == passes.size();
                    case BROKEN_OFF, DRIVE_ASKED, NATIVE_ENDED -> true;
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

    private Optional<String> expectedSeed() {
        return verify == VerifyMode.FULL || committed == null
                ? Optional.empty()
                : Optional.of(HexFormat.of().formatHex(SampleSeed.of(committed)));
    }

    private void move(int line, Event event, State next, State... allowed) throws EvidenceException {
        if (!List.of(allowed).contains(state)) {
            throw new EvidenceException(
                    line, "what can follow the state " + state, event.getClass().getSimpleName());
        }
        state = next;
    }

    private void requirePass(int line, int named) throws EvidenceException {
        require(line, named == pass, "pass " + pass, "pass " + named);
    }

    /** Each pass has a key or nonce of its own, or what one wrote could pass for what another did. */
    private void requireSecret(int line, Event.PassStarted start) throws EvidenceException {
        boolean needed = start.pattern().positionDependent();
        Optional<String> digest = start.secretDigest();
        require(
                line,
                digest.isPresent() == needed,
                needed ? "the digest of the key or nonce" : "no key or nonce for a constant",
                needed ? "none" : "one");
        if (digest.isPresent()) {
            requireFresh(line, digest.get());
        }
    }

    private void requireFresh(int line, String digest) throws EvidenceException {
        require(line, digest.matches("[0-9a-f]{64}"), "a SHA-256 in hex", "something else");
        require(line, secretDigests.add(digest), "a fresh key or nonce", "an earlier one");
    }

    /** Sampling starts again, under a new commitment; so does what was over, also where it was closed: nobody knows what happened in between. */
    private void moveWithinNative(int line, Event event) throws EvidenceException {
        boolean overAgain = state == State.SAMPLE_COMMITTED
                || state == State.SAMPLING
                || (drive != null && drive.endedByItself() && pass == 0 && !brokenOff && state != State.NATIVE);
        move(
                line,
                event,
                overAgain ? State.NATIVE_ENDED : state,
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
                pass == 0 && drive != null && drive.endedByItself(),
                "the answer of a drive that is at work or came to its end",
                "another answer");
        move(line, event, state, State.NATIVE_ENDED, State.BETWEEN_PASSES, State.RECHECKED, State.RESIDUE);
    }

    /** Before any pass, the first is the one in question. */
    private int passOrFirst(Event.Phase phase) {
        return phase == Event.Phase.NATIVE ? Math.max(pass, 1) : pass;
    }

    private NativeOrder drive() {
        if (drive == null) {
            throw new IllegalStateException("the order lets nothing before the plan ask for it");
        }
        return drive;
    }

    private Event.Committed committed() {
        if (committed == null) {
            throw new IllegalStateException("the order lets no sampling come before a commitment");
        }
        return committed;
    }

    private MediumFacts medium() {
        if (medium == null) {
            throw new IllegalStateException("the order lets nothing before the medium ask for it");
        }
        return medium;
    }

    private AccountRules accounts(int line) {
        return new AccountRules(line, medium());
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
