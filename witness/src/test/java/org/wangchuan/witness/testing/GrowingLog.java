package org.wangchuan.witness.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.witness.WatchedLog;

/** A log on a folder whose entries are random numbers. Not thread-safe. */
public final class GrowingLog implements AutoCloseable {
    public final NoteSigner signer;
    private final TileLog log;
    private final Random random;

    public GrowingLog(Path folder, NoteSigner signer, long salt) throws IOException {
        this.signer = signer;
        this.log = TileLog.open(folder, signer, Optional.empty());
        this.random = new Random(salt);
    }

    public static NoteSigner signer(String origin) {
        return new NoteSigner(origin, SigningKey.generate());
    }

    public SignedCheckpoint grow(int by) throws IOException {
        List<NewEntry> entries = new ArrayList<>();
        for (int i = 0; i < by; i++) {
            byte[] entry = new byte[NewEntry.LENGTH];
            random.nextBytes(entry);
            entries.add(new NewEntry(new UUID(random.nextLong(), i), entry));
        }
        log.append(entries);
        return log.checkpoint();
    }

    public SignedCheckpoint checkpoint() {
        return log.checkpoint();
    }

    public ConsistencyProof proof(long oldSize) throws IOException {
        return log.proveConsistency(oldSize);
    }

    public WatchedLog watched() {
        return new WatchedLog(signer.verifierKey().name(), List.of(signer.verifierKey()));
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
