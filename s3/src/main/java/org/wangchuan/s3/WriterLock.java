package org.wangchuan.s3;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.ObjectStore.Holding;
import org.wangchuan.proof.storage.Storage;

/**
 * The object that says who writes to a log in a bucket: a writer, known again by a file on its machine, and the run of it.
 *
 * <pre>
 * "wangchuan/writer/v1\n" || writer (UUID) || "\n" || run (UUID) || "\n"
 * </pre>
 *
 * <p>It has no time limit, since no clock is to be trusted. A writer that was killed finds its own word and goes on;
 * another one is refused, unless a person says to take over. Of two runs of one writer, as from a copied machine, the later
 * one has it. All this is courtesy: what keeps two writers apart is the swap of the files that they write.
 */
final class WriterLock implements Holding {
    private static final String FIRST_LINE = "wangchuan/writer/v1\n";
    private static final String WRITER = "private/writer";
    private static final int UUID_CHARS = 36;

    private final S3Store store;
    private final String path;
    private final byte[] own;
    private final Closeable ofMachine;

    private WriterLock(S3Store store, String path, byte[] own, Closeable ofMachine) {
        this.store = store;
        this.path = path;
        this.own = own;
        this.ofMachine = ofMachine;
    }

    /**
     * Takes the lock; empty if another writer has it, or another process on this machine.
     *
     * @param local folder on this machine
     * @param takesOver whether another writer's lock is taken away
     */
    static Optional<WriterLock> take(S3Store store, String path, Storage local, boolean takesOver) throws IOException {
        FolderStore files = new FolderStore(local, "private/next");
        files.createFolders(Storage.folderOf(path));
        Optional<Closeable> ofMachine = local.lock(path);
        if (ofMachine.isEmpty()) {
            return Optional.empty();
        }
        boolean isTaken = false;
        try {
            String writer = writer(files);
            byte[] own = (writer + UUID.randomUUID() + "\n").getBytes(StandardCharsets.US_ASCII);
            Optional<byte[]> found = store.read(path);
            boolean isOurs = found.isEmpty() || takesOver || isOf(found.get(), writer);
            isTaken = isOurs && store.swap(path, found, own);
            return isTaken ? Optional.of(new WriterLock(store, path, own, ofMachine.get())) : Optional.empty();
        } finally {
            if (!isTaken) {
                ofMachine.get().close();
            }
        }
    }

    /** The lines that are the same in all runs of this writer. */
    private static String writer(FolderStore files) throws IOException {
        Optional<byte[]> kept = files.read(WRITER);
        if (kept.isPresent()) {
            String text = new String(kept.get(), StandardCharsets.US_ASCII);
            if (text.length() == FIRST_LINE.length() + UUID_CHARS + 1 && text.startsWith(FIRST_LINE)) {
                return text;
            }
            // It names nobody: whoever wrote to the bucket from here is now another writer.
        }
        String made = FIRST_LINE + UUID.randomUUID() + "\n";
        files.replace(WRITER, made.getBytes(StandardCharsets.US_ASCII));
        return made;
    }

    private static boolean isOf(byte[] lock, String writer) {
        return new String(lock, StandardCharsets.US_ASCII).startsWith(writer);
    }

    /** What the lock holds for this run. */
    byte[] own() {
        return own.clone();
    }

    @Override
    public boolean isHeld() throws IOException {
        Optional<byte[]> found = store.read(path);
        return found.isPresent() && Arrays.equals(found.get(), own);
    }

    /** Gives it back. Where the store can't be reached the lock stays: this machine knows it again. */
    @Override
    public void close() throws IOException {
        try (ofMachine) {
            if (isHeld()) {
                store.delete(path);
            }
        } catch (S3Exception e) {
            // as said above
        }
    }

    /** As a killed process does: the kernel gives back what it knows of, and nobody else hears of it. */
    void abandon() throws IOException {
        ofMachine.close();
    }
}
