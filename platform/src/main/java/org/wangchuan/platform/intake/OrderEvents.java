package org.wangchuan.platform.intake;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.wangchuan.platform.process.Tidings;

/**
 * Tells open pages that their order has changed; they then ask for what is new, so that nothing is told here that needs a
 * right to be read. A page that misses an event asks again by itself. Thread-safe.
 */
@Component
public class OrderEvents {
    private static final String TOPIC = "order";
    private static final Duration OPEN_MAX = Duration.ofMinutes(30);
    private static final int PAGES_OF_ORDER_MAX = 20;
    private static final int BEAT_MILLIS = 20_000;

    private final Map<UUID, Set<SseEmitter>> pages = new ConcurrentHashMap<>();

    private final Tidings others;

    OrderEvents(Tidings others) {
        this.others = others;
    }

    /** A stream for one page; empty if the order has too many. */
    public Optional<SseEmitter> open(UUID order) {
        if (pages.getOrDefault(order, Set.of()).size() >= PAGES_OF_ORDER_MAX) {
            return Optional.empty();
        }
        SseEmitter page = new SseEmitter(OPEN_MAX.toMillis());
        Runnable leave = () -> remove(order, page);
        page.onCompletion(leave);
        page.onTimeout(leave);
        page.onError(_ -> leave.run());
        pages.compute(order, (_, known) -> {
            Set<SseEmitter> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(page);
            return all;
        });
        send(order, page, alive());
        return Optional.of(page);
    }

    @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT, fallbackExecution = true)
    void changed(OrderChanged change) {
        tell(change.order(), change.state());
        others.tell(TOPIC, change.order() + " " + change.state().id());
    }

    /** What another process has changed. */
    @EventListener
    void heard(Tidings.Tiding told) {
        int end = told.text().indexOf(' ');
        if (told.topic().equals(TOPIC) && end > 0) {
            tell(
                    UUID.fromString(told.text().substring(0, end)),
                    OrderState.of(told.text().substring(end + 1)));
        }
    }

    private void tell(UUID order, OrderState state) {
        for (SseEmitter page : pages.getOrDefault(order, Set.of())) {
            send(order, page, SseEmitter.event().name("changed").data(state.id()));
        }
    }

    /**
     * Keeps the connections open through whatever stands between, and finds those that are gone. An event and no comment: a page that hears
     * nothing of it knows that it is cut off.
     */
    @Scheduled(fixedDelay = BEAT_MILLIS)
    void beat() {
        pages.forEach((order, all) -> all.forEach(page -> send(order, page, alive())));
    }

    private static SseEmitter.SseEventBuilder alive() {
        return SseEmitter.event().name("beat").data("alive"); // one without data is never heard
    }

    /** The process ends: the pages come back by themselves, to one that does not. */
    @EventListener(ContextClosedEvent.class)
    void end() {
        pages.forEach((order, all) -> all.forEach(page -> {
            page.complete();
            remove(order, page);
        }));
    }

    /** How many pages are open now. */
    int watchers() {
        return pages.values().stream().mapToInt(Set::size).sum();
    }

    private void send(UUID order, SseEmitter page, SseEmitter.SseEventBuilder event) {
        try {
            page.send(event);
        } catch (IOException | IllegalStateException e) {
            remove(order, page); // the browser has gone
        }
    }

    private void remove(UUID order, SseEmitter page) {
        pages.computeIfPresent(order, (_, all) -> {
            all.remove(page);
            return all.isEmpty() ? null : all;
        });
    }
}
