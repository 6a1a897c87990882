package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * That a tree begins with an older one (RFC 9162, section 2.1.4).
 *
 * @param oldSize of the older tree
 * @param newSize of the newer tree
 */
public record ConsistencyProof(long oldSize, long newSize, List<Bytes32> hashes) {
    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Builds the proof from the tiles of a log. Nothing is verified.
     *
     * @param oldSize from 0 to {@code newSize}
     * @throws LogRefusedException if a tile is missing or has another length
     * @throws IOException if one can't be read
     */
    public static ConsistencyProof read(LogSource source, long oldSize, long newSize) throws IOException {
        if (oldSize < 0 || oldSize > newSize) {
            throw new IllegalArgumentException("no tree of " + oldSize + " in one of " + newSize);
        }
        return new ConsistencyProof(oldSize, newSize, new TreeReader(source, newSize).consistency(oldSize));
    }

    /**
     * Returns if the newer tree contains the older one.
     *
     * @throws VerificationException with code CONSISTENCY
     */
    public void verify(Bytes32 oldRoot, Bytes32 newRoot) throws VerificationException {
        if (oldSize < 0 || oldSize > newSize) {
            throw bad("an old size of at most " + newSize, oldSize + "");
        }
        if (oldSize == 0 || oldSize == newSize) {
            verifyWithoutHashes(oldRoot, newRoot);
            return;
        }
        List<Bytes32> path = new ArrayList<>(hashes);
        if (Long.bitCount(oldSize) == 1) {
            path.addFirst(oldRoot); // the old tree is one node of the new one
        }
        if (path.isEmpty()) {
            throw bad("hashes", "none");
        }
        long node = oldSize - 1;
        long last = newSize - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        Bytes32 oldHash = path.getFirst();
        Bytes32 newHash = path.getFirst();
        for (Bytes32 sibling : path.subList(1, path.size())) {
            if (last == 0) {
                throw bad("fewer hashes", hashes.size() + "");
            }
            if ((node & 1) == 1 || node == last) {
                oldHash = TreeHash.node(sibling, oldHash);
                newHash = TreeHash.node(sibling, newHash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                newHash = TreeHash.node(newHash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw bad("more hashes", hashes.size() + "");
        }
        requireEqual("old root", oldRoot, oldHash);
        requireEqual("new root", newRoot, newHash);
    }

    private void verifyWithoutHashes(Bytes32 oldRoot, Bytes32 newRoot) throws VerificationException {
        if (!hashes.isEmpty()) {
            throw bad("no hashes", hashes.size() + "");
        }
        requireEqual("old root", oldSize == 0 ? TreeHash.EMPTY : newRoot, oldRoot);
    }

    private static void requireEqual(String what, Bytes32 expected, Bytes32 found) throws VerificationException {
        if (!expected.equals(found)) {
            throw bad(what + " " + expected.base64(), found.base64());
        }
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.CONSISTENCY, "consistency proof", expected, found);
    }
}
