package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.StatementType;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/**
 * Verifies records, offline. The key has to be one of an operator's log: a station's key signs none, and a log's key signs no
 * receipt.
 */
public final class RecordVerifier {
    private RecordVerifier() {}

    /**
     * Returns what is known if everything that is present holds.
     *
     * @throws VerificationException for the first thing that does not hold; also if a serial number is asked for, since a record
     *     holds no whole one
     */
    public static VerifiedRecord verify(RecordedFile file, TrustList trustList, Expectations expectations)
            throws VerificationException {
        Statement statement = StatementReader.read(file.statement());
        SignerChecks.requireReal(statement);
        StatementType type = statement.head().type();
        if (!(statement instanceof Statement.Recorded recorded) || file.format() != RecordedFile.Format.of(type)) {
            throw new VerificationException(
                    FailureCode.STATEMENT_TYPE,
                    "statement",
                    "one of " + file.format().text(),
                    type.vct());
        }
        SignerChecks.requireNotInFuture(recorded.head(), expectations.now());
        String signer = recorded.head().station();
        if (!file.hint().key().thumbprint().equals(signer)) {
            throw new VerificationException(
                    FailureCode.HINT, "hint", "key " + signer, file.hint().key().thumbprint());
        }
        file.statement().verify(file.hint().key());
        requireOfOwnLog(recorded, file.hint());
        Optional<Operator> operator = operatorOf(trustList, signer);
        if (operator.isPresent()) {
            List<VerifierKey> keys = operator.get().logKeys();
            if (!keys.contains(file.hint())) {
                throw new VerificationException(
                        FailureCode.HINT,
                        "hint",
                        operator.get().origin(),
                        file.hint().name());
            }
        }
        if (expectations.serial().isPresent()) {
            throw new VerificationException(
                    FailureCode.SERIAL,
                    "device",
                    expectations.serial().get(),
                    serialTail(recorded).map(tail -> "no more than …" + tail).orElse("none"));
        }
        return new VerifiedRecord(
                recorded,
                operator.map(Operator::name),
                Hex.encode(LogEntry.of(file.nonce(), recorded.head(), file.statement())));
    }

    /** A log counts what it has itself. */
    private static void requireOfOwnLog(Statement.Recorded recorded, VerifierKey log) throws VerificationException {
        if (recorded instanceof Statement.Counts counts
                && !counts.claims().log().equals(log.name())) {
            throw new VerificationException(
                    FailureCode.HINT, "log", log.name(), counts.claims().log());
        }
    }

    private static Optional<String> serialTail(Statement.Recorded recorded) {
        return recorded instanceof Statement.Observation observation
                ? observation.claims().device().serialTail()
                : Optional.empty();
    }

    private static Optional<Operator> operatorOf(TrustList trustList, String signer) {
        return trustList.operators().stream()
                .filter(one -> !one.isForReceiptsAlone()) // a station's own log signs no records
                .filter(one -> one.logKeys().stream()
                        .anyMatch(key -> key.key().thumbprint().equals(signer)))
                .findFirst();
    }
}
