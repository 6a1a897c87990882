package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.MemoryPhoneJournal.Fault;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.job.PhoneCourse;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneSecret;
import org.wangchuan.engine.phone.job.PhoneStep;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.verdict.Verdict.Level;

/** The whole way of each technique, with the plug pulled wherever something is written down. */
@Execution(ExecutionMode.CONCURRENT)
class PhonePowerCutTest {

    static Stream<PhoneTechnique> techniques() {
        return TechniqueCatalogue.all().stream();
    }

    private static Level level(PhoneEvidence evidence) {
        return PhoneVerdictRules.judge(evidence).level();
    }

    private static Level best(PhoneTechnique technique) {
        return technique.reaches().isPresent() ? Level.CLEARED : Level.UNPROVEN;
    }

    @ParameterizedTest
    @MethodSource("techniques")
    void fromTheFirstLookToTheEnd(PhoneTechnique technique) throws Exception {
        MadeBench bench = new MadeBench(technique);
        PhoneEvidence evidence = bench.run();
        assertThat(level(evidence)).isEqualTo(best(technique));
        assertThat(bench.owners().resets()).isEqualTo(technique.fills() ? 2 : 1);
        assertThat(bench.owners().isErased()).isTrue();
    }

    /** Each place at which something is kept, and each way in which that can go wrong. */
    @ParameterizedTest
    @MethodSource("techniques")
    void aPulledPlugLosesNothingAndMakesNothingBetter(PhoneTechnique technique) throws Exception {
        int places = placesOf(technique);
        for (Fault fault : Fault.values()) {
            for (int place = 0; place < places; place++) {
                MadeBench bench = new MadeBench(technique);
                bench.journal.failAfter(place, fault);
                assertThatThrownBy(bench::run).isInstanceOf(JournalException.class);
                bench.journal.repair();
                discardWithoutHead(bench);
                PhoneEvidence evidence = bench.run();
                assertThat(level(evidence)).as("%s at %d", fault, place).isEqualTo(best(technique));
                assertThat(bench.owners().isErased()).isTrue();
                assertThat(bench.owners().resets()).isLessThanOrEqualTo(3);
                assertThat(List.of(
                                PhoneEvent.Opened.class, PhoneEvent.Consented.class, PhoneEvent.TechniqueChosen.class))
                        .allSatisfy(kind -> assertThat(evidence.events())
                                .filteredOn(kind::isInstance)
                                .hasSize(1));
            }
        }
    }

    /** Somebody puts their own phone there while the bench is dark. */
    @ParameterizedTest
    @MethodSource("techniques")
    void whoeverSwapsPhonesInTheDarkGetsTheirsBackAsItWas(PhoneTechnique technique) throws Exception {
        int places = placesOf(technique);
        int swapped = 0;
        for (Fault fault : Fault.values()) {
            for (int place = 0; place < places; place++) {
                MadeBench bench = new MadeBench(technique);
                bench.journal.failAfter(place, fault);
                assertThatThrownBy(bench::run).isInstanceOf(JournalException.class);
                bench.journal.repair();
                if (PhoneEvidence.readOpen(bench.journal.evidence()).stream()
                        .noneMatch(PhoneEvent.Seen.class::isInstance)) {
                    continue; // nobody's phone was seen yet: theirs is the first
                }
                bench.plug(new MadePhone(technique, "SOMEBODY-ELSE-1", false));
                PhoneEvidence evidence = bench.run(); // fails if theirs is touched
                if (level(evidence) == Level.CLEARED) {
                    assertThat(bench.owners().isErased())
                            .as("%s at %d", fault, place)
                            .isTrue();
                }
                swapped++;
            }
        }
        assertThat(swapped).isGreaterThan(20);
    }

    /** A fill takes an hour, in which a cable comes loose. */
    @Test
    void aFillGoesOnAfterTheCableWasPulled() throws Exception {
        PhoneTechnique technique =
                TechniqueCatalogue.find("android-reset-fill-reset").orElseThrow();
        MadeBench bench = new MadeBench(technique);
        bench.onFill(bench::unplug);
        PhoneEvidence evidence = bench.run();
        assertThat(level(evidence)).isEqualTo(Level.CLEARED);
        assertThat(bench.owners().resets()).isEqualTo(2);
    }

    @Test
    void aFillDoesNotGoOnIntoAnotherPhone() throws Exception {
        PhoneTechnique technique =
                TechniqueCatalogue.find("android-reset-fill-reset").orElseThrow();
        MadeBench bench = new MadeBench(technique);
        bench.onFill(() -> bench.plug(new MadePhone(technique, "SOMEBODY-ELSE-1", false)));
        PhoneEvidence evidence = bench.run();
        assertThat(level(evidence)).isEqualTo(Level.FAILED);
        assertThat(evidence.filled()).isEmpty();
    }

