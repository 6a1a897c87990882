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
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.FolderLog;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.StatementHead;
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

    /** Says how an erasure has ended. */
    public IssuedStatement clearing(UUID eventId, ClearingClaims claims, Disclosed disclosed) throws IOException {
        return locked(session -> session.issue(
                eventId, (issuer, chain, now) -> issuer.clearing(chain, eventId, now, claims, disclosed)));
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

    private interface Signing {
        IssuedStatement sign(StatementIssuer issuer, StationChain chain, Instant now);
    }

    /** What holds while the lock is held. */
    private final class Session {
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
