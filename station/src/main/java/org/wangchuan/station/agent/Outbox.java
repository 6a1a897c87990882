package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * What the platform was not told yet, in the order in which it came about, and what it did not want to hear. Several threads
 * and programs of a station may add to it; one takes from it.
 */
public final class Outbox {
    /** File locks are the process's: its threads take turns by this. */
    private static final Object TURN = new Object();

    /** Names are in the order of their numbers, since all have as many digits. */
    private static final int DIGITS_MAX = 12;

    private static final long NUMBER_MAX = 999_999_999_999L;

    private final StationHome home;
    private final AgentFolder folder;

    /** Of a station, paired or not. */
    public Outbox(StationHome home) {
        this.home = home;
        this.folder = AgentFolder.of(home);
    }

    /** A message and its place. */
    record Queued(Path file, Message message) {}

    /**
     * A message that the platform has refused, for good or for now.
     *
     * @param detail what it said
     * @param at when it first said so
     */
    public record Refused(Message message, int status, String code, String detail, Instant at) {}

    /** Adds a message, durably. */
    public void add(Message message) throws IOException {
        folder.prepare();
        synchronized (TURN) {
            try (FileChannel channel = folder.openOutboxLock();
                    FileLock _ = channel.lock()) {
                long last = 0;
                for (Path known : List.of(folder.outbox(), folder.refused(), folder.damaged())) {
                    last = Math.max(last, last(known));
                }
                if (last >= NUMBER_MAX) {
                    // A longer name would come before all others, and the next message take its place.
                    throw new IOException("the outbox has no number left after " + last + ": " + folder.root());
                }
                String name = String.format(Locale.ROOT, "%0" + DIGITS_MAX + "d", last + 1);
                AgentFolder.write(folder.outbox().resolve(AgentFolder.name(name)), message.toJson());
            }
        }
    }

    /**
     * Adds a message, durably, if this station works for a platform. A pairing that can't be read is one that is mended some day; what waits until then costs
     * nobody anything.
     *
     * @return whether it was added
     */
    public boolean addIfPaired(Message message) throws IOException {
        if (!isPaired()) {
            return false;
        }
        add(message);
        return true;
    }

    private boolean isPaired() {
        try {
            return Pairing.of(home).isPresent();
        } catch (IOException _) {
            return true;
        }
    }

    /** Number of the message that was added last; 0 if there is none. */
    long lastNumber() throws IOException {
        return last(folder.outbox());
    }

