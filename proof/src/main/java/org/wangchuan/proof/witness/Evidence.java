package org.wangchuan.proof.witness;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.wangchuan.canonical.Json;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.Storage;

/** The contradictions of one log, kept in one folder. Not thread-safe. */
final class Evidence {
    /** Most files of one kind: who holds a log's key could fill the disk otherwise, and the first convicts as well. */
    static final int EACH_KIND_MAX = 32;

    private final Storage storage;
    private final FolderStore files;
    private final String folder;
    private final Consumer<Contradiction> alarm;
    private final Set<String> kept = new HashSet<>();

    Evidence(Storage storage, FolderStore files, String folder, Consumer<Contradiction> alarm) {
        this.storage = storage;
        this.files = files;
        this.folder = folder;
        this.alarm = alarm;
    }

    /** Durable on return; then the alarm is raised, once for the same two trees. */
    void keep(Contradiction contradiction) throws IOException {
        String name = contradiction.fileName();
        if (kept.contains(name) || isFull(contradiction.kind(), name)) {
            return;
        }
        // Also if the file is there: who wrote it may have died before its name was durable.
        files.replace(folder + "/" + name, contradiction.toBytes());
        kept.add(name);
        alarm.accept(contradiction);
    }

    private boolean isFull(Contradiction.Kind kind, String name) throws IOException {
        String start = Json.wireName(kind) + "-";
        return storage.list(folder).stream()
                        .filter(other -> other.startsWith(start) && !other.equals(name))
                        .count()
                >= EACH_KIND_MAX;
    }
}
