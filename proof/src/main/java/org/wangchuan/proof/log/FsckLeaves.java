package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogFsck.Finding;
import org.wangchuan.proof.storage.Storage;

/**
 * The leaf hashes of a log as its entry bundles, its lowest tiles and its write-ahead file have them. Where
 * they differ, the signed root tells which is right.
 */
final class FsckLeaves {
    private final LogSource source;
    private final int size;
    private final List<Finding> broken = new ArrayList<>();
    private final @Nullable Bytes32[] fromBundles;
    private final @Nullable Bytes32[] fromTiles;
    private final @Nullable Bytes32[] fromWriteAhead;
    private long filesRead;

    FsckLeaves(LogSource source, Optional<Storage> own, int size) throws IOException {
        this.source = source;
        this.size = size;
        this.fromBundles = readAll(TilePath.ENTRIES, this::leavesOfBundle);
        this.fromTiles = readAll(0, this::leavesOfTile);
        this.fromWriteAhead = new Bytes32[size];
        if (own.isPresent() && own.get().read(LogLayout.WRITE_AHEAD).isPresent()) {
            readWriteAhead(own.get());
        }
    }

    long filesRead() {
        return filesRead;
    }

    /** The leaves that lead to the root: those of one source, with gaps filled from the others. */
    Optional<FsckTruth> truthFor(Bytes32 root) {
        List<@Nullable Bytes32[]> sources = List.of(fromBundles, fromTiles, fromWriteAhead);
        List<List<Bytes32>> candidates = new ArrayList<>();
        for (@Nullable Bytes32[] preferred : sources) {
            candidates.add(merge(i -> preferred[i]));
        }
        candidates.add(merge(this::majority));
        for (List<Bytes32> leaves : candidates) {
            if (leaves.size() == size && TreeHash.root(leaves).equals(root)) {
                return Optional.of(new FsckTruth(leaves));
            }
        }
        return Optional.empty();
    }

    /** Broken files, and every place where a source differs from the truth. */
    List<Finding> differencesFrom(FsckTruth truth) {
        List<Finding> out = new ArrayList<>(broken);
        for (int i = 0; i < size; i++) {
            Bytes32 leaf = truth.leaf(i);
            if (fromBundles[i] != null && !leaf.equals(fromBundles[i])) {
                out.add(new Finding(path(TilePath.ENTRIES, i), "entry " + i + " as in the tree", "another one"));
            }
            if (fromTiles[i] != null && !leaf.equals(fromTiles[i])) {
                out.add(new Finding(path(0, i), "hash " + i + " as in the tree", "another one"));
            }
            if (fromWriteAhead[i] != null && !leaf.equals(fromWriteAhead[i])) {
                out.add(new Finding(LogLayout.WRITE_AHEAD, "entry " + i + " as in the tree", "another one"));
            }
        }
        return out;
    }

    /** Without a truth: broken files, and every place where two sources differ. */
    List<Finding> contradictions() {
        List<Finding> out = new ArrayList<>(broken);
        for (int i = 0; i < size; i++) {
            if (fromBundles[i] != null && fromTiles[i] != null && !fromBundles[i].equals(fromTiles[i])) {
                out.add(new Finding(
                        path(TilePath.ENTRIES, i), "entry " + i + " as in " + path(0, i), "another one; one is wrong"));
            }
        }
        return out;
    }

    private List<Bytes32> merge(Function<Integer, @Nullable Bytes32> preferred) {
        List<Bytes32> out = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            Bytes32 leaf = preferred.apply(i);
            if (leaf == null) {
                leaf = majority(i);
            }
            if (leaf != null) {
                out.add(leaf);
            }
        }
        return out;
    }

    /** What two of the three say; failing that, what any says. */
    private @Nullable Bytes32 majority(int i) {
        Bytes32 bundle = fromBundles[i];
        Bytes32 tile = fromTiles[i];
        Bytes32 written = fromWriteAhead[i];
        if (tile != null && written != null && tile.equals(written)) {
            return tile;
        }
        if (bundle != null) {
            return bundle;
        }
        return tile != null ? tile : written;
    }

    private interface Reader {
        List<Bytes32> read(byte[] bytes, int width) throws VerificationException;
    }

    private List<Bytes32> leavesOfBundle(byte[] bytes, int width) throws VerificationException {
        return EntryBundle.parse(bytes, width).stream().map(TreeHash::leaf).toList();
    }

    private List<Bytes32> leavesOfTile(byte[] bytes, int width) throws VerificationException {
        return HashTile.parse(bytes, width);
    }

    private @Nullable Bytes32[] readAll(int level, Reader reader) throws IOException {
        @Nullable Bytes32[] leaves = new Bytes32[size];
        for (int from = 0; from < size; from += TilePath.WIDTH) {
            TilePath tile = TilePath.inTree(level, from / TilePath.WIDTH, size).orElseThrow();
            Optional<byte[]> bytes = source.read(tile.path());
            if (bytes.isEmpty()) {
                broken.add(new Finding(tile.path(), "a file", "no file"));
                continue;
            }
            filesRead++;
            try {
                List<Bytes32> read = reader.read(bytes.get(), tile.width());
                for (int i = 0; i < read.size(); i++) {
                    leaves[from + i] = read.get(i);
                }
            } catch (VerificationException e) {
                broken.add(new Finding(tile.path(), e.expected(), e.found()));
            }
        }
        return leaves;
    }

    private void readWriteAhead(Storage storage) throws IOException {
        WriteAhead.Content content = new WriteAhead(storage).read();
        filesRead++;
        List<NewEntry> entries = content.entries();
        for (int i = 0; i < Math.min(size, entries.size()); i++) {
            fromWriteAhead[i] = TreeHash.leaf(entries.get(i).entry());
        }
        if (entries.size() != size || content.strayBytes() > 0) {
            broken.add(new Finding(
                    LogLayout.WRITE_AHEAD,
                    size + " records",
                    entries.size() + " sound records and " + content.strayBytes() + " more bytes"));
        }
    }

    private String path(int level, int index) {
        return TilePath.inTree(level, index / TilePath.WIDTH, size)
                .orElseThrow()
                .path();
    }
}
