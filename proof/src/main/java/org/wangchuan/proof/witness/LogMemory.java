package org.wangchuan.proof.witness;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.TreeHash;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.Storage;
import org.wangchuan.proof.witness.WitnessRefusedException.Reason;

/**
 * What a witness remembers of one log: the latest checkpoint that it cosigned. Requests are answered one after the
 * other; what is answered is on the disk before.
 */
final class LogMemory {
    private static final Instant EVER = Instant.MAX.minus(Cosignature.CLOCK_SKEW_MAX);

    private final Storage storage;
    private final FolderStore files;
    private final String path;
    private final WatchedLog log;
    private final Cosigner cosigner;
    private final InstantSource clock;
    private final Evidence evidence;

    private @Nullable Held held;
    private boolean isSettled;
    private boolean isClosed;

    /** The latest checkpoint, with the log's signatures and ours. */
    private record Held(Checkpoint tree, Note note, long time) {}

    LogMemory(Storage storage, WatchedLog log, Cosigner cosigner, InstantSource clock, Consumer<Contradiction> alarm) {
        String folder = "logs/" + log.hash();
        this.storage = storage;
        this.files = new FolderStore(storage, folder + "/next");
        this.path = folder + "/checkpoint";
        this.log = log;
        this.cosigner = cosigner;
        this.clock = clock;
        this.evidence = new Evidence(storage, files, folder + "/evidence", alarm);
    }

    /** Reads what is on the disk, if that is not known: after a start, or after a write that may have failed. */
    synchronized void settle() throws IOException {
        if (isClosed) {
            throw new IllegalStateException("the witness is closed");
        }
        if (isSettled) {
            return;
        }
        Optional<byte[]> bytes = storage.read(path);
        held = bytes.isPresent() ? read(bytes.get()) : null;
        if (bytes.isPresent()) {
            // Written once more: whoever wrote it may have died before it was durable, and it is about to be shown.
            files.replace(path, bytes.get());
        }
        isSettled = true;
    }

    /** Refuses what {@link #settle} would refuse; writes nothing. */
    synchronized void inspect() throws IOException {
        Optional<byte[]> bytes = storage.read(path);
        if (bytes.isPresent()) {
            Held _ = read(bytes.get());
        }
    }

    /** Waits for the request under way, and answers no more. */
    synchronized void close() {
        isClosed = true;
    }

    private Held read(byte[] bytes) throws WitnessRefusedException {
        try {
            Note note = Note.parse(bytes);
            Checkpoint tree = Checkpoint.parseTree(note.text());
            // Our own word counts, whatever our clock says now and whichever keys the log has now.
            List<Cosignature> own = Cosignature.verify(note, List.of(cosigner.key()), EVER);
            if (own.size() != 1 || !tree.origin().equals(log.origin())) {
                throw damaged("one cosignature by " + cosigner.key().name() + " for " + log.origin(), "another note");
            }
            return new Held(tree, note, own.getFirst().time());
        } catch (VerificationException e) {
            throw damaged(e.expected(), e.found());
        }
    }

    private WitnessRefusedException damaged(String expected, String found) {
        return new WitnessRefusedException(Reason.DAMAGED, path, expected, found);
    }

    /** The latest checkpoint; empty if there is none. */
    synchronized Optional<Note> latest() throws IOException {
        settle();
        return Optional.ofNullable(held).map(Held::note);
    }

    /**
     * The rest of the protocol, once the log's signature is known to be right.
     *
     * @param signatures of the log
     */
    synchronized Answer answer(AddCheckpoint request, List<NoteSignature> signatures) throws IOException {
        settle();
        Checkpoint tree = request.tree();
        keepFork(request);
        if (request.oldSize() > tree.size()) {
            if (held != null && request.oldSize() == held.tree().size()) {
                evidence.keep(contradiction(Contradiction.Kind.SHRUNK, held, request));
            }
            return new Answer.Malformed("the old size " + request.oldSize() + " is above the size " + tree.size());
        }
        long heldSize = held == null ? 0 : held.tree().size();
        if (request.oldSize() != heldSize) {
            return new Answer.Conflict(heldSize);
        }
        if (tree.size() == 0 && !tree.root().equals(TreeHash.EMPTY)) {
            return new Answer.Inconsistent("the root of an empty tree is another one");
        }
        try {
            Bytes32 heldRoot = held == null ? TreeHash.EMPTY : held.tree().root();
            new ConsistencyProof(heldSize, tree.size(), request.hashes()).verify(heldRoot, tree.root());
        } catch (VerificationException e) {
            if (held != null && heldSize > 0 && tree.size() > heldSize) {
                evidence.keep(contradiction(Contradiction.Kind.UNPROVED, held, request));
            }
            return new Answer.Inconsistent(String.valueOf(e.getMessage()));
        }
        return cosign(request, signatures);
    }

    /** Whatever the request is otherwise: two trees of one size, both signed, convict the log. */
    private void keepFork(AddCheckpoint request) throws IOException {
        if (held != null
                && held.tree().size() == request.tree().size()
                && !held.tree().root().equals(request.tree().root())) {
            evidence.keep(contradiction(Contradiction.Kind.FORK, held, request));
        }
    }

    private static Contradiction contradiction(Contradiction.Kind kind, Held held, AddCheckpoint request) {
        return new Contradiction(kind, held.note(), request.note(), request.hashes());
    }

    private Answer cosign(AddCheckpoint request, List<NoteSignature> signatures) throws IOException {
        long now = clock.instant().getEpochSecond();
        if (now < 1 || (held != null && now < held.time())) {
            return new Answer.Unavailable("the clock of this witness is behind the time of its last cosignature");
        }
        String text = request.note().text();
        NoteSignature line = cosigner.cosign(text, now);
        List<NoteSignature> lines = new ArrayList<>(signatures);
        lines.add(line);
        Held next = new Held(request.tree(), new Note(text, lines), now);
        isSettled = false; // until it is durable: whatever fails on the way leaves it to settle()
        files.replace(path, next.note().toBytes());
        held = next;
        isSettled = true;
        return new Answer.Cosigned(List.of(line));
    }
}
