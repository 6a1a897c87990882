package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.wangchuan.engine.evidence.CountsTold;
import org.wangchuan.engine.evidence.CountsTold.Moment;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.DriveCondition;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.VerdictRules;

/** A drive is asked at both ends what it counts of itself, and whatever becomes of the question, the job goes on. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class CountsJobTest {
    private final FaultyChannel channel = FaultyChannel.device(8192, 512);
    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void itsAnswersOfBothEndsAreOnRecord() throws JournalException {
        Evidence evidence = run(new ModelAta(channel.medium(), Conduct.HONEST).replacing(3, 2), JobBench.PATIENT);
        assertThat(evidence.all(CountsTold.class))
                .extracting(CountsTold::moment)
                .containsExactly(Moment.BEFORE, Moment.AT_END);
        assertThat(evidence.all(CountsTold.class))
                .allSatisfy(told -> assertThat(told.commands())
                        .extracting(DeviceCommand::command)
                        .containsExactly("READ LOG EXT, page 03h", "READ LOG EXT, page 04h"));
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PURGED);
        assertThat(DriveCondition.of(evidence).orElseThrow().findings())
                .containsExactly(new DriveCondition.Finding(DriveCondition.Kind.REPLACED_MEANWHILE, 2));
    }

    /** Each time that it comes to its end; whose drive answers before it is known again is nobody's question. */
    @Test
    void aJobThatIsGoneOnWithAsksAtItsEndAgain() throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST);
        run(drive, JobBench.PATIENT);
        journal.repair();
        assertThat(bench(drive).job().resume()).isInstanceOf(JobEnd.Finished.class);
        journal.repair();
        JobEnd end = bench(drive).job().resume();
        assertThat(((JobEnd.Finished) end).evidence().all(CountsTold.class))
                .extracting(CountsTold::moment)
                .containsExactly(Moment.BEFORE, Moment.AT_END, Moment.AT_END, Moment.AT_END);
    }

    /** To one that vanished nothing more is sent. */
    @Test
    void aDriveThatIsGoneIsNotAsked() throws JournalException {
        Evidence evidence = run(new ModelAta(channel.medium(), Conduct.VANISHING), JobBench.PATIENT);
        assertThat(evidence.all(CountsTold.class))
                .extracting(CountsTold::moment)
                .containsExactly(Moment.BEFORE);
    }

    @Test
    @Tag("slow")
    void aQuestionThatHangsCostsTheJobNothing() throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST);
        Evidence evidence = run(new Hanging(drive), new JobOptions(3_000, 2));
        assertThat(evidence.all(CountsTold.class))
                .hasSize(2)
                .allSatisfy(told -> assertThat(told.commands()).isEmpty());
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PURGED);
        assertThat(DriveCondition.of(evidence).orElseThrow().findings())
                .containsExactly(new DriveCondition.Finding(DriveCondition.Kind.NOT_TOLD, 0));
    }

    private Evidence run(PassThrough drive, JobOptions options) throws JournalException {
        NativeBench bench = bench(drive);
        bench.options = options;
        bench.open("ata", NativeTechnique.ATA_SANITIZE_BLOCK);
        JobEnd end = bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private NativeBench bench(PassThrough drive) {
        return new NativeBench(channel, drive, journal);
    }

    /** The kernel keeps what asks for its statistics, and answers the rest. */
    private record Hanging(PassThrough drive) implements PassThrough {
        @Override
        public OptionalLong namespace() {
            return drive.namespace();
        }

        @Override
        public DeviceCommand.Answer ask(byte[] command, int readBytes) {
            if (command[14] == 0x2f) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return drive.ask(command, readBytes);
        }

        @Override
        public DeviceCommand.Answer erase(
                String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
            return drive.erase(technique, command, sent, readBytes, timeoutMillis);
        }
    }
}
