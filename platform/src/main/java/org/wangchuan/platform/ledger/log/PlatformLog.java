package org.wangchuan.platform.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.ledger.LogRecovery;
import org.wangchuan.platform.process.SharedKeys;
import org.wangchuan.platform.setting.PlatformSettings;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.BehindFence;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.InclusionProof;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.storage.DiskStorage;
import org.wangchuan.witness.append.AppendCode;
import org.wangchuan.witness.append.AppendException;
import org.wangchuan.witness.append.Appended;
import org.wangchuan.witness.append.Appends;
import org.wangchuan.witness.append.Sequencer;
import org.wangchuan.witness.server.PublishedFiles;
import org.wangchuan.witness.server.Publisher;

/**
 * The one log of this platform, while it is open. A log that refuses to go on stops nothing else of the platform: receipts wait
 * in the database, and what is wrong is said on the log's page. Thread-safe.
 */
@Component
public final class PlatformLog implements AutoCloseable {
    /** The problem of a statement of which what is kept can't be read any more. */
    public static final String UNREADABLE = "UNREADABLE";

    /** Why it stands still where two databases are written. */
    static final String OVERTAKEN = "LOG_OVERTAKEN";

    /** Why it stands still after a restore. */
    static final String RECOVERY = "LOG_RECOVERY";

    private static final Logger LOG = LoggerFactory.getLogger(PlatformLog.class);
    private static final String CHECKPOINT = "checkpoint";
    /** Longer than it takes others to notice. */
    private static final Duration LET_GO = Duration.ofSeconds(5);

    private static final Duration INTERVAL = Duration.ofMillis(200);
    private static final Duration COSIGN_EVERY = Duration.ofSeconds(1);
    private static final Duration ROUND_LIMIT = Duration.ofSeconds(10);

    private final LogKeys keys;
    private final LogWitnesses witnesses;
    private final LogRecovery recovery;
    private final DataSource database;
    private final InstantSource clock;
    private final Path folder;
    private final Path local;
    private Optional<Running> running = Optional.empty();
    private String trouble = "";
    private boolean isElsewhere;
    private boolean isOvertaken;
    private boolean isLetGo;
    private long letGoNanos;
    private volatile String publishing = "";

    PlatformLog(
            LogKeys keys,
            LogWitnesses witnesses,
            LogRecovery recovery,
            DataSource database,
            InstantSource clock,
            PlatformSettings settings,
            SharedKeys shared)
            throws IOException {
        this.recovery = recovery;
        this.keys = keys;
        this.witnesses = witnesses;
        this.database = database;
        this.clock = clock;
        this.folder = settings.log();
        this.local = settings.data().toAbsolutePath().normalize().resolve("log-index");
        shared.requireLogFolder(folder, settings.databaseUrl().isEmpty());
    }

    /** All that belongs to an open log. */
    private record Running(FencedStore store, TileLog log, Sequencer sequencer, Optional<Publisher> publisher) {}

    /**
     * How the log is.
     *
     * @param key that verifies its checkpoints; its name is the origin
     * @param listSigner that verifies the trust list which names it
     * @param size entries that are signed
     * @param publishedSize entries that strangers see; empty if there is no checkpoint yet
     * @param isElsewhere whether another process writes it: what of it is only that one's to say is not known here
     * @param trouble why it does not run, in the words of whoever found it; empty if it does
     * @param publishing why the last checkpoint is not published; empty if it is, or nobody has to cosign
     */
    public record Status(
            VerifierKey key,
            VerifierKey listSigner,
            boolean isWitnessed,
            boolean isElsewhere,
            long size,
            Optional<Long> publishedSize,
            String trouble,
            String publishing) {}

