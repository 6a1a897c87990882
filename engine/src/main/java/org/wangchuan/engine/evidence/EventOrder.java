package org.wangchuan.engine.evidence;

import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
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

    void accept(int line, Event event, byte[] bytesBefore) throws EvidenceException {
        switch (event) {
            case Event.Opened _ -> move(line, event, State.OPENED, State.NOTHING);
            case Event.PolicyChosen e -> {
                move(line, event, State.POLICY, State.OPENED);
                policy = readPolicy(line, e);
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
                move(line, event, State.BETWEEN_PASSES, State.HIDDEN_AREAS);
                requirePlan(line, e);
                passes = e.passes();
                verify = e.verify();
            }
            case Event.PassStarted e -> {
                move(line, event, State.WRITING, State.BETWEEN_PASSES);
                pass++;
                requirePass(line, e.pass());
                require(line, pass <= passes.size(), "at most the planned passes", "one more");
                require(line, e.pattern() == passes.get(pass - 1).pattern(), "the planned pattern", "another");
                requireSecret(line, e);
            }
            case Event.Interrupted e -> {
                requirePass(line, e.pass());
                switch (e.phase()) {
                    case WRITE -> move(line, event, State.WRITING_INTERRUPTED, State.WRITING);
                    case VERIFY -> move(line, event, State.VERIFYING_INTERRUPTED, State.VERIFYING);
                    case BETWEEN -> require(line, false, "an interruption of something", "one between two things");
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
                                State.BROKEN_OFF,
                                State.RECHECKED,
                                State.RESIDUE);
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
                move(line, event, State.COMMITTED, State.WRITTEN);
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
                boolean allDone = state == State.BETWEEN_PASSES && pass == passes.size();
                require(line, allDone || state == State.BROKEN_OFF, "the end of the work", "an earlier re-check");
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

    /** A rule set that bears name and version of one that is shipped is that one, or a lie. */
    private static Policy readPolicy(int line, Event.PolicyChosen event) throws EvidenceException {
        try {
            Policy read = Policy.fromJson(event.policy());
            Optional<Policy> shipped = PolicyCatalogue.find(read.id(), read.version());
            String name = read.id() + " version " + read.version();
            require(
                    line,
                    shipped.isEmpty() || shipped.get().digest().equals(read.digest()),
                    "the rule set " + name + " as it is shipped",
                    "another of that name");
            return read;
        } catch (ShapeException e) {
            throw new EvidenceException(line, e);
        }
    }

    /** The passes follow from the rule set and the medium's class; nobody chooses them. */
    private void requirePlan(int line, Event.PlanChosen plan) throws EvidenceException {
        MediumClass known = medium().effectiveClass();
        require(
                line,
                plan.effectiveClass() == known,
                "the class " + known.id(),
                plan.effectiveClass().id());
        List<PassSpec> asked = policy == null ? List.of() : policy.passesFor(known);
        require(line, !asked.isEmpty(), "a rule set that overwriting can satisfy", "one that asks for no pass");
        require(
                line,
                plan.passes().equals(asked),
                "the " + asked.size() + " passes of the rule set for " + known.id(),
                plan.passes().size() + " passes, not those");
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
        require(line, digest.isEmpty() || digest.get().matches("[0-9a-f]{64}"), "a SHA-256 in hex", "something else");
        require(line, digest.isEmpty() || secretDigests.add(digest.get()), "a fresh key or nonce", "an earlier one");
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
