package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.issue.CounterSigner;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.WitnessRotation;
import org.wangchuan.proof.key.KeyPossession;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.LogFolder;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Witnessed;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;

/**
 * The station's books: what it has signed, in order, and its log. Each call takes the station's lock, so
 * that several lanes and several programs of one station agree; each is exactly once by event id, however
 * often it is repeated after a crash. Thread-safe.
 *
 * <p>Order of a statement: signed, stored, the chain moved on, logged. After a crash between any two of
 * these the next call catches up before it does anything else.
 */
public final class StationBooks {
    private final StationHome home;
    private final InstantSource clock;
    private final LogFolder log;

    private StationBooks(StationHome home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
        this.log = new LogFolder(home.log());
    }

    /**
     * The books in this folder; keys, log and trust list are made if there are none.
     *
     * @throws BooksRefusedException if they don't fit together, or the clock can't be right
     */
    public static StationBooks open(StationHome home, InstantSource clock) throws IOException {
        Instant _ = new PlausibleClock(clock).now(); // before anything is made that would bear a wrong date for ever
        home.prepare();
        StationBooks books = new StationBooks(home, clock);
        books.locked(session -> {
            books.trustList(session).makeIfNone(session.log().verifierKey());
            return Optional.empty();
        });
        return books;
    }

    /** What a statement is about: a device of somebody's, or a stand-in whose statements never verify as real. */
    public enum Purpose {
        REAL,
        TEST;

        StatementIssuer of(StatementIssuer issuer) {
            return this == TEST ? issuer.forTest() : issuer;
        }
    }

    /** Says that an erasure is about to start; nothing may be destroyed before this returned. */
    public IssuedStatement start(UUID eventId, Disclosed disclosed, Purpose purpose) throws IOException {
        return locked(session -> session.issue(
                eventId, (issuer, chain, now) -> purpose.of(issuer).start(chain, eventId, now, disclosed)));
    }

    /** Says how an erasure has ended, with a place in a status list of this station. */
    public IssuedStatement clearing(UUID eventId, ClearingClaims claims, Disclosed disclosed, Purpose purpose)
            throws IOException {
        return locked(session -> session.issue(
                eventId,
                (issuer, chain, now) -> purpose.of(issuer)
                        .clearing(
                                chain,
                                eventId,
                                now,
                                claims,
                                disclosed,
                                statusBooks().take())));
    }

    /** Says what was found when an erased drive was read again, whichever station had erased it. It takes no place of any clearing. */
    public IssuedStatement recheck(UUID eventId, RecheckClaims claims, Target target, Purpose purpose)
            throws IOException {
        return locked(session -> session.issue(
                eventId, (issuer, chain, now) -> purpose.of(issuer).recheck(chain, eventId, now, claims, target)));
    }

    /**
     * The file of a recheck that this station has signed, under the log's current checkpoint.
     *
     * @throws StatementRefusedException if it has signed none of this event, or has forgotten it
     */
    public RecheckFile recheckFile(UUID event) throws IOException {
        return locked(session -> {
            Optional<StoredStatement> stored = session.of(event);
            if (stored.isEmpty()) {
                throw StoredStatements.notOurs();
            }
            return under(session).recheck(session.opened(stored.get()));
        });
    }

    /**
     * The receipt of a clearing that this station has signed, from its own books.
     *
     * @throws StatementRefusedException if it has signed no such clearing, or has forgotten it
     */
    public Receipt receiptOf(UUID clearingEvent) throws IOException {
        return locked(session -> {
            Optional<StoredStatement> clearing = session.of(clearingEvent);
            if (clearing.isEmpty()) {
                throw StoredStatements.notOurs();
            }
            IssuedStatement opened = session.opened(clearing.get());
            if (!(opened.statement() instanceof Statement.Clearing made)) {
                throw StoredStatements.notOurs();
            }
            StoredStatement start = session.of(made.claims().start())
                    .orElseThrow(() -> new IOException("the stored statement of the start is gone"));
            return under(session).receipt(session.opened(start), opened);
        });
    }

    /** The station's own trust list. */
    public SignedTrustList trustList() throws IOException {
        return locked(session -> trustList(session).read());
    }

    /**
     * Puts another witness policy into the station's own trust list, which grows its version; the same policy changes
     * nothing. The one of before goes on deciding about the log as it was ({@link #policyFromSize}).
     *
     * @param policy a C2SP tlog-policy without log lines; empty for none
     * @throws IllegalArgumentException for a text that no trust list may have
     */
    public SignedTrustList setWitnessPolicy(String policy) throws IOException {
        return locked(session ->
                trustList(session).setWitnessPolicy(policy, session.log().checkpoint(), session.witnessed()));
    }

