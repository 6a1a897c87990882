package org.wangchuan.proof.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.storage.CrashableStorage;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.NewFile;

/** Tiles, proofs and their verification against RFC 9162 written down as it stands. */
class TreeProofsTest {
    private static final int SIZE = 70_000;

    /** MTH of RFC 9162, section 2.1.1. */
    private static Bytes32 reference(List<Bytes32> leaves) {
        if (leaves.size() == 1) {
            return leaves.getFirst();
        }
        int k = 1;
        while (k * 2 < leaves.size()) {
            k *= 2;
        }
        return TreeHash.node(reference(leaves.subList(0, k)), reference(leaves.subList(k, leaves.size())));
    }

    private static byte[] entry(int i) {
        return java.nio.ByteBuffer.allocate(NewEntry.LENGTH).putInt(i).array();
    }

    private static List<NewFile> append(RightEdge edge, int i) {
        List<NewFile> full = new ArrayList<>();
        edge.append(new NewEntry(new UUID(0, i), entry(i)), full);
        return full;
    }

    /** The fast twin against the plain one. */
    @Test
    void rootsAreTheSameInBytesAndInObjects() {
        TreeHasher hasher = new TreeHasher();
        List<Bytes32> leaves = new ArrayList<>();
        for (int width = 1; width <= TilePath.WIDTH; width++) {
            byte[] entry = entry(width);
            byte[] leaf = new byte[3 + Bytes32.LENGTH];
            hasher.leaf(entry, 0, entry.length, leaf, 3);
            leaves.add(TreeHash.leaf(entry));
            assertThat(Bytes32.at(leaf, 3)).isEqualTo(leaves.getLast());
            assertThat(Bytes32.of(hasher.root(HashTile.encode(leaves), width)))
                    .as("width %d", width)
                    .isEqualTo(TreeHash.root(leaves));
        }
    }

    @Test
    void rootsOfAllSmallTreesAgreeWithTheDefinition() {
        RightEdge edge = new RightEdge();
        List<Bytes32> leaves = new ArrayList<>();
        assertThat(edge.root()).isEqualTo(TreeHash.EMPTY);
        for (int i = 0; i < 600; i++) {
            assertThat(append(edge, i)).hasSize(i % 256 == 255 ? 3 : 0);
            leaves.add(TreeHash.leaf(entry(i)));
            assertThat(edge.root()).as("size %d", i + 1).isEqualTo(reference(leaves));
        }
    }

