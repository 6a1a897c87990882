package org.wangchuan.proof.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.encoding.Bytes32;

/** Which of several claims about the same hashes is right: the one that leads to the root. */
final class FsckChoice {
    /** Two claims may both be wrong, each in other places; so many differences are tried in all ways. */
    private static final int DIFFERENCES_MAX = 8;

    private FsckChoice() {}

    /** The hashes that lead to this root: those of one claim, or some of one and some of the other. */
    static Optional<byte[]> leadingTo(byte[] root, TreeHasher hasher, List<byte[]> claims) {
        for (byte[] claim : claims) {
            if (leads(claim, root, hasher)) {
                return Optional.of(claim);
            }
        }
        return claims.size() == 2 ? mixed(root, hasher, claims.get(0), claims.get(1)) : Optional.empty();
    }

    private static Optional<byte[]> mixed(byte[] root, TreeHasher hasher, byte[] one, byte[] two) {
        List<Integer> differences = new ArrayList<>();
        for (int i = 0; i * Bytes32.LENGTH < one.length; i++) {
            if (!same(one, two, i)) {
                differences.add(i);
            }
        }
        if (differences.size() > DIFFERENCES_MAX) {
            return Optional.empty();
        }
        for (int choice = 1; choice < 1 << differences.size(); choice++) {
            byte[] mixed = one.clone();
            for (int i = 0; i < differences.size(); i++) {
                if ((choice >> i & 1) == 1) {
                    copy(two, mixed, differences.get(i));
                }
            }
            if (leads(mixed, root, hasher)) {
                return Optional.of(mixed);
            }
        }
        return Optional.empty();
    }

    private static boolean leads(byte[] hashes, byte[] root, TreeHasher hasher) {
        return Arrays.equals(hasher.root(hashes, hashes.length / Bytes32.LENGTH), root);
    }

    /** Whether two lists have the same hash at a place. */
    static boolean same(byte[] one, byte[] two, int i) {
        int from = i * Bytes32.LENGTH;
        return Arrays.equals(one, from, from + Bytes32.LENGTH, two, from, from + Bytes32.LENGTH);
    }

    private static void copy(byte[] from, byte[] to, int i) {
        System.arraycopy(from, i * Bytes32.LENGTH, to, i * Bytes32.LENGTH, Bytes32.LENGTH);
    }
}
