package org.wangchuan.station.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.wangchuan.station.ordered.DistantPeople;
import org.wangchuan.station.phone.PeopleAwayException;
import org.wangchuan.station.phone.PhoneTask;

/**
 * Claims the task of a phone, right before anything is set off: until the platform has said yes, and that is kept, nothing is. A platform that is away is asked
 * again, for as long as it takes. One thread.
 */
final class TaskClaim implements PhoneTask.Claim {
    private final Workshop shop;
    private final TaskRecord preparing;
    private final DistantPeople people;
    private final Backoff backoff;
    private Optional<PlatformRefusedException> refusal = Optional.empty();

    TaskClaim(Workshop shop, TaskRecord preparing, DistantPeople people, Duration first, Duration longest) {
        this.shop = shop;
        this.preparing = preparing;
        this.people = people;
        this.backoff = new Backoff(first, longest);
    }

    /** Why the platform said no. */
    Optional<PlatformRefusedException> refusal() {
        return refusal;
    }

    @Override
    public boolean isGranted(Optional<String> serial) throws PeopleAwayException, IOException {
        Task task = preparing.task();
        TaskRecord record = shop.records().find(task.id()).orElse(preparing);
        // What was granted was so for a phone of this number: of another the platform has to say so again.
        if (!record.isClaimed() || !record.task().serial().equals(serial)) {
            if (!isClaimed(task, serial)) {
                return false;
            }
            record = TaskRecord.claimed(task.showing(serial));
            shop.records().keep(record);
            shop.reached(Step.CLAIM_KEPT);
        }
        people.bind();
        if (record.state() != TaskRecord.State.ERASING) {
            shop.records().keep(record.erasing(Optional.empty()));
            shop.reached(Step.ERASING_KEPT);
        }
        return true;
    }

    private boolean isClaimed(Task task, Optional<String> serial) throws PeopleAwayException {
        String said = "";
        while (true) {
            people.requireGoingOn();
            try {
                shop.platform().claim(task.id(), task.lane(), serial);
                shop.reached(Step.CLAIM_ASKED);
                return true;
            } catch (PlatformRefusedException e) {
                if (e.isForGood()) {
                    shop.notes().refused("claim", e.code(), String.valueOf(e.getMessage()));
                    refusal = Optional.of(e);
                    return false;
                }
                if (!said.equals(e.code())) {
                    said = e.code();
                    shop.notes().held("claim", e.code(), String.valueOf(e.getMessage()));
                }
            } catch (IOException _) {
                // It may have said yes all the same: it is asked again, and says so again.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                PeopleAwayException away = new PeopleAwayException("stopped");
                away.initCause(e);
                throw away;
            }
            people.pause(backoff.failed().toMillis());
        }
    }
}
