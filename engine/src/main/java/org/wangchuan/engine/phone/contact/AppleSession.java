package org.wangchuan.engine.phone.contact;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.wangchuan.engine.apple.AppleHost;
import org.wangchuan.engine.apple.ConsentedSession;
import org.wangchuan.engine.apple.UnpairedSession;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.EraseOptions;
import org.wangchuan.engine.apple.model.EraseReply;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillContent;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;
import org.wangchuan.engine.phone.read.AppleReader;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;

/** An iPhone or iPad that lets this job in, or has forgotten it and tells what it tells anybody. */
final class AppleSession implements PhoneSession {
    private static final String COMMAND = "com.apple.mobile.MCInstall EraseDevice";

    private final AppleHost host;
    private final AttachedDevice device;
    private final Optional<ConsentedSession> session;
    private final Optional<String> permission;

    private State state = State.READY;

    private enum State {
        READY,
        ASKING,
        /** What was asked was not answered in time: what comes next would be no answer to what is asked next. */
        LEFT_BEHIND,
        /** Closed while something waits; whoever waits ends it. */
        CLOSING,
        CLOSED
    }

    /**
     * @param session empty if the phone does not know this job any more
     * @param permission what opening it has shown
     */
    AppleSession(
            AppleHost host, AttachedDevice device, Optional<ConsentedSession> session, Optional<String> permission) {
        this.host = host;
        this.device = device;
        this.session = session;
        this.permission = permission;
    }

    @Override
    public Reading read(Digests digests, Optional<Traces> traces, Deadline deadline) throws ContactException {
        return ask(() -> whole(digests), deadline);
    }

    private Reading whole(Digests digests) throws AppleFailure {
        Reading told;
        try (UnpairedSession unpaired = host.open(device)) {
            told = AppleReader.before(unpaired, digests);
        }
        if (session.isPresent()) {
            told = told.with(AppleReader.consented(session.get(), digests));
        }
        return told.with(shown());
    }

    private Reading shown() {
        Facts facts = permission
                .map(word -> new Facts(List.of(new Fact(Property.PERMISSION, word, Source.LOCKDOWN))))
                .orElse(Facts.NONE);
        return new Reading(PhoneIdentity.NONE, facts, List.of(Property.PERMISSION));
    }

    @Override
    public Optional<Traces> leave(SecureRandom random, Deadline deadline) {
        return Optional.empty();
    }

    @Override
    public FillOutcome fill(FillContent content, FillWatcher watcher, Random random, Deadline deadline)
            throws ContactException {
        throw new ContactException(Code.UNSUPPORTED, "expected an Android");
    }

    @Override
    public EraseAnswer erase(Deadline deadline) throws ContactException {
        ConsentedSession paired = session.orElseThrow(
                () -> new ContactException(Code.NO_ERASE, "it has forgotten whom its owner allowed"));
        return switch (ask(() -> paired.erase(EraseOptions.EVERYTHING), deadline)) {
            case EraseReply.Acknowledged _ -> new EraseAnswer(EraseAnswer.Kind.ACCEPTED, COMMAND, "acknowledged");
            case EraseReply.Ended _ -> new EraseAnswer(EraseAnswer.Kind.ENDED, COMMAND, "");
            case EraseReply.Refused(Optional<Long> error) ->
                new EraseAnswer(
                        EraseAnswer.Kind.REFUSED,
                        COMMAND,
                        error.map(code -> "refused, error " + code).orElse("refused"));
        };
    }

    private <T> T ask(InTime.Question<T> question, Deadline deadline) throws ContactException {
        synchronized (this) {
            if (state != State.READY) {
                throw new ContactException(Code.ENDED, "it was closed, or something was not answered: open it anew");
            }
            state = State.ASKING;
        }
        try {
            T answer = InTime.ask(question, deadline, _ -> over());
            over();
            return answer;
        } catch (ContactException e) {
            if (e.code() == Code.TIMEOUT) {
                leaveBehind();
            } else {
                over();
            }
            throw e;
        }
    }

    private synchronized void leaveBehind() {
        if (state == State.ASKING) {
            state = State.LEFT_BEHIND;
        }
    }

    /** Nothing waits any more. */
    private synchronized void over() {
        switch (state) {
            case ASKING -> state = State.READY;
            case CLOSING -> end();
            case READY, LEFT_BEHIND, CLOSED -> {
                return; // a late answer makes nothing good
            }
        }
    }

    private synchronized void end() {
        state = State.CLOSED;
        session.ifPresent(ConsentedSession::suspend);
    }

    /** Also while something waits, in a thread that ends by its own patience. */
    @Override
    public synchronized void close() {
        switch (state) {
            case READY -> end();
            case ASKING, LEFT_BEHIND -> state = State.CLOSING;
            case CLOSING, CLOSED -> {
                return;
            }
        }
    }
}
