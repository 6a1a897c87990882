package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.testing.MadeNvme;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.VerdictRules;

/** An NVMe namespace that is overwritten: its device is asked at both ends. */
@Timeout(120)
class NvmeEndLookTest {
    private static final int BYTES = 1 << 20;

    private final FaultyChannel channel = FaultyChannel.device(BYTES / 512, 512);
    private final MemoryJournal journal = new MemoryJournal();
    private final MadeNvme device = new MadeNvme(BYTES).serial("S1").managing();

    @Test
    void itsAnswersAreOnRecordFromBothEnds() throws JournalException {
        open();
        Evidence evidence = finished();
        assertThat(evidence.hiddenAreas().commands()).hasSize(4);
        assertThat(evidence.all(HiddenAreaEvent.LookedAtEnd.class))
                .singleElement()
                .satisfies(look -> assertThat(look.found().commands()).hasSize(4));
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void aNamespaceThatWasMadeMeanwhileIsSeen() throws JournalException {
        open();
        device.allocated(1, 2);
        assertThat(VerdictRules.judge(finished()).level()).isEqualTo(Level.PARTIAL);
    }

    @Test
    void oneThatAnswersNoMoreIsUnproven() throws JournalException {
        open();
        device.silent();
        assertThat(VerdictRules.judge(finished()).level()).isEqualTo(Level.UNPROVEN);
    }

    private void open() throws JournalException {
        MediumFacts facts = new MediumFacts(
                "fake",
                Optional.empty(),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                "nvme",
                BYTES,
                512,
                MediumClass.FLASH,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                List.of("parts-unknown"));
        Event.HiddenAreas hidden = Event.HiddenAreas.of(device.examined());
        Plan plan =
                Planner.plan(facts, hidden, PolicyCatalogue.find("nist-clear").orElseThrow(), VerifyMode.FULL);
        assertThat(plan.satisfiable()).isTrue();
        job().open("job", "wangchuan test", facts, hidden, plan);
    }

    private Evidence finished() {
        JobEnd end = job().start();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private EraseJob job() {
        JobSetup setup = new JobSetup("fake", JobBench.PATIENT, true, InstantSource.system(), _ -> Optional.of("00"));
        return new EraseJob(new Held(), journal, setup, new JobControl());
    }

    private final class Held implements ErasableMedium {
        @Override
        public BlockChannel channel() {
            return channel;
        }

        @Override
        public ReadPath readPath() {
            return ReadPath.DIRECT;
        }

        @Override
        public long dropHostCache() {
            return 0;
        }

        @Override
        public Optional<PassThrough> passThrough() {
            return Optional.of(device);
        }

        @Override
        public List<String> differences() {
            return List.of();
        }
    }
}
