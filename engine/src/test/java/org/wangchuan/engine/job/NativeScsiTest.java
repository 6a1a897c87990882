package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelScsi;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** SAS drives, which are asked by REQUEST SENSE, and keep no record of a success. */
class NativeScsiTest {
    private final FaultyChannel channel = FaultyChannel.device(8192, 512);

    private Evidence run(ModelScsi drive, NativeTechnique technique) throws JournalException {
        NativeBench bench = new NativeBench(channel, drive, new MemoryJournal());
        bench.open("scsi", technique);
        JobEnd end = bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static DriveEvent.NativeEnd last(Evidence evidence) {
        return evidence.all(DriveEvent.NativeFinished.class).getLast().end();
    }

    @ParameterizedTest
    @EnumSource(value = NativeTechnique.class, names = "SCSI_.*", mode = EnumSource.Mode.MATCH_ALL)
    void anHonestDriveErasesItself(NativeTechnique technique) throws JournalException {
        Evidence evidence = run(new ModelScsi(channel.medium(), Conduct.HONEST), technique);
        assertThat(last(evidence)).isEqualTo(DriveEvent.NativeEnd.ENDED);
        assertThat(channel.medium()).is(filledWith(0));
        assertThat(evidence.all(DriveEvent.NativeTold.class).getLast().command().request())
                .as("READ CAPACITY (16)")
                .startsWith("9e10");
        // What keeps it down is that nobody knows of hidden areas, and nothing of the erasure itself.
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Verdict.Reason.HIDDEN_AREAS_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource({
        "HONEST,ENDED,UNPROVEN",
        "LYING,ENDED,FAILED",
        "INSTANT,ENDED,UNPROVEN",
        "LAST_RESULT,ENDED,FAILED",
        "STUCK,STALLED,UNPROVEN",
        "FAILING,ENDED,FAILED",
        "VANISHING,DEVICE_GONE,UNPROVEN",
        "REFUSING,REFUSED,UNPROVEN"
    })
    void whateverItDoesNothingWrongIsSaidOfIt(Conduct conduct, DriveEvent.NativeEnd end, Verdict.Level level)
            throws JournalException {
        Evidence evidence = run(new ModelScsi(channel.medium(), conduct), NativeTechnique.SCSI_SANITIZE_BLOCK);
        assertThat(last(evidence)).isEqualTo(end);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
    }

    @Test
    void whatTellsOfAResetFirstIsToldTheSameAgain() throws JournalException {
        ModelScsi drive = new ModelScsi(channel.medium(), Conduct.HONEST).wasReset();
        Evidence evidence = run(drive, NativeTechnique.SCSI_SANITIZE_OVERWRITE);
        assertThat(drive.erasing()).containsExactly("48a1", "48a1");
        assertThat(last(evidence)).isEqualTo(DriveEvent.NativeEnd.ENDED);
        assertThat(evidence.all(DriveEvent.NativeCommanded.class)).hasSize(2);
    }
}
