package org.wangchuan.platform.process;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells the other processes that something has changed, by PostgreSQL's LISTEN and NOTIFY: a hint, by which whoever waits there looks now
 * and not at its next turn. Nothing rests on it. It is sent after the transaction and by a connection of its own: a notification that is
 * part of a transaction makes all that have one wait for each other at their ends. Thread-safe.
 */
@Component
public final class Tidings implements SmartLifecycle {
    private static final Duration ASK = Duration.ofSeconds(10);
    private static final int ASK_SECONDS_MAX = 2;
    private static final Logger LOG = LoggerFactory.getLogger(Tidings.class);
    private static final String CHANNEL = "wangchuan";
    private static final int WAITING_MAX = 10_000;
    private static final int AT_ONCE_MAX = 200;
    private static final int LOOK_MILLIS = 500;
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    private final DataSource database;
    private final ApplicationEventPublisher events;
    /** Which process this is; its own tidings are no news to it. */
    private final String self = UUID.randomUUID().toString();

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
    private volatile boolean isStopping;
    private volatile boolean isListening;
    private @Nullable Thread sender;
    private @Nullable Thread listener;

    Tidings(DataSource database, ApplicationEventPublisher events) {
        this.database = database;
        this.events = events;
    }

    /**
     * What another process has told; an application event of this one.
     *
     * @param topic what it is about
     * @param text ids and states
     */
    public record Tiding(String topic, String text) {}

    /**
     * Tells it to the others soon. Too many at once are let go of: whoever waits looks by itself after a while.
     *
     * @param topic one word
     * @param text ids and states; nothing of a person; at most some hundred characters
     */
    public void tell(String topic, String text) {
        boolean _ = waiting.offer(topic + " " + text);
    }

    /** Whether it hears the others now. */
    boolean isListening() {
        return isListening;
    }

    private void send() {
        while (!isStopping) {
            try {
                Set<String> some = new LinkedHashSet<>();
                String first = waiting.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    some.add(first);
                    waiting.drainTo(some, AT_ONCE_MAX);
                    send(some);
                }
            } catch (InterruptedException e) {
                return; // it is to end
            }
        }
    }

    private void send(Set<String> some) throws InterruptedException {
        try (Connection connection = database.getConnection();
                PreparedStatement notify = connection.prepareStatement(
                        "SELECT pg_notify(?, ? || ' ' || told) FROM unnest(?::text[]) AS told")) {
            notify.setString(1, CHANNEL);
            notify.setString(2, self);
            notify.setArray(3, connection.createArrayOf("text", some.toArray()));
            notify.execute();
        } catch (SQLException e) {
            LOG.debug("other processes could not be told, state {}", e.getSQLState());
            Thread.sleep(AFTER_FAILURE); // what is lost here they find by themselves
        }
    }

    private void listen() {
        while (!isStopping) {
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
                try {
                    hear(connection);
                } finally {
                    isListening = false;
                    statement.execute("UNLISTEN *"); // the connection goes back to a pool
                }
            } catch (SQLException e) {
                LOG.debug("other processes can't be heard, state {}", e.getSQLState());
            } catch (RuntimeException e) {
                LOG.warn("other processes can't be heard: {}", e.getClass().getSimpleName());
            }
            try {
                if (!isStopping) {
                    Thread.sleep(AFTER_FAILURE);
                }
            } catch (InterruptedException e) {
                return; // it is to end
            }
        }
    }

    private void hear(Connection connection) throws SQLException {
        isListening = true;
        PGConnection notices = connection.unwrap(PGConnection.class);
        long askedAtNanos = System.nanoTime();
        while (!isStopping) {
            PGNotification @Nullable [] some = notices.getNotifications(LOOK_MILLIS);
            // Who only listens does not notice that nobody is there any more.
            if (System.nanoTime() - askedAtNanos > ASK.toNanos()) {
                if (!connection.isValid(ASK_SECONDS_MAX)) {
                    return;
                }
                askedAtNanos = System.nanoTime();
            }
            if (some != null) {
                for (PGNotification one : some) {
                    heard(one.getParameter());
                }
            }
        }
    }

    private void heard(String told) {
        int topic = told.indexOf(' ') + 1;
        int text = told.indexOf(' ', topic) + 1;
        if (topic > 0 && text > topic && !told.startsWith(self)) {
            // By itself: a page that does not read what it is sent keeps nobody else waiting.
            Thread.startVirtualThread(() -> use(new Tiding(told.substring(topic, text - 1), told.substring(text))));
        }
    }

    private void use(Tiding tiding) {
        try {
            events.publishEvent(tiding);
        } catch (RuntimeException e) {
            LOG.warn(
                    "what another process has told could not be used: {}",
                    e.getClass().getSimpleName());
        }
    }

    @Override
    public void start() {
        isStopping = false;
        sender = Thread.ofPlatform().name("tidings-sent").start(this::send);
        listener = Thread.ofPlatform().name("tidings-heard").start(this::listen);
    }

    @Override
    public void stop() {
        isStopping = true;
        for (Thread thread : new Thread[] {sender, listener}) {
            if (thread != null) {
                try {
                    thread.join(TimeUnit.SECONDS.toMillis(5));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        sender = null;
        listener = null;
    }

    /** After {@link Ending}: others are told of what is still done meanwhile. */
    @Override
    public int getPhase() {
        return DEFAULT_PHASE - 1;
    }

    @Override
    public boolean isRunning() {
        return sender != null;
    }
}
