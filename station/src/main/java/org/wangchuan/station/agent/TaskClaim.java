package org.wangchuan.station.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.wangchuan.station.ordered.DistantPeople;
import org.wangchuan.station.phone.PeopleAwayException;
import org.wangchuan.station.phone.PhoneTask;

/**
 * Has a phone compared before it is read, and claims its task, right before anything is set off: until the platform has said yes, and that is kept, nothing is. A yes that is kept from before
 * only says how far it came: the task may have been given up since, so the platform is asked again. One that is away is asked for as long as it takes. One thread.
 */
final class TaskClaim implements PhoneTask.Claim {
    private static final String NO_ANSWER = "NO_ANSWER";

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
        if (!isClaimed(task, serial)) {
            return false;
        }
        if (!record.isClaimed() || !record.task().serial().equals(serial)) {
            record = TaskRecord.claimed(task.showing(serial));
            shop.records().keep(record);
            shop.reached(Step.CLAIM_KEPT);
        }
        if (record.state() != TaskRecord.State.ERASING) {
            shop.records().keep(record.erasing(Optional.empty()));
            shop.reached(Step.ERASING_KEPT);
        }
        return true;
    }

    /** Nothing new is kept: it came as far as this before. */
    @Override
    public boolean isStillGranted(Optional<String> serial) throws PeopleAwayException, IOException {
        Task task = preparing.task();
        Task kept = shop.records().find(task.id()).orElse(preparing).task();
        return isClaimed(task, kept.serial().or(() -> serial));
    }

    @Override
    public boolean isItsPhone(Optional<String> serial) throws PeopleAwayException {
        Task task = preparing.task();
        return isSaidYes("compare", () -> shop.platform().compare(task, task.lane(), serial));
    }

    private boolean isClaimed(Task task, Optional<String> serial) throws PeopleAwayException {
        return isSaidYes("claim", () -> {
            shop.platform().claim(task, task.lane(), serial);
            shop.reached(Step.CLAIM_ASKED);
        });
    }

    /** Something that the platform refuses, or does not. */
    private interface Asking {
        void ask() throws IOException, PlatformRefusedException, InterruptedException;
    }

    private boolean isSaidYes(String what, Asking asking) throws PeopleAwayException {
        String said = "";
        while (true) {
            people.requireGoingOn();
            try {
                asking.ask();
                return true;
            } catch (PlatformRefusedException e) {
                if (e.isForGood()) {
                    shop.notes().refused(what, e.code(), String.valueOf(e.getMessage()));
                    refusal = Optional.of(e);
                    return false;
                }
                if (!said.equals(e.code())) {
                    said = e.code();
                    shop.notes().held(what, e.code(), String.valueOf(e.getMessage()));
                }
            } catch (IOException e) {
                // It may have said yes all the same: it is asked again, and says so again.
                String why = String.valueOf(e.getMessage());
                if (!said.equals(why)) {
                    said = why;
                    shop.notes().held(what, NO_ANSWER, why);
                }
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
