package org.wangchuan.engine.phone.evidence;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.phone.attestation.AttestationRoots;
import org.wangchuan.engine.phone.attestation.KeyAttestation;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fill.FillOutcome;

/**
 * One thing that happened while a phone was erased. Times are RFC 3339 in UTC, whole seconds. {@link PhoneEventWriter} and
 * {@link PhoneEventReader} give the one spelling of each.
 */
public sealed interface PhoneEvent {

    /** The record begins. */
    record Opened(String job, String tool, String at) implements PhoneEvent {}

    /** The rule set, whole. */
    record PolicyChosen(JsonValue.Obj policy) implements PhoneEvent {}

    /** What the phone is known by, and what is known of it then. */
    record Seen(PhoneIdentity identity, Facts facts, String at) implements PhoneEvent {
        /** Whether people saw or said all of it, and the cable told nothing: then the identity is that of what the cable had told before. */
        public boolean isByPeople() {
            return !facts.all().isEmpty()
                    && facts.all().stream().noneMatch(fact -> fact.source().isCable());
        }
    }

    /**
     * What the phone's secure hardware made for this job. What it proves is worked out each time that the record is read; the {@link Seen} that follows has the facts.
     *
     * @param nonce what made the challenge fresh, see {@link KeyAttestation#challenge}
     * @param chain certificates in Base64, the key's own first; none of them names the device
     */
    record Attested(String nonce, List<String> chain, String at) implements PhoneEvent {
        /** How often a record may have one. */
        public static final int TIMES_MAX = 6;

        public Attested {
            chain = List.copyOf(chain);
        }

        /** What it is worth in the record of a job, by these roots. */
        public KeyAttestation judged(String job, AttestationRoots roots) {
            return KeyAttestation.judge(
                    chain.stream().map(Base64.getDecoder()::decode).toList(),
                    KeyAttestation.challenge(job, nonce),
                    Instant.parse(at),
                    roots);
        }
    }

    /**
     * What it made says that somebody may have changed the system, and can't be kept: it names the device, can't be read as a whole, or is one too many. That it was said
     * counts all the same.
     */
    record AttestedAgainst(String at) implements PhoneEvent {}

    /**
     * Another device on the cables of the bench showed the same number as the phone of this job, at the same time as what hung at its place: it is the number of several,
     * and nobody can tell by it what comes back.
     */
    record NumberShared(String at) implements PhoneEvent {}

    /** The owner agreed: from here on more may be asked. */
    record Consented(String at) implements PhoneEvent {}

    /** What is to be done, whole. What is seen after it says what came of it. */
    record TechniqueChosen(JsonValue.Obj technique) implements PhoneEvent {}

    /**
     * It was set off.
     *
     * @param command what was sent, or what somebody did on the phone itself, in words of this program
     * @param answer what came back, in words of this program; empty if nothing did
     */
    record SetOff(String command, String answer, String at) implements PhoneEvent {
        /** The longest of both, in characters. */
        public static final int CHARS_MAX = 200;
    }

    /**
     * Its storage was filled and read back, as far as it came.
     *
     * @param outcome accounts of bytes
     */
    record Filled(FillOutcome outcome, String at) implements PhoneEvent {}

    /** It is no longer on the cable. */
    record Gone(String at) implements PhoneEvent {}

    /** Something is on the cable again where it was; what that is, the next {@link Seen} says. */
    record Back(String at) implements PhoneEvent {}

    /** The record is complete. */
    record Closed(String at) implements PhoneEvent {}
}
