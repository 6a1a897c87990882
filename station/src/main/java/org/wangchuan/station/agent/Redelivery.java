package org.wangchuan.station.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;

/**
 * A platform that was put back from a back-up has forgotten what it was told since, and names another epoch: then all that is kept here goes to
 * the outbox once more, and when it is there, the platform is told so. Everything is told again, not only what came since, for no two clocks
 * agree on when that was; the platform knows each by its id. A kill in between costs that some of it is told twice. Used by one thread.
 */
final class Redelivery {
    private static final String FORMAT = "wangchuan-agent-epoch/v1";

    private final Workshop shop;
    private final Ends ends;
    private Optional<Known> known = Optional.empty();

    /**
     * How far it is.
     *
     * @param last number of the last message that was in the outbox when all of it was there
     * @param isTold whether the platform knows that it has all
     */
    private record Known(UUID epoch, long last, boolean isTold) {
        JsonValue.Obj toJson() {
            return Json.object()
                    .put("format", FORMAT)
                    .put("epoch", epoch.toString())
                    .put("last", last)
                    .put("isTold", isTold)
                    .build();
        }

        static Known fromJson(Json.Fields in) throws ShapeException {
            if (!in.text("format").equals(FORMAT)) {
                throw new ShapeException("format", FORMAT, in.text("format"));
            }
            return new Known(
                    AgentFolder.uuid(in, "epoch"), in.whole("last", 0, JsonValue.Whole.MAX), in.bool("isTold"));
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
        if (!now.isTold() && !shop.outbox().waitsUpTo(now.last())) {
            shop.platform().putDelivered(now.epoch());
            keep(new Known(now.epoch(), now.last(), true));
        }
    }

    private Known queued(UUID epoch) throws IOException {
        ends.queueAll();
        shop.outbox().queueDelivered(file -> shop.notes().trouble("damaged: " + file));
        shop.reached(Step.ALL_QUEUED);
        Known now = new Known(epoch, shop.outbox().lastNumber(), false);
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
