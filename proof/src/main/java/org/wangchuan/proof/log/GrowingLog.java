package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;

/**
 * A log that its writer goes on writing while it is read: a partial tile may be gone by the time it is asked for, because
 * the full one has taken its place. Thread-safe if its files are.
 *
 * @param files the files as they lie there
 */
public record GrowingLog(LogSource files) implements LogSource {
    @Override
    public Optional<byte[]> read(String path) throws IOException {
        Optional<byte[]> found = files.read(path);
        Optional<TilePath> partial = TilePath.parse(path).filter(TilePath::isPartial);
        if (found.isPresent() || partial.isEmpty()) {
            return found;
        }
        TilePath full = new TilePath(partial.get().level(), partial.get().number(), TilePath.WIDTH);
        Optional<byte[]> grown = files.read(full.path());
        try {
            return grown.isPresent() ? Optional.of(narrow(partial.get(), grown.get())) : Optional.empty();
        } catch (VerificationException e) {
            throw new IOException(full.path() + ": " + e.getMessage(), e);
        }
    }

    /** The beginning of a full tile or bundle, as a narrower tile would be. */
    private static byte[] narrow(TilePath partial, byte[] full) throws VerificationException {
        if (partial.level() == TilePath.ENTRIES) {
            return EntryBundle.encode(EntryBundle.parse(full, TilePath.WIDTH).subList(0, partial.width()));
        }
        return HashTile.encode(HashTile.parse(full, TilePath.WIDTH).subList(0, partial.width()));
    }
}
