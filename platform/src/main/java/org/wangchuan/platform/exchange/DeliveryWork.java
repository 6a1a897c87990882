package org.wangchuan.platform.exchange;

import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The thread that looks for addresses for which something is due, and sends to each by a thread of its own. */
@Component
final class DeliveryWork implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryWork.class);
    private static final long LOOK_MILLIS = 500;
    private static final int AT_ONCE_MAX = WebhookSender.ROUTE_CONNECTIONS_MAX;
    /** Of one company: others send meanwhile. */
    private static final int COMPANY_MAX = 4;

    private final Deliveries deliveries;
    private final Semaphore places = new Semaphore(AT_ONCE_MAX);
    private final Map<UUID, Semaphore> companies = new ConcurrentHashMap<>();
    private volatile boolean isStopping;
    private @Nullable Thread thread;

    DeliveryWork(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public void start() {
        isStopping = false;
        Thread started = Thread.ofPlatform().name("webhooks").unstarted(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        try (ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!isStopping) {
                try {
                    look(senders);
                } catch (RuntimeException e) {
                    LOG.warn(
                            "looking for webhooks failed and is tried again: {}",
                            e.getClass().getSimpleName());
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is to end
        }
    }

    private void look(ExecutorService senders) {
        for (Deliveries.Waiting one : deliveries.due()) {
            Semaphore own = companies.computeIfAbsent(one.organisation(), _ -> new Semaphore(COMPANY_MAX));
            if (!own.tryAcquire()) {
                continue;
            }
            if (!places.tryAcquire()) {
                own.release();
                return;
            }
            senders.execute(() -> {
                try {
                    send(one.webhook());
                } finally {
                    places.release();
                    own.release();
                }
            });
        }
    }

    private void send(UUID webhook) {
        try {
            var lease = deliveries.lease(webhook);
            if (lease.isPresent()) {
                send(lease.get());
            }
        } catch (RuntimeException e) {
            // Its lease goes on until its end; then it is tried again.
            LOG.warn(
                    "sending to webhook {} failed and is tried again: {}",
                    webhook,
                    e.getClass().getSimpleName());
        }
    }

    private void send(Deliveries.Lease lease) {
        try {
            deliveries.send(lease, () -> isStopping);
        } catch (GeneralSecurityException e) {
            LOG.error("the secret of webhook {} can't be opened: its key file is another one", lease.webhook());
            deliveries.unreadable(lease);
        }
    }

    @Override
    public void stop() {
        isStopping = true;
        Thread running = thread;
        if (running != null) {
            running.interrupt();
            try {
                running.join(TimeUnit.SECONDS.toMillis(WebhookSender.WHOLE_SECONDS + 5));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
