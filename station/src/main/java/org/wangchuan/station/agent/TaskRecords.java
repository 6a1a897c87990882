package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.station.home.StationHome;

/**
 * The station's own record of the tasks that it has claimed. Those that are over stay: a platform that was put back from a
 * backup may ask for one again, and must be told how it ended instead.
 */
final class TaskRecords {
    private final AgentFolder folder;

    /** Of a station. */
    TaskRecords(StationHome home) {
        this.folder = AgentFolder.of(home);
    }

    void keep(TaskRecord record) throws IOException {
        AgentFolder.write(file(record.task().id()), record.toJson());
    }

    Optional<TaskRecord> find(UUID task) throws IOException {
        Path file = file(task);
        return Files.exists(file) ? Optional.of(AgentFolder.read(file, TaskRecord::fromJson)) : Optional.empty();
    }

    /** All of them. */
    List<TaskRecord> all() throws IOException {
        List<TaskRecord> out = new ArrayList<>();
        for (Path file : AgentFolder.documents(folder.tasks())) {
            out.add(AgentFolder.read(file, TaskRecord::fromJson));
        }
        return out;
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
