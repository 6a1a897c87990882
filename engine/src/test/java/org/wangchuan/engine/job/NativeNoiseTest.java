package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/**
 * A crypto sanitize leaves noise, and only the drive's word that nobody has written to it tells it from somebody's data. What is planted again takes that word
 * away, and may be cut off.
 */
class NativeNoiseTest {
    private final FaultyChannel channel = FaultyChannel.device(8192, 512);
    private final MemoryJournal journal = new MemoryJournal();
    private final ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST).sanitizedBefore(0x0c);

    private NativeBench bench() {
        return new NativeBench(channel, drive, journal);
    }

    /** Of a first one nobody wrote the answer down; it has come to its end. Then so many places were planted again. */
    private List<ByteRange> cutOffAfter(int places) throws Exception {
        NativeBench first = new NativeBench(
                channel,
                HookedDrive.onErase(new ModelNvme(channel.medium(), Conduct.HONEST), _ -> {
                    throw new IllegalStateException("the power is off");
                }),
                journal);
        first.open("nvme", NativeTechnique.NVME_SANITIZE_CRYPTO);
        assertThatThrownBy(() -> first.job().start()).hasRootCauseMessage("the power is off");
        new Random(7).nextBytes(channel.medium());
        AtomicInteger written = new AtomicInteger();
        channel.with(request -> {
            if (request.kind() == Request.Kind.WRITE) {
                if (written.getAndIncrement() == places) {
                    throw new IllegalStateException("the power is off");
                }
                drive.use();
            }
            return new Fault.Nothing();
        });
        assertThatThrownBy(() -> bench().job().resume()).hasRootCauseMessage("the power is off");
        assertThat(written).hasValue(places + 1);
        assertThat(drive.erasing()).isEmpty();
        channel.with(_ -> new Fault.Nothing());
        return Evidence.readOpen(journal.evidence()).stream()
                .filter(DriveEvent.CanariesPlanted.class::isInstance)
                .map(DriveEvent.CanariesPlanted.class::cast)
                .toList()
                .getFirst()
                .ranges();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 31})
    void anHonestDriveThatWasCutOffWhileItWasPlantedAgainIsGoneOnWith(int places) throws Exception {
        List<ByteRange> _ = cutOffAfter(places);
        JobEnd end = bench().job().resume();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        Verdict verdict = VerdictRules.judge(((JobEnd.Finished) end).evidence());
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PURGED);
    }

    /** Who uses a drive writes to its first block; and of what was planted one by one none stands behind one that is gone. */
    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void whoHasWrittenOverAnyOfItInBetweenKeepsIt(int place) throws Exception {
        List<ByteRange> places = cutOffAfter(5);
        channel.medium()[(int) places.get(place).offset()] ^= 1;
        byte[] before = channel.medium().clone();
        assertThat(bench().job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(drive.erasing()).isEmpty();
        assertThat(channel.medium()).isEqualTo(before);
    }

    /** Nothing stands yet that would tell it from a drive that somebody uses. */
    @Test
    void beforeTheFirstPlaceStandsOnlyTheDrivesWordCounts() throws Exception {
        List<ByteRange> _ = cutOffAfter(0);
        drive.use();
        assertThat(bench().job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(drive.erasing()).isEmpty();
    }
}
