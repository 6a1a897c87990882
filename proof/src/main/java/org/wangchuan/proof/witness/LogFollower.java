package org.wangchuan.proof.witness;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.CompactRange;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.EntryBundle;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TilePath;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.Storage;
import org.wangchuan.proof.witness.WitnessRefusedException.Reason;

/**
 * Follows somebody else's log. It keeps the last checkpoint that it has checked, with the subtrees under it, and hashes
 * every entry that comes after into the next root: what passes has only grown, and all of it was there to be read.
 * Not thread-safe.
 *
 * <p>It trusts nothing that the source says: each file has a largest length, and a step reads a bounded number of
 * entries and bytes.
 */
public final class LogFollower implements AutoCloseable {
    /** Most new entries of one step: some hours over a network. A longer log is followed with {@link Start#AT_THE_END}. */
    public static final long ENTRIES_MAX = 20_000_000;

    /** Most bytes of entries that are read in one step. */
    public static final long BYTES_MAX = 8L << 30;

    /** Largest checkpoint that is read. */
    public static final int CHECKPOINT_BYTES_MAX = 64 << 10;

    private static final String FIRST_LINE = "wangchuan-follow/v1";
    private static final String STATE = "state";
    private static final String BLANK = "\n\n";

    private final Storage storage;
    private final FolderStore files;
    private final VerifierKey key;
    private final Evidence evidence;
    private final Path folder;
    private final Closeable lock;
    private final List<Contradiction> raised = new ArrayList<>();
    private Optional<Seen> seen;

    /** The last checkpoint that was checked, and the tree under it. */
    private record Seen(SignedCheckpoint checkpoint, CompactRange tree) {}

    /** Where a follower begins that has seen nothing yet. */
    public enum Start {
        /** At entry 0: everything is checked. */
        AT_THE_BEGINNING,
        /** At the first checkpoint that it sees: what lies before is as the log says. */
        AT_THE_END
    }

    /** What came of one step. */
    public sealed interface Step {
        /** Nothing new. */
        record Same(Checkpoint checkpoint) implements Step {}

        /**
         * The log has grown, and every new entry is under the new root.
         *
         * @param before size of the tree seen before; 0 if there was none
         * @param checked number of entries that were hashed into the root
         */
        record Grown(long before, long checked, Checkpoint checkpoint) implements Step {}

        /**
         * The log has signed something that does not go together with what it signed before. The follower stays where it was.
         *
         * @param file with both checkpoints
         */
        record Alarm(Contradiction contradiction, Path file) implements Step {}

        /** It was told to stop; nothing was kept of this step. */
        record Stopped() implements Step {}
    }

    private LogFollower(Path folder, Storage storage, VerifierKey key, Closeable lock) throws IOException {
        this.folder = folder;
        this.storage = storage;
        this.files = new FolderStore(storage, "next");
        this.key = key;
        this.lock = lock;
        this.evidence = new Evidence(storage, files, "evidence", raised::add);
        this.seen = load();
    }

