package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * The partial tiles of a log, one for each level at most. They lead to the root; where their files do not, what lies
 * below them may.
 */
final class FsckEdge {
    private final FsckFiles files;
    private final FsckWriteAhead ahead;
    private final TreeHasher hasher = new TreeHasher();

    FsckEdge(FsckFiles files, FsckWriteAhead ahead) {
        this.files = files;
        this.ahead = ahead;
    }

    /** The partial tile of a level, if it has one. */
    static Optional<TilePath> path(int level, long size) {
        return TilePath.inTree(level, TilePath.nodesAt(level, size) / TilePath.WIDTH, size);
    }

    /**
     * The hashes of the partial tiles, from level 0, that lead to the root; empty where a level has none.
     *
     * @return nothing if no choice among what is there leads to it
     */
    Optional<List<byte[]>> leadingTo(Bytes32 root) throws IOException {
        List<List<byte[]>> claims = new ArrayList<>();
        for (int level = 0; TilePath.nodesAt(level, files.size()) > 0; level++) {
            claims.add(claims(level));
        }
        return search(claims, new ArrayList<>(), root);
    }

    private Optional<List<byte[]>> search(List<List<byte[]>> claims, List<byte[]> chosen, Bytes32 root) {
        if (chosen.size() == claims.size()) {
            return RightEdge.root(hasher, chosen).equals(root) ? Optional.of(List.copyOf(chosen)) : Optional.empty();
        }
        for (byte[] claim : claims.get(chosen.size())) {
            chosen.addLast(claim);
            Optional<List<byte[]>> found = search(claims, chosen, root);
            chosen.removeLast();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    /** Without the others of the same bytes, the file's own first. */
    private List<byte[]> claims(int level) throws IOException {
        Optional<TilePath> path = path(level, files.size());
        if (path.isEmpty()) {
            return List.of(new byte[0]);
        }
        List<byte[]> claims = new ArrayList<>();
        Optional<byte[]> own = files.hashes(path.get());
        own.ifPresent(claims::add);
        Optional<byte[]> below = level == 0
                ? files.leaves(
                        hasher,
                        new TilePath(
                                TilePath.ENTRIES,
                                path.get().number(),
                                path.get().width()))
                : fromBelow(path.get());
        below.ifPresent(claims::add);
        if (level == 0) {
            long first = path.get().number() * TilePath.WIDTH;
            int length = path.get().width() * Bytes32.LENGTH;
            byte[] start = own.or(() -> below).orElse(new byte[length]);
            claims.add(ahead.overlay(start, first, i -> true));
            if (own.isPresent() && below.isPresent()) { // what two of three say
                claims.add(ahead.overlay(below.get(), first, i -> !FsckChoice.same(own.get(), below.get(), i)));
            }
        }
        List<byte[]> distinct = new ArrayList<>();
        for (byte[] claim : claims) {
            if (distinct.stream().noneMatch(known -> Arrays.equals(known, claim))) {
                distinct.add(claim);
            }
        }
        return distinct;
    }

    /** The hashes of a tile as the tiles below it have them; nothing if one of those is missing. */
    Optional<byte[]> fromBelow(TilePath tile) throws IOException {
        byte[] out = new byte[tile.width() * Bytes32.LENGTH];
        for (int i = 0; i < tile.width(); i++) {
            TilePath child = new TilePath(tile.level() - 1, tile.number() * TilePath.WIDTH + i, TilePath.WIDTH);
            Optional<byte[]> hashes = files.hashes(child);
            if (hashes.isEmpty() && child.level() == 0) {
                hashes = files.leaves(hasher, new TilePath(TilePath.ENTRIES, child.number(), TilePath.WIDTH));
            }
            if (hashes.isEmpty()) {
                return Optional.empty();
            }
            System.arraycopy(hasher.root(hashes.get(), TilePath.WIDTH), 0, out, i * Bytes32.LENGTH, Bytes32.LENGTH);
        }
        return Optional.of(out);
    }
}
