package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Brings what waits in the outbox to the platform, one message after the other. What the platform does not take now waits, and with
 * it what is about the same device and came after it; all others go past. Only what the platform itself has refused for good is put
 * aside: what a proxy says of a bad erasure must not make the platform miss it. Used by one thread.
 */
final class Deliveries {
    private static final Duration HELD_FIRST = Duration.ofSeconds(1);
    private static final Duration HELD_LONGEST = Duration.ofMinutes(5);

    private final Workshop shop;
    private final InstantSource clock;
    private final Subjects subjects;
    private final Ends ends;
    private final Map<Path, Waiting> waiting = new HashMap<>();
    private Optional<UUID> epoch = Optional.empty();
    private String trusted = "";
    /** The list that the platform did not take; it is offered again, later each time. */
    private String refusedTrust = "";

    private final Backoff trustAgain = new Backoff(HELD_FIRST, HELD_LONGEST);
    private long trustDueNanos;

    /** A message that could not go, by its file. */
    private static final class Waiting {
        private final Set<String> subjects;
        private final Backoff backoff = new Backoff(HELD_FIRST, HELD_LONGEST);
        private long dueNanos = System.nanoTime();
        private String code = "";

        Waiting(Set<String> subjects) {
            this.subjects = Set.copyOf(subjects);
        }
    }

    Deliveries(Workshop shop, InstantSource clock) {
        this.shop = shop;
        this.clock = clock;
        this.subjects = new Subjects(shop.records());
        this.ends = new Ends(shop);
    }

    /**
     * Brings the oldest message that may go now.
     *
     * @return whether there was one, and it is out of the way
     * @throws PlatformRefusedException if the platform takes nothing now, and may later
     */
    boolean next() throws IOException, PlatformRefusedException, InterruptedException {
        trustList();
        List<Path> files = shop.outbox().files();
        waiting.keySet().retainAll(files);
        Set<String> held = new HashSet<>();
        for (Path file : files) {
            Waiting known = waiting.get(file);
            boolean isBehind = known != null && !Collections.disjoint(held, known.subjects);
            if (known != null && (isBehind || known.dueNanos - System.nanoTime() > 0)) {
                held.addAll(known.subjects);
                continue;
            }
            Message message;
            try {
                message = Outbox.read(file);
            } catch (DamagedFileException e) {
                shop.outbox().setAside(file);
                shop.notes().trouble(String.valueOf(e.getMessage()));
                continue;
            }
            if (!held.isEmpty() && known == null) {
                Set<String> about = subjects.of(message);
                if (!Collections.disjoint(held, about)) {
                    waiting.put(file, new Waiting(about));
                    held.addAll(about);
                    continue;
                }
            }
            deliver(new Outbox.Queued(file, message));
            return true;
        }
        return false;
    }

    private void deliver(Outbox.Queued queued) throws IOException, PlatformRefusedException, InterruptedException {
        Message message = queued.message();
        try {
            shop.platform().deliver(message);
            shop.reached(Step.MESSAGE_DELIVERED);
            shop.outbox().remove(queued);
            forgetLook(message);
            waiting.remove(queued.file()); // its number may come again
        } catch (PlatformRefusedException e) {
            if (refusedTrust.isEmpty() && e.code().equals(PlatformRefusedException.TRUST_LIST_MISSING)) {
                // It was put back from a backup, perhaps: it is told again before the next try.
                trusted = "";
                throw e;
            }
            if (e.isOfThisAlone()) {
                hold(queued, e);
                return;
            }
            if (!e.isForGood()) {
                throw e;
            }
            if (isNeverClaimed(message, e)) {
                shop.outbox().remove(queued);
                waiting.remove(queued.file());
                ends.neverClaimed(message.task().orElseThrow());
                return;
            }
            shop.outbox().refuse(queued, e, clock.instant());
            forgetLook(message);
            waiting.remove(queued.file());
            shop.notes().refused(message.kind().name(), e.code(), String.valueOf(e.getMessage()));
        }
    }

    private boolean isNeverClaimed(Message message, PlatformRefusedException why) throws IOException {
        return why.code().equals(PlatformRefusedException.TASK_NOT_CLAIMED)
                && message.isEnd(TaskEnd.Outcome.BROKEN)
                && ends.isLostPhone(message.task().orElseThrow());
    }

    private void forgetLook(Message message) throws IOException {
        if (message.kind() == Message.Kind.LOOK) {
            LookRun.forget(shop, message.task().orElseThrow());
        }
    }

    /** It stays in its place, and is tried again: later each time. */
    private void hold(Outbox.Queued queued, PlatformRefusedException why) throws IOException {
        Waiting held = waiting.get(queued.file());
        if (held == null) {
            held = new Waiting(subjects.of(queued.message()));
            waiting.put(queued.file(), held);
        }
        held.dueNanos = System.nanoTime() + held.backoff.failed().toNanos();
        if (!why.code().equals(held.code)) {
            held.code = why.code();
            shop.outbox().hold(queued, why, clock.instant());
            shop.notes().held(queued.message().kind().name(), why.code(), String.valueOf(why.getMessage()));
        }
    }

    /** Receipts are judged under it: it goes first, and again whenever it has changed. */
    private void trustList() throws IOException, PlatformRefusedException, InterruptedException {
        Optional<UUID> named = shop.platform().epoch();
        if (!named.equals(epoch)) {
            // It was put back from a back-up, and may have an older list.
            epoch = named;
            trusted = "";
            refusedTrust = "";
        }
        String now = Files.readString(shop.home().trustList(), StandardCharsets.UTF_8);
        if (now.equals(trusted) || (now.equals(refusedTrust) && trustDueNanos - System.nanoTime() > 0)) {
            return;
        }
        try {
            shop.platform().putTrustList(now);
            trusted = now;
            refusedTrust = "";
            trustAgain.succeeded();
        } catch (PlatformRefusedException e) {
            if (!e.isForGood() && !e.isOfThisAlone()) {
                throw e;
            }
            // What needs no list goes on, and who mends the platform need not come to the station.
            if (!now.equals(refusedTrust)) {
                shop.notes().held("trust-list", e.code(), String.valueOf(e.getMessage()));
            }
            refusedTrust = now;
            trustDueNanos = System.nanoTime() + trustAgain.failed().toNanos();
        }
    }
}