    @Test
    void proofsFromTilesVerifyAndTheirDistortionsDoNot() throws IOException, VerificationException {
        CrashableStorage storage = new CrashableStorage();
        RightEdge edge = new RightEdge();
        List<Bytes32> leaves = new ArrayList<>();
        FolderStore files = new FolderStore(storage, LogLayout.NEXT);
        files.createFolders(LogLayout.PRIVATE);
        for (int i = 0; i < SIZE; i++) {
            for (NewFile file : append(edge, i)) {
                files.replace(file.path(), file.bytes());
            }
            leaves.add(TreeHash.leaf(entry(i)));
        }
        for (NewFile file : edge.takeGrownPartials()) {
            files.replace(file.path(), file.bytes());
        }
        // The example of the design: 70 000 entries.
        assertThat(storage.read("tile/0/273.p/112")).isPresent();
        assertThat(storage.read("tile/1/001.p/17")).isPresent();
        assertThat(storage.read("tile/2/000.p/1")).isPresent();
        assertThat(storage.read("tile/entries/273.p/112")).isPresent();

        Bytes32 root = edge.root();
        assertThat(root).isEqualTo(reference(leaves));
        TreeReader tree = new TreeReader(storage::read, SIZE);
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            int index = seed == 0 ? SIZE - 1 : random.nextInt(SIZE);
            InclusionProof proof = new InclusionProof(index, SIZE, tree.inclusion(index));
            proof.verify(leaves.get(index), root);
            requireDistortionsFail(proof, leaves.get(index), root);

            int oldSize = seed == 1 ? 1 << 16 : 1 + random.nextInt(SIZE);
            Bytes32 oldRoot = reference(leaves.subList(0, oldSize));
            ConsistencyProof consistency = new ConsistencyProof(oldSize, SIZE, tree.consistency(oldSize));
            consistency.verify(oldRoot, root);
            requireDistortionsFail(consistency, oldRoot, root);
        }
    }

    @Test
    void everyPairOfSmallSizesIsConsistent() throws IOException, VerificationException {
        CrashableStorage storage = new CrashableStorage();
        FolderStore files = new FolderStore(storage, LogLayout.NEXT);
        files.createFolders(LogLayout.PRIVATE);
        RightEdge edge = new RightEdge();
        List<Bytes32> roots = new ArrayList<>(List.of(TreeHash.EMPTY));
        for (int size = 1; size <= 40; size++) {
            assertThat(append(edge, size)).isEmpty();
            for (NewFile file : edge.takeGrownPartials()) {
                files.replace(file.path(), file.bytes());
            }
            roots.add(edge.root());
            TreeReader tree = new TreeReader(storage::read, size);
            for (int oldSize = 0; oldSize <= size; oldSize++) {
                new ConsistencyProof(oldSize, size, tree.consistency(oldSize)).verify(roots.get(oldSize), edge.root());
            }
        }
    }

    @Test
    void anIndexBeyondTheTreeIsRefused() {
        Bytes32 leaf = TreeHash.leaf(entry(0));
        assertThatThrownBy(() -> new InclusionProof(1, 1, List.of()).verify(leaf, leaf))
                .hasMessageContaining("an index below the size 1");
        assertThatThrownBy(() -> new InclusionProof(0, 0, List.of()).verify(leaf, leaf))
                .hasMessageContaining("an index below the size 0");
        assertThatThrownBy(() -> new InclusionProof(-1, 1, List.of()).verify(leaf, leaf))
                .isInstanceOf(VerificationException.class);
        assertThatThrownBy(() -> new ConsistencyProof(2, 1, List.of()).verify(leaf, leaf))
                .isInstanceOf(VerificationException.class);
    }

    private static void requireDistortionsFail(InclusionProof proof, Bytes32 leaf, Bytes32 root) {
        for (List<Bytes32> wrong : distortions(proof.hashes())) {
            assertThatThrownBy(() -> new InclusionProof(proof.index(), proof.size(), wrong).verify(leaf, root))
                    .isInstanceOf(VerificationException.class);
        }
        for (long index : new long[] {proof.index() - 1, proof.index() + 1, proof.index() ^ 2}) {
            assertThatThrownBy(() -> new InclusionProof(index, proof.size(), proof.hashes()).verify(leaf, root))
                    .isInstanceOf(VerificationException.class);
        }
    }

    private static void requireDistortionsFail(ConsistencyProof proof, Bytes32 oldRoot, Bytes32 root) {
        for (List<Bytes32> wrong : distortions(proof.hashes())) {
            assertThatThrownBy(
                            () -> new ConsistencyProof(proof.oldSize(), proof.newSize(), wrong).verify(oldRoot, root))
                    .isInstanceOf(VerificationException.class);
        }
        if (!oldRoot.equals(root)) {
            assertThatThrownBy(() -> proof.verify(root, oldRoot)).isInstanceOf(VerificationException.class);
        }
    }

    private static List<List<Bytes32>> distortions(List<Bytes32> hashes) {
        List<List<Bytes32>> out = new ArrayList<>();
        List<Bytes32> longer = new ArrayList<>(hashes);
        longer.add(TreeHash.EMPTY);
        out.add(longer);
        for (int i = 0; i < hashes.size(); i++) {
            List<Bytes32> without = new ArrayList<>(hashes);
            without.remove(i);
            out.add(without);
            byte[] bytes = hashes.get(i).toBytes();
            bytes[i % 32] ^= 4;
            List<Bytes32> changed = new ArrayList<>(hashes);
            changed.set(i, Bytes32.of(bytes));
            out.add(changed);
        }
        return out;
    }
}
