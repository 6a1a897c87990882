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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.storage.CrashableStorage;
import org.wangchuan.proof.storage.CrashableStorage.Died;
import org.wangchuan.proof.storage.CrashableStorage.Fault;

/**
 * Long random histories: batches of known and new events, failures, kills, power cuts and starts, against a model that
 * is a list of leaf hashes and a map. The seed is in the name of the test.
 */
class TileLogHistoryTest {
    private static final NoteSigner SIGNER = new NoteSigner("log.example", SigningKey.of(new byte[32]));
    private static final int EVENTS = 700;

    private final CrashableStorage storage = new CrashableStorage();
    private final Map<UUID, Long> acknowledged = new HashMap<>();
    private Checkpoint last = new Checkpoint("log.example", 0, TreeHash.EMPTY);
    private @Nullable TileLog log;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whateverHappensTheLogIsWhatTheModelSays(long seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 120; round++) {
            if (random.nextInt(3) == 0) {
                Fault[] faults = Fault.values();
                storage.faultAt(random.nextInt(60), faults[random.nextInt(faults.length)]);
            }
            try {
                step(random);
            } catch (Died e) {
                storage.restart(random);
                log = null;
            } catch (LogRefusedException e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("injected");
            }
        }
        storage.restart(random);
        requireAsTheModel();
    }

    private void step(Random random) throws IOException {
        if (log == null) {
            log = TileLog.open(storage, SIGNER, Optional.of(last), new EventIndex(storage, new IndexShape(5), false));
        }
        if (random.nextInt(10) == 0) {
            TileLog closing = log;
            log = null;
            closing.close();
            return;
        }
        List<NewEntry> batch = new ArrayList<>();
        int size = 1 + random.nextInt(random.nextBoolean() ? 3 : 40);
        int near = random.nextInt(EVENTS);
        for (int i = 0; i < size; i++) {
            batch.add(entry(random.nextInt(4) == 0 ? random.nextInt(EVENTS) : near + i));
        }
        List<Long> indexes = log.append(batch);
        for (int i = 0; i < size; i++) {
            Long before = acknowledged.put(batch.get(i).eventId(), indexes.get(i));
            assertThat(before == null ? indexes.get(i) : before).isEqualTo(indexes.get(i));
        }
        last = log.checkpoint().checkpoint();
    }

    private static NewEntry entry(int i) {
        byte[] entry = new byte[NewEntry.LENGTH];
        new Random(i).nextBytes(entry);
        return new NewEntry(new UUID(7, i), entry);
    }

    private void requireAsTheModel() throws Exception {
        try (TileLog reopened =
                TileLog.open(storage, SIGNER, Optional.of(last), new EventIndex(storage, new IndexShape(5), false))) {
            long size = reopened.checkpoint().checkpoint().size();
            Map<Long, Integer> byIndex = new HashMap<>();
            for (int i = 0; i < EVENTS + 40; i++) {
                NewEntry entry = entry(i);
                if (reopened.find(entry.eventId()).isPresent()) {
                    long index = reopened.append(entry.eventId(), entry.entry());
                    assertThat(byIndex.put(index, i)).isNull();
                    assertThat(acknowledged.getOrDefault(entry.eventId(), index))
                            .isEqualTo(index);
                } else {
                    assertThat(acknowledged).doesNotContainKey(entry.eventId());
                }
            }
            assertThat(byIndex).as("no event twice, none that nobody sent").hasSize((int) size);
            List<Bytes32> leaves = new ArrayList<>();
            for (long index = 0; index < size; index++) {
                leaves.add(TreeHash.leaf(entry(byIndex.getOrDefault(index, -1)).entry()));
            }
            assertThat(reopened.checkpoint().checkpoint().root()).isEqualTo(TreeHash.root(leaves));
            assertThat(size).isGreaterThan(200);
        }
        assertThat(LogFsck.check(storage, Optional.of(SIGNER.verifierKey())).findings())
                .isEmpty();
    }
}
