package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogFsck.Finding;

/**
 * Goes down from the root to every entry. A tile is right if it leads to the hash above it, so each level costs the
 * memory of one tile; the lowest tiles under one parent are checked at the same time. Not thread-safe.
 */
final class FsckTree implements AutoCloseable {
    private final FsckFiles files;
    private final FsckWriteAhead ahead;
    private final FsckEdge edge;
    private final boolean hasEvents;
    private final Consumer<Finding> findings;
    private final BooleanSupplier isEnough;
    private final TreeHasher hasher = new TreeHasher();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());

    FsckTree(
            FsckFiles files,
            FsckWriteAhead ahead,
            boolean hasEvents,
            Consumer<Finding> findings,
            BooleanSupplier isEnough) {
        this.files = files;
        this.ahead = ahead;
        this.edge = new FsckEdge(files, ahead);
        this.hasEvents = hasEvents;
        this.findings = findings;
        this.isEnough = isEnough;
    }

    /** Checks everything below the root; returns whether anything there leads to it. */
    boolean check(Bytes32 root) throws IOException {
        if (files.size() == 0) {
            return root.equals(TreeHash.EMPTY);
        }
        Optional<List<byte[]>> truth = edge.leadingTo(root);
        int top = 0;
        while (TilePath.nodesAt(top + 1, files.size()) > 0) {
            top++;
        }
        for (int level = top; level >= 0; level--) {
            Optional<TilePath> partial = FsckEdge.path(level, files.size());
            if (partial.isPresent()) {
                int own = level;
                checkPartial(partial.get(), truth.map(tiles -> tiles.get(own)));
            }
        }
        return truth.isPresent();
    }

    private void checkPartial(TilePath tile, Optional<byte[]> truth) throws IOException {
        if (tile.level() == 0) {
            report(leaves(tile).check(truth, Optional.empty()));
            return;
        }
        Optional<byte[]> found = checkFile(tile, truth);
        checkBelow(tile, truth.or(() -> found.filter(bytes -> bytes.length == tile.width() * Bytes32.LENGTH)));
    }

    /** A full tile. Its root is unknown where what is above it is lost. */
    private void checkFull(TilePath tile, Optional<byte[]> root) throws IOException {
        Optional<byte[]> truth = Optional.empty();
        Optional<byte[]> own = files.hashes(tile);
        if (root.isPresent()) {
            List<byte[]> claims = new ArrayList<>();
            own.ifPresent(claims::add);
            truth = FsckChoice.leadingTo(root.get(), hasher, claims);
            if (truth.isEmpty()) {
                edge.fromBelow(tile).ifPresent(claims::add);
                truth = FsckChoice.leadingTo(root.get(), hasher, claims);
            }
        }
        Optional<byte[]> found = checkFile(tile, truth);
        if (truth.isEmpty() && root.isPresent() && found.isPresent()) {
            report(List.of(new Finding(tile.path(), "hashes that lead to the hash above", "other ones")));
        }
        checkBelow(tile, truth.or(() -> own));
    }

    private Optional<byte[]> checkFile(TilePath tile, Optional<byte[]> truth) throws IOException {
        Optional<byte[]> found = files.read(tile.path());
        if (found.isEmpty()) {
            report(List.of(new Finding(tile.path(), "a tile", "no file")));
        } else if (truth.isPresent()) {
            FsckFiles.difference(tile.path(), truth.get(), found.get()).ifPresent(this::report);
        }
        if (truth.isPresent()) {
            for (int width : files.olderWidths(tile.path(), tile.width())) {
                TilePath older = new TilePath(tile.level(), tile.number(), width);
                byte[] bytes = files.read(older.path()).orElse(new byte[0]);
                FsckFiles.difference(older.path(), Arrays.copyOf(truth.get(), width * Bytes32.LENGTH), bytes)
                        .ifPresent(this::report);
            }
        }
        return found;
    }

    private void checkBelow(TilePath tile, Optional<byte[]> hashes) throws IOException {
        List<Future<List<Finding>>> lowest = new ArrayList<>();
        for (int i = 0; i < tile.width() && !isEnough.getAsBoolean(); i++) {
            TilePath child = new TilePath(tile.level() - 1, tile.number() * TilePath.WIDTH + i, TilePath.WIDTH);
            int from = i * Bytes32.LENGTH;
            Optional<byte[]> root = hashes.map(all -> Arrays.copyOfRange(all, from, from + Bytes32.LENGTH));
            if (child.level() == 0) {
                lowest.add(threads.submit(() -> leaves(child).check(Optional.empty(), root)));
            } else {
                checkFull(child, root);
            }
        }
        for (Future<List<Finding>> done : lowest) {
            report(result(done));
        }
    }

    private static List<Finding> result(Future<List<Finding>> done) throws IOException {
        try {
            return done.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while checking", e);
        }
    }

    private FsckLeaves leaves(TilePath tile) {
        return new FsckLeaves(files, ahead, hasEvents, tile);
    }

    private void report(Finding finding) {
        findings.accept(finding);
    }

    private void report(List<Finding> all) {
        all.forEach(findings);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
