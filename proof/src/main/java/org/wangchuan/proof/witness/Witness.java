package org.wangchuan.proof.witness;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.Storage;
import org.wangchuan.proof.witness.WitnessRefusedException.Reason;

/**
 * A witness of some logs (C2SP tlog-witness), on one folder. For each log it cosigns only trees that contain the one
 * that it cosigned before. Thread-safe; logs do not wait for each other.
 *
 * <p>Nothing inside a folder can show that the whole folder is an older copy: a witness whose state was taken back
 * from a backup can be made to cosign a fork of what it has forgotten. Give it a new name and key instead.
 */
public final class Witness implements AutoCloseable {
    private static final String OWNER = "witness";
    private static final String LOCK = "lock";

    private final CosignerKey key;
    private final Closeable lock;
    private final Map<String, WatchedLog> logs = new HashMap<>();
    private final Map<String, LogMemory> memories = new HashMap<>();

    private Witness(CosignerKey key, Closeable lock) {
        this.key = key;
        this.lock = lock;
    }

    /**
     * Opens the state, or makes a new one in an empty or absent folder.
     *
     * @param cosigner the witness's name and key; a state belongs to one of them for ever
     * @param logs with different origins
     * @param alarm is told of each contradiction once it is durable, within the request; it must not block
     * @throws WitnessRefusedException if the state is in use, another's or damaged
     */
    public static Witness open(
            Path folder,
            Cosigner cosigner,
            Collection<WatchedLog> logs,
            InstantSource clock,
            Consumer<Contradiction> alarm)
            throws IOException {
        DiskStorage.createDurably(folder.toAbsolutePath());
        return open(new DiskStorage(folder), cosigner, logs, clock, alarm);
    }

    /**
     * Whether {@link #open} would take this state, as far as that can be told without writing to it. The state of a
     * witness at work is refused like any that is in use.
     *
     * @throws WitnessRefusedException if the state is in use, another's or damaged
     * @throws IOException if it can't be read, or could not be written
     */
    public static void inspect(Path folder, Cosigner cosigner, Collection<WatchedLog> logs) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (!Files.isDirectory(absolute)) {
            requireCreatable(absolute);
            return;
        }
        if (!Files.isWritable(absolute)) {
            throw new IOException(absolute + ": expected a folder that can be written to, found one that can't");
        }
        DiskStorage storage = new DiskStorage(absolute);
        // To lock makes the file, so only one that is there is tried: without it nobody is at work.
        Optional<Closeable> lock = Files.exists(absolute.resolve(LOCK)) ? storage.lock(LOCK) : Optional.of(() -> {});
        try (Closeable _ = lock.orElseThrow(Witness::inUse)) {
            requireOwner(storage, cosigner.key());
            for (WatchedLog log : logs) {
                new LogMemory(storage, log, cosigner, InstantSource.system(), _ -> {}).inspect();
            }
        }
    }

    /** The nearest folder above that is there must take a new one. */
    private static void requireCreatable(Path absolute) throws IOException {
        Path above = absolute;
        while (above != null && !Files.exists(above, LinkOption.NOFOLLOW_LINKS)) {
            above = above.getParent();
        }
        if (above == null || !Files.isDirectory(above) || !Files.isWritable(above)) {
            throw new IOException(
                    absolute + ": expected a place where a folder can be made, found " + above + ", which takes none");
        }
    }

    private static WitnessRefusedException inUse() {
        return new WitnessRefusedException(Reason.LOCKED, LOCK, "one witness", "another at work");
    }

    static Witness open(
            Storage storage,
            Cosigner cosigner,
            Collection<WatchedLog> logs,
            InstantSource clock,
            Consumer<Contradiction> alarm)
            throws IOException {
        Closeable lock = storage.lock(LOCK).orElseThrow(Witness::inUse);
        try {
            if (!requireOwner(storage, cosigner.key())) {
                new FolderStore(storage, "next")
                        .replace(OWNER, (cosigner.key() + "\n").getBytes(StandardCharsets.UTF_8));
            }
            Witness witness = new Witness(cosigner.key(), lock);
            for (WatchedLog log : logs) {
                if (witness.logs.put(log.origin(), log) != null) {
                    throw new IllegalArgumentException("two logs with the origin " + log.origin());
                }
                LogMemory memory = new LogMemory(storage, log, cosigner, clock, alarm);
                memory.settle();
                witness.memories.put(log.hash(), memory);
            }
            return witness;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Another key would find checkpoints that it did not cosign; another name would be a second one for one key.
     *
     * @return whether the state has an owner; one without anything in it needs none yet
     */
    private static boolean requireOwner(Storage storage, CosignerKey key) throws IOException {
        Optional<byte[]> owner = storage.read(OWNER);
        String found =
                owner.map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("");
        if (owner.isPresent() && !found.equals(key + "\n")) {
            throw new WitnessRefusedException(Reason.OTHER_WITNESS, OWNER, key.toString(), found.strip());
        }
        if (owner.isEmpty() && !storage.list("logs").isEmpty()) {
            throw new WitnessRefusedException(Reason.DAMAGED, OWNER, "whose state this is", "no file");
        }
        return owner.isPresent();
    }

    /** The key that others verify with. */
    public CosignerKey key() {
        return key;
    }

    /**
     * Answers one request.
     *
     * @throws IOException if the state can't be read or written. Nothing was promised; the same request may be sent
     *     again
     */
    public Answer addCheckpoint(byte[] body) throws IOException {
        AddCheckpoint request;
        try {
            request = AddCheckpoint.parse(body);
        } catch (VerificationException e) {
            return new Answer.Malformed(String.valueOf(e.getMessage()));
        }
        WatchedLog log = logs.get(request.tree().origin());
        if (log == null) {
            return new Answer.UnknownOrigin();
        }
        try {
            return memory(log.hash()).orElseThrow().answer(request, signaturesBy(log, request.note()));
        } catch (VerificationException e) {
            return new Answer.NotTrusted(String.valueOf(e.getMessage()));
        }
    }

    /** Only these are kept and shown: what else stands on a note is anybody's. */
    private static List<NoteSignature> signaturesBy(WatchedLog log, Note note) throws VerificationException {
        List<VerifierKey> signers = note.verify(log.keys());
        List<NoteSignature> out = new ArrayList<>();
        for (NoteSignature signature : note.signatures()) {
            if (!out.contains(signature) && signers.stream().anyMatch(signer -> signer.claims(signature))) {
                out.add(signature);
            }
        }
        return out;
    }

    /**
     * The latest cosigned checkpoint of a log, with the log's signatures and ours; empty if there is none.
     *
     * @param originHash as of {@link WatchedLog#hashOf}
     */
    public Optional<Note> latest(String originHash) throws IOException {
        Optional<LogMemory> memory = memory(originHash);
        return memory.isEmpty() ? Optional.empty() : memory.get().latest();
    }

    private Optional<LogMemory> memory(String originHash) {
        @Nullable LogMemory memory = memories.get(originHash);
        return Optional.ofNullable(memory);
    }

    /** Waits for requests under way and gives the state back; later requests are a mistake of the caller. */
    @Override
    public void close() throws IOException {
        memories.values().forEach(LogMemory::close);
        lock.close();
    }
}
