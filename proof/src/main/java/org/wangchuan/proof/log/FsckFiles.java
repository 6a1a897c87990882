package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogFsck.Finding;
import org.wangchuan.proof.storage.ObjectStore;

/** The files of the log that is checked, and what was found in them. Thread-safe. */
final class FsckFiles {
    /** More findings than anybody reads; a log with all files gone must not fill the memory. */
    static final int FINDINGS_MAX = 10_000;

    private final LogSource source;
    private final Optional<ObjectStore> own;
    private final long size;
    private final AtomicLong filesRead = new AtomicLong();

    /**
     * Files of a log.
     *
     * @param source of what is published; thread-safe
     * @param own the folder, if it is at hand: only then it is known what else lies there
     */
    FsckFiles(LogSource source, Optional<ObjectStore> own, long size) {
        this.source = source;
        this.own = own;
        this.size = size;
    }

    /** Entries that the checkpoint covers. */
    long size() {
        return size;
    }

    long filesRead() {
        return filesRead.get();
    }

    Optional<byte[]> read(String path) throws IOException {
        Optional<byte[]> bytes = path.startsWith(LogLayout.PRIVATE) && own.isPresent()
                ? own.get().read(path)
                : source.read(path);
        if (bytes.isPresent()) {
            filesRead.incrementAndGet();
        }
        return bytes;
    }

    List<String> list(String folder) throws IOException {
        return own.isPresent() ? own.get().list(folder) : List.of();
    }

    /** The hashes of a tile, if it has as many as it should. */
    Optional<byte[]> hashes(TilePath tile) throws IOException {
        return read(tile.path()).filter(bytes -> bytes.length == tile.width() * Bytes32.LENGTH);
    }

    /**
     * The leaf hashes of an entry bundle, of any log.
     *
     * @throws VerificationException with code PROOF_FORMAT
     */
    static byte[] leaves(TreeHasher hasher, byte[] bundle, int width) throws VerificationException {
        List<byte[]> entries = EntryBundle.parse(bundle, width);
        byte[] out = new byte[width * Bytes32.LENGTH];
        for (int i = 0; i < width; i++) {
            byte[] entry = entries.get(i);
            hasher.leaf(entry, 0, entry.length, out, i * Bytes32.LENGTH);
        }
        return out;
    }

    /** The leaf hashes of a bundle, if it can be read. */
    Optional<byte[]> leaves(TreeHasher hasher, TilePath bundle) throws IOException {
        Optional<byte[]> bytes = read(bundle.path());
        try {
            return bytes.isPresent() ? Optional.of(leaves(hasher, bytes.get(), bundle.width())) : Optional.empty();
        } catch (VerificationException e) {
            return Optional.empty();
        }
    }

    /** Widths of the partial files that are there beside a tile, bundle or event file that is wider. */
    List<Integer> olderWidths(String path, int width) throws IOException {
        int end = path.indexOf(".p/");
        List<Integer> out = new ArrayList<>();
        for (String name : list((end < 0 ? path : path.substring(0, end)) + ".p")) {
            if (name.matches("[1-9][0-9]{0,2}") && Integer.parseInt(name) < width) {
                out.add(Integer.valueOf(name));
            }
        }
        return out;
    }

    /** What differs between a tile and what it should be; one finding. */
    static Optional<Finding> difference(String path, byte[] expected, byte[] found) {
        int at = java.util.Arrays.mismatch(expected, found);
        if (expected.length != found.length) {
            return Optional.of(new Finding(path, expected.length + " bytes", found.length + " bytes"));
        }
        return at < 0
                ? Optional.empty()
                : Optional.of(new Finding(path, "hashes that lead to the root", "another byte at offset " + at));
    }
}
