package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.fact;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.job.JobFacts;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.verdict.Verdict.Level;

/** A phone that nobody could read, and of which somebody said which system it runs: whatever rests on that is unproven. */
class SystemByWordTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-28T10:00:00Z"));

    /** Before the way is chosen. */
    private static final int CHOSEN = 5;

    private static PhoneEvent.Seen seen(Fact... facts) {
        return new PhoneEvent.Seen(known(PhoneRecord.SERIAL), new Facts(List.of(facts)), at(3));
    }

    @ParameterizedTest
    @CsvSource({"android-reset-by-hand, android", "harmonyos-reset-by-hand, harmonyos"})
    void aWayByHandGoesByIt(String way, String system) throws Exception {
        PhoneVerdict verdict = PhoneRecord.byWord(way, system).judged();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.WAY_SHOWS_TOO_LITTLE);
    }

    /** A record of before keeps its verdict, and its document is read. */
    @Test
    void theVersionOfBeforeDoesNot() throws Exception {
        PhoneRecord before = PhoneRecord.byWord("android-reset-by-hand", "android")
                .with(
                        CHOSEN,
                        new PhoneEvent.TechniqueChosen(TechniqueCatalogue.find("android-reset-by-hand", 1)
                                .orElseThrow()
                                .document()));
        assertThat(before.judged().level()).isEqualTo(Level.UNPROVEN);
        assertThat(before.judged().reasons())
                .containsExactlyInAnyOrder(Reason.WAY_SHOWS_TOO_LITTLE, Reason.NEEDS_UNKNOWN);
    }

    @Test
    void whatSomebodyOnlySaysIsTooLittle() throws Exception {
        PhoneRecord said = PhoneRecord.byWord("android-reset-by-hand", "android")
                .with(4, seen(fact(Property.SYSTEM, "android", Source.SAID)));
        assertThat(said.judged().reasons()).contains(Reason.NEEDS_UNKNOWN);
    }

    /** In place of the cable's word, or beside it, wherever it stands: no record in which people named the system says that anything was shown. */
    @ParameterizedTest
    @EnumSource(
            value = Source.class,
            names = {"SEEN", "SAID"})
    void noRecordThatHasItIsCleared(Source people) throws Exception {
        int tried = 0;
        for (PhoneRecord cleared : List.of(PhoneRecord.android(), PhoneRecord.filled(), PhoneRecord.filledBefore())) {
            assertThat(cleared.judged().level()).isEqualTo(Level.CLEARED);
            Fact word = fact(Property.SYSTEM, "android", people);
            for (int i = 0; i < cleared.events().size(); i++) {
                if (!(cleared.events().get(i) instanceof PhoneEvent.Seen one)) {
                    continue;
                }
                List<Fact> instead = new ArrayList<>(one.facts().all());
                instead.removeIf(fact -> fact.property() == Property.SYSTEM);
                instead.add(word);
                for (PhoneRecord claimed : List.of(
                        cleared.with(i, new PhoneEvent.Seen(one.identity(), new Facts(instead), one.at())),
                        cleared.into(i + 1, new PhoneEvent.Seen(one.identity(), new Facts(List.of(word)), one.at())))) {
                    assertThat(claimed.judged().level()).as("at %d", i).isEqualTo(Level.UNPROVEN);
                    assertThat(claimed.judged().reasons()).as("at %d", i).contains(Reason.NEEDS_UNKNOWN);
                    tried++;
                }
            }
        }
        assertThat(tried).isEqualTo(2 * (3 + 5 + 5));
    }

    /** Whenever the cable tells otherwise: before it was reset, or once it is back. */
    @ParameterizedTest
    @CsvSource({
        "android-reset-by-hand, android, SYSTEM, harmonyos, USB",
        "android-reset-by-hand, android, SYSTEM, ios, LOCKDOWN",
        "harmonyos-reset-by-hand, harmonyos, SYSTEM, android, ADB"
    })
    void theCableOutranksIt(String way, String system, Property property, String told, Source source) throws Exception {
        PhoneRecord all = PhoneRecord.byWord(way, system);
        for (PhoneRecord record : List.of(
                all.into(CHOSEN, seen(fact(property, told, source))), all.and(seen(fact(property, told, source))))) {
            assertThat(record.judged().level()).isEqualTo(Level.UNPROVEN);
            assertThat(record.judged().reasons()).contains(Reason.NEEDS_CONTRADICTED);
        }
    }

    @Test
    void soDoApplesDescriptors() throws Exception {
        PhoneRecord all = PhoneRecord.byWord("android-reset-by-hand", "android")
                .with(
                        CHOSEN - 1,
                        seen(fact(Property.MAKER, "Apple", Source.USB), fact(Property.SYSTEM, "android", Source.SEEN)));
        assertThat(all.judged().level()).isEqualTo(Level.UNPROVEN);
        assertThat(all.judged().reasons()).contains(Reason.NEEDS_CONTRADICTED);
        // What only calls itself so, and whose system says what it is, keeps its verdict.
        PhoneRecord called = PhoneRecord.android().into(CHOSEN, seen(fact(Property.MAKER, "Apple", Source.USB)));
        assertThat(called.judged().level()).isEqualTo(Level.CLEARED);
    }

    /** It stands before the way is chosen, and is there when the job goes on. */
    @Test
    void aJobKeepsItAndChoosesNoWayAgainstTheCable() throws Exception {
        MemoryPhoneJournal journal = new MemoryPhoneJournal();
        PhoneJob job = PhoneJob.begin(
                journal, new JobFacts(new UUID(1, 2), "wangchuan test", MadeBench.policy()), CLOCK, new SecureRandom());
        job.seen(new Reading(known(PhoneRecord.SERIAL), Facts.NONE, List.of()));
        job.consented();
        job.observed(new Facts(List.of(fact(Property.SYSTEM, "android", Source.SEEN))));
        assertThat(job.step()).isEqualTo(PhoneStep.READ);
        assertThat(job.facts().said(Property.SYSTEM)).contains("android");
        PhoneJob resumed = PhoneJob.resume(journal, CLOCK);
        assertThat(resumed.facts().isSystemSaid()).isTrue();
        resumed.seen(new Reading(
                known(PhoneRecord.SERIAL),
                new Facts(List.of(fact(Property.SYSTEM, "harmonyos", Source.USB))),
                List.of()));
        for (String way : List.of("android-reset-by-hand", "harmonyos-reset-by-hand")) {
            assertThatThrownBy(() -> resumed.choose(TechniqueCatalogue.find(way).orElseThrow()))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
