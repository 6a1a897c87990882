package org.wangchuan.proof.verify;

import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.observation.ObservationFile;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/**
 * Verifies observations, offline. The key has to be one of an operator's log: a station's key signs none, and a log's key
 * signs no receipt.
 */
public final class ObservationVerifier {
    private ObservationVerifier() {}

    /**
     * Returns what is known if everything that is present holds.
     *
     * @throws VerificationException for the first thing that does not hold; also if a serial number is asked for, since an
     *     observation holds no whole one
     */
    public static VerifiedObservation verify(ObservationFile file, TrustList trustList, Expectations expectations)
            throws VerificationException {
        Statement statement = StatementReader.read(file.statement());
        SignerChecks.requireReal(statement);
        if (!(statement instanceof Statement.Observation observation)) {
            throw new VerificationException(
                    FailureCode.STATEMENT_TYPE,
                    "statement",
                    "an observation",
                    statement.head().type().vct());
        }
        SignerChecks.requireNotInFuture(observation.head(), expectations.now());
        String signer = observation.head().station();
        if (!file.hint().key().thumbprint().equals(signer)) {
            throw new VerificationException(
                    FailureCode.HINT, "hint", "key " + signer, file.hint().key().thumbprint());
        }
        file.statement().verify(file.hint().key());
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
                    observation
                            .claims()
                            .device()
                            .serialTail()
                            .map(tail -> "no more than …" + tail)
                            .orElse("none"));
        }
        return new VerifiedObservation(
                observation,
                operator.map(Operator::name),
                Hex.encode(LogEntry.of(file.nonce(), observation.head(), file.statement())));
    }

    private static Optional<Operator> operatorOf(TrustList trustList, String signer) {
        return trustList.operators().stream()
                .filter(one -> one.logKeys().stream()
                        .anyMatch(key -> key.key().thumbprint().equals(signer)))
                .findFirst();
    }
}
