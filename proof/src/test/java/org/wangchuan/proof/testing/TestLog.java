package org.wangchuan.proof.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;

/** A log at every size from 1 to some size, with all proofs between them. Two with another salt are forks. */
public final class TestLog {
    public final NoteSigner signer;
    private final List<SignedCheckpoint> checkpoints = new ArrayList<>();
    private final List<List<ConsistencyProof>> proofs = new ArrayList<>();

    public TestLog(Path folder, NoteSigner signer, long salt, int size) throws IOException {
        this.signer = signer;
        try (TileLog log = TileLog.open(folder, signer, Optional.empty())) {
            for (int i = 0; i <= size; i++) {
                if (i > 0) {
                    byte[] entry = new byte[NewEntry.LENGTH];
                    new Random(salt + i).nextBytes(entry);
                    log.append(new UUID(salt, i), entry);
                }
                checkpoints.add(log.checkpoint());
                List<ConsistencyProof> here = new ArrayList<>();
                for (int old = 0; old <= i; old++) {
                    here.add(log.proveConsistency(old));
                }
                proofs.add(here);
            }
        }
    }

    public SignedCheckpoint at(int size) {
        return checkpoints.get(size);
    }

    public ConsistencyProof proof(int oldSize, int newSize) {
        return proofs.get(newSize).get(oldSize);
    }
}