    /** Whatever is left of a record after any byte can be gone on with, and closed; and it says no more than what is in it. */
    @ParameterizedTest
    @MethodSource("techniques")
    void aRecordThatIsCutAfterAnyByteIsARecord(PhoneTechnique technique) throws Exception {
        MadeBench bench = new MadeBench(technique);
        byte[] whole = bench.run().bytes();
        List<PhoneEvent> events = PhoneEvidence.read(whole).events();
        int closed = 0;
        int lines = -1;
        for (int length = 0; length < whole.length; length++) {
            MemoryPhoneJournal journal = MemoryPhoneJournal.of(Arrays.copyOf(whole, length));
            List<PhoneEvent> readable = PhoneEvidence.readOpen(journal.evidence());
            assertThat(readable).isEqualTo(events.subList(0, readable.size()));
            if (readable.size() == lines || !PhoneJob.begun(journal)) {
                continue;
            }
            lines = readable.size();
            // The key lies beside it.
            journal.keep(PhoneSecret.DIGEST_KEY, new byte[32]);
            PhoneJob job = PhoneJob.resume(journal, bench.clock());
            List<PhoneEvent> left = job.history().events();
            assertThat(left).isEqualTo(readable);
            assertThat(job.step()).isNotEqualTo(PhoneStep.CLOSED);
            if (left.stream().noneMatch(PhoneEvent.Seen.class::isInstance)) {
                assertThatThrownBy(job::close).isInstanceOf(IllegalStateException.class);
                assertThat(PhoneEvidence.readOpen(journal.evidence())).isEqualTo(left);
                continue;
            }
            PhoneEvidence evidence = job.close();
            assertThat(job.step()).isEqualTo(PhoneStep.CLOSED);
            assertThat(evidence.events()).hasSize(left.size() + 1);
            if (level(evidence) == Level.CLEARED) {
                assertThat(isAllThere(left)).as("after %d bytes", length).isTrue();
            }
            closed++;
        }
        assertThat(closed).isGreaterThanOrEqualTo(9);
    }

    /** The signs were read, and where it is filled, it was. */
    private static boolean isAllThere(List<PhoneEvent> events) {
        long told = events.stream()
                .dropWhile(event -> !(event instanceof PhoneEvent.Back))
                .filter(event -> event instanceof PhoneEvent.Seen seen && !seen.isByPeople())
                .count();
        boolean isToFill = events.stream()
                .filter(PhoneEvent.TechniqueChosen.class::isInstance)
                .anyMatch(event -> ((PhoneEvent.TechniqueChosen) event)
                        .technique()
                        .equals(TechniqueCatalogue.find("android-reset-fill-reset")
                                .orElseThrow()
                                .document()));
        return told > 0 && (!isToFill || events.stream().anyMatch(PhoneEvent.Filled.class::isInstance));
    }

    /** A disk that is full says so, and what is in memory is what is in the journal. */
    @ParameterizedTest
    @MethodSource("techniques")
    void aFullDiskIsToldAndNothingIsMadeUp(PhoneTechnique technique) throws Exception {
        for (Fault fault : Fault.values()) {
            MadeBench bench = new MadeBench(technique);
            PhoneJob job = bench.begin();
            int refused = 0;
            for (int step = 0; step < 60 && job.step() != PhoneStep.CLOSED; step++) {
                bench.journal.failAfter(0, fault);
                try {
                    boolean _ = bench.doWhatIsDue(job);
                } catch (JournalException _) {
                    refused++;
                }
                assertInStep(job, bench.journal);
                bench.journal.repair();
                if (job.step() == PhoneStep.CLOSED) {
                    break;
                }
                boolean _ = bench.doWhatIsDue(job);
                assertInStep(job, bench.journal);
            }
            assertThat(job.step()).isEqualTo(PhoneStep.CLOSED);
            assertThat(refused).isGreaterThan(4);
            PhoneEvidence evidence = job.close();
            assertThat(level(evidence)).isIn(best(technique), Level.UNPROVEN, Level.FAILED);
            assertThat(bench.owners().resets()).isBetween(1, 5);
            if (level(evidence) == Level.CLEARED) {
                assertThat(bench.owners().isErased()).isTrue();
            }
        }
    }

    private static void assertInStep(PhoneJob job, MemoryPhoneJournal journal) throws EvidenceException {
        assertThat(job.history().events()).isEqualTo(PhoneEvidence.readOpen(journal.lines()));
        assertThat(job.step()).isEqualTo(PhoneCourse.step(job.history().events()));
    }

    private static int placesOf(PhoneTechnique technique) throws Exception {
        MadeBench bench = new MadeBench(technique);
        PhoneEvidence _ = bench.run();
        return bench.journal.changes();
    }

    /** A head that is not whole is thrown away, as a station does: nothing was done yet. */
    private static void discardWithoutHead(MadeBench bench) throws JournalException {
        if (!PhoneJob.begun(bench.journal)) {
            bench.journal.discard();
        }
    }
}
