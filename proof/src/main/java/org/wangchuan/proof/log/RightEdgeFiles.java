package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.storage.ObjectStore;

/**
 * Reads the right edge of a tree from its partial files: a few per level, however large the log is. What is read leads
 * to the signed root, or it is refused.
 */
final class RightEdgeFiles {
    private final ObjectStore store;
    private final Checkpoint signed;
    private final TreeHasher hasher = new TreeHasher();

    RightEdgeFiles(ObjectStore store, Checkpoint signed) {
        this.store = store;
        this.signed = signed;
    }

    RightEdge read() throws IOException {
        List<byte[]> tiles = new ArrayList<>();
        for (int level = 0; TilePath.nodesAt(level, signed.size()) > 0; level++) {
            Optional<TilePath> partial = partial(level);
            tiles.add(partial.isPresent() ? requireLength(partial.get()) : new byte[0]);
        }
        Optional<TilePath> bundlePath = partial(TilePath.ENTRIES);
        byte[] bundle = bundlePath.isPresent() ? require(bundlePath.get().path()) : new byte[0];
        Optional<byte[]> leaves = bundlePath.flatMap(path -> leaves(bundle, path.width()));
        if (!RightEdge.root(hasher, tiles).equals(signed.root())) {
            throw damaged(culprit(tiles, leaves));
        }
        byte[] ids = new byte[0];
        if (bundlePath.isPresent()) {
            if (leaves.isEmpty() || !Arrays.equals(leaves.get(), tiles.getFirst())) {
                throw damaged(bundlePath.get().path());
            }
            ids = readEvents(bundlePath.get(), tiles.getFirst());
        }
        return new RightEdge(signed.size(), tiles, bundle, ids);
    }

    private byte[] readEvents(TilePath beside, byte[] hashes) throws IOException {
        String path = EventBundle.path(beside.number(), beside.width());
        try {
            byte[] root = hasher.root(hashes, beside.width());
            return EventBundle.parse(hasher, require(path), beside.number(), beside.width(), root);
        } catch (VerificationException e) {
            throw new LogRefusedException(Reason.DAMAGED, path, e);
        }
    }

    /** The file that, made anew from what is below it, leads to the root. */
    private String culprit(List<byte[]> tiles, Optional<byte[]> leaves) throws IOException {
        for (int level = 0; level < tiles.size(); level++) {
            Optional<TilePath> partial = partial(level);
            Optional<byte[]> anew = level == 0 ? leaves : fromBelow(level);
            if (partial.isPresent() && anew.isPresent()) {
                List<byte[]> other = new ArrayList<>(tiles);
                other.set(level, anew.get());
                if (RightEdge.root(hasher, other).equals(signed.root())) {
                    return partial.get().path();
                }
            }
        }
        return "tile"; // more than one of them
    }

    private Optional<byte[]> fromBelow(int level) throws IOException {
        long nodes = TilePath.nodesAt(level, signed.size());
        byte[] out = new byte[(int) (nodes % TilePath.WIDTH) * Bytes32.LENGTH];
        for (int i = 0; i * Bytes32.LENGTH < out.length; i++) {
            TilePath child = new TilePath(level - 1, nodes - nodes % TilePath.WIDTH + i, TilePath.WIDTH);
            Optional<byte[]> hashes = store.read(child.path());
            if (hashes.isEmpty() || hashes.get().length != TilePath.WIDTH * Bytes32.LENGTH) {
                return Optional.empty();
            }
            byte[] root = hasher.root(hashes.get(), TilePath.WIDTH);
            System.arraycopy(root, 0, out, i * Bytes32.LENGTH, root.length);
        }
        return Optional.of(out);
    }

    private Optional<byte[]> leaves(byte[] bundle, int width) {
        try {
            List<byte[]> entries = EntryBundle.parse(bundle, width);
            byte[] out = new byte[width * Bytes32.LENGTH];
            for (int i = 0; i < width; i++) {
                if (entries.get(i).length != NewEntry.LENGTH) {
                    return Optional.empty(); // not one of ours
                }
                hasher.leaf(entries.get(i), 0, NewEntry.LENGTH, out, i * Bytes32.LENGTH);
            }
            return Optional.of(out);
        } catch (VerificationException e) {
            return Optional.empty();
        }
    }

    /** The partial file of a level, if its last tile is not full. */
    private Optional<TilePath> partial(int level) {
        long nodes = TilePath.nodesAt(Math.max(0, level), signed.size());
        return TilePath.inTree(level, nodes / TilePath.WIDTH, signed.size());
    }

    private byte[] requireLength(TilePath tile) throws IOException {
        byte[] bytes = require(tile.path());
        int length = tile.width() * Bytes32.LENGTH;
        if (bytes.length != length) {
            throw new LogRefusedException(Reason.DAMAGED, tile.path(), length + " bytes", bytes.length + " bytes");
        }
        return bytes;
    }

    private byte[] require(String path) throws IOException {
        return store.read(path)
                .orElseThrow(() -> new LogRefusedException(
                        Reason.DAMAGED, path, "a file that leads to the signed root", "no file"));
    }

    private LogRefusedException damaged(String path) {
        return new LogRefusedException(
                Reason.DAMAGED,
                path,
                "what leads to root " + signed.root().base64() + " at size " + signed.size() + ", as signed",
                "something else");
    }
}
