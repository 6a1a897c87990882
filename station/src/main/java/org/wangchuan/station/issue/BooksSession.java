package org.wangchuan.station.issue;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Witnessed;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StatementRefusedException.Code;

/**
 * The books while the station's lock is held: the chain moves on here and nowhere else. Order of a statement: signed, stored, the chain moved
 * on, logged. After a crash between any two of these {@link #catchUp} finishes it. Not thread-safe.
 */
final class BooksSession {
    private final StationHome home;
    private final InstantSource clock;
    private final StoredStatements statements;
    private final StationKeys keys;
    private final TileLog log;
    private StationChain chain;

    BooksSession(StationHome home, InstantSource clock, StationKeys keys, TileLog log, StationChain chain) {
        this.home = home;
        this.clock = clock;
        this.statements = new StoredStatements(home);
        this.keys = keys;
        this.log = log;
        this.chain = chain;
    }

    /** Signs the next statement of the chain. */
    interface Signing {
        IssuedStatement sign(StatementIssuer issuer, StationChain chain, Instant now) throws IOException;
    }

    StationKeys keys() {
        return keys;
    }

    TileLog log() {
        return log;
    }

    StoredStatements statements() {
        return statements;
    }

    Instant now() {
        return clock.instant();
    }

    /** The cosigned checkpoint that the next statement will name. */
    Optional<Witnessed> witnessed() {
        return chain.witnessed();
    }

    /** Signs, stores and logs the statement of an event; one that is signed already is given as it is. */
    IssuedStatement issue(UUID eventId, Signing signing) throws IOException {
        Optional<StoredStatement> existing = of(eventId);
        if (existing.isPresent()) {
            return opened(existing.get());
        }
        Instant now = new PlausibleClock(clock).now();
        IssuedStatement issued = signing.sign(StatementIssuer.real(keys.station()), chain, now);
        settle(statements.keep(chain.nextSequence(), issued));
        return issued;
    }

    /**
     * What a stored statement says.
     *
     * @throws StatementRefusedException if it can't be opened any more
     */
    IssuedStatement opened(StoredStatement stored) throws IOException {
        Optional<IssuedStatement> opened = statements.opened(stored);
        if (opened.isEmpty()) {
            throw new StatementRefusedException(
                    new Forgetting(this, stored).isSaid() ? Code.FORGOTTEN : Code.SUBJECT_KEY_GONE,
                    "the keys that statement " + stored.number() + " is sealed under",
                    "none");
        }
        return opened.get();
    }

    /**
     * The statement of an event, if the station has signed one. By now it is in the log then ({@link #catchUp}), and a station's log has
     * nothing but its statements, in the order of their numbers.
     *
     * @throws BooksRefusedException if it is in the log, and its file is gone: signed again it would be another statement of the same event
     */
    Optional<StoredStatement> of(UUID eventId) throws IOException {
        OptionalLong number = log.find(eventId);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(statements
                .at(number.getAsLong())
                .filter(stored -> stored.eventId().equals(eventId))
                .orElseThrow(() -> new BooksRefusedException(
                        BooksRefusedException.Code.STATEMENTS_GONE,
                        "the statement of event " + eventId + ", which is in the log",
                        "no file of it")));
    }

    /** As entries of any log; see {@link StationBooks#entriesFrom}. */
    List<StationBooks.Logging> entriesFrom(long number, int max) throws IOException {
        List<StationBooks.Logging> out = new ArrayList<>();
        for (long next = number; next < chain.nextSequence() && out.size() < max; next++) {
            StoredStatement stored = statements
                    .at(next)
                    .orElseThrow(() -> new BooksRefusedException(
                            BooksRefusedException.Code.STATEMENTS_GONE,
                            "the statements that are in the chain",
                            "no file of one of them"));
            out.add(logging(stored));
        }
        return out;
    }

    private StationBooks.Logging logging(StoredStatement stored) throws IOException {
        // Of one that was forgotten nobody asks for a certificate any more: where it stands is all the same.
        boolean isClearing = statements
                .opened(stored)
                .filter(opened -> opened.statement() instanceof Statement.Clearing)
                .isPresent();
        return new StationBooks.Logging(stored.entry(), isClearing);
    }

    /** As entries of any log; see {@link StationBooks#entriesOf}. */
    List<StationBooks.Logging> entriesOf(Set<UUID> events) throws IOException {
        List<StationBooks.Logging> out = new ArrayList<>();
        for (UUID event : events) {
            Optional<StoredStatement> stored = of(event);
            if (stored.isPresent()) {
                out.add(logging(stored.get()));
            }
        }
        return out;
    }

