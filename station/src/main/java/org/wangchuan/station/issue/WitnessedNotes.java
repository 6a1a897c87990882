package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.station.home.DurableFiles;

/**
 * Every cosigned checkpoint that a statement may name, by the digest of the whole note. They are kept for ever:
 * without the note nothing shows any more that a statement which names it is not older.
 */
final class WitnessedNotes {
    private final Path folder;

    WitnessedNotes(Path folder) {
        this.folder = folder;
    }

    /** Keeps a note, durably; one that is kept already stays as it is. */
    void keep(SignedCheckpoint cosigned) throws IOException {
        byte[] bytes = cosigned.toBytes();
        Path file = file(Bytes32.sha256(bytes));
        if (!Files.exists(file)) {
            DurableFiles.replace(file, bytes);
        }
    }

    /** The note with this digest; empty if it is gone or damaged, which makes certificates weaker, but not wrong. */
    Optional<SignedCheckpoint> read(Bytes32 digest) throws IOException {
        Path file = file(digest);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            return Bytes32.sha256(bytes).equals(digest) ? Optional.of(SignedCheckpoint.parse(bytes)) : Optional.empty();
        } catch (VerificationException e) {
            return Optional.empty();
        }
    }

    private Path file(Bytes32 digest) {
        return folder.resolve(Hex.encode(digest.toBytes()) + ".note");
    }
}