    /**
     * Whether a message up to this number waits, other than what came of a look: that says nothing of what became of a medium, and may wait
     * for as long as a device is held.
     */
    boolean waitsUpTo(long number) throws IOException {
        for (Path file : files()) {
            // What has no number may have come at any time.
            if (number(file).orElse(0) > number) {
                continue;
            }
            boolean isLook =
                    message(file).filter(one -> one.kind() == Message.Kind.LOOK).isPresent();
            if (!isLook && Files.exists(file)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Adds all erasures without an order once more that the platform has, or has refused: it may have forgotten that, too.
     *
     * @param damaged told of each that can't be read
     */
    void queueDelivered(Consumer<Path> damaged) throws IOException {
        for (Path file : AgentFolder.documents(folder.delivered())) {
            try {
                add(read(file));
            } catch (DamagedFileException e) {
                damaged.accept(file);
            }
        }
        for (Path file : AgentFolder.documents(folder.refused())) {
            try {
                Message message = AgentFolder.read(file, Outbox::refusedMessage);
                if (message.kind() == Message.Kind.ERASURE) {
                    add(message);
                    DurableFiles.delete(file);
                }
            } catch (DamagedFileException e) {
                damaged.accept(file);
            }
        }
    }

    private static Message refusedMessage(Json.Fields in) throws ShapeException {
        return Message.fromJson(in.object("message"));
    }

    /** Destroys what is kept here of erasures that the platform was told, once they are forgotten. */
    public void forget(Set<UUID> clearings) throws IOException {
        for (Path file : AgentFolder.documents(folder.delivered())) {
            if (message(file)
                    .flatMap(Message::clearing)
                    .filter(clearings::contains)
                    .isPresent()) {
                DurableFiles.destroy(file);
            }
        }
    }

    private static long last(Path folder) throws IOException {
        return AgentFolder.documents(folder).stream()
                .map(Outbox::number)
                .flatMapToLong(OptionalLong::stream)
                .max()
                .orElse(0);
    }

    /** The number that a message was added by; empty for what somebody else has put there under another name. */
    private static OptionalLong number(Path file) {
        String name = name(file);
        int digits = name.indexOf('.');
        boolean isNumber = digits > 0
                && digits <= DIGITS_MAX
                && name.substring(0, digits).chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? OptionalLong.of(Long.parseLong(name.substring(0, digits))) : OptionalLong.empty();
    }

    /** Where the messages are, the oldest first. */
    List<Path> files() throws IOException {
        return AgentFolder.documents(folder.outbox());
    }

    static Message read(Path file) throws IOException {
        return AgentFolder.read(file, Message::fromJson);
    }

    /** The platform has it. What has no place of its own here is kept: a platform that was put back from a back-up is told again. */
    void remove(Queued queued) throws IOException {
        if (queued.message().kind() == Message.Kind.ERASURE) {
            folder.prepare();
            JsonValue.Obj message = queued.message().toJson();
            String name = Bytes32.sha256(CanonicalJson.write(message)).base64Url();
            AgentFolder.write(folder.delivered().resolve(AgentFolder.name(name)), message);
        }
        drop(queued);
    }

    private void drop(Queued queued) throws IOException {
        release(queued);
        DurableFiles.delete(queued.file());
    }

    /**
     * What can't be read goes out of the way as it is, and its number is not given again. Others go on, also of the same device, for nobody
     * knows which that is: how a task ended is told once more when the platform still asks for it, and of two erasures without a task the
     * later one, of the same log, settles what the earlier one said.
     */
    void setAside(Path file) throws IOException {
        folder.prepare();
        DurableFiles.move(file, folder.damaged().resolve(file.getFileName()));
    }

    /** Names of the messages that can't be read, set aside or still in their places, the oldest first. */
    public List<String> damaged() throws IOException {
        Set<String> out = new TreeSet<>();
        for (Path file : AgentFolder.documents(folder.damaged())) {
            out.add(name(file));
        }
        for (Path file : files()) {
            if (message(file).isEmpty() && Files.exists(file)) {
                out.add(name(file));
            }
        }
        return List.copyOf(out);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** Empty if it is damaged, or gone. */
    private static Optional<Message> message(Path file) throws IOException {
        try {
            return Optional.of(read(file));
        } catch (DamagedFileException | NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** The platform does not take it now: it stays, and why is kept for whoever looks. */
    void hold(Queued queued, PlatformRefusedException why, Instant now) throws IOException {
        folder.prepare();
        AgentFolder.write(note(queued.file()), document(why, now).build());
    }

    /** Before the message goes: its number may be given again. */
    private void release(Queued queued) throws IOException {
        if (Files.exists(note(queued.file()))) {
            DurableFiles.delete(note(queued.file()));
        }
    }

    private Path note(Path file) {
        return folder.held().resolve(file.getFileName());
    }

    /** What waits since the platform did not take it, the oldest first. */
    public List<Refused> held() throws IOException {
        List<Refused> out = new ArrayList<>();
        for (Path file : AgentFolder.documents(folder.held())) {
            try {
                Message message = read(folder.outbox().resolve(file.getFileName()));
                out.add(AgentFolder.read(file, in -> refused(message, in)));
            } catch (NoSuchFileException | DamagedFileException _) {
                // The agent has brought it just now, or it is named among what is damaged.
            }
        }
        return out;
    }

    /** The platform does not want it: it is kept, and out of the way. */
    void refuse(Queued queued, PlatformRefusedException why, Instant now) throws IOException {
        AgentFolder.write(
                folder.refused().resolve(queued.file().getFileName()),
                document(why, now).put("message", queued.message().toJson()).build());
        drop(queued);
    }

    private static Json.Builder document(PlatformRefusedException why, Instant now) {
        return Json.object()
                .put("status", why.status())
                .put("code", why.code())
                .put("detail", String.valueOf(why.getMessage()))
                .put("at", now.toString());
    }

    private static Refused refused(Message message, Json.Fields in) throws ShapeException {
        return new Refused(
                message,
                (int) in.whole("status", 0, 999),
                in.text("code"),
                in.text("detail"),
                Instant.parse(in.text("at")));
    }

    /** How many messages wait. */
    public int length() throws IOException {
        return AgentFolder.documents(folder.outbox()).size();
    }

    /** Whether a message of this kind about this task waits. */
    boolean holds(UUID task, Message.Kind kind) throws IOException {
        for (Path file : AgentFolder.documents(folder.outbox())) {
            Optional<Message> message = message(file);
            if (message.filter(one -> one.kind() == kind && one.task().equals(Optional.of(task)))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Whether the end of this task waits; that it does not go on just now is none. */
    boolean holdsEnd(UUID task) throws IOException {
        for (Path file : files()) {
            Optional<Message> message = message(file);
            if (message.filter(one -> one.kind() == Message.Kind.END
                            && one.task().equals(Optional.of(task))
                            && !one.isEnd(TaskEnd.Outcome.INTERRUPTED))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Names of what was refused: no two are ever called the same. */
    List<String> refusedNames() throws IOException {
        return AgentFolder.documents(folder.refused()).stream()
                .map(Outbox::name)
                .toList();
    }

    /** Whether anything was refused that says what became of a medium and that the platform does not have, other than what has these names. */
    boolean hasRefusedEvidence(List<String> except) throws IOException {
        for (Path file : AgentFolder.documents(folder.refused())) {
            if (!except.contains(name(file)) && isEvidence(file)) {
                return true;
            }
        }
        return false;
    }

    /** Of what can't be read nobody knows that it is none. A receipt the platform keeps, also where it knows another end of that task. */
    private static boolean isEvidence(Path refused) throws IOException {
        try {
            return AgentFolder.read(refused, in -> {
                Message message = refusedMessage(in);
                boolean isKeptThere = in.text("code").equals(PlatformRefusedException.TASK_ENDED_OTHERWISE)
                        && message.bringsReceipt();
                return message.isEvidence() && !isKeptThere;
            });
        } catch (DamagedFileException _) {
            return true;
        }
    }

    /** What was refused, the oldest first. */
    public List<Refused> refused() throws IOException {
        List<Refused> out = new ArrayList<>();
        for (Path file : AgentFolder.documents(folder.refused())) {
            out.add(AgentFolder.read(file, in -> refused(Message.fromJson(in.object("message")), in)));
        }
        return out;
    }
}
