package org.wangchuan.station.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.station.agent.HandOver;
import org.wangchuan.station.agent.Look;
import org.wangchuan.station.agent.LookDesk;
import org.wangchuan.station.agent.PlatformRefusedException;
import org.wangchuan.station.agent.TaskProgress;

/** One look by the rules of the Station API, in memory, between the station that erased and the one that reads. Thread-safe. */
public final class InMemoryLooks {
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final Pattern RECIPIENT = Pattern.compile("[A-Za-z0-9_-]{59}");

    private final Look look;
    private final UUID task;
    private Optional<String> recipient = Optional.empty();
    private Optional<String> sealed = Optional.empty();
    private final List<String> recipients = new ArrayList<>();
    private final List<String> everSealed = new ArrayList<>();
    private Optional<String> exchanged = Optional.empty();
    private final List<String> codes = new ArrayList<>();
    private boolean isOver;
    private boolean isAway;
    private int claims;

    /**
     * Asked for, with a challenge of its own.
     *
     * @param task for which the drive was erased
     */
    public InMemoryLooks(String lane, Optional<String> serial, UUID task, UUID clearing, Bytes32 statement) {
        this.look = new Look(UUID.randomUUID(), lane, serial, clearing, statement, Bytes32.random());
        this.task = task;
    }

    /** What was asked for. */
    public Look look() {
        return look;
    }

    /** It was told how it ended. */
    public synchronized void over() {
        isOver = true;
    }

    /** All keys that files were to be sealed for, each once. */
    public synchronized List<String> recipients() {
        return List.copyOf(recipients);
    }

    /** All that went through here, sealed. */
    public synchronized List<String> everSealed() {
        return List.copyOf(everSealed);
    }

    /** Why nothing could be handed over. */
    public synchronized List<String> codes() {
        return List.copyOf(codes);
    }

    /** Puts something else in the place of what is sealed from now on. */
    public synchronized void exchange(String other) {
        exchanged = Optional.of(other);
    }

    /** Does not say once whether files are there. */
    public synchronized void failOnce() {
        isAway = true;
    }

    /** How often somebody was to begin, also for the same key. */
    public synchronized int claims() {
        return claims;
    }

    /** As a station sees it that erased, or reads, or both. */
    public LookDesk desk(boolean isReader, boolean isEraser) {
        return new LookDesk() {
            @Override
            public List<Look> wanted() {
                synchronized (InMemoryLooks.this) {
                    return isReader && !isOver ? List.of(look) : List.of();
                }
            }

            @Override
            public List<HandOver> handOvers() {
                synchronized (InMemoryLooks.this) {
                    return isEraser && !isOver && recipient.isPresent() && sealed.isEmpty()
                            ? List.of(new HandOver(look.id(), task, look.clearing(), recipient.get()))
                            : List.of();
                }
            }

            @Override
            public void claim(UUID id, String lane, Optional<String> serial, String key)
                    throws PlatformRefusedException {
                synchronized (InMemoryLooks.this) {
                    requireThis(id);
                    requireOpen();
                    if (!lane.equals(look.lane()) || !serial.equals(look.serial())) {
                        throw new PlatformRefusedException(CONFLICT, "LANE_DIFFERS", "another medium");
                    }
                    if (!RECIPIENT.matcher(key).matches()) {
                        throw new PlatformRefusedException(UNPROCESSABLE, "BODY_SHAPE", "recipient");
                    }
                    claims++;
                    if (recipient.equals(Optional.of(key))) {
                        return;
                    }
                    recipient = Optional.of(key);
                    sealed = Optional.empty();
                    recipients.add(key);
                }
            }

            @Override
            public Optional<String> files(UUID id) throws IOException, PlatformRefusedException {
                synchronized (InMemoryLooks.this) {
                    requireThis(id);
                    requireOpen();
                    if (isAway) {
                        isAway = false;
                        throw new IOException("no answer");
                    }
                    return sealed;
                }
            }

            @Override
            public void handOver(UUID id, String key, String files) throws PlatformRefusedException {
                synchronized (InMemoryLooks.this) {
                    requireThis(id);
                    requireOpen();
                    if (!Optional.of(key).equals(recipient)) {
                        throw new PlatformRefusedException(CONFLICT, "LOOK_RECIPIENT", "another key");
                    }
                    sealed = exchanged.or(() -> Optional.of(files));
                    everSealed.add(files);
                }
            }

            @Override
            public void cannotHandOver(UUID id, String code, BilingualText text) throws PlatformRefusedException {
                synchronized (InMemoryLooks.this) {
                    requireThis(id);
                    requireOpen();
                    if (recipient.isEmpty() || sealed.isPresent()) {
                        throw new PlatformRefusedException(CONFLICT, "LOOK_RECIPIENT", "nobody waits");
                    }
                    codes.add(code);
                    isOver = true;
                }
            }

            @Override
            public void putProgress(UUID id, TaskProgress progress) throws IOException {
                // Nothing rests on it.
            }
        };
    }

    private void requireThis(UUID id) throws PlatformRefusedException {
        if (!id.equals(look.id())) {
            throw new PlatformRefusedException(NOT_FOUND, "LOOK_NOT_FOUND", "another");
        }
    }

    private void requireOpen() throws PlatformRefusedException {
        if (isOver) {
            throw new PlatformRefusedException(CONFLICT, "LOOK_ENDED", "over");
        }
    }
}