    /** Opens it if it is not; says once why it can't be. One that another process may have written since is opened anew. */
    synchronized boolean isOpen() {
        try {
            if (running.isPresent()) {
                if (running.get().store().isHeld()) {
                    return true;
                }
                LOG.warn("the database has ended the connection that held the log; it is opened anew");
                close();
            }
            if (isOvertaken) {
                return false; // to go on from what the other has written would be to fight with it
            }
            if (isLetGo && System.nanoTime() - letGoNanos < LET_GO.toNanos()) {
                return false;
            }
            isLetGo = false;
            if (!recovery.isDecided() && !isTakenUp()) {
                say(RECOVERY
                        + ": the platform was put back to an older day, and the log has not said yet how it goes on");
                return false;
            }
            running = Optional.of(open());
            trouble = "";
            isElsewhere = false;
            LOG.info("log {} is open", origin());
            return true;
        } catch (LogRefusedException e) {
            if (e.reason() == LogRefusedException.Reason.LOCKED) {
                elsewhere();
                return false;
            }
            if (isTakenUp()) {
                return false; // the next round opens it
            }
            say("LOG_" + e.reason() + ": " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            say("LOG_STORAGE: " + e.getMessage());
        }
        return false;
    }

    /**
     * Whether the database was put back behind the files of the log, and the log goes on from those. That the database has lost more is
     * told first: who is killed in between finds it again. Where another machine may have had more cosigned than lies here, that the database is
     * behind is told, and the log stands still.
     */
    private boolean isTakenUp() {
        try {
            BehindFence fence = new BehindFence(store(), local, keys.log());
            Optional<Checkpoint> signed = fence.find();
            if (signed.isEmpty()) {
                return false;
            }
            boolean isAllHere = fence.isAllHere(publication(), signed.get());
            recovery.databaseIsBehind(signed.get(), isAllHere);
            if (!isAllHere || !recovery.isDecided()) {
                return false;
            }
            fence.takeUp();
            LOG.warn(
                    "the database knew less of the log than its files: it goes on from entry {}, as they say",
                    signed.get().size());
            return true;
        } catch (IOException | RuntimeException e) {
            return false; // what is refused is told by whoever asked
        }
    }

    private void elsewhere() {
        trouble = "";
        if (!isElsewhere) {
            isElsewhere = true;
            LOG.info("another process writes the log {}; this one takes over when it is free", origin());
        }
    }

    /** After a failure of what it is written to: perhaps another process can do what this one can't, whose disk may be full. */
    synchronized void letGo(String why) throws IOException {
        if (running.isPresent()) {
            isLetGo = true;
            letGoNanos = System.nanoTime();
            isOvertaken = running.get().store().isOvertaken();
            say(
                    isOvertaken
                            ? OVERTAKEN
                                    + ": another database is written by a platform with this log's folder; it is not written from here until a restart"
                            : "LOG_STORAGE: " + why);
            close();
        }
    }

    private Running open() throws IOException {
        DiskStorage.createDurably(folder);
        FencedStore store = store();
        TileLog log = TileLog.open(store, local, keys.log(), Optional.empty(), publication());
        Sequencer sequencer = Sequencer.start(log, INTERVAL, Sequencer.Padding.NONE, LOG::warn);
        Optional<Publisher> publisher = witnesses
                .file()
                .map(asked -> Publisher.start(log, asked.policy(), COSIGN_EVERY, ROUND_LIMIT, clock, this::publishing));
        return new Running(store, log, sequencer, publisher);
    }

    private TileLog.Publication publication() {
        return isWitnessed() ? TileLog.Publication.WHEN_COSIGNED : TileLog.Publication.AT_ONCE;
    }

    /** For whoever checks the whole of it. */
    FencedStore store() {
        return new FencedStore(database, folder, isWitnessed());
    }

    private void say(String why) {
        isElsewhere = false;
        if (!why.equals(trouble)) {
            trouble = why;
            LOG.error("the log is not written: {}", why);
        }
    }

    /** The publisher says why it fails, once, and that it goes again. */
    private void publishing(String note) {
        boolean isFailure = note.startsWith("a checkpoint was not published");
        publishing = isFailure ? note : "";
        LOG.warn("{}", note);
    }

    private synchronized Running required() throws AppendException {
        return running.orElseThrow(() -> isElsewhere
                ? new AppendException(AppendCode.ELSEWHERE, "another process writes the log")
                : new AppendException(AppendCode.LOG_REFUSED, "the log is not open"));
    }

    /** The name of the log. */
    String origin() {
        return key().name();
    }

    /** The key that verifies the checkpoints. */
    VerifierKey key() {
        return keys.log().verifierKey();
    }

    /** Whether anybody is asked to cosign; if not, nobody outside the operator has seen what the log says. */
    public boolean isWitnessed() {
        return witnesses.file().isPresent();
    }

    /**
     * Appends what a station has sent.
     *
     * @param members who may append, and under which name each
     */
    Appended append(byte[] body, Supplier<List<Appends.Member>> members) throws AppendException, IOException {
        Running now = required();
        Appended appended = new Appends(now.sequencer(), origin(), members).append(body);
        now.publisher().ifPresent(Publisher::grown);
        return appended;
    }

    /** What takes entries in. */
    Sequencer sequencer() throws AppendException {
        return required().sequencer();
    }

    /** The last signed checkpoint. */
    SignedCheckpoint checkpoint() throws AppendException {
        return required().log().checkpoint();
    }

    /** What strangers see; empty if nothing is published yet. */
    Optional<SignedCheckpoint> published() throws AppendException, IOException {
        return required().log().published();
    }

    /** Where entries are in a tree of the log. */
    List<InclusionProof> prove(List<Long> indexes, long size) throws AppendException, IOException {
        return required().log().proveInclusion(indexes, size);
    }

    /** What is published of it; thread-safe, and without the database. */
    LogSource files() {
        return new PublishedFiles(folder);
    }

    /** How it is now. */
    public Status status() {
        Optional<Running> now;
        String why;
        boolean isOthers;
        synchronized (this) {
            now = running;
            why = trouble;
            isOthers = isElsewhere;
        }
        long size = now.map(one -> one.log().checkpoint().checkpoint().size()).orElse(0L);
        Optional<Long> seen = Optional.empty();
        try {
            if (now.isPresent()) {
                seen = now.get().log().published().map(note -> note.checkpoint().size());
            } else if (isOthers) {
                size = size(store().read(FencedStore.SIGNED)).orElse(0L);
                seen = size(files().read(CHECKPOINT));
            }
        } catch (IOException | VerificationException e) {
            why = "LOG_STORAGE: " + e.getMessage();
        }
        boolean isBehind = seen.orElse(0L) < size;
        return new Status(
                key(),
                keys.trust().verifierKey(),
                isWitnessed(),
                isOthers,
                size,
                seen,
                why,
                isBehind ? publishing : "");
    }

    private static Optional<Long> size(Optional<byte[]> note) throws VerificationException {
        return note.isPresent()
                ? Optional.of(SignedCheckpoint.parse(note.get()).checkpoint().size())
                : Optional.empty();
    }

    /** Answers what was taken in, and gives the log back. It may be opened again. */
    @Override
    public synchronized void close() throws IOException {
        if (running.isPresent()) {
            Running ending = running.get();
            running = Optional.empty();
            try {
                ending.sequencer().close();
                ending.publisher().ifPresent(Publisher::close);
            } finally {
                ending.log().close();
            }
        }
    }
}
