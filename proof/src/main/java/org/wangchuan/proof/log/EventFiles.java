package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.storage.ObjectStore;

/**
 * Events and leaf hashes of entries that are in the log, from its files; each event bundle is checked against the
 * tile beside it. Keeps the last few it has read (about 12 KiB each); not thread-safe.
 */
final class EventFiles {
    private static final int KEPT_MAX = 64;

    private final ObjectStore store;
    private final TreeHasher hasher = new TreeHasher();
    private final Map<String, Pair> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pair> eldest) {
            return size() > KEPT_MAX;
        }
    };

    EventFiles(ObjectStore store) {
        this.store = store;
    }

    private static final class Pair {
        private final byte[] hashes;
        private final byte[] ids;

        Pair(byte[] hashes, byte[] ids) {
            this.hashes = hashes;
            this.ids = ids;
        }
    }

    /** The event of an entry in a log of this size. */
    UUID eventAt(long index, long size) throws IOException {
        return EventBundle.id(pair(index, size).ids, (int) (index % TilePath.WIDTH));
    }

    /** The leaf hash of an entry in a log of this size. */
    Bytes32 leafAt(long index, long size) throws IOException {
        return Bytes32.at(pair(index, size).hashes, (int) (index % TilePath.WIDTH) * Bytes32.LENGTH);
    }

    private Pair pair(long index, long size) throws IOException {
        TilePath tile = TilePath.inTree(0, index / TilePath.WIDTH, size).orElseThrow();
        Pair known = kept.get(tile.path());
        if (known != null) {
            return known;
        }
        byte[] hashes = require(tile.path());
        if (hashes.length != tile.width() * Bytes32.LENGTH) {
            throw new LogRefusedException(
                    Reason.DAMAGED, tile.path(), tile.width() * Bytes32.LENGTH + " bytes", hashes.length + " bytes");
        }
        Pair read = new Pair(hashes, ids(tile.number(), tile.width(), hasher.root(hashes, tile.width())));
        kept.put(tile.path(), read);
        return read;
    }

    /**
     * The ids of one bundle.
     *
     * @param root over the leaf hashes of the same entries
     */
    byte[] ids(long number, int width, byte[] root) throws IOException {
        String path = EventBundle.path(number, width);
        try {
            return EventBundle.parse(hasher, require(path), number, width, root);
        } catch (VerificationException e) {
            throw new LogRefusedException(Reason.DAMAGED, path, e);
        }
    }

    private byte[] require(String path) throws IOException {
        return store.read(path).orElseThrow(() -> new LogRefusedException(Reason.DAMAGED, path, "a file", "no file"));
    }
}
