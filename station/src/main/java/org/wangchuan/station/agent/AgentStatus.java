package org.wangchuan.station.agent;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.station.home.StationHome;

/**
 * How a station stands to its platform, read from its state alone.
 *
 * @param open tasks that are claimed and not over
 * @param outboxLength messages that the platform was not told yet
 * @param held those of them that it did not take when they were brought, the oldest first; what is about the same device waits behind
 * @param refused what it has refused for good, the oldest first
 * @param damaged names of messages that can't be read: they are kept, and the platform was not told
 * @param damagedTasks names of records of tasks that can't be read: they are kept, and the platform is told that nobody knows how far
 *     such a task came, if it asks for it
 */
public record AgentStatus(
        Optional<Pairing> pairing,
        List<OpenTask> open,
        int outboxLength,
        List<Outbox.Refused> held,
        List<Outbox.Refused> refused,
        List<String> damaged,
        List<String> damagedTasks) {
    public AgentStatus {
        open = List.copyOf(open);
        held = List.copyOf(held);
        refused = List.copyOf(refused);
        damaged = List.copyOf(damaged);
        damagedTasks = List.copyOf(damagedTasks);
    }

    /**
     * A task that is claimed and not over.
     *
     * @param state {@code claimed} or {@code erasing}
     */
    public record OpenTask(Task task, String state) {}

    /** Of a station, whether its agent runs or not. */
    public static AgentStatus of(StationHome home) throws IOException {
        TaskRecords records = new TaskRecords(home);
        List<OpenTask> open = records.open().stream()
                .map(record -> new OpenTask(record.task(), Json.wireName(record.state())))
                .toList();
        Outbox outbox = new Outbox(home);
        return new AgentStatus(
                Pairing.of(home),
                open,
                outbox.length(),
                outbox.held(),
                outbox.refused(),
                outbox.damaged(),
                records.damaged());
    }
}
