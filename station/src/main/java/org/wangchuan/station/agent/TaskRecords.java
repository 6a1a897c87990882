package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * The station's own record of the tasks that it has claimed, and of phones that it is about to. Those that are over stay: a platform that was put back from a
 * backup may ask for one again, and must be told how it ended instead. Of one that can't be read its name still says which task it is:
 * that one is never begun as if it were new. What was read is held: one agent at a time writes here. Thread-safe.
 */
final class TaskRecords {
    private final AgentFolder folder;
    private final Map<UUID, TaskRecord> held = new LinkedHashMap<>();
    private final Set<Path> damaged = new TreeSet<>();
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

    /** Nothing was done for it, and the platform does not want it any more. */
    synchronized void drop(UUID task) throws IOException {
        read();
        DurableFiles.delete(file(task));
        held.remove(task);
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
            try {
                TaskRecord record = AgentFolder.read(file, TaskRecord::fromJson);
                held.put(record.task().id(), record);
            } catch (DamagedFileException _) {
                damaged.add(file);
            }
        }
        damaged.addAll(AgentFolder.documents(folder.damagedTasks()));
        isRead = true;
    }

    /** Moves what can't be read out of the way, as it is; where it lies now. */
    synchronized List<Path> setAside() throws IOException {
        read();
        List<Path> out = new ArrayList<>();
        for (Path file : damaged) {
            Path aside = folder.damagedTasks().resolve(file.getFileName());
            if (!file.equals(aside)) {
                DurableFiles.move(file, aside);
                out.add(aside);
            }
        }
        damaged.removeIf(file -> !file.startsWith(folder.damagedTasks()));
        damaged.addAll(out);
        return out;
    }

    /** Names of the records that can't be read, set aside or still in their places. */
    synchronized List<String> damaged() throws IOException {
        read();
        return damaged.stream()
                .map(file -> String.valueOf(file.getFileName()))
                .distinct()
                .sorted()
                .toList();
    }

    /** The tasks of which nothing is known but that there was a record. */
    synchronized Set<UUID> lost() throws IOException {
        return damaged().stream()
                .flatMap(name -> AgentFolder.uuid(name).stream())
                .filter(task -> !held.containsKey(task))
                .collect(Collectors.toSet());
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
