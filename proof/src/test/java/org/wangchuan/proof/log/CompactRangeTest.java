package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;

class CompactRangeTest {
    private final NoteSigner signer = new NoteSigner("log.example", SigningKey.generate());

    @TempDir
    Path folder;

    private static byte[] entry(int number) {
        byte[] entry = new byte[NewEntry.LENGTH];
        entry[0] = 1;
        entry[1] = (byte) number;
        entry[2] = (byte) (number >> 8);
        return entry;
    }

    @Test
    void itsRootIsThatOfTheTree() {
        CompactRange range = new CompactRange();
        List<Bytes32> leaves = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            assertThat(range.root()).isEqualTo(TreeHash.root(leaves));
            assertThat(new CompactRange(range.size(), range.hashes()).root()).isEqualTo(range.root());
            range.append(entry(i));
            leaves.add(TreeHash.leaf(entry(i)));
        }
        assertThatThrownBy(() -> new CompactRange(3, List.of(TreeHash.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Whoever has the published files can build the same proofs as the log itself. */
    @Test
    void proofsCanBeReadFromTheFiles() throws Exception {
        try (TileLog log = TileLog.open(folder, signer, Optional.empty())) {
            LogSource files = path -> Files.exists(folder.resolve(path))
                    ? Optional.of(Files.readAllBytes(folder.resolve(path)))
                    : Optional.empty();
            List<NewEntry> entries = new ArrayList<>();
            for (int i = 0; i < 700; i++) {
                entries.add(new NewEntry(new UUID(0, i), entry(i)));
            }
            log.append(entries);
            assertThat(CompactRange.read(files, 700).root())
                    .isEqualTo(log.checkpoint().checkpoint().root());
            for (long index : List.of(0L, 255L, 256L, 511L, 699L)) {
                TlogProof proof = TlogProof.read(files, index, log.checkpoint());
                assertThat(proof.hashes())
                        .isEqualTo(log.prove(List.of(index)).getFirst().hashes());
                assertThat(proof.verify(entry((int) index), List.of(signer.verifierKey())))
                        .hasSize(1);
            }
            for (long old : List.of(0L, 1L, 256L, 600L, 700L)) {
                assertThat(ConsistencyProof.read(files, old, 700)).isEqualTo(log.proveConsistency(old));
            }
            assertThatThrownBy(() -> TlogProof.read(files, 700, log.checkpoint()))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anEventWithAnotherEntryStopsOnlyItself() throws Exception {
        try (TileLog log = TileLog.open(folder, signer, Optional.empty())) {
            UUID event = new UUID(5, 5);
            assertThat(log.append(event, entry(1))).isZero();
            List<OptionalLong> indexes = log.appendEach(List.of(
                    new NewEntry(event, entry(2)),
                    new NewEntry(new UUID(6, 6), entry(3)),
                    new NewEntry(new UUID(6, 6), entry(4)),
                    new NewEntry(event, entry(1))));
            assertThat(indexes)
                    .containsExactly(
                            OptionalLong.empty(), OptionalLong.of(1), OptionalLong.empty(), OptionalLong.of(0));
            assertThat(log.checkpoint().checkpoint().size()).isEqualTo(2);
        }
    }
}