    /**
     * Finishes what a crash left: a statement that is stored but not yet in chain or log. Where the chain is
     * older than that, all that came after it.
     */
    void catchUp() throws IOException {
        Optional<StoredStatement> ahead = statements.at(chain.nextSequence());
        if (ahead.isEmpty() && chain.nextSequence() > 0) {
            Optional<StoredStatement> last = statements.at(chain.nextSequence() - 1);
            if (last.isEmpty() && statements.renameOld()) {
                catchUp();
                return;
            }
            if (last.isEmpty()) {
                throw new BooksRefusedException(
                        BooksRefusedException.Code.STATEMENTS_GONE,
                        "statement " + (chain.nextSequence() - 1) + ", the last one in the chain",
                        "no file of it");
            }
            logOnce(last.get());
        }
        while (ahead.isPresent()) {
            settle(ahead.get());
            ahead = statements.at(chain.nextSequence());
        }
        long entries = log.checkpoint().checkpoint().size();
        if (entries > chain.nextSequence() && statements.renameOld()) {
            catchUp();
            return;
        }
        if (entries > chain.nextSequence()) {
            // Going on would sign a second statement of a number that has one.
            throw new BooksRefusedException(
                    BooksRefusedException.Code.STATEMENTS_GONE,
                    "the " + entries + " statements that are in the log",
                    chain.nextSequence() + " in chain and statements");
        }
    }

    /**
     * The statement that an erasure has come to its end by, or its start where it was given up.
     *
     * @param named any statement about the erasure, or one that says that it was forgotten
     * @throws StatementRefusedException if it is about no erasure
     */
    StoredStatement endOf(StoredStatement named) throws IOException {
        StoredStatement about = named;
        Optional<Statement.Forgetting> forgetting = named.says(Statement.Forgetting.class);
        if (forgetting.isPresent()) {
            Bytes32 of = forgetting.get().of();
            about = last(0, one -> one.digest().equals(of)).orElse(named);
        }
        Optional<UUID> subject = about.subject();
        if (subject.isEmpty()) {
            throw StoredStatements.notOurs();
        }
        return last(about.number(), one -> one.subject().equals(subject)).orElse(about);
    }

    /** The last statement of some kind, from a number on; each is read. */
    private Optional<StoredStatement> last(long from, Predicate<StoredStatement> kind) throws IOException {
        Optional<StoredStatement> last = Optional.empty();
        for (long number = from; number < chain.nextSequence(); number++) {
            Optional<StoredStatement> one = statements.at(number).filter(kind);
            last = one.isPresent() ? one : last;
        }
        return last;
    }

    /** The events of what was said to be forgotten. */
    List<UUID> forgotten() throws IOException {
        Map<Bytes32, UUID> events = new HashMap<>();
        Set<Bytes32> forgotten = new LinkedHashSet<>();
        for (long number = 0; number < chain.nextSequence(); number++) {
            Optional<StoredStatement> stored = statements.at(number);
            stored.ifPresent(one -> {
                events.put(one.digest(), one.eventId());
                one.says(Statement.Forgetting.class).ifPresent(said -> forgotten.add(said.of()));
            });
        }
        return forgotten.stream().filter(events::containsKey).map(events::get).toList();
    }

    private void settle(StoredStatement stored) throws IOException {
        if (!stored.previous().equals(chain.previous())) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.STATEMENT_DAMAGED,
                    "statement " + chain.nextSequence() + " to follow from the one before",
                    "one that follows from another");
        }
        keep(chain.after(stored.number(), stored.digest()));
        logOnce(stored);
    }

    private void logOnce(StoredStatement stored) throws IOException {
        if (log.find(stored.eventId()).isEmpty()) {
            // If it still opens, it is what is said beside it; what was forgotten is in the log.
            Optional<IssuedStatement> _ = statements.opened(stored);
            long _ = log.append(stored.eventId(), stored.entry().entry());
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

    /** Later statements name this checkpoint, unless they already name one of a larger tree of the same log. */
    void name(SignedCheckpoint cosigned) throws IOException {
        long known = chain.witnessed()
                .filter(last ->
                        last.checkpoint().origin().equals(cosigned.checkpoint().origin()))
                .map(last -> last.checkpoint().size())
                .orElse(0L);
        if (cosigned.checkpoint().size() >= known) {
            keep(chain.witnessing(cosigned));
        }
    }
}
