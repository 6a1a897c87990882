package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.witness.append.AppendException;

/**
 * The one thread that works on the log: opens it, keeps the trust list, brings statements in, makes certificates. Whatever
 * fails is tried again; nothing rests on how often.
 */
@Component
final class LogWork implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LogWork.class);
    private static final long LOOK_MILLIS = 500;
    private static final long AFTER_FAILURE_MILLIS = 2_000;

    /** Whose name no station has: an entry of it stands for nothing. */
    private static final String PADDING = "padding";

    private final PlatformLog log;
    private final OperatorList list;
    private final LogOutbox outbox;
    private final RecordOutbox records;
    private final NoteOutbox notes;
    private final LogCertificates certificates;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isStopping;
    private String said = "";
    private @Nullable Thread thread;

    LogWork(
            PlatformLog log,
            OperatorList list,
            LogOutbox outbox,
            RecordOutbox records,
            NoteOutbox notes,
            LogCertificates certificates) {
        this.records = records;
        this.notes = notes;
        this.log = log;
        this.list = list;
        this.outbox = outbox;
        this.certificates = certificates;
    }

    /** The log is open, if it can be, before the first request comes. */
    @Override
    public void start() {
        boolean _ = work();
        isStopping = false;
        Thread started = Thread.ofPlatform().name("log").unstarted(this::run);
        thread = started;
        started.start();
    }

    private void run() {
        while (true) {
            long pause = work() ? LOOK_MILLIS : AFTER_FAILURE_MILLIS;
            lock.lock();
            try {
                if (!isStopping) {
                    boolean _ = changed.await(pause, TimeUnit.MILLISECONDS);
                }
                if (isStopping) {
                    return;
                }
            } catch (InterruptedException e) {
                return; // nobody interrupts this thread
            } finally {
                lock.unlock();
            }
        }
    }

    /** Once all of it; false if something failed. */
    private boolean work() {
        try {
            if (!log.isOpen()) {
                return false; // it has said why
            }
            once();
            said = "";
            return true;
        } catch (InterruptedException e) {
            return false;
        } catch (AppendException e) {
            say(e.code() + " " + e.sentence());
        } catch (IOException | RuntimeException e) {
            say(e.toString());
        }
        return false;
    }

    /** Once all of it, by this thread. */
    void once() throws AppendException, IOException, InterruptedException {
        boolean isMore = true;
        while (isMore) {
            SignedCheckpoint now = log.checkpoint();
            SignedTrustList current = list.refresh(now, log.published(), outbox.waiting());
            TrustList.Operator operator = list.own(current.list());
            pad(operator, now.checkpoint().size());
            isMore = outbox.drain(
                    log.sequencer(), operator, log.checkpoint().checkpoint().size());
            isMore |= records.drain(log.sequencer());
            isMore |= notes.drain(log.sequencer());
            isMore |= certificates.make();
        }
    }

    /** A range that begins beyond the end would leave its station's next entry without one. */
    private void pad(TrustList.Operator operator, long size) throws AppendException {
        Optional<Long> beyond = operator.stations().stream()
                .filter(range -> range.endIndex().isEmpty())
                .map(TrustList.Station::firstIndex)
                .filter(first -> first > size)
                .findFirst();
        if (beyond.isPresent()) {
            byte[] entry = new byte[NewEntry.LENGTH];
            new SecureRandom().nextBytes(entry);
            entry[0] = 1;
            var _ = log.sequencer().submit(PADDING, List.of(new NewEntry(UUID.randomUUID(), entry)));
        }
    }

    private void say(String why) {
        if (!why.equals(said)) {
            said = why;
            LOG.warn("work on the log failed and is tried again: {}", why);
        }
    }

    /** There is something to do now. */
    void wake() {
        lock.lock();
        try {
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            isStopping = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
        Thread running = thread;
        if (running != null) {
            try {
                running.join(TimeUnit.SECONDS.toMillis(20));
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
