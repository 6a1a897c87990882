package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.testing.FaultyChannel;

/**
 * Jobs on drives in memory.
 *
 * @param identityHolds whether the drives in the slot tell who they are
 * @param differences what the last re-check is to find
 */
record JobBench(JobOptions options, boolean identityHolds, List<String> differences) {
    /** So patient that a busy machine never looks like a hung drive. */
    static final JobOptions PATIENT = new JobOptions(60_000, 2);

    /** Writes the head of a record for this drive. */
    static void open(MemoryJournal kept, FaultyChannel medium, String policy, VerifyMode verify)
            throws JournalException {
        MediumFacts facts = new MediumFacts(
                "fake",
                Optional.empty(),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                "ata",
                medium.capacityBytes(),
                medium.blockBytes(),
                MediumClass.MAGNETIC,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                List.of());
        Event.HiddenAreas hidden = new Event.HiddenAreas(
                Event.HiddenState.NONE,
                0,
                "none",
                DriveRecord.of(medium.capacityBytes(), "S1").commands());
        Plan plan = Planner.plan(facts, hidden, PolicyCatalogue.find(policy).orElseThrow(), verify);
        assertThat(plan.satisfiable()).isTrue();
        new JobBench(PATIENT, true, List.of())
                .job(medium, kept)
                .job()
                .open("job", "wangchuan test", facts, hidden, plan);
    }

    Held job(FaultyChannel medium, JobJournal kept) {
        JobControl control = new JobControl();
        JobSetup setup = new JobSetup("fake", options, identityHolds, InstantSource.system(), _ -> Optional.of("00"));
        ErasableMedium erasable = new ErasableMedium() {
            @Override
            public BlockChannel channel() {
                return medium;
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
            public List<String> differences() {
                return differences;
            }
        };
        return new Held(new EraseJob(erasable, kept, setup, control), control);
    }

    /** A job, and what it is held by. */
    record Held(EraseJob job, JobControl control) {
        JobEnd start() {
            return job.start();
        }

        JobEnd resume() {
            return job.resume();
        }
    }
}
