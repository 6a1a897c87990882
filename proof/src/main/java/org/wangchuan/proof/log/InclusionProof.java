package org.wangchuan.proof.log;

import java.util.List;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * That one leaf is in a tree (RFC 9162, section 2.1.3).
 *
 * @param index of the leaf, from 0
 * @param size of the tree
 * @param hashes from the leaf's sibling up
 */
public record InclusionProof(long index, long size, List<Bytes32> hashes) {
    public InclusionProof {
        hashes = List.copyOf(hashes);
    }

    /**
     * Returns if the proof leads from the leaf to the root.
     *
     * @throws VerificationException with code INCLUSION
     */
    public void verify(Bytes32 leafHash, Bytes32 root) throws VerificationException {
        Bytes32 found = root(leafHash);
        if (!found.equals(root)) {
            throw bad("root " + root.base64(), found.base64());
        }
    }

    /**
     * The root that the proof leads to.
     *
     * @throws VerificationException with code INCLUSION if there are too few or too many hashes for index and size
     */
    public Bytes32 root(Bytes32 leafHash) throws VerificationException {
        if (index < 0 || index >= size) {
            throw bad("an index below the size " + size, index + "");
        }
        long node = index;
        long last = size - 1;
        Bytes32 hash = leafHash;
        for (Bytes32 sibling : hashes) {
            if (last == 0) {
                throw bad("fewer hashes", hashes.size() + "");
            }
            if ((node & 1) == 1 || node == last) {
                hash = TreeHash.node(sibling, hash);
                while ((node & 1) == 0 && node != 0) { // a node without right sibling moves up as it is
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = TreeHash.node(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        if (last != 0) {
            throw bad("more hashes", hashes.size() + "");
        }
        return hash;
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.INCLUSION, "inclusion proof", expected, found);
    }
}
