package org.wangchuan.platform.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.web.access.Access;
import org.wangchuan.platform.web.access.Access.To;

/** What has happened, for who asks; and to be sent once more. */
@RestController
@RequestMapping("/api/v1")
class EventController {
    private static final int BODY_BYTES_MAX = 4096;

    private final KeyDoor door;
    private final Events events;
    private final Webhooks webhooks;

    EventController(KeyDoor door, Events events, Webhooks webhooks) {
        this.door = door;
        this.events = events;
        this.webhooks = webhooks;
    }

    /** An address as programs see it. */
    record Address(
            UUID id,
            String url,
            String state,
            List<String> types,
            long last,
            long waiting,
            long givenUp,
            Optional<Instant> heldUntil) {}

    @Access(value = To.PROGRAM, scope = Scope.VERDICTS)
    @GetMapping("/events")
    ResponseEntity<Events.Page> events(
            HttpServletRequest request,
            @RequestParam Optional<String> after,
            @RequestParam(defaultValue = "100") int limit)
            throws PlantProblem {
        Optional<Events.Cursor> place =
                after.isPresent() ? Optional.of(Events.Cursor.of(after.get())) : Optional.empty();
        return AssetController.kept(events.after(door.of(request), place, Math.clamp(limit, 1, Events.LIMIT_MAX)));
    }

    @Access(value = To.PROGRAM, scope = Scope.WEBHOOKS)
    @GetMapping("/webhooks")
    ResponseEntity<Map<String, List<Address>>> webhooks(HttpServletRequest request) {
        List<Address> all = webhooks.of(door.of(request).organisation()).stream()
                .filter(one -> isOf(door.of(request), one))
                .map(one -> new Address(
                        one.id(),
                        one.shown(),
                        one.state().id(),
                        one.types(),
                        one.last(),
                        one.waiting(),
                        one.givenUp(),
                        one.resumeAt()))
                .toList();
        return AssetController.kept(Map.of("webhooks", all));
    }

    @Access(value = To.PROGRAM, scope = Scope.WEBHOOKS)
    @PostMapping("/webhooks/{webhook}/replay")
    Map<String, Integer> replay(HttpServletRequest request, @PathVariable UUID webhook)
            throws IOException, PlantProblem, ShapeException {
        ApiKey key = door.of(request);
        Webhook known = webhooks.find(key.organisation(), webhook)
                .filter(one -> isOf(key, one))
                .orElseThrow(() -> PlantProblem.notFound("WEBHOOK_NOT_FOUND"));
        Json.Fields in =
                Registration.fields(Registration.bytes(request, BODY_BYTES_MAX)).only("from", "to", "event");
        if (in.has("event")) {
            long sequence = webhooks.sequenceOf(known, uuid(in.text("event")))
                    .orElseThrow(() -> PlantProblem.notFound("EVENT_NOT_FOUND"));
            return Map.of("again", webhooks.again(known, sequence, sequence, Optional.empty()));
        }
        long from = in.whole("from", 1, Long.MAX_VALUE / 2);
        long to = in.whole("to", from, Long.MAX_VALUE / 2);
        if (to - from >= Webhooks.AGAIN_MAX) {
            throw PlantProblem.unprocessable("REPLAY_RANGE", "expected at most " + Webhooks.AGAIN_MAX + " events");
        }
        return Map.of("again", webhooks.again(known, from, to, Optional.empty()));
    }

    private static UUID uuid(String text) throws PlantProblem {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw PlantProblem.notFound("EVENT_NOT_FOUND");
        }
    }

    private static boolean isOf(ApiKey key, Webhook webhook) {
        return key.site().isEmpty() || key.site().equals(webhook.site());
    }
}