    /**
     * Opens what a follower of this log remembers, or begins anew in an empty or absent folder.
     *
     * @param key the log's own, from somewhere else than the log
     * @throws WitnessRefusedException if the state is in use, damaged, or of another log
     */
    public static LogFollower open(Path folder, VerifierKey key) throws IOException {
        DiskStorage.createDurably(folder.toAbsolutePath());
        Storage storage = new DiskStorage(folder);
        Closeable lock = storage.lock("lock")
                .orElseThrow(
                        () -> new WitnessRefusedException(Reason.LOCKED, "lock", "one follower", "another at work"));
        try {
            return new LogFollower(folder, storage, key, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /** The last checkpoint that was checked; empty before the first step. */
    public Optional<Checkpoint> last() {
        return seen.map(last -> last.checkpoint().checkpoint());
    }

    /**
     * Reads the checkpoint, and what is new under it. What was checked is durable on return.
     *
     * @param start where to begin if nothing was seen yet
     * @param isStopped asked before each file
     * @throws VerificationException if the checkpoint is not the log's, or its files don't lead to its root without
     *     contradicting what it signed before; the follower stays where it was
     * @throws IOException if something can't be read, or the state can't be written; the step can be tried again
     */
    public Step step(LogSource source, Start start, BooleanSupplier isStopped)
            throws IOException, VerificationException {
        SignedCheckpoint next = readCheckpoint(source);
        Checkpoint tree = next.checkpoint();
        if (seen.isPresent()) {
            Checkpoint before = seen.get().checkpoint().checkpoint();
            if (tree.size() < before.size()) {
                return alarm(Contradiction.Kind.SHRUNK, next, List.of());
            }
            if (tree.size() == before.size()) {
                return tree.root().equals(before.root())
                        ? new Step.Same(tree)
                        : alarm(Contradiction.Kind.FORK, next, List.of());
            }
        } else if (start == Start.AT_THE_END) {
            return begin(source, next);
        }
        CompactRange range = seen.map(last -> new CompactRange(last.tree())).orElseGet(CompactRange::new);
        long from = range.size();
        if (tree.size() - from > ENTRIES_MAX) {
            throw new VerificationException(
                    FailureCode.CHECKPOINT_FORMAT,
                    "checkpoint",
                    "at most " + ENTRIES_MAX + " new entries",
                    tree.size() - from + "");
        }
        if (!readEntries(source, range, tree.size(), isStopped)) {
            return new Step.Stopped();
        }
        if (!range.root().equals(tree.root())) {
            return explain(source, next, range);
        }
        keep(new Seen(next, range));
        return new Step.Grown(from, tree.size() - from, tree);
    }

    private SignedCheckpoint readCheckpoint(LogSource source) throws IOException, VerificationException {
        byte[] bytes = source.read("checkpoint").orElseThrow(() -> new IOException("checkpoint: no such file"));
        if (bytes.length > CHECKPOINT_BYTES_MAX) {
            throw new VerificationException(
                    FailureCode.CHECKPOINT_FORMAT,
                    "checkpoint",
                    "at most " + CHECKPOINT_BYTES_MAX + " bytes",
                    bytes.length + "");
        }
        SignedCheckpoint read = SignedCheckpoint.parse(bytes);
        read.verify(List.of(key));
        return read;
    }

    private Step begin(LogSource source, SignedCheckpoint next) throws IOException, VerificationException {
        CompactRange range = CompactRange.read(source, next.checkpoint().size());
        if (!range.root().equals(next.checkpoint().root())) {
            throw new VerificationException(
                    FailureCode.INCLUSION, "tiles", "those that lead to the root of the checkpoint", "other ones");
        }
        keep(new Seen(next, range));
        return new Step.Grown(0, 0, next.checkpoint());
    }

    /** False if it was stopped. */
    private static boolean readEntries(LogSource source, CompactRange range, long size, BooleanSupplier isStopped)
            throws IOException, VerificationException {
        long bytes = 0;
        while (range.size() < size) {
            if (isStopped.getAsBoolean()) {
                return false;
            }
            TilePath path = TilePath.inTree(TilePath.ENTRIES, range.size() / TilePath.WIDTH, size)
                    .orElseThrow();
            byte[] bundle = source.read(path.path())
                    .orElseThrow(() -> new VerificationException(
                            FailureCode.PROOF_FORMAT, path.path(), "the entries that the checkpoint names", "no file"));
            bytes += bundle.length;
            if (bytes > BYTES_MAX) {
                throw new VerificationException(
                        FailureCode.PROOF_FORMAT, "entries", "at most " + BYTES_MAX + " bytes", "more");
            }
            List<byte[]> entries = EntryBundle.parse(bundle, path.width());
            int known = (int) (range.size() % TilePath.WIDTH);
            entries.subList(known, entries.size()).forEach(range::append);
        }
        return true;
    }

    /** The entries don't lead to the root: asks the tiles whether the log at least says that it has only grown. */
    private Step explain(LogSource source, SignedCheckpoint next, CompactRange found)
            throws IOException, VerificationException {
        if (seen.isPresent()) {
            Checkpoint before = seen.get().checkpoint().checkpoint();
            List<Bytes32> hashes = List.of();
            try {
                ConsistencyProof proof = ConsistencyProof.read(
                        source, before.size(), next.checkpoint().size());
                hashes = proof.hashes();
                proof.verify(before.root(), next.checkpoint().root());
            } catch (VerificationException | LogRefusedException e) {
                return alarm(Contradiction.Kind.UNPROVED, next, hashes);
            }
        }
        throw new VerificationException(
                FailureCode.INCLUSION,
                "entries",
                "those that lead to root " + next.checkpoint().root().base64(),
                found.root().base64());
    }

    private Step alarm(Contradiction.Kind kind, SignedCheckpoint next, List<Bytes32> hashes) throws IOException {
        Contradiction contradiction =
                new Contradiction(kind, seen.orElseThrow().checkpoint().note(), next.note(), hashes);
        evidence.keep(contradiction);
        return new Step.Alarm(contradiction, folder.resolve("evidence").resolve(contradiction.fileName()));
    }

    private void keep(Seen next) throws IOException {
        StringBuilder out = new StringBuilder(FIRST_LINE).append('\n');
        next.tree().hashes().forEach(hash -> out.append(hash.base64()).append('\n'));
        out.append('\n').append(new String(next.checkpoint().toBytes(), StandardCharsets.UTF_8));
        files.replace(STATE, out.toString().getBytes(StandardCharsets.UTF_8));
        seen = Optional.of(next);
    }

    private Optional<Seen> load() throws IOException {
        Optional<byte[]> bytes = storage.read(STATE);
        return bytes.isEmpty() ? Optional.empty() : Optional.of(parse(bytes.get()));
    }

    private Seen parse(byte[] bytes) throws WitnessRefusedException {
        String text = new String(bytes, StandardCharsets.UTF_8);
        int blank = text.indexOf(BLANK);
        String[] lines =
                blank < 0 ? new String[] {""} : text.substring(0, blank).split("\n", -1);
        if (!lines[0].equals(FIRST_LINE)) {
            throw damaged(FIRST_LINE, "another text");
        }
        SignedCheckpoint checkpoint;
        CompactRange tree;
        try {
            List<Bytes32> hashes = new ArrayList<>();
            for (String line : List.of(lines).subList(1, lines.length)) {
                hashes.add(Bytes32.parseBase64(line));
            }
            checkpoint = SignedCheckpoint.parse(
                    text.substring(blank + BLANK.length()).getBytes(StandardCharsets.UTF_8));
            tree = new CompactRange(checkpoint.checkpoint().size(), hashes);
        } catch (VerificationException e) {
            throw damaged(e.expected(), e.found());
        } catch (IllegalArgumentException e) {
            throw damaged("the subtrees of the checkpoint", "another number of them");
        }
        if (!tree.root().equals(checkpoint.checkpoint().root())) {
            throw damaged("subtrees that lead to the root of the checkpoint", "other ones");
        }
        try {
            checkpoint.verify(List.of(key));
        } catch (VerificationException e) {
            throw new WitnessRefusedException(
                    Reason.OTHER_LOG,
                    STATE,
                    "a checkpoint signed by " + key.name() + " with the key given",
                    "one of " + checkpoint.checkpoint().origin() + " without that signature");
        }
        return new Seen(checkpoint, tree);
    }

    private static WitnessRefusedException damaged(String expected, String found) {
        return new WitnessRefusedException(Reason.DAMAGED, STATE, expected, found);
    }

    /** Gives the state back. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
