package org.wangchuan.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.s3.TestEntries.SIGNER;
import static org.wangchuan.s3.TestEntries.entries;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.storage.NewFile;
import org.wangchuan.s3.FaultyTransport.Died;
import org.wangchuan.s3.FaultyTransport.Fault;

/**
 * Every request that changes something × every fault, against a real server. Whatever happens: each acknowledged entry is
 * where it was acknowledged, each event is there exactly once, checkpoints given out stay true, and a full check
 * finds nothing.
 */
class S3LogFaultTest {
    /** 254 entries are there; these cross the edge of a tile. */
    private static final List<List<NewEntry>> BATCHES = List.of(entries(254, 1), entries(255, 3), entries(258, 2));

    private static final List<List<NewEntry>> FIRST_BATCHES = List.of(entries(0, 2), entries(2, 1));

    private static final Set<String> WRITES = Set.of("PUT", "DELETE");

    private static Optional<TestServer> running = Optional.empty();

    @TempDir
    private Path folder = Path.of("");

    @BeforeAll
    static void start() throws Exception {
        running = Optional.of(new TestServer());
    }

    @AfterAll
    static void stop() throws Exception {
        running.orElseThrow().close();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void anyWriteOfAppendingMayFail(Fault fault) throws Exception {
        runAllSteps("append-" + fault, almostFullTile(), BATCHES, fault);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void anyWriteOfMakingALogMayFail(Fault fault) throws Exception {
        runAllSteps("make-" + fault, Map.of(), FIRST_BATCHES, fault);
    }

    /** A read changes nothing: that one fails, or the process dies at it, is tried with one kind of each. */
    @Test
    void anyReadMayFail() throws Exception {
        for (Fault fault : List.of(Fault.FAILED, Fault.KILLED)) {
            boolean wasMet = true;
            int step = 0;
            for (; wasMet; step++) {
                Run run = new Run("read-" + fault + "-" + step, FIRST_BATCHES, Set.of("GET"), step, fault, List.of());
                wasMet = run.meetsFault(Map.of());
            }
            assertThat(step).as("reads").isGreaterThan(10);
        }
    }

    /** With further tries a lost answer of a plain write is not even noticed; one of a swap is. */
    @Test
    void whatIsDoneTwiceIsDoneOnce() throws Exception {
        int noticed = 0;
        boolean wasMet = true;
        for (int step = 0; wasMet; step++) {
            Run run = new Run(
                    "again-" + step,
                    FIRST_BATCHES,
                    WRITES,
                    step,
                    Fault.FAILED_BUT_APPLIED,
                    List.of(Duration.ofMillis(1)));
            wasMet = run.meetsFault(Map.of());
            noticed += run.failures;
        }
        // The lock, and two looks whether the store minds conditions; three files of a new log; three of each batch.
        assertThat(noticed).isEqualTo(3 + 3 + 3 * FIRST_BATCHES.size());
    }

    private Map<String, byte[]> almostFullTile() throws Exception {
        S3Store store = running.orElseThrow().store("before-" + folder.getFileName(), folder.resolve("before"));
        try (TileLog log = TileLog.open(store, folder.resolve("before"), SIGNER, Optional.empty())) {
            assertThat(log.append(entries(0, 254))).hasSize(254);
        }
        return TestServer.objects(store);
    }

    private void runAllSteps(String name, Map<String, byte[]> before, List<List<NewEntry>> batches, Fault fault)
            throws Exception {
        boolean wasMet = true;
        int step = 0;
        for (; wasMet; step++) {
            wasMet = new Run(name + "-" + step, batches, WRITES, step, fault, List.of()).meetsFault(before);
        }
        assertThat(step).as("writes").isGreaterThan(6 * batches.size());
    }

    /** One run with one fault. */
    private final class Run {
        private final String prefix;
        private final List<List<NewEntry>> batches;
        private final Set<String> methods;
        private final long step;
        private final Fault fault;
        private final List<Duration> waits;
        private final Map<UUID, Long> acknowledged = new HashMap<>();
        private final List<Checkpoint> givenOut = new ArrayList<>();
        private int failures;

        Run(
                String prefix,
                List<List<NewEntry>> batches,
                Set<String> methods,
                long step,
                Fault fault,
                List<Duration> waits) {
            this.prefix = prefix;
            this.batches = batches;
            this.methods = methods;
            this.step = step;
            this.fault = fault;
            this.waits = waits;
        }

        private Path local() {
            return folder.resolve(prefix);
        }

        /** Whether there was a request to meet the fault. */
        boolean meetsFault(Map<String, byte[]> before) throws Exception {
            TestServer server = running.orElseThrow();
            List<NewFile> files = new ArrayList<>();
            before.forEach((path, bytes) -> files.add(new NewFile(path, bytes)));
            server.store(prefix, local()).replaceAll(files);
            FaultyTransport[] faulty = new FaultyTransport[1];
            S3Store store = server.store(
                    prefix,
                    local(),
                    transport -> faulty[0] = new FaultyTransport(transport, methods, step, fault),
                    waits);
            boolean isDead = append(store);
            boolean wasMet = faulty[0].steps() > step;
            if (isDead) {
                S3Store fresh = server.store(prefix, local());
                assertThat(append(fresh)).isFalse();
            }
            requireAllIsWell(server.store(prefix, local()));
            return wasMet;
        }

        /** Appends what is not acknowledged yet, again and again; whether the process died. */
        private boolean append(S3Store store) throws IOException {
            Optional<TileLog> log = Optional.empty();
            int tries = 0;
            int next = (int) batches.stream()
                    .takeWhile(
                            batch -> acknowledged.containsKey(batch.getFirst().eventId()))
                    .count();
            try {
                while (next < batches.size()) {
                    assertThat(tries++).as("tries").isLessThan(10);
                    try {
                        if (log.isEmpty()) {
                            log = Optional.of(TileLog.open(store, local(), SIGNER, last()));
                        }
                        List<Long> indexes = log.get().append(batches.get(next));
                        for (int i = 0; i < indexes.size(); i++) {
                            acknowledged.put(batches.get(next).get(i).eventId(), indexes.get(i));
                        }
                        givenOut.add(log.get().checkpoint().checkpoint());
                        next++;
                    } catch (LogRefusedException e) {
                        throw e;
                    } catch (IOException e) {
                        assertThat(e).hasMessageContaining("injected");
                        failures++;
                    }
                }
                if (log.isPresent()) {
                    log.get().close();
                }
                return false;
            } catch (Died e) {
                store.abandon();
                return true;
            }
        }

        private Optional<Checkpoint> last() {
            return givenOut.isEmpty() ? Optional.empty() : Optional.of(givenOut.getLast());
        }

        private void requireAllIsWell(S3Store store) throws Exception {
            try (TileLog log = TileLog.open(store, local(), SIGNER, last())) {
                for (List<NewEntry> batch : batches) {
                    for (NewEntry entry : batch) {
                        assertThat(log.append(entry.eventId(), entry.entry()))
                                .as("%s", prefix)
                                .isEqualTo(acknowledged.get(entry.eventId()));
                    }
                }
                Checkpoint now = log.checkpoint().checkpoint();
                assertThat(now).isEqualTo(givenOut.getLast());
                for (Checkpoint earlier : givenOut) {
                    log.proveConsistency(earlier.size()).verify(earlier.root(), now.root());
                }
            }
            assertThat(LogFsck.check(store, Optional.of(SIGNER.verifierKey())).findings())
                    .as("%s", prefix)
                    .isEmpty();
        }
    }
}
