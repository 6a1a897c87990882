package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.attestation.MadeAttestation;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.job.JobFacts;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.verdict.Verdict.Level;

/** What a phone's hardware says lowers a verdict, whoever signed it; a property of its system never outweighs it. */
class AttestedVerdictTest {
    private static final String NONCE = "0123456789abcdef".repeat(2);

    @Test
    void anUnlockedBootLoaderIsBelievedOfAnybody() throws EvidenceException {
        assertThat(PhoneRecord.android().judged().level()).isEqualTo(Level.CLEARED);
        MadeAttestation made = new MadeAttestation();

        assertThat(PhoneRecord.android().into(9, attested(made)).judged().level())
                .isEqualTo(Level.CLEARED);
        made.isLocked = false;
        PhoneVerdict verdict = PhoneRecord.android().into(9, attested(made)).judged();

        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(PhoneVerdict.Reason.SYSTEM_DOUBTFUL);
    }

    @Test
    void whatItsHardwareSaysOutweighsItsSystem() {
        Facts facts = new Facts(List.of(
                PhoneRecord.fact(Property.BOOTLOADER, "locked", Source.ADB),
                PhoneRecord.fact(Property.VERIFIED_BOOT, "green", Source.ADB),
                PhoneRecord.fact(Property.MARK, "absent", Source.ADB),
                PhoneRecord.fact(Property.BOOTLOADER, "unlocked", Source.ATTESTED),
                PhoneRecord.fact(Property.VERIFIED_BOOT, "orange", Source.ATTESTED)));

        assertThat(facts.isSystemDoubtful()).isTrue();
        assertThat(facts.of(Property.MARK, Trust.SHOWN)).isEqualTo(new Facts.Answer.Untold());
        // What its system says is doubtful then, and nothing else is known of what is worth as much.
        assertThat(facts.of(Property.BOOTLOADER, Trust.SHOWN)).isEqualTo(new Facts.Answer.Untold());
        assertThat(facts.of(Property.BOOTLOADER, Trust.SAID)).isEqualTo(new Facts.Answer.Contradicted());
        assertThat(new Condition(Property.BOOTLOADER, List.of("locked"), Trust.SHOWN).in(facts))
                .isEqualTo(Condition.State.CONTRADICTED);
        assertThat(facts.isBeforeConsent()).isFalse();
    }

    @Test
    void aPropertyIsNeverAttested() {
        Facts told = new Facts(List.of(
                PhoneRecord.fact(Property.BOOTLOADER, "locked", Source.ADB),
                PhoneRecord.fact(Property.VERIFIED_BOOT, "green", Source.ADB)));

        assertThat(told.of(Property.BOOTLOADER, Trust.ATTESTED)).isEqualTo(new Facts.Answer.Untold());
    }

    @Test
    void aJobKeepsWhatIsSaidAgainstAPhoneAndNothingThatNamesIt() throws JournalException {
        PhoneJob job = begun();
        MadeAttestation made = new MadeAttestation();
        made.challenge = job.challenge(NONCE);
        made.isLocked = false;

        // Its root is nobody's, so that it proves nothing.
        assertThat(job.attested(NONCE, made.chain())).isEqualTo(Facts.NONE);
        assertThat(job.history().isAttestedAgainst()).isTrue();
        int kept = job.history().events().size();
        made.isNaming = true;
        assertThat(job.attested(NONCE, made.chain())).isEqualTo(Facts.NONE);
        assertThat(job.attested(NONCE, List.of(new byte[3]))).isEqualTo(Facts.NONE);
        assertThat(job.history().events()).hasSize(kept);
        made.isNaming = false;
        for (int i = 0; i < 2 * PhoneEvent.Attested.TIMES_MAX; i++) {
            // Each nonce once: what was made for one challenge is not what was made for another.
            assertThat(job.attested(nonce(i / 2), made.chain())).isEqualTo(Facts.NONE);
        }
        assertThat(job.history().events()).hasSize(kept + PhoneEvent.Attested.TIMES_MAX - 1);
    }

