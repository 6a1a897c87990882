package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * What the platform was not told yet, in the order in which it came about, and what it did not want to hear. Several threads
 * and programs of a station may add to it; one takes from it.
 */
public final class Outbox {
    /** File locks are the process's: its threads take turns by this. */
    private static final Object TURN = new Object();

    private final AgentFolder folder;

    /** Of a station, paired or not. */
    public Outbox(StationHome home) {
        this.folder = AgentFolder.of(home);
    }

    /** A message and its place. */
    record Queued(Path file, Message message) {}

    /**
     * A message that the platform has refused for good.
     *
     * @param detail what it said
     */
    public record Refused(Message message, int status, String code, String detail, Instant at) {}

    /** Adds a message, durably. */
    public void add(Message message) throws IOException {
        folder.prepare();
        synchronized (TURN) {
            try (FileChannel channel = folder.openOutboxLock();
                    FileLock _ = channel.lock()) {
                long next = Math.max(last(folder.outbox()), last(folder.refused())) + 1;
                AgentFolder.write(
                        folder.outbox().resolve(AgentFolder.name(String.format(Locale.ROOT, "%012d", next))),
                        message.toJson());
            }
        }
    }

    private static long last(Path folder) throws IOException {
        List<Path> files = AgentFolder.documents(folder);
        if (files.isEmpty()) {
            return 0;
        }
        String name = String.valueOf(files.getLast().getFileName());
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    /** The oldest message. */
    Optional<Queued> first() throws IOException {
        List<Path> files = AgentFolder.documents(folder.outbox());
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(new Queued(files.getFirst(), AgentFolder.read(files.getFirst(), Message::fromJson)));
    }

    /** The platform has it. */
    void remove(Queued queued) throws IOException {
        DurableFiles.delete(queued.file());
    }

    /** The platform does not want it: it is kept, and out of the way. */
    void refuse(Queued queued, PlatformRefusedException why, Instant now) throws IOException {
        AgentFolder.write(
                folder.refused().resolve(queued.file().getFileName()),
                Json.object()
                        .put("message", queued.message().toJson())
                        .put("status", why.status())
                        .put("code", why.code())
                        .put("detail", String.valueOf(why.getMessage()))
                        .put("at", now.toString())
                        .build());
        DurableFiles.delete(queued.file());
    }

    /** How many messages wait. */
    public int length() throws IOException {
        return AgentFolder.documents(folder.outbox()).size();
    }

    /** Whether a message of this kind about this task waits. */
    boolean holds(UUID task, Message.Kind kind) throws IOException {
        for (Path file : AgentFolder.documents(folder.outbox())) {
            Message message = AgentFolder.read(file, Message::fromJson);
            if (message.kind() == kind && message.task().equals(Optional.of(task))) {
                return true;
            }
        }
        return false;
    }

    /** What was refused, the oldest first. */
    public List<Refused> refused() throws IOException {
        List<Refused> out = new ArrayList<>();
        for (Path file : AgentFolder.documents(folder.refused())) {
            out.add(AgentFolder.read(
                    file,
                    in -> new Refused(
                            Message.fromJson(in.object("message")),
                            (int) in.whole("status", 0, 999),
                            in.text("code"),
                            in.text("detail"),
                            Instant.parse(in.text("at")))));
        }
        return out;
    }
}
