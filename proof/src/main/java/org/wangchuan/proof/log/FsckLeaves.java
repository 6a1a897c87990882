package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogFsck.Finding;

/**
 * Checks up to 256 entries: their bundle, the lowest tile, their events, and older partial files of these. Where two
 * differ, the hash above tells which is right. Not thread-safe.
 */
final class FsckLeaves {
    private final FsckFiles files;
    private final FsckWriteAhead ahead;
    private final boolean hasEvents;
    private final TreeHasher hasher = new TreeHasher();
    private final TilePath tile;
    private final TilePath bundle;
    private final List<Finding> findings = new ArrayList<>();

    FsckLeaves(FsckFiles files, FsckWriteAhead ahead, boolean hasEvents, TilePath tile) {
        this.files = files;
        this.ahead = ahead;
        this.hasEvents = hasEvents;
        this.tile = tile;
        this.bundle = new TilePath(TilePath.ENTRIES, tile.number(), tile.width());
    }

    /** What must be there: its hashes if they are known, or else their root if that is known. */
    List<Finding> check(Optional<byte[]> known, Optional<byte[]> root) throws IOException {
        Optional<byte[]> inBundle = bundleLeaves();
        Optional<byte[]> inTile = tileLeaves();
        Optional<byte[]> truth = known;
        if (truth.isEmpty() && root.isPresent()) {
            List<byte[]> claims = new ArrayList<>();
            inBundle.ifPresent(claims::add);
            inTile.ifPresent(claims::add);
            truth = FsckChoice.leadingTo(root.get(), hasher, claims);
        }
        if (truth.isPresent()) {
            byte[] leaves = truth.get();
            inBundle.ifPresent(found -> compare(bundle.path(), "entry ", leaves, found));
            inTile.ifPresent(found -> compare(tile.path(), "hash ", leaves, found));
            byte[] written = ahead.overlay(leaves, tile.number() * TilePath.WIDTH, i -> true);
            compare(LogLayout.WRITE_AHEAD, "entry ", leaves, written);
            checkOlder(leaves);
        } else {
            contradictions(inBundle, inTile, root.isPresent());
        }
        if (hasEvents) {
            checkEvents(tile.width(), truth);
        }
        return findings;
    }

    private Optional<byte[]> bundleLeaves() throws IOException {
        return bundleLeaves(bundle);
    }

    private Optional<byte[]> bundleLeaves(TilePath path) throws IOException {
        Optional<byte[]> bytes = files.read(path.path());
        if (bytes.isEmpty()) {
            add(path.path(), "a file", "no file");
            return Optional.empty();
        }
        try {
            return Optional.of(FsckFiles.leaves(hasher, bytes.get(), path.width()));
        } catch (VerificationException e) {
            add(path.path(), e.expected(), e.found());
            return Optional.empty();
        }
    }

    private Optional<byte[]> tileLeaves() throws IOException {
        Optional<byte[]> bytes = files.read(tile.path());
        int length = tile.width() * Bytes32.LENGTH;
        if (bytes.isEmpty()) {
            add(tile.path(), "a file", "no file");
        } else if (bytes.get().length != length) {
            add(tile.path(), length + " bytes", bytes.get().length + " bytes");
            return Optional.empty();
        }
        return bytes;
    }

    private void compare(String path, String what, byte[] expected, byte[] found) {
        for (int i = 0; i * Bytes32.LENGTH < found.length; i++) {
            if (!FsckChoice.same(expected, found, i)) {
                add(path, what + (tile.number() * TilePath.WIDTH + i) + " as in the tree", "another one");
            }
        }
    }

    /** Nothing tells which is right. */
    private void contradictions(Optional<byte[]> inBundle, Optional<byte[]> inTile, boolean hasRoot) {
        if (inBundle.isPresent() && inTile.isPresent()) {
            for (int i = 0; i < tile.width(); i++) {
                if (!FsckChoice.same(inBundle.get(), inTile.get(), i)) {
                    long index = tile.number() * TilePath.WIDTH + i;
                    add(bundle.path(), "entry " + index + " as in " + tile.path(), "another one; one is wrong");
                }
            }
        }
        if (hasRoot) {
            inBundle.ifPresent(_ -> add(bundle.path(), "entries that lead to the hash above", "other ones"));
            inTile.ifPresent(_ -> add(tile.path(), "hashes that lead to the hash above", "other ones"));
        }
    }

    /** Older partial files do no harm if they are right. */
    private void checkOlder(byte[] leaves) throws IOException {
        for (int width : files.olderWidths(tile.path(), tile.width())) {
            TilePath older = new TilePath(0, tile.number(), width);
            byte[] found = files.read(older.path()).orElse(new byte[0]);
            FsckFiles.difference(older.path(), Arrays.copyOf(leaves, width * Bytes32.LENGTH), found)
                    .ifPresent(findings::add);
        }
        for (int width : files.olderWidths(bundle.path(), bundle.width())) {
            TilePath older = new TilePath(TilePath.ENTRIES, bundle.number(), width);
            bundleLeaves(older).ifPresent(found -> compare(older.path(), "entry ", leaves, found));
        }
        if (hasEvents) {
            String path = EventBundle.path(tile.number(), tile.width());
            for (int width : files.olderWidths(path, tile.width())) {
                checkEvents(width, Optional.of(leaves));
            }
        }
    }

    private void checkEvents(int width, Optional<byte[]> leaves) throws IOException {
        String path = EventBundle.path(tile.number(), width);
        Optional<byte[]> bytes = files.read(path);
        if (bytes.isEmpty()) {
            add(path, "a file", "no file");
        } else if (leaves.isPresent()) {
            try {
                byte[] root = hasher.root(leaves.get(), width);
                byte[] _ = EventBundle.parse(hasher, bytes.get(), tile.number(), width, root);
            } catch (VerificationException e) {
                add(path, e.expected(), e.found());
            }
        }
    }

    private void add(String file, String expected, String found) {
        findings.add(new Finding(file, expected, found));
    }
}
