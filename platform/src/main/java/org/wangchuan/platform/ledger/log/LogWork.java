package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.process.Loop;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.witness.append.AppendCode;
import org.wangchuan.witness.append.AppendException;

/**
 * The one thread that works on the log: opens it, keeps the trust list, brings statements in, makes certificates. Whatever
 * fails is tried again; nothing rests on how often. Of several processes one has the log, and all others only look whether it is free.
 */
@Component
final class LogWork extends Loop {
    /** Whose name no station has: an entry of it stands for nothing. */
    private static final int REFRESH_TRIES = 20;

    private static final String PADDING = "padding";

    private final PlatformLog log;
    private final OperatorList list;
    private final LogOutbox outbox;
    private final RecordOutbox records;
    private final NoteOutbox notes;
    private final LogCertificates certificates;

    LogWork(
            PlatformLog log,
            OperatorList list,
            LogOutbox outbox,
            RecordOutbox records,
            NoteOutbox notes,
            LogCertificates certificates) {
        super("log");
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
        try {
            boolean _ = works();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        super.start();
    }

    @Override
    protected boolean work() throws InterruptedException {
        try {
            if (!log.isOpen()) {
                return false; // it has said why
            }
            once();
            succeeded();
            return true;
        } catch (AppendException e) {
            failed(e.code() + " " + e.sentence());
            if (e.code() == AppendCode.STORAGE) {
                letGo(e.sentence());
            }
        } catch (IOException e) {
            failed(e.toString());
            letGo(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            failed(e.toString());
        }
        return false;
    }

    private void letGo(String why) {
        try {
            log.letGo(why);
        } catch (IOException e) {
            failed(e.toString());
        }
    }

    /** Once all of it, by this thread. */
    void once() throws AppendException, IOException, InterruptedException {
        boolean isMore = true;
        while (isMore) {
            TrustList.Operator operator = list.own(refreshed().list());
            pad(operator, log.checkpoint().checkpoint().size());
            isMore = outbox.drain(
                    log.sequencer(), operator, log.checkpoint().checkpoint().size());
            isMore |= records.drain(log.sequencer());
            isMore |= notes.drain(log.sequencer());
            isMore |= certificates.make();
        }
    }

    /** A list is of one checkpoint, and the log goes on every 200 ms: the time in between is enough at one of the tries. */
    private SignedTrustList refreshed() throws AppendException, IOException {
        for (int i = 0; i < REFRESH_TRIES; i++) {
            // What is published is asked for first: that waits for what is being appended, and the checkpoint would be
            // old by then.
            Optional<SignedCheckpoint> published = log.published();
            Optional<SignedTrustList> current = list.refresh(log.checkpoint(), published, outbox.waiting());
            if (current.isPresent()) {
                return current.get();
            }
        }
        throw new IllegalStateException(
                "the trust list could not be signed: the log went on at each of " + REFRESH_TRIES + " tries");
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
}
