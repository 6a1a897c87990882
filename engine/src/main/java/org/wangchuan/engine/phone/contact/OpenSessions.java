package org.wangchuan.engine.phone.contact;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.fill.FillContent;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;
import org.wangchuan.engine.phone.read.CableReader;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;

/** All sessions that are open on the cables of one machine, so that all can be ended at once. Thread-safe. */
final class OpenSessions {
    private final Set<PhoneSession> open = new HashSet<>();
    private boolean closed;

    /**
     * The session, which leaves this when it is closed; what it reads comes with what the phone's descriptors show, so that what it is known by is the
     * same before its owner allowed anything and afterwards.
     */
    PhoneSession add(PhoneSession session, PhoneContact contact) throws ContactException {
        synchronized (this) {
            if (!closed) {
                open.add(session);
                return new Listed(session, contact);
            }
        }
        session.close();
        throw new ContactException(Code.ENDED, "the cables are not looked at any more");
    }

    private synchronized void remove(PhoneSession session) {
        open.remove(session);
    }

    void closeAll() {
        List<PhoneSession> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
            open.clear();
        }
        all.forEach(PhoneSession::close);
    }

    private final class Listed implements PhoneSession {
        private final PhoneSession session;
        private final PhoneContact contact;

        Listed(PhoneSession session, PhoneContact contact) {
            this.session = session;
            this.contact = contact;
        }

        @Override
        public Reading read(Digests digests, Optional<Traces> traces, Deadline deadline) throws ContactException {
            Reading told = session.read(digests, traces, deadline);
            return CableReader.told(contact.device(), contact.classification(), told, digests);
        }

        @Override
        public Optional<Traces> leave(SecureRandom random, Deadline deadline) throws ContactException {
            return session.leave(random, deadline);
        }

        @Override
        public boolean takeAway(Traces traces, Deadline deadline) throws ContactException {
            return session.takeAway(traces, deadline);
        }

        @Override
        public Optional<List<byte[]>> attest(byte[] challenge, Deadline deadline) throws ContactException {
            return session.attest(challenge, deadline);
        }

        @Override
        public FillOutcome fill(FillContent content, FillWatcher watcher, Random random, Deadline deadline)
                throws ContactException {
            return session.fill(content, watcher, random, deadline);
        }

        @Override
        public EraseAnswer erase(Deadline deadline) throws ContactException {
            return session.erase(deadline);
        }

        @Override
        public void close() {
            remove(session);
            session.close();
        }
    }
}
