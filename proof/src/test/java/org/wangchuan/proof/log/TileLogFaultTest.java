package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.CrashableStorage;
import org.wangchuan.proof.storage.CrashableStorage.Died;
import org.wangchuan.proof.storage.CrashableStorage.Fault;
import org.wangchuan.proof.storage.Storage;

/**
 * Every changing step of the write path × every fault. Whatever happens: each acknowledged entry is where it was
 * acknowledged, each event is there exactly once, checkpoints given out stay true, and a full check of
 * the files finds nothing.
 */
class TileLogFaultTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));

    /** Crosses the edge of a tile: 254 entries are there, these follow. The last one writes and merges index runs. */
    private static final List<Integer> BATCHES = List.of(1, 3, 2);

    /** From nothing to the first index run. */
    private static final List<Integer> FIRST_BATCHES = List.of(20, 20, 3);

    private static final int BEFORE = 254;
    private static final IndexShape SHAPE = new IndexShape(5);

    private final List<List<NewEntry>> batches = new ArrayList<>();
    private CrashableStorage storage = new CrashableStorage();
    private final Map<UUID, Long> acknowledged = new HashMap<>();
    private final List<Checkpoint> givenOut = new ArrayList<>();
    private List<Integer> sizes = BATCHES;

    @ParameterizedTest
    @EnumSource(Fault.class)
    void anyStepOfAppendingMayFail(Fault fault) throws Exception {
        runAllSteps(almostFullTile(), fault, 2);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void anyStepOfMakingALogMayFail(Fault fault) throws Exception {
        runAllSteps(new CrashableStorage(), fault, 2);
    }

    @Test
    @Tag("slow")
    void thePowerMayFailInSeveralWays() throws Exception {
        runAllSteps(new CrashableStorage(), Fault.POWER_CUT, 12);
        runAllSteps(almostFullTile(), Fault.POWER_CUT, 6);
    }

    @Test
    @Tag("long")
    void thePowerMayFailInManyWays() throws Exception {
        runAllSteps(new CrashableStorage(), Fault.POWER_CUT, 60);
        runAllSteps(almostFullTile(), Fault.POWER_CUT, 30);
    }

    /** Two things go wrong: a step, which the next try mends, and after that the power. */
    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("slow")
    void thePowerMayFailAfterAnotherFaultWasMended(Fault fault) throws Exception {
        cutPowerAfter(fault, 1);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @Tag("long")
    void thePowerMayFailInManyWaysAfterAnotherFaultWasMended(Fault fault) throws Exception {
        cutPowerAfter(fault, 8);
    }

    private void cutPowerAfter(Fault fault, int seedsPerStep) throws Exception {
        CrashableStorage start = almostFullTile();
        reset(start.copy());
        run(new Random(0));
        long steps = storage.steps();
        for (long step = 0; step < steps; step++) {
            for (long seed = 0; seed < seedsPerStep; seed++) {
                reset(start.copy());
                batches.removeLast();
                batches.removeLast();
                storage.faultAt(step, fault);
                Random random = new Random(step * 31 + seed);
                try {
                    run(random);
                    storage.faultAt(-1, Fault.FAILED);
                    storage.cutPower(random);
                    requireAllIsWell(random);
                } catch (IOException | AssertionError | RuntimeException e) {
                    throw new AssertionError(
                            fault + " at step " + step + ", seed " + seed + ": " + storage.lengths(), e);
                }
            }
        }
    }

    private static CrashableStorage almostFullTile() throws IOException {
        CrashableStorage start = new CrashableStorage();
        try (TileLog log = open(start, Optional.empty())) {
            log.append(newEntries(BEFORE, 0));
        }
        return start;
    }

    private static TileLog open(Storage storage, Optional<Checkpoint> notBefore) throws IOException {
        return TileLog.open(storage, SIGNER, notBefore, new EventIndex(storage, SHAPE, false));
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void anyStepUpToTheFirstIndexRunMayFail(Fault fault) throws Exception {
        sizes = FIRST_BATCHES;
        runAllSteps(new CrashableStorage(), fault, 2);
        assertThat(storage.lengths().keySet()).anyMatch(path -> path.startsWith("private/index/0-0"));
    }

    @Test
    void withoutFaultsTheScenarioIsSound() throws Exception {
        reset(new CrashableStorage());
        run(new Random(0));
        requireAllIsWell(new Random(0));
        assertThat(acknowledged).hasSize(6);
        reset(almostFullTile());
        run(new Random(0));
        requireAllIsWell(new Random(0));
        assertThat(storage.lengths().keySet())
                .contains("private/index/1-0", "private/index/1-128")
                .doesNotContain("private/index/0-0", "private/index/0-224");
    }

    private void runAllSteps(CrashableStorage start, Fault fault, int seedsPerStep) throws Exception {
        reset(start.copy());
        run(new Random(0));
        long steps = storage.steps();
        assertThat(steps).isGreaterThan(50);
        for (long step = 0; step < steps; step++) {
            for (long seed = 0; seed < (fault == Fault.POWER_CUT ? seedsPerStep : 1); seed++) {
                reset(start.copy());
                storage.faultAt(step, fault);
                Random random = new Random(step * 31 + seed);
                try {
                    run(random);
                    requireAllIsWell(random);
                } catch (IOException | AssertionError | RuntimeException e) {
                    throw new AssertionError(
                            fault + " at step " + step + ", seed " + seed + ": " + storage.lengths(), e);
                }
            }
        }
    }

    private void reset(CrashableStorage fresh) {
        storage = fresh;
        acknowledged.clear();
        givenOut.clear();
        batches.clear();
        int first = 1000;
        for (int size : sizes) {
            batches.add(newEntries(size, first));
            first += size;
        }
    }

    /** One station's day: each batch is tried again until it is acknowledged. */
    private void run(Random random) throws IOException {
        TileLog log = null;
        int tries = 0;
        for (int i = 0; i < batches.size(); ) {
            assertThat(tries++).as("tries").isLessThan(20);
            try {
                if (log == null) {
                    log = open(storage, givenOut.isEmpty() ? Optional.empty() : Optional.of(givenOut.getLast()));
                }
                List<Long> indexes = log.append(batches.get(i));
                for (int k = 0; k < indexes.size(); k++) {
                    acknowledged.put(batches.get(i).get(k).eventId(), indexes.get(k));
                }
                givenOut.add(log.checkpoint().checkpoint());
                i++;
            } catch (Died e) {
                storage.restart(random);
                log = null;
            } catch (LogRefusedException e) {
                throw e;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("injected");
            }
        }
        if (log != null) {
            log.close();
        }
    }

    private void requireAllIsWell(Random random) throws Exception {
        storage.restart(random);
        try (TileLog log = open(storage, Optional.of(givenOut.getLast()))) {
            for (List<NewEntry> batch : batches) {
                for (NewEntry entry : batch) {
                    assertThat(log.append(entry.eventId(), entry.entry())).isEqualTo(acknowledged.get(entry.eventId()));
                }
            }
            Checkpoint now = log.checkpoint().checkpoint();
            assertThat(now).isEqualTo(givenOut.getLast());
            for (Checkpoint earlier : givenOut) {
                log.proveConsistency(earlier.size()).verify(earlier.root(), now.root());
            }
        }
        assertThat(LogFsck.check(storage, Optional.of(SIGNER.verifierKey())).findings())
                .isEmpty();
    }

    private static List<NewEntry> newEntries(int count, int first) {
        List<NewEntry> out = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            byte[] entry = new byte[NewEntry.LENGTH];
            new Random(i).nextBytes(entry);
            out.add(new NewEntry(new UUID(7, i), entry));
        }
        return out;
    }
}
