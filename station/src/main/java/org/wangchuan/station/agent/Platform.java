package org.wangchuan.station.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The platform, as a station sees it. Every call may be repeated. A call that throws {@link IOException} may or may not have
 * had its effect. Thread-safe.
 */
public interface Platform {
    /** Tells what the station trusts, and which keys of its own count; its receipts are judged under it. */
    void putTrustList(String trustList) throws IOException, PlatformRefusedException, InterruptedException;

    /** Tells what is at the bench: all of it, each time. */
    void putLanes(List<LaneState> lanes) throws IOException, PlatformRefusedException, InterruptedException;

    /** Tells what hangs on the phone cables: all of it, each time, and each place once. */
    void putPhones(List<PhoneState> phones) throws IOException, PlatformRefusedException, InterruptedException;

    /**
     * All tasks for this station that are queued, or claimed and not ended.
     *
     * @param wait how long the answer may take if the tasks stay as they are
     */
    List<Task> tasks(Duration wait) throws IOException, PlatformRefusedException, InterruptedException;

    /**
     * Takes a task: from here on there is no way back for the owner. Only if this returns may anything be written to the
     * medium. The version of its rule set is said with it: where the owner agreed to another, the platform says no.
     *
     * @param serial of the medium that lies in the lane now
     * @throws PlatformRefusedException with the code {@link PlatformRefusedException#TASK_WITHDRAWN}, or others
     */
    void claim(Task task, String lane, Optional<String> serial)
            throws IOException, PlatformRefusedException, InterruptedException;

    /**
     * Holds what a phone shows against its task, before its owner is asked to let it be read; claims nothing. A platform of before has no such question.
     *
     * @param serial the number that the claim will name, as far as it is known
     * @throws PlatformRefusedException with the code {@code NUMBER_DIFFERS}, or others: the task is over by it
     */
    default void compare(Task task, String lane, Optional<String> serial)
            throws IOException, PlatformRefusedException, InterruptedException {}

    /** How far a task is; may get lost. */
    void putProgress(UUID task, TaskProgress progress)
            throws IOException, PlatformRefusedException, InterruptedException;

    /** By what the platform is known since it was last put back from a back-up, as its list of tasks named it last; empty if it never was. */
    default Optional<UUID> epoch() {
        return Optional.empty();
    }

    /** Tells that all that this station has kept was brought since the platform has this epoch. */
    default void putDelivered(UUID epoch) throws IOException, PlatformRefusedException, InterruptedException {
        throw new IOException("expected a platform that names an epoch");
    }

    /** Ids of the rule sets that its counters may choose, as it named them with its last tasks; a platform of before names none. */
    default List<String> rules() {
        return List.of();
    }

    /** What it wants looked at again. */
    default LookDesk looks() {
        return LookDesk.none();
    }

    /** What goes between phones and people there. */
    default PhoneDesk phoneDesk() {
        return PhoneDesk.none();
    }

    /** Hands over what must not get lost. */
    void deliver(Message message) throws IOException, PlatformRefusedException, InterruptedException;
}