    /** What can't be kept: that it was said is. */
    @Test
    void whatIsDroppedCountsAgainstThePhoneAllTheSame() throws JournalException {
        MadeAttestation naming = new MadeAttestation();
        naming.isLocked = false;
        naming.isNaming = true;
        PhoneJob job = begun();
        assertThat(job.attested(NONCE, naming.chain())).isEqualTo(Facts.NONE);
        assertThat(job.history().isAttestedAgainst()).isTrue();
        assertThat(job.history().events().getLast()).isInstanceOf(PhoneEvent.AttestedAgainst.class);
        int once = job.history().events().size();
        assertThat(job.attested(nonce(1), naming.chain())).isEqualTo(Facts.NONE);
        assertThat(job.history().events()).hasSize(once);

        PhoneJob many = begun();
        MadeAttestation made = new MadeAttestation();
        for (int i = 0; i < PhoneEvent.Attested.TIMES_MAX; i++) {
            assertThat(many.attested(nonce(i), made.chain())).isEqualTo(Facts.NONE);
        }
        assertThat(many.history().isAttestedAgainst()).isFalse();
        made.isLocked = false;
        assertThat(many.attested(nonce(9), made.chain())).isEqualTo(Facts.NONE);
        assertThat(many.history().isAttestedAgainst()).isTrue();
    }

    @Test
    void whatWasOnlyAttestedAgainstItLowersTheVerdict() throws EvidenceException {
        PhoneVerdict verdict = PhoneRecord.android()
                .into(9, new PhoneEvent.AttestedAgainst(PhoneRecord.at(8)))
                .judged();

        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(PhoneVerdict.Reason.SYSTEM_DOUBTFUL);
    }

    /** One phone can have another's hardware say it. */
    @Test
    void whatItsSystemDoesNotSayItsHardwareDoesNotSayForIt() {
        Facts facts = new Facts(List.of(
                PhoneRecord.fact(Property.MARK, "absent", Source.ADB),
                PhoneRecord.fact(Property.BOOTLOADER, "locked", Source.ATTESTED),
                PhoneRecord.fact(Property.VERIFIED_BOOT, "green", Source.ATTESTED)));

        assertThat(facts.of(Property.MARK, Trust.SHOWN)).isEqualTo(new Facts.Answer.Untold());
        assertThat(facts.of(Property.BOOTLOADER, Trust.SHOWN)).isEqualTo(new Facts.Answer.Untold());
        assertThat(facts.of(Property.BOOTLOADER, Trust.ATTESTED))
                .isEqualTo(new Facts.Answer.Told("locked", Trust.ATTESTED));
        for (Trust trust : List.of(Trust.SAID, Trust.SEEN, Trust.DOUBTFUL, Trust.SHOWN)) {
            assertThat(new Condition(Property.BOOTLOADER, List.of("locked"), trust).in(facts))
                    .isEqualTo(Condition.State.UNKNOWN);
        }
        assertThat(new Condition(Property.BOOTLOADER, List.of("unlocked"), Trust.SHOWN).in(facts))
                .isEqualTo(Condition.State.CONTRADICTED);
    }

    private static PhoneJob begun() throws JournalException {
        PhoneJob job = PhoneJob.begin(
                new MemoryPhoneJournal(),
                new JobFacts(new UUID(1, 2), "wangchuan test", MadeBench.policy()),
                InstantSource.fixed(Instant.parse("2026-11-29T10:00:00Z")),
                new SecureRandom());
        job.seen(new Reading(PhoneRecord.known(PhoneRecord.SERIAL), Facts.NONE, List.of()));
        job.consented();
        return job;
    }

    private static String nonce(int number) {
        return String.format(Locale.ROOT, "%032x", number);
    }

    private static PhoneEvent attested(MadeAttestation made) {
        return new PhoneEvent.Attested(
                NONCE,
                made.chain().stream().map(Base64.getEncoder()::encodeToString).toList(),
                PhoneRecord.at(8));
    }
}
