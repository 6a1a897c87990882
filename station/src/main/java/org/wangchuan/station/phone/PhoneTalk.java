package org.wangchuan.station.phone;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.attestation.KeyAttestation;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.EraseAnswer;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.contact.PhoneSession;
import org.wangchuan.engine.phone.contact.Traces;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fill.FillContent;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.job.PhoneJournal;
import org.wangchuan.engine.phone.job.PhoneSecret;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.station.phone.PhonePeople.Wanted;

/** What is asked of a phone, and written to it. Whatever goes wrong on its side is an answer; what is kept for a power cut is kept before it is needed. */
final class PhoneTalk {
    /** What the phone copies again and again: small enough to be sent within a second or two over a slow cable, large enough that files are few. */
    private static final int BLOCK_BYTES = 16 << 20;

    /** So long another program of this bench may look at a phone that was just plugged in. */
    private static final Duration IN_USE_FOR = Duration.ofSeconds(5);

    /** So long a job that has ended waits for a phone to take away what was left on it. */
    private static final Duration LEAVING = Duration.ofSeconds(10);

    private final PhoneJob job;
    private final PhoneJournal journal;
    private final PhoneKeys keys;
    private final PhoneCable cable;
    private final PhoneSetting setting;
    private final CableWatch watch;
    private final SecureRandom random;

    /** One that told nothing the first time is waited for no other time. */
    private boolean isNotAttesting;

    PhoneTalk(
            PhoneJob job,
            PhoneJournal journal,
            PhoneKeys keys,
            PhoneCable cable,
            PhoneSetting setting,
            CableWatch watch,
            SecureRandom random) {
        this.job = job;
        this.journal = journal;
        this.keys = keys;
        this.cable = cable;
        this.setting = setting;
        this.watch = watch;
        this.random = random;
    }

    /**
     * What came of asking.
     *
     * @param got absent if nothing did
     * @param code why; present exactly then
     */
    record Told<T>(Optional<T> got, Optional<ContactException.Code> code) {
        static <T> Told<T> got(T what) {
            return new Told<>(Optional.of(what), Optional.empty());
        }

        static <T> Told<T> failed(ContactException e) {
            return new Told<>(Optional.empty(), Optional.of(e.code()));
        }

        /** It left the cable meanwhile. */
        boolean isGone() {
            return code.equals(Optional.of(ContactException.Code.GONE));
        }

        /** It shows nothing by which it could be asked. */
        boolean isAskingOff() {
            return code.equals(Optional.of(ContactException.Code.UNSUPPORTED));
        }

        /** What it is that did not come. */
        Wanted wanted() {
            boolean isOwners = code.filter(one ->
                            one == ContactException.Code.NOT_AUTHORISED || one == ContactException.Code.SCREEN_LOCKED)
                    .isPresent();
            return isOwners ? Wanted.PERMISSION : Wanted.ANSWER;
        }
    }

    /** See {@link PhoneKeys#aboutToSetOff}. */
    void aboutToSetOff() throws JournalException {
        keys.aboutToSetOff();
    }

    /** See {@link PhoneKeys#settle}. */
    void settle() {
        keys.settle(cable, setting.people());
    }

    /** What it shows to anybody. */
    Told<Reading> unasked(PhoneContact contact) {
        try {
            return Told.got(contact.unasked(
                    job.digests(), Deadline.after(setting.times().unasked())));
        } catch (ContactException e) {
            return Told.failed(e);
        }
    }

    /**
     * What it tells once its owner allows it.
     *
     * @param mayMark whether a mark may be left first: it is the phone of this job, and nothing was set off
     * @param known for people, so that they are told where to tap
     */
    Told<Reading> read(PhoneContact contact, boolean mayMark, Facts known)
            throws JournalException, PeopleAwayException {
        try (PhoneSession session = open(contact, known)) {
            Deadline deadline = Deadline.after(setting.times().reading());
            if (mayMark) {
                Optional<Traces> left = session.leave(random, deadline);
                if (left.isPresent()) {
                    journal.keep(PhoneSecret.TRACES, left.get().toBytes());
                    setting.moments().at(PhoneMoment.MARKED);
                }
            }
            return Told.got(withAttested(session, session.read(job.digests(), traces(), deadline), deadline));
        } catch (ContactException e) {
            return Told.failed(e);
        }
    }

    /** What its secure hardware vouches for comes on top; a phone that makes no attestation, or breaks off, has been read all the same. Nothing is put on it that may be another. */
    private Reading withAttested(PhoneSession session, Reading told, Deadline deadline) throws JournalException {
        if (isNotAttesting || !job.mayTouch(told)) {
            return told;
        }
        byte[] drawn = new byte[KeyAttestation.NONCE_CHARS / 2];
        random.nextBytes(drawn);
        String nonce = HexFormat.of().formatHex(drawn);
        try {
            isNotAttesting = true; // unless it does
            Optional<List<byte[]>> chain = session.attest(job.challenge(nonce), deadline);
            isNotAttesting = chain.isEmpty();
            return chain.isEmpty()
                    ? told
                    : told.with(new Reading(PhoneIdentity.NONE, job.attested(nonce, chain.get()), List.of()));
        } catch (ContactException _) {
            return told;
        }
    }