    /** The least size of the log that today's witness policy decides about. */
    public long policyFromSize() throws IOException {
        return locked(session -> WitnessRotation.own(
                        trustList(session).read().list(), session.log().checkpoint())
                .policyFromSize());
    }

    /**
     * Vouches in the station's own trust list for a key that signs for it elsewhere; whoever checks needs that list.
     *
     * @param name how the list calls it; no other of its names
     * @param statementsMax how many entries of that key's log count
     * @param drives for which, and until when
     */
    public SignedTrustList delegate(
            String name, VerifierKey delegateLog, PublicKey delegate, long statementsMax, Delegated drives)
            throws IOException {
        return locked(session -> trustList(session).delegate(name, delegateLog, delegate, statementsMax, drives));
    }

    /**
     * The same for some places of that key's log alone.
     *
     * @param places the key, where it counts
     */
    public SignedTrustList delegate(
            String name, VerifierKey delegateLog, List<TrustList.Station> places, Delegated drives) throws IOException {
        return locked(session -> trustList(session).delegate(name, delegateLog, places, drives));
    }

    /**
     * Vouches no more for such a key, nor for anything that it has signed; whoever checks needs that list.
     *
     * @param delegateLog the origin of that key's log
     * @return empty if it was never vouched for
     */
    public Optional<SignedTrustList> endDelegation(String delegateLog) throws IOException {
        return locked(session -> trustList(session).endDelegation(delegateLog));
    }

    /** What is delegated and was not ended: names, logs and keys as the list has them. */
    public List<TrustList.Operator> delegations() throws IOException {
        return locked(session -> trustList(session).delegations());
    }

    /**
     * Signs a note by a name of its own. What this key signs of statements is never a note ({@link NoteSigner#signingKey}).
     *
     * @param purpose the last part of the name, which says what such notes are
     */
    public Note signNote(String purpose, String text) throws IOException {
        return locked(session -> {
            SigningKey station = session.keys().station();
            String name = "wangchuan.local/" + station.publicKey().thumbprint().substring(0, 16) + "/" + purpose;
            return new NoteSigner(name, station).sign(text);
        });
    }

    /** The log's current checkpoint, with the log's signature alone. */
    public SignedCheckpoint checkpoint() throws IOException {
        return locked(session -> session.log().checkpoint());
    }

