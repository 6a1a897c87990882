package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.phone.PhoneStore;

/**
 * A platform that was put back from a back-up has forgotten what it was told since, and names another epoch: then all that is kept here goes to
 * the outbox once more, and when it is there, the platform is told so. Everything is told again, not only what came since, for no two clocks
 * agree on when that was; the platform knows each by its id. A kill in between costs that some of it is told twice. Where something was
 * refused, can't be read or is missing, it is never said that all is there: the platform waits for this station until a person there gives it
 * up. What is refused since the platform knows another end of the task is not missing there: it has weighed it, as it had before. Used by the
 * thread that delivers.
 */
final class Redelivery {
    private static final String FORMAT = "wangchuan-agent-epoch/v2";

    private final Workshop shop;
    private final Ends ends;
    private Optional<Known> known = Optional.empty();

    /**
     * How far it is.
     *
     * @param last number of the last message that was in the outbox when all of it was there
     * @param open the tasks that were not over then: their ends belong to it
     * @param refused names of what had been refused before
     * @param isTold whether the platform knows that it has all
     * @param isShort whether it does not get all, and is not told so
     */
    private record Known(
            UUID epoch, long last, List<String> open, List<String> refused, boolean isTold, boolean isShort) {
        Known {
            open = List.copyOf(open);
            refused = List.copyOf(refused);
        }

        Known told() {
            return new Known(epoch, last, open, refused, true, isShort);
        }

        Known cutShort() {
            return new Known(epoch, last, open, refused, isTold, true);
        }

        JsonValue.Obj toJson() {
            return Json.object()
                    .put("format", FORMAT)
                    .put("epoch", epoch.toString())
                    .put("last", last)
                    .put("open", Json.texts(open))
                    .put("refused", Json.texts(refused))
                    .put("isTold", isTold)
                    .put("isShort", isShort)
                    .build();
        }

        static Known fromJson(Json.Fields in) throws ShapeException {
            if (!in.text("format").equals(FORMAT)) {
                throw new ShapeException("format", FORMAT, in.text("format"));
            }
            return new Known(
                    AgentFolder.uuid(in, "epoch"),
                    in.whole("last", 0, JsonValue.Whole.MAX),
                    in.texts("open"),
                    in.texts("refused"),
                    in.bool("isTold"),
                    in.bool("isShort"));
        }
    }

    Redelivery(Workshop shop, Ends ends) {
        this.shop = shop;
        this.ends = ends;
    }

    /** Queues what there is if the platform names another epoch, and tells it when all of that is there. */
    void look() throws IOException, PlatformRefusedException, InterruptedException {
        Optional<UUID> epoch = shop.platform().epoch();
        if (epoch.isEmpty()) {
            return;
        }
        Optional<Known> before = known().filter(one -> one.epoch().equals(epoch.get()));
        Known now = before.isPresent() ? before.get() : queued(epoch.get());
        if (now.isTold() || now.isShort() || shop.outbox().waitsUpTo(now.last())) {
            return;
        }
        if (isLacking(now)) {
            shop.notes().notAllBrought();
            keep(now.cutShort());
        } else if (!isUnderWay(now)) {
            shop.platform().putDelivered(now.epoch());
            keep(now.told());
        }
    }

    /**
     * Whether something did not get there that may say what became of a medium. What was set aside before counts as well, for nobody knows what
     * it said. Each lies in its own place before it leaves the outbox: a kill loses none.
     */
    private boolean isLacking(Known now) throws IOException {
        return shop.outbox().hasRefusedEvidence(now.refused())
                || !shop.outbox().damaged().isEmpty()
                || !shop.records().lost().isEmpty();
    }

    /** Whether the end of a task that was not over then is still to come, or on its way, or a result is signed that nobody was told of. */
    private boolean isUnderWay(Known now) throws IOException {
        if (shop.bench().holdsResult() || holdsPhonesResult()) {
            return true;
        }
        for (String open : now.open()) {
            UUID task = UUID.fromString(open);
            Optional<TaskRecord> record = shop.records().find(task);
            if (record.isEmpty()) {
                continue; // a phone's, of which nothing was set off, and which the platform wants no longer
            }
            if (!record.get().isQueued() || shop.outbox().holdsEnd(task)) {
                return true;
            }
        }
        return false;
    }

    private boolean holdsPhonesResult() throws IOException {
        PhoneStore store = new PhoneStore(shop.home());
        return !store.open().isEmpty() && store.holdsResult(StationBooks.open(shop.home(), InstantSource.system()));
    }

    private Known queued(UUID epoch) throws IOException {
        // First: what ends meanwhile is in both.
        List<String> open = shop.records().open().stream()
                .filter(TaskRecord::isClaimed) // of another nothing has come about yet
                .map(record -> record.task().id().toString())
                .toList();
        boolean isWhole = ends.queueAll();
        List<Path> damaged = new ArrayList<>();
        shop.outbox().queueDelivered(damaged::add);
        damaged.forEach(file -> shop.notes().trouble("damaged: " + file));
        shop.reached(Step.ALL_QUEUED);
        boolean isShort = !isWhole || !damaged.isEmpty();
        if (isShort) {
            shop.notes().notAllBrought();
        }
        Known now =
                new Known(epoch, shop.outbox().lastNumber(), open, shop.outbox().refusedNames(), false, isShort);
        keep(now);
        return now;
    }

    private Optional<Known> known() throws IOException {
        if (known.isEmpty() && Files.exists(file())) {
            try {
                known = Optional.of(AgentFolder.read(file(), Known::fromJson));
            } catch (DamagedFileException e) {
                // All is told once more.
            }
        }
        return known;
    }

    private void keep(Known now) throws IOException {
        AgentFolder.write(file(), now.toJson());
        known = Optional.of(now);
    }

    private Path file() {
        return shop.folder().epoch();
    }
}