    private Optional<Traces> traces() throws JournalException, ContactException {
        Optional<byte[]> kept = journal.secret(PhoneSecret.TRACES);
        return kept.isPresent() ? Optional.of(Traces.fromBytes(kept.get())) : Optional.empty();
    }

    /** Fills its storage, and reads it back; what was broken off goes on. */
    Told<FillOutcome> fill(PhoneContact contact) throws JournalException, PeopleAwayException {
        Optional<byte[]> kept = journal.secret(PhoneSecret.FILL_SEED);
        byte[] seed = kept.orElseGet(() -> {
            byte[] made = new byte[FillContent.SEED_BYTES];
            random.nextBytes(made);
            return made;
        });
        if (kept.isEmpty()) {
            journal.keep(PhoneSecret.FILL_SEED, seed);
        }
        try (PhoneSession session = open(contact, job.facts())) {
            return Told.got(session.fill(
                    new FillContent(seed, BLOCK_BYTES),
                    telling(),
                    random,
                    Deadline.after(setting.times().filling())));
        } catch (ContactException e) {
            return Told.failed(e);
        }
    }

    private FillWatcher telling() {
        return new FillWatcher() {
            @Override
            public boolean at(boolean isVerifying, long done, long all) {
                setting.people().tell(new PhoneNotice.Filling(isVerifying, done, all));
                return !watch.isStopped();
            }

            @Override
            public void byShell() {
                setting.people().tell(new PhoneNotice.FilledByShell());
            }
        };
    }

    /**
     * Takes away again what was left on it, if it lets this bench in as it did. Nobody is waited for; one that hangs is left.
     *
     * @return whether it says that it is gone
     */
    boolean takeAway(PhoneContact contact) throws JournalException {
        CompletableFuture<Boolean> done = new CompletableFuture<>();
        Deadline deadline = Deadline.after(LEAVING);
        byte[] kept = journal.secret(PhoneSecret.TRACES).orElseThrow();
        Thread.ofPlatform().daemon().name("phone-leaving").start(() -> {
            try (PhoneSession session = contact.open(keys.keys(), _ -> {}, LEAVING, deadline)) {
                boolean _ = done.complete(session.takeAway(Traces.fromBytes(kept), deadline));
            } catch (ContactException | RuntimeException | Error e) {
                boolean _ = done.completeExceptionally(e);
            }
        });
        try {
            return done.get(LEAVING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Tells it to erase itself. */
    Told<EraseAnswer> erase(PhoneContact contact) throws PeopleAwayException {
        try (PhoneSession session = open(contact, job.facts())) {
            return Told.got(session.erase(Deadline.after(setting.times().reading())));
        } catch (ContactException e) {
            return Told.failed(e);
        }
    }

    private PhoneSession open(PhoneContact contact, Facts known) throws ContactException, PeopleAwayException {
        Deadline inUse = Deadline.after(IN_USE_FOR);
        while (true) {
            try {
                return openOnce(contact, known);
            } catch (ContactException e) {
                if (e.code() != ContactException.Code.IN_USE || inUse.passed()) {
                    throw e;
                }
                watch.pause();
            }
        }
    }

    /** Waits for the owner's tap, and for the wish to stop: then whatever comes of it is closed by whoever has waited for it. */
    private PhoneSession openOnce(PhoneContact contact, Facts known) throws ContactException, PeopleAwayException {
        CompletableFuture<PhoneSession> opened = new CompletableFuture<>();
        Deadline deadline =
                Deadline.after(setting.times().owners().plus(setting.times().reading()));
        Thread.ofPlatform().daemon().name("phone-opening").start(() -> {
            try {
                PhoneSession session = contact.open(
                        keys.keys(),
                        state -> setting.people().tell(new PhoneNotice.Permission(state, known)),
                        setting.times().owners(),
                        deadline);
                if (!opened.complete(session)) {
                    session.close();
                }
            } catch (ContactException | RuntimeException | Error e) {
                boolean _ = opened.completeExceptionally(e);
            }
        });
        while (true) {
            try {
                return opened.get(setting.times().look().toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (watch.isStopped() && opened.cancel(false)) {
                    throw new PeopleAwayException("stopped");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                boolean _ = opened.cancel(false);
                PeopleAwayException away = new PeopleAwayException("stopped");
                away.initCause(e);
                throw away;
            } catch (ExecutionException e) {
                switch (e.getCause()) {
                    case ContactException failed -> throw failed;
                    case RuntimeException mistake -> throw mistake;
                    case Error mistake -> throw mistake;
                    case null, default -> throw new IllegalStateException("opening a phone", e.getCause());
                }
            }
        }
    }
}