    /** That an earlier tree of the log begins with an even earlier one, as a witness asks. */
    public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
        return locked(session -> session.log().proveConsistency(oldSize, newSize));
    }

    /** The cosigned checkpoint that the next statement will name; empty if there is none, or its note is gone. */
    public Optional<SignedCheckpoint> lastWitnessed() throws IOException {
        Optional<Witnessed> last = readChain().witnessed();
        return last.isPresent() ? notes().read(last.get().note()) : Optional.empty();
    }

    /**
     * Keeps a checkpoint that witnesses have cosigned, and names it in each statement from now on. The note is durable
     * before the chain names it. The caller has verified the cosignatures.
     */
    public void keepWitnessed(SignedCheckpoint cosigned) throws IOException {
        locked(session -> {
            notes().keep(cosigned);
            session.name(cosigned);
            return Optional.empty();
        });
    }

    /** Says that this is a status list as of now. */
    public IssuedStatement statusList(UUID list) throws IOException {
        UUID event = UUID.randomUUID();
        return locked(session -> {
            StatusList now = statusBooks().list(list).orElseThrow(() -> new IOException("no status list " + list));
            return session.issue(event, (issuer, chain, at) -> issuer.statusList(chain, event, at, now));
        });
    }

    /**
     * A status list that a statement is about.
     *
     * @throws IOException if it has changed since that was said
     */
    public StatusList unchanged(IssuedStatement listing) throws IOException {
        return statusBooks().unchanged(listing);
    }

    /**
     * A statement as an entry of any log.
     *
     * @param isClearing whether it has to stand after the start that it names
     */
    public record Logging(NewEntry entry, boolean isClearing) {}

    /** Statements in the order of their numbers, from one on; empty if there is none with that number. */
    public List<Logging> entriesFrom(long number, int max) throws IOException {
        return locked(session -> session.entriesFrom(number, max));
    }

    /** Those of these events that this station has signed a statement of, in no order that means anything. */
    public List<Logging> entriesOf(Set<UUID> events) throws IOException {
        return events.isEmpty() ? List.of() : locked(session -> session.entriesOf(events));
    }

    /** The cosigned checkpoint that a statement names by its digest; empty if its note is gone. */
    public Optional<SignedCheckpoint> witnessedNote(Bytes32 note) throws IOException {
        return notes().read(note);
    }

    /** The names of the station's status lists, the newest last. */
    public List<UUID> statusLists() throws IOException {
        return statusBooks().ids();
    }

    /**
     * A status list under a cosigned checkpoint of this log.
     *
     * @param statement made by {@link #statusList}; the list may have changed since, and then it is of no use any more
     * @throws IOException if it has changed
     */
    public StatusFile statusFile(IssuedStatement statement, SignedCheckpoint cosigned) throws IOException {
        return locked(session -> under(session).statusFile(statement, cosigned));
    }

    /** The certificate of a receipt of this station under a cosigned checkpoint that contains it. Nothing is verified. */
    public Certificate certificate(Receipt receipt, SignedCheckpoint cosigned, Optional<StatusFile> status)
            throws IOException {
        return locked(session -> under(session).certificate(receipt, cosigned, status));
    }

    /** Makes a counter-signature with the station's key. */
    public interface CounterSigning {
        /** As {@link CounterSigner} does. */
        CounterSignature with(CounterSigner signer, Instant now) throws VerificationException;
    }

    /**
     * Says that somebody stood by a clearing of this station. Nothing is logged or kept: it is evidence beside the
     * statement, and only in the certificates that it is put into.
     *
     * @throws StatementRefusedException if this station has signed no such clearing
     * @throws VerificationException as the signing does
     */
    public CounterSignature counterSign(SdJwt of, CounterSigning signing) throws IOException, VerificationException {
        Statement.Clearing _ = statements().own(of);
        SigningKey station = locked(session -> session.keys().station());
        return signing.with(new CounterSigner(station), new PlausibleClock(clock).now());
    }

    /**
     * Says that a clearing does not hold. Repeated, it is the same statement, whatever reason is given then.
     *
     * @throws StatementRefusedException if that can't be said
     */
    public IssuedStatement revoke(SdJwt of, RevocationReason reason) throws IOException {
        return locked(session -> new Withdrawal(this, session, of)
                .say(
                        StatusList.State.REVOKED,
                        Optional.empty(),
                        (event, issuer, chain, now) -> issuer.revocation(chain, event, now, of, reason)));
    }

    /**
     * Says that a clearing was true, and that a later one of the same device counts now.
     *
     * @throws StatementRefusedException if that can't be said
     */
    public IssuedStatement supersede(SdJwt of, SdJwt by) throws IOException {
        return locked(session -> new Withdrawal(this, session, of)
                .say(
                        StatusList.State.SUPERSEDED,
                        Optional.of(by),
                        (event, issuer, chain, now) -> issuer.supersession(chain, event, now, of, by)));
    }

    /**
     * Says that a clearing was wrong in something, and that a later one says it right.
     *
     * @throws StatementRefusedException if that can't be said
     */
    public IssuedStatement correct(SdJwt of, SdJwt by) throws IOException {
        return locked(session -> new Withdrawal(this, session, of)
                .say(
                        StatusList.State.CORRECTED,
                        Optional.of(by),
                        (event, issuer, chain, now) -> issuer.correction(chain, event, now, of, by)));
    }

    /** What is to be forgotten: an erasure that has come to its end, or one that was given up after its start was said. */
    public sealed interface Erasure {
        /** By its clearing statement, as somebody holds it. */
        record Cleared(SdJwt clearing) implements Erasure {}

        /** By the event of its clearing, or of its start where it was given up. */
        record Known(UUID event) implements Erasure {}

        /** By the number of its statement's entry in the station's log. */
        record Entry(long number) implements Erasure {}
    }

    /**
     * What the station still has of an erasure. Every later statement is read.
     *
     * @param erasure by any statement about it, also one that says that it was forgotten
     * @throws StatementRefusedException if there is none of this station, or what opens it is gone and nobody has said so
     */
    public Remains remains(Erasure erasure) throws IOException {
        return locked(session -> {
            StoredStatement end = session.endOf(named(session, erasure));
            return new Forgetting(session, end).remains();
        });
    }

    /**
     * Destroys the keys that an erasure's statements are sealed under, the device's unless it is to be kept. Nothing is said yet: first all
     * else that the station has of it has to go. Repeated, it finishes what a crash has left.
     *
     * @param rule what is kept of the device, and why; what was said of this erasure before stands in its place
     * @throws StatementRefusedException if this station has signed no such clearing
     */
    public void destroyKeys(Erasure erasure, Optional<KeptDevice> rule) throws IOException {
        locked(session -> {
            forgetting(session, erasure).destroyKeys(rule);
            return Optional.empty();
        });
    }

    /**
     * What a clearing of this station says, as it is shown here.
     *
     * @throws StatementRefusedException if this station has signed no such clearing
     */
    public Statement.Clearing requireOwn(SdJwt clearing) throws IOException {
        return statements().own(clearing);
    }

    /** Says that an erasure was forgotten, in the log; said before, it is said once. The keys are destroyed by now. */
    public Forgotten sayForgotten(Erasure erasure, Optional<KeptDevice> rule) throws IOException {
        return locked(session -> forgetting(session, erasure).say(rule));
    }

    /** The events of the clearings that were said to be forgotten, wholly or in part. Every statement is read. */
    public List<UUID> forgotten() throws IOException {
        return locked(BooksSession::forgotten);
    }

    private static Forgetting forgetting(BooksSession session, Erasure erasure) throws IOException {
        return new Forgetting(session, named(session, erasure));
    }

    private static StoredStatement named(BooksSession session, Erasure erasure) throws IOException {
        Optional<StoredStatement> named = switch (erasure) {
            case Erasure.Cleared(SdJwt clearing) ->
                session.statements()
                        .at(session.statements().own(clearing).head().sequence());
            case Erasure.Known(UUID event) -> session.of(event);
            case Erasure.Entry(long number) -> session.statements().at(number);
        };
        return named.orElseThrow(StoredStatements::notOurs);
    }

    StoredStatements statements() {
        return new StoredStatements(home);
    }

    private OwnTrustList trustList(BooksSession session) {
        return new OwnTrustList(home, clock, session.keys());
    }

    private UnderCheckpoint under(BooksSession session) {
        return new UnderCheckpoint(home, clock, session.keys(), session.log());
    }

    StatusBooks statusBooks() {
        return new StatusBooks(home.statusLists());
    }

    private WitnessedNotes notes() {
        return new WitnessedNotes(home.witnessed());
    }

    /** Whether an event was signed already, whatever came of it. */
    public boolean isSigned(UUID eventId) throws IOException {
        return locked(session -> session.of(eventId).isPresent());
    }

    /**
     * The receipt for two statements that are in the log.
     *
     * @throws BooksRefusedException if nobody could verify it: files of the log that opening it does not look at are damaged
     */
    public Receipt receipt(IssuedStatement start, IssuedStatement clearing) throws IOException {
        return locked(session -> under(session).receipt(start, clearing));
    }

    /**
     * The root of the log as it is now, in hex. A device can't know it beforehand; who runs the station can, and makes another one by
     * appending an entry.
     */
    public String logRoot() throws IOException {
        return locked(session ->
                Hex.encode(session.log().checkpoint().checkpoint().root().toBytes()));
    }

    /** The key that verifies the log's checkpoints. */
    public VerifierKey logKey() throws IOException {
        return locked(session -> session.log().verifierKey());
    }

    /** The key that verifies the station's statements. */
    public PublicKey stationKey() throws IOException {
        return locked(session -> session.keys().station().publicKey());
    }

    /** Shows a platform that this station holds the key that it names; see {@link KeyPossession}. */
    public String provePossession(String challenge) throws IOException {
        return locked(session -> KeyPossession.prove(session.keys().station(), challenge));
    }

    /**
     * The key that verifies the checkpoints of the station in this folder, without opening its log: the log may be
     * what is being examined.
     *
     * @throws IOException if there is no station
     */
    public static VerifierKey logKeyOf(StationHome home) throws IOException {
        if (!Files.exists(home.key()) || !Files.exists(home.logKey())) {
            throw new IOException("there is no station in this state folder");
        }
        return StationKeys.read(home).log().verifierKey();
    }

    private <T> T locked(Work<T> work) throws IOException {
        synchronized (StationBooks.class) { // a file lock is held by the whole program
            try (FileChannel channel = DurableFiles.open(home.lock());
                    FileLock _ = StationLock.take(channel)) {
                StationKeys keys = StationKeys.readOrMake(home);
                StationChain chain = readChain();
                if (keys.logBegun() && !log.isThere()) {
                    throw new BooksRefusedException(
                            BooksRefusedException.Code.LOG_GONE, "this station's log in " + home.log(), "none");
                }
                try (TileLog opened = log.open(keys.log(), chain.seen())) {
                    BooksSession session = new BooksSession(home, clock, keys.withLogBegun(home), opened, chain);
                    session.catchUp();
                    return work.with(session);
                } catch (LogRefusedException e) {
                    throw BooksRefusedException.of(e);
                }
            }
        }
    }

    private StationChain readChain() throws IOException {
        if (!Files.exists(home.chain())) {
            return StationChain.NEW;
        }
        try {
            return StationChain.parse(Files.readAllBytes(home.chain()));
        } catch (VerificationException e) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.CHAIN_DAMAGED, "the station's chain in " + home.chain(), e.found());
        }
    }

    private interface Work<T> {
        T with(BooksSession session) throws IOException;
    }
}
