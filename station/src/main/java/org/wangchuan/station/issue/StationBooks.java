package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.CounterSigner;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.FolderLog;
import org.wangchuan.proof.log.InclusionProof;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Witnessed;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
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
    private static final long LOCK_PATIENCE_MILLIS = 60_000;

    private final StationHome home;
    private final InstantSource clock;

    private StationBooks(StationHome home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    /** The books in this folder; keys, log and trust list are made if there are none. */
    public static StationBooks open(StationHome home, InstantSource clock) throws IOException {
        home.prepare();
        StationBooks books = new StationBooks(home, clock);
        books.locked(session -> {
            if (!Files.exists(home.trustList())) {
                DurableFiles.replace(home.trustList(), session.ownTrustList().toBytes());
            }
            return Optional.empty();
        });
        return books;
    }

    /** Says that an erasure is about to start; nothing may be destroyed before this returned. */
    public IssuedStatement start(UUID eventId, Disclosed disclosed) throws IOException {
        return locked(session ->
                session.issue(eventId, (issuer, chain, now) -> issuer.start(chain, eventId, now, disclosed)));
    }

    /** Says how an erasure has ended, with a place in a status list of this station. */
    public IssuedStatement clearing(UUID eventId, ClearingClaims claims, Disclosed disclosed) throws IOException {
        return locked(session -> session.issue(
                eventId,
                (issuer, chain, now) -> issuer.clearing(
                        chain, eventId, now, claims, disclosed, statusBooks().take())));
    }

    /**
     * The receipt of a clearing that this station has signed, from its own books.
     *
     * @throws StatementRefusedException if it has signed no such clearing
     */
    public Receipt receiptOf(UUID clearingEvent) throws IOException {
        Optional<Path> file = stored("*-" + clearingEvent + ".json");
        if (file.isPresent()) {
            IssuedStatement clearing = read(file.get());
            if (clearing.statement() instanceof Statement.Clearing made) {
                Path start = stored("*-" + made.claims().start() + ".json")
                        .orElseThrow(() -> new IOException("the stored statement of the start is gone"));
                return receipt(read(start), clearing);
            }
        }
        throw notOurs();
    }

    /** The station's own trust list. */
    public SignedTrustList trustList() throws IOException {
        return locked(Session::trustList);
    }

    /**
     * Puts another witness policy into the station's own trust list, which grows its version; the same policy changes
     * nothing. The one of before goes on deciding about the log as it was ({@link #policyFromSize}).
     *
     * @param policy a C2SP tlog-policy without log lines; empty for none
     * @throws IllegalArgumentException for a text that no trust list may have
     */
    public SignedTrustList setWitnessPolicy(String policy) throws IOException {
        return locked(session -> session.setWitnessPolicy(policy));
    }

    /** The least size of the log that today's witness policy decides about. */
    public long policyFromSize() throws IOException {
        return locked(session -> WitnessRotation.own(session.trustList().list(), session.log.checkpoint())
                .policyFromSize());
    }

    /** The log's current checkpoint, with the log's signature alone. */
    public SignedCheckpoint checkpoint() throws IOException {
        return locked(session -> session.log.checkpoint());
    }

    /** That an earlier tree of the log begins with an even earlier one, as a witness asks. */
    public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
        return locked(session -> session.log.proveConsistency(oldSize, newSize));
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
        return locked(session -> session.statusFile(statement, cosigned));
    }

    /** The certificate of a receipt of this station under a cosigned checkpoint that contains it. Nothing is verified. */
    public Certificate certificate(Receipt receipt, SignedCheckpoint cosigned, Optional<StatusFile> status)
            throws IOException {
        return locked(session -> session.certificate(receipt, cosigned, status));
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
        IssuedStatement _ = own(of);
        SigningKey station = locked(session -> session.keys.station());
        return signing.with(new CounterSigner(station), clock.instant());
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

    /** The stored statement of this clearing. */
    IssuedStatement own(SdJwt clearing) throws IOException {
        try {
            Optional<Path> file =
                    stored("*-" + StatementReader.read(clearing).head().eventId() + ".json");
            if (file.isPresent()) {
                IssuedStatement own = read(file.get());
                if (own.sdJwt().digest().equals(clearing.digest()) && own.statement() instanceof Statement.Clearing) {
                    return own;
                }
            }
        } catch (VerificationException e) {
            throw new IOException("a statement that can't be read: " + e.getMessage(), e);
        }
        throw notOurs();
    }

    private static StatementRefusedException notOurs() {
        return new StatementRefusedException(
                StatementRefusedException.Code.NOT_OURS, "a clearing that this station has signed", "another");
    }

    /** The stored statement of an event, if there is one. */
    Optional<IssuedStatement> storedOf(UUID eventId) throws IOException {
        Optional<Path> file = stored("*-" + eventId + ".json");
        return file.isPresent() ? Optional.of(read(file.get())) : Optional.empty();
    }

    StatusBooks statusBooks() {
        return new StatusBooks(home.statusLists());
    }

    private WitnessedNotes notes() {
        return new WitnessedNotes(home.witnessed());
    }

    /** Whether an event was signed already, whatever came of it. */
    public boolean isSigned(UUID eventId) throws IOException {
        return stored("*-" + eventId + ".json").isPresent();
    }

    /** The receipt for two statements that are in the log. */
    public Receipt receipt(IssuedStatement start, IssuedStatement clearing) throws IOException {
        return locked(session ->
                ReceiptIssuer.receipt(session.log, session.keys.station().publicKey(), start, clearing));
    }

    /** The root of the log as it is now, in hex: what this station knows of the world outside a job. */
    public String beacon() throws IOException {
        return locked(session ->
                Hex.encode(session.log.checkpoint().checkpoint().root().toBytes()));
    }

    /** The key that verifies the log's checkpoints. */
    public VerifierKey logKey() throws IOException {
        return locked(session -> session.log.verifierKey());
    }

    /** The key that verifies the station's statements. */
    public PublicKey stationKey() throws IOException {
        return locked(session -> session.keys.station().publicKey());
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
                    FileLock _ = lock(channel)) {
                StationKeys keys = StationKeys.readOrMake(home);
                StationChain chain = readChain();
                if (keys.logBegun() && !FolderLog.isThere(home.log())) {
                    throw new BooksRefusedException(
                            BooksRefusedException.Code.LOG_GONE, "this station's log in " + home.log(), "none");
                }
                try (FolderLog log = FolderLog.open(home.log(), keys.log(), chain.seen())) {
                    Session session = new Session(keys.withLogBegun(home), log, chain);
                    session.catchUp();
                    return work.with(session);
                } catch (LogRefusedException e) {
                    throw BooksRefusedException.of(e);
                }
            }
        }
    }

    /** Others hold the lock for milliseconds; who holds it for long is stopped or stuck. */
    private static FileLock lock(FileChannel channel) throws IOException {
        long deadlineNanos = System.nanoTime() + LOCK_PATIENCE_MILLIS * 1_000_000;
        while (true) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new IOException("expected the station's books to be free within " + LOCK_PATIENCE_MILLIS
                        + " ms, found them held by another program");
            }
            LockSupport.parkNanos(5_000_000);
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
        T with(Session session) throws IOException;
    }

    /** Signs the next statement of the chain. */
    interface Signing {
        IssuedStatement sign(StatementIssuer issuer, StationChain chain, Instant now) throws IOException;
    }

    /** What holds while the lock is held. */
    final class Session {
        private final StationKeys keys;
        private final FolderLog log;
        private StationChain chain;

        Session(StationKeys keys, FolderLog log, StationChain chain) {
            this.keys = keys;
            this.log = log;
            this.chain = chain;
        }

        IssuedStatement issue(UUID eventId, Signing signing) throws IOException {
            Optional<Path> existing = stored("*-" + eventId + ".json");
            if (existing.isPresent()) {
                return read(existing.get());
            }
            if (log.find(eventId).isPresent()) {
                // Signed again it would be another statement of the same event.
                throw new BooksRefusedException(
                        BooksRefusedException.Code.STATEMENTS_GONE,
                        "the statement of event " + eventId + ", which is in the log",
                        "no file of it");
            }
            IssuedStatement issued = signing.sign(StatementIssuer.real(keys.station()), chain, clock.instant());
            DurableFiles.replace(file(chain.nextSequence(), eventId), issued.toBytes());
            settle(issued);
            return issued;
        }

        /**
         * Finishes what a crash left: a statement that is stored but not yet in chain or log. Where the chain is
         * older than that, all that came after it.
         */
        void catchUp() throws IOException {
            Optional<Path> ahead = stored(sequence(chain.nextSequence()) + "-*.json");
            if (ahead.isEmpty() && chain.nextSequence() > 0) {
                Optional<Path> last = stored(sequence(chain.nextSequence() - 1) + "-*.json");
                if (last.isEmpty()) {
                    throw new BooksRefusedException(
                            BooksRefusedException.Code.STATEMENTS_GONE,
                            "statement " + (chain.nextSequence() - 1) + ", the last one in the chain",
                            "no file of it");
                }
                logOnce(read(last.get()));
            }
            while (ahead.isPresent()) {
                settle(read(ahead.get()));
                ahead = stored(sequence(chain.nextSequence()) + "-*.json");
            }
            long entries = log.checkpoint().checkpoint().size();
            if (entries > chain.nextSequence()) {
                // Going on would sign a second statement of a number that has one.
                throw new BooksRefusedException(
                        BooksRefusedException.Code.STATEMENTS_GONE,
                        "the " + entries + " statements that are in the log",
                        chain.nextSequence() + " in chain and statements");
            }
        }

        private void settle(IssuedStatement issued) throws IOException {
            if (!issued.statement().head().previous().equals(chain.previous())) {
                throw new BooksRefusedException(
                        BooksRefusedException.Code.STATEMENT_DAMAGED,
                        "statement " + chain.nextSequence() + " to follow from the one before",
                        "one that follows from another");
            }
            keep(chain.after(issued));
            logOnce(issued);
        }

        private void logOnce(IssuedStatement issued) throws IOException {
            if (log.find(issued.eventId()).isEmpty()) {
                long _ = log.append(issued.eventId(), issued.entry().entry());
            }
            StationChain seeing = chain.seeing(log.checkpoint().checkpoint());
            if (!seeing.equals(chain)) {
                keep(seeing);
            }
        }

        private void keep(StationChain next) throws IOException {
            DurableFiles.replace(home.chain(), next.toBytes());
            chain = next;
        }

        /** Later statements name this checkpoint, unless they already name one of a larger tree. */
        void name(SignedCheckpoint cosigned) throws IOException {
            long known = chain.witnessed().map(last -> last.checkpoint().size()).orElse(0L);
            if (cosigned.checkpoint().size() >= known) {
                keep(chain.witnessing(cosigned));
            }
        }

        SignedTrustList trustList() throws IOException {
            try {
                return SignedTrustList.parse(Files.readAllBytes(home.trustList()));
            } catch (VerificationException e) {
                throw new IOException("the station's own trust list is damaged: " + e.getMessage(), e);
            }
        }

        SignedTrustList setWitnessPolicy(String policy) throws IOException {
            SignedTrustList held = trustList();
            TrustList old = held.list();
            if (old.witnessPolicy().equals(policy)) {
                return held;
            }
            TrustList next = new WitnessRotation(old, log.checkpoint(), chain.witnessed())
                    .to(policy, clock.instant().getEpochSecond());
            SignedTrustList signed =
                    TrustListIssuer.sign(next, new NoteSigner(old.signer().name(), keys.station()));
            if (signed.toBytes().length > SignedTrustList.BYTES_MAX) {
                throw new IllegalArgumentException("expected a trust list of at most " + SignedTrustList.BYTES_MAX
                        + " bytes, found more: too long a policy, or too many of before");
            }
            DurableFiles.replace(home.trustList(), signed.toBytes());
            return signed;
        }

        StatusFile statusFile(IssuedStatement statement, SignedCheckpoint cosigned) throws IOException {
            if (!(statement.statement() instanceof Statement.StatusListing listing)) {
                throw new IllegalArgumentException("no statement of a status list");
            }
            StatusList list = statusBooks()
                    .list(listing.claims().list())
                    .filter(now -> now.claims().equals(listing.claims()))
                    .orElseThrow(() -> new IOException("the status list has changed meanwhile; try again"));
            return CertificateIssuer.statusFile(
                    log,
                    keys.station().publicKey(),
                    statement,
                    list,
                    cosigned,
                    notBefore(statement.statement().head(), cosigned));
        }

        Certificate certificate(Receipt receipt, SignedCheckpoint cosigned, Optional<StatusFile> status)
                throws IOException {
            List<InclusionProof> places = log.proveInclusion(
                    List.of(
                            receipt.clearing().proof().index(),
                            receipt.start().proof().index()),
                    cosigned.checkpoint().size());
            Certificate bare = CertificateIssuer.certificate(receipt, cosigned, places.getFirst(), places.getLast());
            StatementHead head = own(receipt.clearing().statement()).statement().head();
            return new Certificate(bare.receipt(), notBefore(head, cosigned), status, List.of());
        }

        /**
         * Whether the witnesses on a note are enough by the policy for its size. Without the note a certificate proves
         * less; with one that does not count it would prove nothing.
         */
        private boolean counts(SignedCheckpoint earlier) throws IOException {
            TrustList list = trustList().list();
            Optional<WitnessPolicy> policy = list.policyAt(
                    WitnessRotation.own(list, earlier), earlier.checkpoint().size());
            try {
                return policy.isPresent()
                        && !policy.get().requireQuorum(earlier, clock.instant()).isEmpty();
            } catch (VerificationException e) {
                return false;
            }
        }

        private Optional<NotBefore> notBefore(StatementHead head, SignedCheckpoint cosigned) throws IOException {
            Optional<SignedCheckpoint> earlier = head.witnessed().isPresent()
                    ? notes().read(head.witnessed().get().note())
                    : Optional.empty();
            if (earlier.isEmpty() || !counts(earlier.get())) {
                return Optional.empty();
            }
            long size = earlier.get().checkpoint().size();
            return Optional.of(new NotBefore(
                    earlier.get(),
                    log.proveConsistency(size, cosigned.checkpoint().size()).hashes()));
        }

        /** Trusts this station, for its own log, from the beginning. */
        SignedTrustList ownTrustList() {
            String name = keys.station().publicKey().thumbprint().substring(0, 16);
            // A name of its own: who holds lists of two stations must be able to tell their signers apart.
            NoteSigner signer = new NoteSigner("wangchuan.local/" + name + "/trust", keys.station());
            TrustList.Station station = new TrustList.Station(keys.station().publicKey(), 0, Optional.empty());
            TrustList.Operator operator =
                    new TrustList.Operator("station " + name, List.of(log.verifierKey()), List.of(station));
            return TrustListIssuer.sign(
                    new TrustList(1, clock.instant().getEpochSecond(), signer.verifierKey(), List.of(operator), ""),
                    signer);
        }
    }

    private Path file(long sequence, UUID eventId) {
        return home.statements().resolve(sequence(sequence) + "-" + eventId + ".json");
    }

    private static String sequence(long number) {
        return String.format("%012d", number);
    }

    private Optional<Path> stored(String glob) throws IOException {
        try (Stream<Path> files = Files.list(home.statements())) {
            var matcher = home.statements().getFileSystem().getPathMatcher("glob:" + glob);
            return files.filter(file -> matcher.matches(file.getFileName())).findFirst();
        }
    }

    private IssuedStatement read(Path file) throws IOException {
        IssuedStatement issued;
        try {
            issued = IssuedStatement.parse(Files.readAllBytes(file));
        } catch (VerificationException e) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.STATEMENT_DAMAGED, "a statement in " + file.getFileName(), e.found());
        }
        StatementHead head = issued.statement().head();
        Path own = file(head.sequence(), head.eventId());
        if (!own.getFileName().equals(file.getFileName())) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.STATEMENT_DAMAGED,
                    "the statement that " + file.getFileName() + " is named by",
                    "that of " + own.getFileName());
        }
        return issued;
    }
}
