package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelTper;
import org.wangchuan.engine.testing.FaultyChannel;

/** Before anything is planted nothing tells a drive without a serial number from another, which nobody has agreed to be told to erase itself. */
class NamelessBeforeItBeginsTest {
    private static final int CHANGES_MOST = 100;

    /** By rules that have passes in reserve, and by those that have none. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTwinIsToldNothingUntilSomethingIsPlanted(boolean reserve) throws Exception {
        Policy rules = reserve
                ? PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow()
                : NativeBench.policy(NativeTechnique.NVME_SANITIZE_BLOCK);
        for (int good = 0; good < CHANGES_MOST; good++) {
            MemoryJournal journal = new MemoryJournal();
            NativeBench first = nvme(journal);
            first.open("nvme", rules, NativeTechnique.NVME_SANITIZE_BLOCK);
            journal.failAfter(good, true);
            assertThat(first.job().start()).isInstanceOf(JobEnd.Interrupted.class);
            journal.repair();
            if (holds(journal, DriveEvent.CanariesPlanted.class)) {
                assertThat(good).as("what was kept until then").isGreaterThan(2);
                return;
            }
            NativeBench twin = nvme(journal);
            twin.identityHolds = false;
            Arrays.fill(twin.channel.medium(), (byte) 'x');
            assertThat(why(twin.job().resume())).as("change " + good).isEqualTo(JobEnd.Why.INDISTINCT_AND_UNTOUCHED);
            assertThat(((ModelNvme) twin.drive).erasing()).isEmpty();
            assertThat(twin.channel.writes()).isZero();
            // One that says who it is goes on, whatever it holds.
            first.identityHolds = true;
            assertThat(first.job().resume()).isInstanceOf(JobEnd.Finished.class);
        }
        throw new AssertionError("nothing was ever planted");
    }

    /** A locked one takes nothing that could be planted, and need show nothing: who it is it has to say all the same. */
    @Test
    void aTwinOfALockedDriveIsNotReverted() throws Exception {
        int before = 0;
        int within = 0;
        for (int good = 0; good < CHANGES_MOST; good++) {
            RevertBench locked = new RevertBench(ModelTper.Manner.HONEST).open();
            locked.journal.failAfter(good, true);
            assertThat(locked.start()).isInstanceOf(JobEnd.Interrupted.class);
            locked.journal.repair();
            if (holds(locked.journal, DriveEvent.NativeFinished.class)) {
                break;
            }
            boolean begun = holds(locked.journal, DriveEvent.NativeStarted.class);
            RevertBench twin = locked.twin();
            assertThat(why(twin.resume()))
                    .as("change " + good)
                    .isEqualTo(begun ? JobEnd.Why.INDISTINCT : JobEnd.Why.INDISTINCT_AND_UNTOUCHED);
            assertThat(twin.drive.sent()).isEmpty();
            assertThat(twin.channel.writes()).isZero();
            assertThat(locked.resume()).as("the drive itself").isInstanceOf(JobEnd.Finished.class);
            before += begun ? 0 : 1;
            within += begun ? 1 : 0;
        }
        assertThat(before).as("before its attempt").isPositive();
        assertThat(within).as("within its attempt").isPositive();
    }

    /** Also one that is only overwritten, and is asked for its parts before. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noPartOfATwinIsWritten(boolean chosen) throws Exception {
        String[] parts = chosen ? new String[] {"boot0", "boot1"} : new String[0];
        for (int good = 0; good < CHANGES_MOST; good++) {
            PartsBench card = new PartsBench();
            card.tellsParts = true;
            card.open(false, parts);
            card.journal.failAfter(good, false);
            assertThat(card.job().start()).isInstanceOf(JobEnd.Interrupted.class);
            card.journal.repair();
            List<Event> kept = Evidence.readOpen(card.journal.evidence());
            if (kept.stream()
                    .anyMatch(event -> event instanceof PartEvent.Started || event instanceof Event.PassStarted)) {
                assertThat(good).as("what was kept until then").isPositive();
                return;
            }
            card.identityHolds = false;
            assertThat(why(card.job().resume())).as("change " + good).isEqualTo(JobEnd.Why.INDISTINCT_AND_UNTOUCHED);
            assertThat(card.channel.writes()).isZero();
            assertThat(card.parts).allMatch(part -> part.writes() == 0);
        }
        throw new AssertionError("nothing of it ever began");
    }

    private static NativeBench nvme(MemoryJournal journal) {
        FaultyChannel channel = FaultyChannel.device(8192, 512);
        return new NativeBench(channel, new ModelNvme(channel.medium(), Conduct.HONEST), journal);
    }

    private static boolean holds(MemoryJournal journal, Class<? extends Event> kind) throws Exception {
        return Evidence.readOpen(journal.evidence()).stream().anyMatch(kind::isInstance);
    }

    private static JobEnd.Why why(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.NotRecognised.class);
        return ((JobEnd.NotRecognised) end).why();
    }
}
