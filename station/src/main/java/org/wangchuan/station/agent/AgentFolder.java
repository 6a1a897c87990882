package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * The agent's part of the station's state: a small JSON file for each thing, either the old or the new one after a loss of
 * power.
 *
 * @param root absolute
 */
record AgentFolder(Path root) {
    private static final String ENDING = ".json";

    static AgentFolder of(StationHome home) {
        return new AgentFolder(home.agent());
    }

    /** Makes the folders if they are not there. */
    void prepare() throws IOException {
        for (Path folder : List.of(
                root, tasks(), outbox(), held(), refused(), damaged(), damagedTasks(), receipts(), delivered())) {
            DurableFiles.createFolder(folder);
        }
    }

    Path pairing() {
        return root.resolve("pairing.json");
    }

    Path tasks() {
        return root.resolve("tasks");
    }

    Path outbox() {
        return root.resolve("outbox");
    }

    /** Beside the outbox: why a message of this name waits there. */
    Path held() {
        return root.resolve("held");
    }

    Path refused() {
        return root.resolve("refused");
    }

    /** What was in the outbox and can't be read, as it was found. */
    Path damaged() {
        return root.resolve("damaged");
    }

    /** What was the record of a task and can't be read, as it was found. */
    Path damagedTasks() {
        return root.resolve("damaged-tasks");
    }

    /** What the platform has that has no place of its own here: it may have to be told again. */
    Path delivered() {
        return root.resolve("delivered");
    }

    /** Since which restore of the platform it was told all. */
    Path epoch() {
        return root.resolve("epoch.json");
    }

    /** How far the numbers of turns have come. */
    Path turns() {
        return root.resolve("turns.json");
    }

    Path receipts() {
        return root.resolve("receipts");
    }

    /** Where the receipt of a task goes: one folder each, so that what lies there is this task's. */
    Path receipts(UUID task) {
        return receipts().resolve(task.toString());
    }

    /** What was found by looks and is not told yet: one folder each. */
    Path looks() {
        return root.resolve("looks");
    }

    Path look(UUID look) {
        return looks().resolve(look.toString());
    }

    /** Held by the one agent that works here; released when the process ends, however that comes about. */
    FileChannel openLock() throws IOException {
        return DurableFiles.open(root.resolve("lock"));
    }

    /** Held for the moment in which a message gets its number. */
    FileChannel openOutboxLock() throws IOException {
        return DurableFiles.open(root.resolve("outbox.lock"));
    }

    static void write(Path file, JsonValue.Obj object) throws IOException {
        DurableFiles.replace(file, CanonicalJson.write(object));
    }

    /** How a document is read. */
    interface Reader<T> {
        T from(Json.Fields in) throws ShapeException;
    }

    static <T> T read(Path file, Reader<T> reader) throws IOException {
        try {
            return reader.from(Json.in(CanonicalJson.readObject(Files.readAllBytes(file))));
        } catch (MalformedJsonException | ShapeException e) {
            throw new DamagedFileException(file, e);
        }
    }

    /** The documents of a folder by name; none if it is not there. */
    static List<Path> documents(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
    }

    static String name(String stem) {
        return stem + ENDING;
    }

    /** What a document is called after, if that is a UUID. */
    static Optional<UUID> uuid(String name) {
        try {
            return name.endsWith(ENDING)
                    ? Optional.of(UUID.fromString(name.substring(0, name.length() - ENDING.length())))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    static UUID uuid(Json.Fields in, String member) throws ShapeException {
        String text = in.text(member);
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            ShapeException shape = new ShapeException(member, "a UUID", "another text");
            shape.initCause(e);
            throw shape;
        }
    }
}
