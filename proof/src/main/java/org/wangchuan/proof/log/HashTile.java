package org.wangchuan.proof.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/** Hashes one after the other, 32 bytes each (C2SP tlog-tiles, "Merkle tree"). */
public final class HashTile {
    private HashTile() {}

    /** The bytes of a tile. */
    public static byte[] encode(List<Bytes32> hashes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(hashes.size() * Bytes32.LENGTH);
        hashes.forEach(hash -> out.writeBytes(hash.toBytes()));
        return out.toByteArray();
    }

    /**
     * Reads exactly so many hashes.
     *
     * @throws VerificationException with code PROOF_FORMAT for any other length
     */
    public static List<Bytes32> parse(byte[] tile, int count) throws VerificationException {
        if (tile.length != count * Bytes32.LENGTH) {
            throw new VerificationException(
                    FailureCode.PROOF_FORMAT, "tile", count * Bytes32.LENGTH + " bytes", tile.length + " bytes");
        }
        List<Bytes32> hashes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            hashes.add(Bytes32.at(tile, i * Bytes32.LENGTH));
        }
        return hashes;
    }
}
