package org.wangchuan.proof.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/** Whether a statement still holds, by the status lists at hand. Any list that says no is enough. */
final class StatusChecks {
    private final TrustList trust;
    private final Operator operator;
    private final WitnessChecks witnesses;
    private final Expectations expectations;
    private final List<SignedCheckpoint> trees = new ArrayList<>();

    StatusChecks(TrustList trust, Operator operator, WitnessChecks witnesses, Expectations expectations) {
        this.trust = trust;
        this.operator = operator;
        this.witnesses = witnesses;
        this.expectations = expectations;
    }

    /** Checkpoints that were verified on the way. */
    List<SignedCheckpoint> trees() {
        return trees;
    }

    /**
     * The newest answer; empty without a list that was logged after the statement: an older one, however sound, can't
     * have known it, and its silence says nothing. A no counts from any list.
     *
     * @param index of the statement in the log
     * @param stapled must be of the statement's list; those in {@code fresh} for other lists are passed over
     */
    Optional<StatusAnswer> answer(
            Optional<StatusReference> place, long index, Optional<StatusFile> stapled, List<StatusFile> fresh)
            throws VerificationException {
        List<StatusFile> files = new ArrayList<>();
        if (stapled.isPresent()) {
            if (!isOf(stapled.get(), place)) {
                throw new VerificationException(
                        FailureCode.STATUS,
                        "status",
                        place.map(p -> "list " + p.list()).orElse("none, as the statement names none"),
                        "list " + stapled.get().list().id());
            }
            files.add(stapled.get());
        }
        fresh.stream().filter(file -> isOf(file, place)).forEach(files::add);
        files.sort(Comparator.comparingLong(
                        (StatusFile file) -> file.statement().proof().index())
                .reversed());
        Optional<StatusAnswer> newest = Optional.empty();
        for (StatusFile file : files) {
            StatusAnswer answer = verify(file);
            requireValid(file.list(), place.orElseThrow());
            boolean isLater = file.statement().proof().index() > index;
            newest = newest.isPresent() || !isLater ? newest : Optional.of(answer);
        }
        requireFresh(newest);
        return newest;
    }

    private static boolean isOf(StatusFile file, Optional<StatusReference> place) {
        return place.isPresent() && place.get().list().equals(file.list().id());
    }

    private StatusAnswer verify(StatusFile file) throws VerificationException {
        Statement statement = StatementReader.read(file.statement().statement());
        SignerChecks.requireReal(statement);
        StatementHead head = statement.head();
        SignerChecks.requireNotInFuture(head, expectations.now());
        PublicKey key = SignerChecks.stationKey(file.hint(), head.station());
        if (!trust.operatorOf(head.station()).equals(Optional.of(operator))) {
            throw new VerificationException(
                    FailureCode.STATUS, "status", "a list by a station of " + operator.name(), "another's");
        }
        file.statement().statement().verify(key);
        SignedCheckpoint signed = file.statement().proof().checkpoint();
        List<VerifierKey> logKeys = SignerChecks.logKeys(
                trust, Optional.of(operator), signed.checkpoint().origin(), file.hint());
        LoggedChecks.verify(file.statement(), head, logKeys, file.hint().log());
        SignerChecks.requireValid(operator, key, file.statement().proof().index());
        QuorumTimes _ = witnesses.require(signed);
        trees.add(signed);
        Optional<Instant> notEarlier = Optional.empty();
        if (file.notBefore().isPresent()) {
            NotBeforeCheck.requireConsistent(file.notBefore().get(), head, signed.checkpoint(), logKeys);
            notEarlier = Optional.of(NotBeforeCheck.time(file.notBefore().get(), witnesses));
        }
        Optional<Checkpoint> asOf = head.seen();
        return new StatusAnswer(asOf, Instant.ofEpochSecond(head.issuedAtSeconds()), notEarlier);
    }

    private static void requireValid(StatusList list, StatusReference place) throws VerificationException {
        if (place.index() >= list.entries()) {
            throw new VerificationException(
                    FailureCode.STATUS, "status.index", "below " + list.entries(), place.index() + "");
        }
        StatusList.State state = list.state(place.index());
        Optional<FailureCode> code = switch (state) {
            case VALID -> Optional.empty();
            case REVOKED -> Optional.of(FailureCode.REVOKED);
            case SUPERSEDED -> Optional.of(FailureCode.SUPERSEDED);
            case CORRECTED -> Optional.of(FailureCode.CORRECTED);
        };
        if (code.isPresent()) {
            throw new VerificationException(code.get(), "status", "a statement that holds", "one that does not");
        }
    }

    /** The issuer's own word does not count here: an old list is what hides a revocation. */
    private void requireFresh(Optional<StatusAnswer> newest) throws VerificationException {
        if (expectations.statusAgeMax().isEmpty()) {
            return;
        }
        Duration most = expectations.statusAgeMax().get();
        Optional<Instant> made = newest.flatMap(StatusAnswer::notEarlier);
        if (made.isEmpty() || made.get().isBefore(expectations.now().minus(most))) {
            throw new VerificationException(
                    FailureCode.STALE,
                    "status",
                    "a list that is proved to be at most " + most + " old",
                    made.map(Instant::toString).orElse("none"));
        }
    }
}
