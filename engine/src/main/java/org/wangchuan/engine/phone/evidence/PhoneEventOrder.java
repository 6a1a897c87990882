package org.wangchuan.engine.phone.evidence;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.attestation.AttestationRoots;
import org.wangchuan.engine.phone.attestation.KeyAttestation;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;

/**
 * The order in which events can happen, as a state machine. A record in another order is no evidence: nothing that needs the owner's consent stands
 * before it, nothing is set off that was not chosen, and nothing comes back that was not gone.
 */
final class PhoneEventOrder {
    private enum State {
        NOTHING,
        OPENED,
        BEFORE,
        CONSENTED,
        CHOSEN,
        SET_OFF,
        GONE,
        BACK,
        CLOSED
    }

    private State state = State.NOTHING;
    private boolean isSeen;
    private boolean isToFill;
    private final AttestationRoots roots;
    private String job = "";
    private final Set<String> nonces = new HashSet<>();
    private boolean isAttestedAgainst;
    private boolean isNumberShared;
    private Facts attested = Facts.NONE;

    PhoneEventOrder() {
        this(AttestationRoots.shipped());
    }

    /** @param roots at which an attestation may end */
    PhoneEventOrder(AttestationRoots roots) {
        this.roots = roots;
    }

    void accept(int line, PhoneEvent event) throws EvidenceException {
        // What was attested is seen at once, or, after a power cut, not at all.
        Facts vouchedFor = attested;
        attested = Facts.NONE;
        switch (event) {
            case PhoneEvent.Opened e -> {
                move(line, event, State.OPENED, State.NOTHING);
                job = e.job();
            }
            case PhoneEvent.PolicyChosen e -> {
                move(line, event, State.BEFORE, State.OPENED);
                requirePolicy(line, e);
            }
            case PhoneEvent.Seen e -> {
                // What is on the cable is not seen while it is gone.
                move(line, event, state, State.BEFORE, State.CONSENTED, State.SET_OFF, State.BACK);
                require(
                        line,
                        state != State.BEFORE
                                || (e.facts().isBeforeConsent() && !e.identity().isKnownBy(PhoneIdentity.Name.IMEI)),
                        "what may be asked before the owner agrees",
                        "more");
                require(
                        line,
                        vouchedFor.all().containsAll(vouched(e.facts())),
                        "from its hardware no more than the attestation before it proves",
                        "something else");
                isSeen = true;
            }
            case PhoneEvent.Attested e -> {
                move(line, event, state, State.CONSENTED, State.SET_OFF, State.BACK);
                require(line, nonces.add(e.nonce()), "a challenge of its own", "one of before");
                require(
                        line,
                        nonces.size() <= PhoneEvent.Attested.TIMES_MAX,
                        "at most " + PhoneEvent.Attested.TIMES_MAX + " attestations",
                        "more");
                KeyAttestation judged = e.judged(job, roots);
                require(
                        line,
                        judged.isWhole() && judged.said().isPresent(),
                        "certificates of an attestation that can be read",
                        "others");
                require(line, !judged.isNaming(), "an attestation that names no device", "one that does");
                attested = judged.facts();
            }
            case PhoneEvent.AttestedAgainst _ -> {
                move(line, event, state, State.CONSENTED, State.SET_OFF, State.BACK);
                require(line, !isAttestedAgainst, "once that something is attested against it", "twice");
                isAttestedAgainst = true;
            }
            // Before anything is set off there is nothing to record: the job is not begun.
            case PhoneEvent.NumberShared _ -> {
                move(line, event, state, State.SET_OFF, State.GONE, State.BACK);
                require(line, !isNumberShared, "once that its number is shared", "twice");
                isNumberShared = true;
            }
            case PhoneEvent.Consented _ -> {
                move(line, event, State.CONSENTED, State.BEFORE);
                require(line, isSeen, "a phone that was seen", "none");
            }
            case PhoneEvent.TechniqueChosen e -> {
                move(line, event, State.CHOSEN, State.CONSENTED);
                isToFill = readTechnique(line, e).fills();
            }
            case PhoneEvent.SetOff _ -> move(line, event, State.SET_OFF, State.CHOSEN, State.SET_OFF, State.BACK);
            // Once it is back from what was set off: what is filled is what the reset left.
            case PhoneEvent.Filled _ -> {
                move(line, event, State.BACK, State.BACK);
                require(line, isToFill, "what the technique does", "a fill");
            }
            case PhoneEvent.Gone _ -> move(line, event, State.GONE, State.SET_OFF, State.BACK);
            case PhoneEvent.Back _ -> move(line, event, State.BACK, State.GONE);
            case PhoneEvent.Closed _ ->
                move(
                        line,
                        event,
                        State.CLOSED,
                        State.BEFORE,
                        State.CONSENTED,
                        State.CHOSEN,
                        State.SET_OFF,
                        State.GONE,
                        State.BACK);
        }
    }

    private static List<Fact> vouched(Facts facts) {
        return facts.all().stream()
                .filter(fact -> fact.source() == Source.ATTESTED)
                .toList();
    }

    void requireClosed(int line) throws EvidenceException {
        require(line, state == State.CLOSED, "the end of the record", "the end of the file");
        require(line, isSeen, "a phone that was seen", "none");
    }

    /** A rule set that bears name and version of one that is shipped is that one, or a lie. */
    private static void requirePolicy(int line, PhoneEvent.PolicyChosen event) throws EvidenceException {
        try {
            Policy read = Policy.fromJson(event.policy());
            Optional<Policy> shipped = PolicyCatalogue.find(read.id(), read.version());
            require(
                    line,
                    shipped.isEmpty() || shipped.get().digest().equals(read.digest()),
                    "the rule set as it is shipped",
                    "another of that name");
        } catch (ShapeException e) {
            throw new EvidenceException(line, e);
        }
    }

    /** What a technique needs and shows is this program's knowledge, and nobody's choice: only those that it has are judged by. */
    static PhoneTechnique readTechnique(int line, PhoneEvent.TechniqueChosen event) throws EvidenceException {
        try {
            PhoneTechnique read = PhoneTechnique.fromJson(event.technique());
            @Nullable
            PhoneTechnique shipped =
                    TechniqueCatalogue.find(read.id(), read.version()).orElse(null);
            require(
                    line,
                    shipped != null && shipped.digest().equals(read.digest()),
                    "a technique as it is shipped",
                    "another");
            return read;
        } catch (ShapeException e) {
            throw new EvidenceException(line, e);
        }
    }

    private void move(int line, PhoneEvent event, State next, State... from) throws EvidenceException {
        for (State one : from) {
            if (state == one) {
                state = next;
                return;
            }
        }
        throw new EvidenceException(
                line, "what can follow the state " + state, event.getClass().getSimpleName());
    }

    private static void require(int line, boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
