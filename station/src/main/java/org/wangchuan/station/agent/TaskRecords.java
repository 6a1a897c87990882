package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.station.home.StationHome;

/**
 * The station's own record of the tasks that it has claimed. Those that are over stay: a platform that was put back from a
 * backup may ask for one again, and must be told how it ended instead. What was read is held: one agent at a time writes here.
 * Thread-safe.
 */
final class TaskRecords {
    private final AgentFolder folder;
    private final Map<UUID, TaskRecord> held = new LinkedHashMap<>();
    private boolean isRead;

    /** Of a station. */
    TaskRecords(StationHome home) {
        this.folder = AgentFolder.of(home);
    }

    synchronized void keep(TaskRecord record) throws IOException {
        read();
        AgentFolder.write(file(record.task().id()), record.toJson());
        held.put(record.task().id(), record);
    }

    synchronized Optional<TaskRecord> find(UUID task) throws IOException {
        read();
        return Optional.ofNullable(held.get(task));
    }

    /** All of them. */
    synchronized List<TaskRecord> all() throws IOException {
        read();
        return List.copyOf(held.values());
    }

    private void read() throws IOException {
        if (isRead) {
            return;
        }
        for (Path file : AgentFolder.documents(folder.tasks())) {
            TaskRecord record = AgentFolder.read(file, TaskRecord::fromJson);
            held.put(record.task().id(), record);
        }
        isRead = true;
    }

    /** Those that are not over. */
    List<TaskRecord> open() throws IOException {
        return all().stream()
                .filter(record -> record.state() != TaskRecord.State.ENDED)
                .toList();
    }

    private Path file(UUID task) {
        return folder.tasks().resolve(AgentFolder.name(task.toString()));
    }
}
