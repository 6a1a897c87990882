package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogFsck.Finding;
import org.wangchuan.proof.storage.ObjectStore;

/** The leaf hashes of the last batch, as the write-ahead file has them. Immutable and thread-safe. */
final class FsckWriteAhead {
    private final long first;
    private final List<Bytes32> leaves;
    private final List<Finding> findings;

    private FsckWriteAhead(long first, List<Bytes32> leaves, List<Finding> findings) {
        this.first = first;
        this.leaves = List.copyOf(leaves);
        this.findings = List.copyOf(findings);
    }

    /** In a copy that was published there is none. */
    static FsckWriteAhead none() {
        return new FsckWriteAhead(0, List.of(), List.of());
    }

    static FsckWriteAhead read(ObjectStore store, long size) throws IOException {
        WriteAhead.Batch batch;
        try {
            batch = WriteAhead.read(store);
        } catch (LogRefusedException e) {
            return new FsckWriteAhead(0, List.of(), List.of(new Finding(e.where(), e.expected(), e.found())));
        }
        if (batch.end() != size) {
            Finding other = new Finding(
                    LogLayout.WRITE_AHEAD,
                    "a batch that ends at entry " + size,
                    "one from " + batch.first() + " to " + batch.end());
            return new FsckWriteAhead(0, List.of(), List.of(other));
        }
        List<Bytes32> leaves = new ArrayList<>();
        batch.entries().forEach(entry -> leaves.add(TreeHash.leaf(entry.entry())));
        return new FsckWriteAhead(batch.first(), leaves, List.of());
    }

    /** What is wrong with the file itself. */
    List<Finding> findings() {
        return findings;
    }

    /** These hashes, with those of the batch in their places. */
    byte[] overlay(byte[] hashes, long firstOfHashes, IntPredicate where) {
        byte[] out = hashes.clone();
        for (int i = 0; i * Bytes32.LENGTH < out.length; i++) {
            long at = firstOfHashes + i - first;
            if (at >= 0 && at < leaves.size() && where.test(i)) {
                System.arraycopy(leaves.get((int) at).toBytes(), 0, out, i * Bytes32.LENGTH, Bytes32.LENGTH);
            }
        }
        return out;
    }
}
